"""Take a petition in, the same way from everywhere; forget who sent it when its time is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass, replace
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions import conditions
from danvan.areas.petitions.conditions import next_instance
from danvan.areas.petitions.matters import every_part_of
from danvan.areas.petitions.merge import forget_papers
from danvan.areas.petitions.models import Petition, Petitioner
from danvan.areas.petitions.shapes import Intake, Sender
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.forgetting import forget_proofs
from danvan.kernel.cases.models import Case, CaseLink, Relation
from danvan.kernel.cases.perform import Opening, open_case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox import forgetting
from danvan.kernel.letterbox.models import Letter
from danvan.kernel.letterbox.offering import Told
from danvan.kernel.letterbox.receipts import hand_receipt
from danvan.kernel.organisations.days import today_of
from danvan.law.collation import fold
from danvan.law.duties import Words
from danvan.web import dates


@dataclass(frozen=True, slots=True)
class Handed:
    """What a petitioner is given at once; code and number are kept nowhere else."""

    case: Case
    code: str
    pin: str


@transaction.atomic
def receive(intake: Intake, actor: Actor) -> Handed:
    """Open a petition with its senders and receipt; all of it stands, or nothing.

    Raises:
        Refused: ``CASE-01`` the actor may not receive there; ``PET-02`` the first complaint is out
            of sight, not decided, a second one itself, or has one; ``CASE-05`` the day is to come.
    """
    case = opened(intake, actor)
    slip = hand_receipt(case, case.due_on)
    return Handed(case, slip.code, slip.pin)


def opened(intake: Intake, actor: Actor) -> Case:
    """Open a petition with its senders; call it in a transaction. Raises what receiving raises."""
    first = _first(intake, actor)
    facts = {"text": intake.text, "received_on": intake.received_on, "channel": intake.channel}
    facts["track"] = conditions.track_of(intake.unit_id, intake.received_on)
    facts |= dict(intake.facts) | ({"instance": 2} if first else {})
    case = open_case(
        intake.kind,
        actor,
        Opening(
            unit_id=intake.unit_id,
            title=Words(intake.title, intake.title),
            opened_on=intake.received_on,
            facts=facts,
            takings={},
        ),
    )
    for sender in intake.senders:
        Petitioner.objects.create(petition=case.petition, **asdict(sender))
    if first:
        _link(case, first, actor)
    return case


def _first(intake: Intake, actor: Actor) -> Case | None:
    if not intake.first_slug:
        return None
    seen = visible_cases(actor).filter(slug=intake.first_slug, kind=intake.kind)
    locked = Case.objects.select_for_update(of=("self",)).filter(pk__in=seen.values("pk"))
    found = locked.filter(petition__instance=1).first()
    if found is None or not (
        found.state in conditions.DECIDED or conditions.next_instance(found, actor.today)
    ):
        raise Refused("PET-02")
    if Case.objects.filter(conditions.has_second(), pk=found.pk).exists():
        raise Refused("PET-02")
    return found


def _link(case: Case, first: Case, actor: Actor) -> None:
    CaseLink.objects.create(
        source=case,
        target=first,
        relation=Relation.FOLLOWS_UP,
        made_at=timezone.now(),
        made_by=actor.label,
        by_person=True,
    )


def open_letter(letter: Letter, actor: Actor) -> Case:
    """Open the petition of a letter from the public door; its receipt was given at once."""
    told = letter.content
    senders = tuple(Sender(**one) for one in told.get("senders", ()))
    return opened(
        Intake(
            kind=letter.kind,
            unit_id=letter.unit_id,
            title=told["title"],
            text=told["text"],
            received_on=letter.received_on,
            channel=told["channel"],
            senders=senders,
            facts={"place_id": told.get("place_id")},
        ),
        actor,
    )


def supposed(kind: str, unit_id: int, on: date, channel: str) -> Case:
    """Return a petition as it would be opened, unsaved: which clocks would run is asked of it."""
    case = Case(kind=kind, unit_id=unit_id, opened_on=on, state=kinds.get(kind).initial)
    track = conditions.track_of(unit_id, on)
    Petition(case=case, received_on=on, channel=channel, track=track)
    return case


HAPPENED: Final = {
    "accept": _("Đơn được thụ lý, bắt đầu giải quyết"),
    "ask_more": _("Nơi nhận đề nghị bổ sung; xem tin nhắn"),
    "supply": _("Phần bổ sung đã nhận"),
    "refuse": _("Đơn không đủ điều kiện thụ lý; lý do có trong thông báo gửi người gửi"),
    "guide": _("Đơn được hướng dẫn gửi đến nơi có thẩm quyền"),
    "give_back": _("Đơn được trả lại nơi đã chuyển đến"),
    "transfer": _("Đơn được chuyển đến nơi có thẩm quyền"),
    "note_settled": _("Nơi có thẩm quyền đã giải quyết, đang chờ báo kết quả"),
    "hand_on": _("Thông tin được chuyển đến nơi có quyền kiểm tra"),
    "extend": _("Thời hạn được gia hạn vì vụ việc phức tạp"),
    "suspend": _("Việc giải quyết tạm dừng"),
    "resume": _("Việc giải quyết tiếp tục"),
    "withdraw": _("Đơn được rút theo yêu cầu của người gửi"),
    "end": _("Việc giải quyết được đình chỉ"),
    "decide": _("Có quyết định giải quyết"),
    "send": _("Quyết định được gửi đến người gửi"),
    "publish": _("Kết quả được công khai"),
    "finish": _("Hồ sơ kết thúc"),
    "answer": _("Có trả lời"),
    "tell": _("Có trả lời"),
    "reopen": _("Việc được mở lại"),
    "split": _("Đơn có nhiều việc, được tách ra để giải quyết từng việc"),
    "conclude": _("Các việc trong đơn đã xong"),
    "hand_over": _("Đơn được bàn giao đơn vị khác xử lý"),
    "withdraw_part": _("Một phần đơn được rút theo yêu cầu của người gửi"),
    "forward": _("Đơn được chuyển đến nơi có thẩm quyền giải quyết"),
    "hear_result": _("Nơi nhận chuyển đã báo kết quả"),
    "dialogue": _("Có buổi đối thoại"),
    "file": _("Đơn được lưu, không xem xét tiếp"),
}
"""What a petitioner is told of each act; an act that is not here is not told."""
SECOND: Final = _(
    "Không đồng ý với quyết định thì khiếu nại lần hai, chậm nhất ngày %(on)s, hoặc khởi kiện tại "
    "tòa án."
)
ASSUMED: Final = _(
    "Ngày này tính từ ngày ra quyết định; nhận được quyết định muộn hơn thì tính từ ngày nhận."
)
SILENT: Final = _(
    "Đã hết hạn giải quyết mà chưa có quyết định: được khiếu nại lần hai, chậm nhất ngày %(on)s, "
    "hoặc khởi kiện tại tòa án."
)
COURT: Final = _("Không đồng ý với quyết định thì khởi kiện tại tòa án.")


def tell_petitioner(case: Case, language: str) -> Told:
    """Return what the petitioner may know of a petition: never who handles it or why inside.

    A part that was split again is told of, and its own parts after it.
    """
    with translation.override(language):
        return replace(_told(case), parts=tuple(map(_told, every_part_of(case))))


def _told(case: Case) -> Told:
    kind = kinds.get(case.kind)
    steps = case.steps.order_by("pk").values_list("act", "effective_on")
    petition: Petition = case.petition
    days = [(case.opened_on, str(_("Đơn được nhận và vào sổ")))]
    days += [(on, str(HAPPENED[act])) for act, on in steps if act in HAPPENED]
    return Told(
        state=str(kind.states[case.state]),
        days=tuple(days),
        due_on=case.due_on if case.state not in kind.closed else None,
        answer=petition.answer if petition.answered_on else "",
        numbered=petition.answer_number,
        answered_on=petition.answered_on,
        onward=tuple(_onward(case)),
    )


def _onward(case: Case) -> Iterator[str]:
    """Where who does not agree may go, by the same day that the handlers see."""
    found = next_instance(case, today_of(case.unit))
    if found is None:
        return
    if found.last_on is None:
        yield str(COURT)
        return
    yield str(SILENT if found.is_silence else SECOND) % {"on": f"{found.last_on:%d/%m/%Y}"}
    if found.is_assumed:
        yield str(ASSUMED)


def forget(case: Case) -> dict[str, int]:
    """Empty who sent a closed petition, what it says and what was enclosed; counts and days stay.

    Its title goes too, with papers that were drafted and never issued. Reasons of steps are sealed,
    and papers that were issued are records of the room of documents: both stay.

    Returns:
        How many things went, by name.
    """
    petition: Petition = case.petition
    people = 0
    for petitioner in petition.petitioners.all():
        petitioner.delete()
        people += 1
    for note in petition.notes.all():
        note.text = ""
        note.save(update_fields=["text"])
    for mark in petition.marks.all():
        mark.words = ""
        mark.save(update_fields=["words"])
    for name in EMPTIED:
        setattr(petition, name, "")
    petition.save(update_fields=list(EMPTIED))
    case.title_vi, case.title_en = astuple(bare_title(case))
    case.search = fold(f"{case.title_vi} {case.title_en}")
    case.save(update_fields=["title_vi", "title_en", "search"])
    gone = Counter({"people": people, "texts": 1})
    for emptied in (forget_proofs(case), forgetting.forget(case), forget_papers(case)):
        gone.update(emptied)
    return dict(gone)


def bare_title(case: Case) -> Words:
    """Return what a petition is called when its own title is gone: its kind and its day."""
    label, day = kinds.get(case.kind).label, dates.show_day(case.opened_on)
    said = []
    for language in ("vi", "en"):
        with translation.override(language):
            said.append(f"{label} {day}")
    return Words(*said)


EMPTIED: Final = ("text", "answer", "complexity", "urgency")
"""What of a petition may name people; the number of the answer and all days stay."""
