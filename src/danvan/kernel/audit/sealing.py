"""Small refusing triggers that both databases have.

Rows of a table can be added, never changed or deleted.

One of the three raw-SQL modules. Called by migrations only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_MESSAGE = "rows of {table} are never changed"


def refuse_changes(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Let the database refuse UPDATE and DELETE on a table.

    Args:
        table: A name written in a migration, never one that came from outside.
    """
    message = _MESSAGE.format(table=table)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{message}'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_sealed BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {table}_sealed_{verb.lower()} BEFORE {verb} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def allow_changes(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the refusal back.

    For a migration that goes backwards and for tests that empty their database.
    """
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_sealed ON {table}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()")
        return
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_sealed_{verb}")
