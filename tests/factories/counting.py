"""What a database believes to hold, so that tests need not wait for it to count at a bad moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection, models
from django.test.utils import CaptureQueriesContext

ON_POSTGRESQL = connection.vendor == "postgresql"


def believe(rows: int, *tables: type[models.Model]) -> None:
    """Let PostgreSQL believe in so many rows, as if it had counted at another moment."""
    if ON_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE pg_class SET reltuples = %s WHERE relname = ANY(%s)",
                [rows, [table._meta.db_table for table in tables]],
            )


def counted(queries: CaptureQueriesContext, tables: Iterable[type[models.Model]]) -> set[str]:
    """Return the labels of those of some tables that were counted anew."""
    told: Mapping[str, str] = {
        f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}": table.__name__
        for table in tables
    }
    return {told[query["sql"]] for query in queries if query["sql"] in told}
