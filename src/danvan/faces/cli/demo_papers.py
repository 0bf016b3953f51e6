"""What lies on the desks of the commune of today: reports, documents and petitions under way.

All through the same functions as a person's pages; figures and texts are a demo's.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from danvan.areas.petitions.intake import receive
from danvan.areas.petitions.shapes import COMPLAINT, FEEDBACK, RECOMMENDATION, Intake, Sender
from danvan.areas.reporting.plan import open_report
from danvan.areas.reporting.queries import asked
from danvan.areas.reporting.shapes import Answers, Said, Written
from danvan.faces.cli.demo_desks import Desks, chance
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import Opening, open_case, perform
from danvan.kernel.correspondence.issuers import IssuerFacts, set_profile
from danvan.kernel.correspondence.models import Direction, World
from danvan.kernel.correspondence.registers import open_register
from danvan.kernel.duties.models import Occurrence
from danvan.law.duties import Words

SECRETARIAT, AUTHORITY = "party_committee", "peoples_committee"
"""Units of the tree's file that write the documents and take the petitions in."""
SUBMITTED, RETURNED = 4, 5
"""Of the open monthly reports, how many are handed in, and which one comes back."""
LARGEST = 12


def lay_out(desks: Desks) -> None:
    """Put papers on the desks of a tree on its last day."""
    _reports(desks)
    _documents(desks)
    _petitions(desks)


def _reports(desks: Desks) -> None:
    units = list(desks.tree.units.values())
    rows = Occurrence.objects.filter(unit__in=units, case__closed_on=None, duty__period="monthly")
    rows = rows.filter(duty__area="reporting", begins_on__lte=desks.last)
    for number, row in enumerate(rows.select_related("case__unit", "duty").order_by("pk")):
        if number > RETURNED:
            return
        case = open_report(row, desks.actor(row.unit_id, desks.last))
        if number <= SUBMITTED:
            _submit(desks, case)
        if number == SUBMITTED:
            _return(desks, case)


def _submit(desks: Desks, case: Case) -> None:
    form = asked(case.report)
    values = {
        figure.key: Decimal(chance(case.unit_id, figure.key) % LARGEST)
        for figure in form.figures
        if figure.of is None
    }
    for total in (one for section in form.sections for one in section.totals):
        values[total.whole] = sum((values[part] for part in total.parts), Decimal(0))
    told = {one.key: [Written("Nội dung trình diễn của kỳ này.")] for one in form.questions}
    actor = desks.actor(case.unit_id, desks.last)
    data = {"answers": Answers(values=values, paragraphs=told)}
    perform(case, "submit", actor, effective_on=desks.last, data=data)


def _return(desks: Desks, case: Case) -> None:
    taking = case.units.filter(taking="receiver").order_by("pk").first()
    if taking is None:
        return
    actor = desks.actor(taking.unit_id, desks.last)
    remark = Said("", "Nêu rõ hơn kết quả theo từng thôn.")
    perform(case, "return", actor, effective_on=desks.last, data={"remarks": [remark]})


def _documents(desks: Desks) -> None:
    unit = desks.tree.units[AUTHORITY]
    actor = desks.actor(unit.pk, desks.last)
    facts = IssuerFacts("Ủy ban nhân dân xã Mẫu", "", "UBND", "Xã Mẫu")
    set_profile(unit, World.STATE, facts, valid_from=date(desks.last.year, 1, 1), actor=actor)
    for direction, label in ((Direction.OUT, "Sổ văn bản đi"), (Direction.IN, "Sổ văn bản đến")):
        open_register(unit, direction, World.STATE, label, actor=actor)
    summary = "Kết quả công tác dân vận chính quyền trong tháng"
    content = {
        "bases": [],
        "body": "I. Kết quả\n1. Tiếp dân đúng lịch.\nII. Nhiệm vụ tháng tới\n1. Đối thoại ở thôn.",
        "to_units": [desks.tree.units[SECRETARIAT].pk],
        "copy_units": [],
        "others": [],
        "signers": [
            {"title": "CHỦ TỊCH", "name": "", "authority": "TM", "on_behalf": "ỦY BAN NHÂN DÂN",
             "above": ""},
        ],
    }  # fmt: skip
    told = {"type_key": "report", "world": World.STATE, "unit_id": unit.pk, "summary": summary}
    title = Words(f"Báo cáo: {summary}", "Report: work among the people this month")
    opening = Opening(unit.pk, title, desks.last, {**told, "content": content}, {})
    open_case("documents.outgoing", actor, opening)
    _incoming(unit.pk, actor)


def _incoming(unit_id: int, actor: Actor) -> None:
    summary = "Đề nghị rà soát ý kiến người dân về nước sinh hoạt"
    facts = {
        "sender": "Sở Nông nghiệp và Môi trường",
        "their_number": "412/SNNMT-TL",
        "their_day": actor.today - timedelta(days=3),
        "summary": summary,
        "received_on": actor.today,
    }
    title = Words(f"412/SNNMT-TL: {summary}", "412/SNNMT-TL: drinking water")
    open_case("documents.incoming", actor, Opening(unit_id, title, actor.today, facts, {}))


def _petitions(desks: Desks) -> None:
    told = (
        (COMPLAINT, 20, "Mức bồi thường đất vườn ở thôn", "accept"),
        (RECOMMENDATION, 6, "Lắp đèn ở ngã ba đầu thôn", "accept"),
        (FEEDBACK, 4, "Rác đổ ven kênh", "transfer"),
        (FEEDBACK, 1, "Loa truyền thanh hỏng", ""),
    )
    unit = desks.tree.units[AUTHORITY]
    for kind, back, title, act in told:
        day = desks.last - timedelta(days=back)
        desk = desks.actor(unit.pk, day)
        sender = Sender(address="Thôn mẫu")
        case = receive(
            Intake(kind, unit.pk, title, f"{title}: nội dung mẫu.", day, "walk_in", (sender,)), desk
        ).case
        if act:
            ours = "ours" if act == "accept" else "other"
            perform(case, "classify", desk, effective_on=day, data={"competence": ours})
            data = {"passed_to": "Công ty thủy lợi"}
            perform(case, act, desk, effective_on=day, data=data)
