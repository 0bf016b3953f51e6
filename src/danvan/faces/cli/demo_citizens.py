"""What citizens see of the commune of today: an open door, letters, a published result, and what
the Front passed on and gathered.

All through the same functions as the public pages and a person's desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from danvan.areas.petitions.intake import receive
from danvan.areas.petitions.shapes import COMPLAINT, FEEDBACK, RECOMMENDATION, Intake, Sender
from danvan.faces.cli.demo_desks import Desks
from danvan.kernel.accounts.codes import spaced
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import EvidenceInput, Opening, open_case, perform
from danvan.kernel.letterbox import sending, taking, tickets
from danvan.kernel.letterbox.doors import DoorFacts, make_poster, set_door
from danvan.kernel.organisations.models import Tier, Unit, UnitPeriod
from danvan.kernel.publication.figures import count_due, set_plan
from danvan.kernel.publication.publishing import Copy, choice_of, propose
from danvan.law.duties import Words

AUTHORITY, FRONT = "peoples_committee", "front"
"""Units of the tree's file that answer citizens and that pass on what they raise."""
LETTERS = (
    (RECOMMENDATION, "Làm gờ giảm tốc trước trường tiểu học"),
    (FEEDBACK, "Cống thoát nước đầu xóm bị tắc"),
    (COMPLAINT, "Chưa đồng ý với diện tích đất được ghi nhận"),
)


def lay_door(desks: Desks) -> str:
    """Open the commune's door on its last day.

    Returns:
        Code and PIN of one letter, as its receipt tells them.
    """
    unit = desks.tree.units[AUTHORITY]
    head = desks.actor(unit.pk, desks.last)
    hours = "Sáng thứ Ba và thứ Năm hằng tuần, tại bộ phận tiếp công dân."
    facts = DoorFacts(is_open=True, address="Trụ sở xã Mẫu", phone="", hours=hours)
    set_door(unit, facts, head)
    hamlets = UnitPeriod.objects.filter(unit__root=unit.root, tier=Tier.HAMLET, valid_until=None)
    for hamlet in hamlets.filter(parent=desks.tree.root).select_related("unit"):
        make_poster(unit, hamlet.unit, head)
    receipt, *_others = [_letter(unit, kind, title) for kind, title in LETTERS]
    taking.take_waiting()
    _published(desks, unit)
    _passed_on(desks, unit)
    _gathered(desks)
    root = desks.tree.root
    set_plan(root, desks.actor(root.pk, desks.last), is_on=True)
    count_due(root)
    return receipt


def _letter(unit: Unit, kind: str, title: str) -> str:
    content = {"title": title, "text": f"{title}: nội dung mẫu.", "channel": "web", "senders": []}
    slip = sending.post(tickets.issue(unit.pk), kind, content).slip
    return f"{spaced(slip.code)}  PIN {slip.pin}"


def _received(desks: Desks, unit: Unit, kind: str, title: str, day: date) -> Case:
    intake = Intake(
        kind, unit.pk, title, f"{title}: nội dung mẫu.", day, "walk_in", (Sender(address="Thôn"),)
    )
    return receive(intake, desks.actor(unit.pk, day)).case


def _do(desks: Desks, case: Case, act: str, day: date, data: Mapping[str, Any]) -> Case:
    """Perform an act by the desk that handles a case, proven by a document."""
    actor = desks.actor(case.unit_id, day)
    proof = [EvidenceInput("dispatch", document_number=f"{case.pk}/UBND")]
    return perform(case, act, actor, effective_on=day, data=data, evidence=proof)


def _published(desks: Desks, unit: Unit) -> None:
    """One piece of feedback answered in time, its answer shown to everybody."""
    day, title = desks.last - timedelta(days=12), "Đèn đường ở thôn không sáng"
    answer = "Đã thay bóng đèn và sửa đường dây trong ba ngày."
    case = _received(desks, unit, FEEDBACK, title, day)
    _do(desks, case, "classify", day, {"competence": "ours"})
    _do(desks, case, "accept", day, {})
    answered = desks.last - timedelta(days=5)
    _do(desks, case, "answer", answered, {"answer": answer})
    copy = Copy(
        unit_id=unit.pk,
        kind=FEEDBACK,
        kind_label={"vi": "Phản ánh", "en": "Feedback"},
        title=title,
        paragraphs=(answer,),
        basis=f"{case.pk}/UBND",
        shown_from=answered,
        case_slug=case.slug,
    )
    row = propose(copy, desks.actor(unit.pk, answered))
    _do(desks, case, "publish", desks.last, {"publication": choice_of(row)})


def _passed_on(desks: Desks, unit: Unit) -> None:
    """What the Front passed on to the committee: one is not answered so far."""
    front = desks.tree.units[FRONT]
    day = desks.last - timedelta(days=9)
    case = _received(desks, front, RECOMMENDATION, "Mở rộng sân chơi của thôn", day)
    _do(desks, case, "classify", day, {"competence": "other"})
    _do(desks, case, "transfer", day, {"passed_to_unit": unit.pk})


def _gathered(desks: Desks) -> None:
    """Opinions that the Front gathered and is about to send."""
    front = desks.tree.units[FRONT]
    actor = desks.actor(front.pk, desks.last)
    first = desks.last - timedelta(days=20)
    facts = {
        "subject": "Nước sạch và đường thôn",
        "way": "meeting",
        "people": 46,
        "first_on": first,
        "last_on": desks.last,
    }
    title = Words("Ý kiến hội viên về nước sạch", "Members' opinions on clean water")
    case = open_case("opinions.gathering", actor, Opening(front.pk, title, first, facts, {}))
    data = {"topic": "water", "people": 18, "summary": "Nước yếu vào giờ cao điểm."}
    perform(case, "gather", actor, effective_on=desks.last, data=data)
