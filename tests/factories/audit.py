"""A way to take the database's refusal back inside a test's own transaction."""

from __future__ import annotations

from django.db import connection


class DirectEditor:
    """Runs a statement as it is; Django's editor wants no transaction around it on SQLite."""

    connection = connection

    def execute(self, statement: str) -> None:
        """Run one statement."""
        with connection.cursor() as cursor:
            cursor.execute(statement)
