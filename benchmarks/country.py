"""A country for the database benchmarks: 3,321 communes of 15 bodies that owe four report series.

The bodies are the seven that Điều 21 clause 2 of 55-QĐ/ĐU names, the hamlet teams nine times; the
commune itself stands for the bloc that receives the reports. Words, provisions and rules are those
of the pack; only its other duties are left out. One commune more has the same bodies and posts,
bound to nothing, so its lists stay empty. The tree is written by plain bulk inserts.
"""

from __future__ import annotations

import dataclasses
import itertools
import os
from datetime import date

import django

YEAR = 2026
TODAY = date(YEAR, 6, 20)
SINCE = date(2022, 1, 1)
FROM, UNTIL = date(YEAR, 1, 1), date(YEAR, 12, 31)
COMMUNES = int(os.environ.get("DANVAN_BENCH_COMMUNES", "3321"))
SERIES = ("000-d21-k2-a", "000-d21-k2-b", "000-d21-k2-c", "000-d21-k2-d")
BODIES = (
    "commune_peoples_council",
    "commune_peoples_committee",
    "commune_fatherland_front",
    "commune_political_social_orgs",
    "commune_police",
    "commune_military_command",
    *["hamlet_mass_mobilization_team"] * 9,
)
RECEIVER = "commune_mass_mobilization_bloc"
LABEL = "benchmark"


def start():
    """Set Django up on the database of ``DANVAN_DATABASE_URL`` and make its tables."""
    if not os.environ.get("DANVAN_DATABASE_URL", "").startswith("postgres"):
        raise SystemExit("run it beside PostgreSQL: tools/postgres.sh PYTHON FILE")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.config.settings.test")
    django.setup()
    from django.core.management import call_command  # later: app ready

    call_command("migrate", verbosity=0)


def build():
    """Write the country and return its root; nothing is owed yet."""
    from danvan.kernel.organisations.models import Unit  # later: app ready

    root = Unit.objects.create(key="country", demo_on=TODAY)
    communes = Unit.objects.bulk_create(
        Unit(root=root, key=f"c{number}") for number in range(COMMUNES + 1)
    )
    for commune in communes:
        commune.locality = commune
    Unit.objects.bulk_update(communes, ["locality"], batch_size=1000)
    bodies = Unit.objects.bulk_create(
        Unit(root=root, locality=commune, key=f"{commune.key}-b{number}")
        for commune in communes
        for number in range(len(BODIES))
    )
    _periods(root, communes, bodies)
    _closure(root, communes, bodies)
    _bind(communes[:-1], bodies[: -len(BODIES)])
    _duties(root)
    _count_anew()
    return root


def _periods(root, communes, bodies):
    from danvan.kernel.organisations.models import UnitPeriod  # later: app ready

    def period(unit, name, parent, tier):
        return UnitPeriod(
            unit=unit, name=name, parent=parent, tier=tier, side="party", valid_from=SINCE
        )

    rows = [period(root, "Cả nước", None, "central")]
    rows += [period(unit, f"Xã thứ {n}", root, "commune") for n, unit in enumerate(communes)]
    rows += [
        period(unit, f"Đơn vị thứ {n}", unit.locality, "commune") for n, unit in enumerate(bodies)
    ]
    UnitPeriod.objects.bulk_create(rows, batch_size=5000)


def _closure(root, communes, bodies):
    from danvan.kernel.organisations.models import Closure  # later: app ready

    lines = [(root,), *((unit, root) for unit in communes)]
    lines += [(unit, unit.locality, root) for unit in bodies]
    Closure.objects.bulk_create(
        (
            Closure(ancestor=above, descendant=line[0], depth=depth, valid_from=SINCE)
            for line in lines
            for depth, above in enumerate(line)
        ),
        batch_size=5000,
    )


def _bind(communes, bodies):
    from danvan.kernel.duties.loading import load_pack  # later: app ready
    from danvan.kernel.duties.models import Binding  # later: app ready
    from danvan.kernel.packs.models import BodyRole  # later: app ready

    load_pack(four_series(), by=LABEL)
    roles = {role.slug: role for role in BodyRole.objects.all()}
    bound = itertools.chain(
        zip(bodies, itertools.cycle(BODIES)), ((unit, RECEIVER) for unit in communes)
    )
    Binding.objects.bulk_create(
        (Binding(role=roles[slug], unit=unit, valid_from=SINCE) for unit, slug in bound),
        batch_size=5000,
    )


def four_series():
    """Return the pack with nothing but its four report series."""
    from danvan.law.pack_folders import pack_folder  # later: app ready
    from danvan.law.packs import load  # later: app ready

    pack = load(pack_folder("phu-thuong-2022"))
    kept = tuple(pack.duty_by_id[key] for key in SERIES)
    return dataclasses.replace(pack, duties=kept, prerequisites=())


def _duties(root):
    from danvan.kernel.duties.loading import use_pack  # later: app ready
    from danvan.kernel.duties.local_dates import set_local_date  # later: app ready
    from danvan.kernel.duties.models import Duty  # later: app ready
    from danvan.kernel.packs.models import Pack  # later: app ready
    from danvan.law.duties import DueRule  # later: app ready

    actor = dataclasses.replace(planner(root), today=FROM)
    use_pack(Pack.objects.get(name="phu-thuong-2022"), root, valid_from=FROM, actor=actor)
    set_local_date(
        Duty.objects.get(code="000-d21-k2-c"),
        root,
        period="semiannual",
        rule=DueRule("by", 14, "6"),
        source=LABEL,
        valid_from=FROM,
        actor=actor,
    )


def planner(root):
    """Return an actor that plans for the whole country."""
    from danvan.kernel.accounts.actors import Actor, GrantValue  # later: app ready

    grants = (GrantValue("planner", root.pk, downward=True, highest=1),)
    return Actor(None, None, LABEL, root.pk, root.pk, TODAY, grants)


def _count_anew():
    from django.db import connection  # later: app ready

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
