"""Desks of one tree: one owes a monthly report, another receives it; the form between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count

from danvan.areas.reporting.models import Report
from danvan.areas.reporting.plan import Wish, open_ad_hoc, open_report
from danvan.areas.reporting.shapes import Answers, Said, Written
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import Opening, open_case, perform
from danvan.kernel.duties.models import Binding, Duty, DutyRole
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.writing import UnitFacts, add_unit, rebuild_closure
from danvan.kernel.packs.models import BodyRole, Pack, PackForm
from danvan.kernel.packs.values import content_of
from danvan.law.duties import Words
from danvan.law.reports import Annex, AnnexColumn, Counting, Question, ReportForm, Section, Total
from tests.factories.desks import (
    BY,
    EVERY_ROLE,
    START,
    TODAY,
    Desk,
    add_clerk,
    make_desk,
    make_duty,
)
from tests.factories.report_forms import figure, words

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
DUE = date(2026, 4, 10)
FORM = ReportForm(
    key="mau-thu",
    version="1",
    title=Words("Báo cáo thử", "Trial report"),
    periods=frozenset({"monthly", "quarterly", "once"}),
    sections=(
        Section(
            "work",
            words("Kết quả"),
            (
                figure("received", label=words("Đơn đã nhận"), jump=Decimal(3)),
                figure("complaints", label=words("Khiếu nại")),
                figure("petitions", label=words("Kiến nghị")),
                figure(
                    "share",
                    label=words("Tỷ lệ"),
                    merge="ratio",
                    of=("complaints", "received"),
                    per=100,
                    whole=False,
                ),
            ),
            (Question("done", words("Đã làm gì?"), 4000),),
            (Total("received", ("complaints", "petitions")),),
        ),
        Section("plan", words("Sắp tới"), (), (Question("next", words("Sẽ làm gì?"), 200),)),
    ),
    source="tests",
    mark="C",
    annexes=(
        Annex(
            "list", words("Danh sách"), tuple(AnnexColumn(k, words(k)) for k in ("name", "note"))
        ),
    ),
    short=("received", "done"),
)
COUNTED = replace(
    FORM,
    sections=(
        *FORM.sections,
        Section(
            "own",
            words("Theo hồ sơ"),
            (
                figure(
                    "sessions",
                    label=words("Cuộc họp đã mở"),
                    counts=Counting("meetings.record", "opened"),
                ),
            ),
        ),
    ),
)
"""The same with a figure that one's own records fill."""
numbers = count(1)


@dataclass(frozen=True)
class ReportHouse:
    """Who owes, who receives, and what.

    Args:
        duty: Monthly, received by ``bloc`` and copied to ``board``.
    """

    sender: Desk
    bloc: Desk
    board: Desk
    duty: Duty
    form: PackForm


def make_house(*, form: ReportForm = FORM, via: bool = False) -> ReportHouse:
    """Make a tree in which one body reports to another by a duty, with a copy to a third."""
    return house_of(make_desk("Mặt trận Tổ quốc"), form=form, via=via)


def house_of(sender: Desk, *, form: ReportForm = FORM, via: bool = False) -> ReportHouse:
    """Let a desk that stands report by a duty, to two others made beside it."""
    bloc, board = beside(sender, "Khối Dân vận"), beside(sender, "Thường trực Đảng ủy")
    duty = make_duty()
    number = next(numbers)
    parts = [
        (sender, "bearer"),
        (bloc, "via" if via else "receiver"),
        (board, "receiver" if via else "copy"),
    ]
    for position, (desk, naming) in enumerate(parts, start=1):
        role = BodyRole.objects.create(
            slug=f"body-{number}-{position}",
            name_vi=f"Thân {number} {position}",
            name_en=f"Body {number} {position}",
            level="commune",
            side="party",
            position=position,
        )
        DutyRole.objects.create(duty=duty, role=role, naming=naming, position=position)
        Binding.objects.create(role=role, unit=desk.unit, valid_from=START)
    return ReportHouse(sender, bloc, board, duty, keep_form(duty.pack, form))


def beside(desk: Desk, name: str) -> Desk:
    """Make one more desk in the tree of another."""
    facts = UnitFacts(name, "commune", "front", name)
    key = f"unit-{next(numbers)}"
    unit: Unit = add_unit(facts, key=key, valid_from=START, by=BY, parent=desk.root)
    rebuild_closure(desk.root)
    return Desk(desk.root, unit, add_clerk(unit), EVERY_ROLE)


def owe_report(
    house: ReportHouse,
    *,
    key: str = "2026-03",
    span: tuple[date, date] = MARCH,
    due_on: date | None = DUE,
) -> Case:
    """Open one period of the duty at the desk that reports."""
    return open_case(
        "duties.occurrence",
        house.sender.actor,
        Opening(
            unit_id=house.sender.unit.pk,
            title=Words(f"Báo cáo tháng – {key}", f"Monthly report – {key}"),
            opened_on=START,
            takings={house.bloc.unit.pk: "receiver", house.board.unit.pk: "copy"},
            due_on=due_on,
            facts={
                "duty": house.duty,
                "unit_id": house.sender.unit.pk,
                "key": key,
                "origin": "text",
                "begins_on": span[0],
                "ends_on": span[1],
            },
        ),
    )


def begin(house: ReportHouse, owed: Case | None = None) -> Case:
    """Open the report of a period."""
    return open_report((owed or owe_report(house)).occurrence, house.sender.actor)


def answers(**figures: int | None) -> Answers:
    """Return answers with some figures and one paragraph."""
    values = {key: None if value is None else Decimal(value) for key, value in figures.items()}
    return Answers(values=values, paragraphs={"done": [Written("Đã họp."), Written("Đã đi xóm.")]})


USUAL: Mapping[str, int] = {"received": 5, "complaints": 2, "petitions": 3}


def act(
    case: Case, key: str, desk: Desk, *, on: date = TODAY, reason: str = "", **told: object
) -> Case:
    """Perform one act on a report at a desk."""
    return perform(case, key, desk.actor, effective_on=on, data=told, reason=reason)


def submitted(house: ReportHouse, owed: Case | None = None, *, on: date = TODAY) -> Case:
    """Return a report that was handed in."""
    case = begin(house, owed)
    return act(case, "submit", house.sender, on=on, answers=answers(**USUAL))


def returned(house: ReportHouse) -> Case:
    """Return a report that came back with a remark on a figure."""
    case = submitted(house)
    return act(case, "return", house.bloc, remarks=[Said("figure:received", "Cộng lại giúp.")])


def accepted(house: ReportHouse) -> Case:
    """Return a report that was accepted."""
    return act(submitted(house), "accept", house.bloc)


def report_between(sender: Unit, receiver: Unit, actor: Actor) -> Case:
    """Let one unit hand in a report out of turn to another."""
    case = open_ad_hoc(Wish(sender.pk, "Báo cáo nhanh", "tests", [receiver.pk]), actor)
    told = {"answers": answers(**USUAL)}
    return perform(case, "submit", actor, effective_on=actor.today, data=told)


def keep_form(pack: Pack, form: ReportForm = COUNTED) -> PackForm:
    """Let a pack offer a form; one that it offers already is returned."""
    kept, _made = PackForm.objects.get_or_create(
        pack=pack, key=form.key, version=form.version, defaults={"content": content_of(form)}
    )
    return kept


def report_of(case: Case) -> Report:
    """Return the facts of a report as they stand in the database."""
    return Report.objects.get(pk=case.pk)


def another(form: ReportForm = FORM, **changed: object) -> ReportForm:
    """Return the form with something changed."""
    return replace(form, **changed)  # type: ignore[arg-type]
