"""A line of reports: communes report to provinces, provinces to the country, by bindings.

Bodies of the small pack stand for the levels: a team is a commune, a bloc a province, the board the
country, the council a second receiver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

from danvan.areas.consolidation.acts import open_upper
from danvan.areas.reporting.models import Report
from danvan.areas.reporting.plan import open_report
from danvan.areas.reporting.shapes import Answers, Written
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.duties.models import Occurrence
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.writing import add_unit, rebuild_closure
from danvan.kernel.packs.models import PackForm
from danvan.kernel.packs.values import content_of
from tests.factories.accounts import actor_at
from tests.factories.cases import apply_all
from tests.factories.packs import BEFORE_TENTH, MONTHLY, Worked, duty, put_to_work
from tests.factories.report_forms import FORM
from tests.factories.trees import BY, START, Tree, facts

TODAY = date(2022, 6, 5)
KEY = "2022-05"
"""The month whose reports are due on the 9th of June."""
TO_BLOC = 'receivers = [{ role = "bloc", as = "receiver" }]\n'
TO_BOARD = 'receivers = [{ role = "board", as = "receiver" }]\n'
SHAPE = {"p1": ("c11", "c12", "c13"), "p2": ("c21", "c22")}
numbers = count(1)


@dataclass(frozen=True)
class Line:
    """A country, its provinces and communes, and the pack they work by."""

    worked: Worked
    form: PackForm

    @property
    def tree(self) -> Tree:
        return self.worked.tree

    def __getitem__(self, key: str) -> Unit:
        return self.tree[key]

    def actor(self, *keys: str, today: date = TODAY) -> Actor:
        return actor_at(*(self[key] for key in keys), today=today)

    def owed(self, key: str, *, period: str = KEY) -> Occurrence:
        """Return the one occurrence of a unit for a period."""
        return Occurrence.objects.get(unit=self[key], key=period)

    def open(self, key: str, *, period: str = KEY, today: date = TODAY) -> Case:
        """Return the report of a unit."""
        return open_report(self.owed(key, period=period), self.actor(key, today=today))

    def open_upward(self, key: str, *, period: str = KEY, today: date = TODAY) -> Case:
        """Return the merged report of a unit that owes nobody one."""
        return open_upper(self[key], period, self.actor(key, today=today))

    def write(self, key: str, *, period: str = KEY, today: date = TODAY, **values: object) -> Case:
        """Type figures into the report of a unit; ``done`` gives its paragraphs."""
        case = self.open(key, period=period, today=today)
        return typed(case, self.actor(key, today=today), values)

    def submit(self, key: str, *, period: str = KEY, today: date = TODAY, **values: object) -> Case:
        """Write a report and hand it in."""
        case = self.write(key, period=period, today=today, **values)
        return act(case, "submit", self.actor(key, today=today))


def typed(case: Case, actor: Actor, values: Mapping[str, object]) -> Case:
    """Type figures and paragraphs into a report."""
    told = values.get("done", ())
    paragraphs = {"done": [Written(text) for text in told]} if told else {}
    figures = {
        key: None if value is None else Decimal(str(value))
        for key, value in values.items()
        if key != "done"
    }
    answers = Answers(values=figures, paragraphs=paragraphs)
    return perform(case, "fill", actor, effective_on=actor.today, data={"answers": answers})


def act(case: Case, key: str, actor: Actor, *, reason: str = "") -> Case:
    """Do one act on a report today."""
    return perform(case, key, actor, effective_on=actor.today, reason=reason)


def report_of(case: Case) -> Report:
    """Return the report of a case, read anew."""
    return Report.objects.select_related("case__unit__root", "form").get(pk=case.pk)


def make_tree_of(shape: Mapping[str, tuple[str, ...]], *, today: date = TODAY) -> Tree:
    """Make a country with provinces and communes, each a locality of its own."""
    name = f"country-{next(numbers)}"
    root = add_unit(
        facts("Cả nước", "central"), key=name, valid_from=START, by=BY, is_locality=True,
        demo_on=today,
    )  # fmt: skip
    office = add_unit(
        facts("Văn phòng", "central"), key="office", valid_from=START, by=BY, parent=root, root=root
    )
    units = {"root": root, "office": office}
    for province, communes in shape.items():
        units[province] = _place(province, "province", root, root)
        for commune in communes:
            units[commune] = _place(commune, "commune", units[province], root)
    rebuild_closure(root)
    return Tree(root, units)


def _place(key: str, tier: str, parent: Unit, root: Unit) -> Unit:
    return add_unit(
        facts(f"Đơn vị {key}", tier), key=key, valid_from=START, by=BY, parent=parent, root=root,
        is_locality=True,
    )  # fmt: skip


def duties(extra: str = "") -> str:
    """Return the two monthly series: communes to provinces, provinces to the country."""
    below = duty("up", "dated", MONTHLY + BEFORE_TENTH + TO_BLOC, bearers=["team"])
    above = duty(
        "further", "dated", MONTHLY + BEFORE_TENTH + TO_BOARD, bearers=["bloc"],
        provision="att_1__art_2",
    )  # fmt: skip
    return below + above + extra


def make_line(
    folder: Path,
    shape: Mapping[str, tuple[str, ...]] = SHAPE,
    *,
    today: date = TODAY,
    extra: str = "",
    also: Mapping[str, tuple[str, ...]] | None = None,
) -> Line:
    """Make a line of reports with its occurrences, and the small form of every merge rule.

    Args:
        extra: Further duties as TOML.
        also: Further bindings, body to keys of units.
    """
    tree = make_tree_of(shape, today=today)
    bodies = {
        "team": tuple(one for communes in shape.values() for one in communes),
        "bloc": tuple(shape),
        "board": ("root",),
    } | dict(also or {})
    worked = put_to_work(tree, folder, duties(extra), bodies=bodies)
    apply_all(tree.root, today=today)
    form = replace(FORM, valid_from=None)
    kept = PackForm.objects.create(
        pack=worked.pack, key=form.key, version=form.version, content=content_of(form)
    )
    return Line(worked, kept)
