"""Acts and clocks that several kinds of petition share."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions import acts, notices
from danvan.areas.petitions.models import Petition, Track
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.kinds import Act, ClockRule, FulfilmentFacts
from danvan.kernel.cases.models import Case

OFFICER = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
HEAD = frozenset({DeskRole.HEAD.value})
FORMS = "danvan.areas.petitions.forms"
RECEIVED = frozenset({"received"})
ACCEPTED = frozenset({"accepted"})


def fulfilment_facts(case: Case) -> FulfilmentFacts | None:
    """Return who settled it and when; ``None`` for one that was not settled here."""
    if case.state not in {"settled", "answered"} or case.closed_on is None:
        return None
    return FulfilmentFacts(
        convener_ids=frozenset({case.unit_id}), partner_ids=frozenset(), day=case.closed_on
    )


def circumstances(case: Case) -> tuple[str, ...]:
    """Return what is true of a petition for the choice of its limits."""
    petition: Petition = case.petition
    told = {
        "remote": petition.is_remote,
        "complex": bool(petition.complexity),
        "second": petition.instance > 1,
    }
    return tuple(key for key, holds in told.items() if holds)


def is_first(case: Case) -> bool:
    return case.petition.instance == 1 and case.petition.track == Track.STATE


def is_second(case: Case) -> bool:
    return case.petition.instance > 1 and case.petition.track == Track.STATE


def came_from_another(case: Case) -> bool:
    return bool(case.petition.forwarder or case.petition.forwarder_unit_id)


def settlement(key: str, limit: str, applies: Callable[[Case], bool]) -> ClockRule:
    return ClockRule(
        key=key,
        label=_("Giải quyết"),
        limit=limit,
        starts=frozenset({"accept"}),
        stops=frozenset({"decide"}),
        pauses=frozenset({"suspend"}),
        resumes=frozenset({"resume"}),
        extends=frozenset({"extend"}),
        applies=applies,
        circumstances=circumstances,
    )


CLASSIFY = Act(
    "classify",
    _("Phân loại"),
    source=frozenset({"received", "waiting"}),
    by=OFFICER,
    effect=acts.classify,
    form=f"{FORMS}.ClassifyForm",
    basis="05/2021/TT-TTCP:art_6",
)
ASK_MORE = Act(
    "ask_more",
    _("Yêu cầu bổ sung"),
    source=RECEIVED,
    target="waiting",
    by=OFFICER,
    needs_reason=True,
    basis="07/2014/TT-TTCP",
)
SUPPLY = Act(
    "supply",
    _("Ghi đã bổ sung"),
    source=frozenset({"waiting"}),
    target="received",
    by=OFFICER,
    basis="07/2014/TT-TTCP",
)
FILE = Act(
    "file",
    _("Lưu đơn"),
    source=RECEIVED,
    target="filed",
    by=HEAD,
    needs_reason=True,
    effect=acts.need_classified,
    basis="07/2014/TT-TTCP",
)
URGENT = Act(
    "mark_urgent",
    _("Đánh dấu khẩn"),
    source=frozenset({"received", "accepted"}),
    by=OFFICER,
    effect=acts.mark_urgent,
    form=f"{FORMS}.UrgentForm",
    basis="05/2021/TT-TTCP:art_16",
)


def accept(basis: str) -> Act:
    return Act(
        "accept",
        _("Thụ lý"),
        source=RECEIVED,
        target="accepted",
        by=HEAD,
        effect=acts.need_classified,
        basis=basis,
    )


def withdraw(*source: str) -> Act:
    return Act(
        "withdraw",
        _("Ghi người gửi rút đơn"),
        source=frozenset(source),
        target="withdrawn",
        by=OFFICER,
        evidence=True,
        basis="02/2011/QH13:art_10",
    )


PASSING_ON = ClockRule(
    key="passing_on",
    label=_("Chuyển nơi có thẩm quyền"),
    limit="feedback.transfer",
    starts=frozenset({"open"}),
    stops=frozenset({"accept", "transfer"}),
    pauses=frozenset({"ask_more"}),
    resumes=frozenset({"supply"}),
)
VOICE_ACTS = (
    CLASSIFY,
    ASK_MORE,
    SUPPLY,
    URGENT,
    accept("07/2014/TT-TTCP"),
    Act(
        "transfer",
        _("Chuyển nơi có thẩm quyền"),
        source=RECEIVED,
        target="passed_on",
        by=OFFICER,
        effect=acts.pass_on,
        form=f"{FORMS}.PassOnForm",
        basis="07/2014/TT-TTCP",
    ),
    *notices.following("passed_on"),
    FILE,
    withdraw("received", "waiting", "accepted"),
    Act(
        "answer",
        _("Trả lời"),
        source=frozenset({"accepted", "passed_on"}),
        target="answered",
        by=OFFICER,
        effect=acts.answer,
        form=f"{FORMS}.AnswerForm",
        basis="42/2013/QH13:art_28",
    ),
    Act(
        "reopen",
        _("Mở lại"),
        source=frozenset({"answered"}),
        target="accepted",
        by=OFFICER,
        needs_reason=True,
        reopens=True,
        basis="decision:22",
    ),
)
