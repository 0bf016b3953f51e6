"""Find words of petitions by an index of three letters, where the database has one.

Only petitions stand in it: the rows that a plan opens by the hundred thousand are not slowed. A
server without the extension finds the same words, more slowly.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KINDS = ("complaint", "recommendation", "feedback", "voters", "information")
AVAILABLE = "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'"


def index(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor != "postgresql":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute(AVAILABLE)
        if cursor.fetchone() is None:
            return
    kinds = ", ".join(f"'petitions.{kind}'" for kind in KINDS)
    editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    editor.execute(
        "CREATE INDEX petition_words ON cases_case USING gin (search gin_trgm_ops)"
        f" WHERE kind IN ({kinds})"
    )


def drop(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX IF EXISTS petition_words")


class Migration(migrations.Migration):
    dependencies = [("petitions", "0003_mark_and_split"), ("cases", "0004_let_clocks_run")]
    operations = [migrations.RunPython(index, drop)]
