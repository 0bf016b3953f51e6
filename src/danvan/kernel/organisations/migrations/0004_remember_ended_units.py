"""Write the closure anew: whole spans, and units that ended stay below those above them."""

from collections import defaultdict
from itertools import islice

from django.db import migrations
from django.db.models import Q

from danvan.kernel.organisations.closure import Stay, closure_rows

BATCH = 2000


def write_anew(apps, schema_editor):
    """Replace the closure of every tree."""
    alias = schema_editor.connection.alias
    units, periods, closure = (
        apps.get_model("organisations", name).objects.using(alias)
        for name in ("Unit", "UnitPeriod", "Closure")
    )
    for root in units.filter(root=None):
        stays = defaultdict(list)
        found = periods.filter(Q(unit__root=root) | Q(unit=root)).order_by("unit_id", "valid_from")
        for unit_id, *stay in found.values_list(
            "unit_id", "parent_id", "valid_from", "valid_until"
        ):
            stays[unit_id].append(Stay(*stay))
        closure.filter(Q(descendant__root=root) | Q(descendant=root)).delete()
        rows = closure_rows(stays, stays)
        while some := list(islice(rows, BATCH)):
            closure.bulk_create(
                closure.model(
                    ancestor_id=ancestor,
                    descendant_id=descendant,
                    depth=depth,
                    valid_from=begin,
                    valid_until=end,
                )
                for ancestor, descendant, depth, begin, end in some
            )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_fill_search_and_order")]

    operations = [migrations.RunPython(write_anew, migrations.RunPython.noop)]
