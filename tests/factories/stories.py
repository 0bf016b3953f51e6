"""Years to play in the sample trees: a pack in use since January, reports filed day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from danvan.areas.reporting.plan import open_report
from danvan.areas.reporting.shapes import Answers, Written
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.duties.applying import apply
from danvan.kernel.duties.loading import load_pack, use_pack
from danvan.kernel.duties.models import Occurrence
from danvan.kernel.duties.planning import plan
from danvan.kernel.duties.trees import Tree, write_tree
from danvan.kernel.organisations.models import Unit
from danvan.law import packs as law_packs
from danvan.law.pack_folders import pack_folder
from tests.factories.accounts import actor_at, planner_of

TREES = Path(__file__).resolve().parents[2] / "src/danvan/faces/cli/demo_data"
SINCE = date(2026, 1, 2)


def begin_year(name: str, *, on: date, password: str) -> Tree:
    """Write a sample tree whose pack is in use since January 2026; nothing is planned yet."""
    load_pack(law_packs.load(pack_folder("vn-base")), by="test")
    tree = write_tree(TREES / f"{name}.toml", password=lambda _username: password)
    pack = load_pack(law_packs.load(pack_folder(tree.pack)), by="test")
    use_pack(pack, tree.root, valid_from=SINCE, actor=planner_of(tree.root, today=on))
    return tree


def plan_as_of(tree: Tree, on: date) -> None:
    """Plan and apply as the planner of the tree would on a day, which its screens use as today."""
    show_as_of(tree, on)
    shown = plan(tree.root, today=on)
    apply(tree.root, shown.digest, planner_of(tree.root, today=on))


def show_as_of(tree: Tree, on: date) -> None:
    """Let the screens of a tree use a day as today."""
    tree.root.demo_on = on
    tree.root.save(update_fields=["demo_on"])


def owed(code: str, key: str) -> list[Occurrence]:
    """Return who owes a duty for a period, in the order of the units."""
    rows = Occurrence.objects.filter(duty__code=code, key=key)
    return list(rows.select_related("case__unit__root", "duty__pack").order_by("unit_id"))


def file_report(
    occurrence: Occurrence, figures: Mapping[str, int], *, on: date, words: Sequence[str] = ()
) -> Case:
    """Write a report and hand it in on a day."""
    actor = actor_at(occurrence.case.unit, today=on)
    case = open_report(occurrence, actor)
    question = case.report.form.form.questions[0].key
    answers = Answers(
        values={key: Decimal(value) for key, value in figures.items()},
        paragraphs={question: [Written(one) for one in words]},
    )
    return perform(case, "submit", actor, effective_on=on, data={"answers": answers})


def do(case: Case, act: str, unit: Unit, *, on: date, reason: str = "", **told: object) -> Case:
    """Do one act on a case at a unit."""
    fresh = Case.objects.get(pk=case.pk)
    return perform(fresh, act, actor_at(unit, today=on), effective_on=on, data=told, reason=reason)
