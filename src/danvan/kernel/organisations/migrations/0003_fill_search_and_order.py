"""Give periods that stand already what they are found and sorted by."""

from django.db import migrations

from danvan.law.collation import fold, sort_key

BATCH = 2000


def fill(apps, schema_editor):
    """Fill both columns, batch by batch."""
    periods = apps.get_model("organisations", "UnitPeriod").objects.using(
        schema_editor.connection.alias
    )
    last = 0
    while rows := list(periods.filter(pk__gt=last).select_related("unit").order_by("pk")[:BATCH]):
        for row in rows:
            words = (row.unit.key, row.name, row.short_name, row.name_en)
            row.search, row.sort_key = fold(" ".join(words)), sort_key(row.name)
        periods.bulk_update(rows, ["search", "sort_key"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_give_periods_search_and_order")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
