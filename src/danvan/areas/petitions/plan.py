"""Acts that several kinds of petition share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions import acts, conditions, matters, notices
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.kinds import Act, FulfilmentFacts
from danvan.kernel.cases.models import Case, Step
from danvan.kernel.publication.publishing import publish_of_case

OFFICER = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
HEAD = frozenset({DeskRole.HEAD.value})
FORMS = "danvan.areas.petitions.forms"
ACT_FORMS = "danvan.areas.petitions.act_forms"
RECEIVED = frozenset({"received"})
WAITING = frozenset({"received", "waiting"})
ACCEPTED = frozenset({"accepted"})
GOING = frozenset({"received", "waiting", "accepted"})
SPLIT = frozenset({matters.SPLIT})


def fulfilment_facts(case: Case) -> FulfilmentFacts | None:
    """Return who settled it and when; ``None`` for one that was not settled here."""
    if case.state not in {"settled", "answered"} or case.closed_on is None:
        return None
    return FulfilmentFacts(
        convener_ids=frozenset({case.unit_id}), partner_ids=frozenset(), day=case.closed_on
    )


CLASSIFY = Act(
    "classify",
    _("Phân loại"),
    WAITING,
    OFFICER,
    "05/2021/TT-TTCP:art_6",
    effect=acts.classify,
    form=f"{FORMS}.ClassifyForm",
    is_next=conditions.is_unclassified,
)
HAND_OVER = Act(
    "hand_over",
    _("Bàn giao đơn vị khác xử lý"),
    GOING,
    HEAD,
    "decision:55",
    effect=acts.hand_over,
    form=f"{ACT_FORMS}.HandOverForm",
    needs_reason=True,
)


def grounded(  # the acts that name a ground differ in these
    key: str, source: frozenset[str], basis: str, target: str, form: str, **more: Any
) -> Act:
    """Return an act of the head that names a written ground and a reason."""
    path = f"{ACT_FORMS}.{form}"
    return Act(
        key,
        source=source,
        by=HEAD,
        basis=basis,
        target=target,
        form=path,
        needs_reason=True,
        **more,
    )


FILE = grounded(
    "file",
    RECEIVED,
    "07/2014/TT-TTCP",
    "filed",
    "FileForm",
    label=_("Lưu đơn"),
    effect=acts.file,
)


SEND_PAPER = Act(
    "send_paper",
    _("Ghi đã gửi quyết định tạm đình chỉ, tiếp tục"),
    frozenset({"suspended", "accepted"}),
    OFFICER,
    "124/2020/ND-CP:art_28b",
    evidence=True,
    offered=conditions.owes_paper,
)


def accept(basis: str) -> Act:
    return Act(
        "accept", _("Thụ lý"), RECEIVED, HEAD, basis, "accepted", effect=acts.need_classified
    )


def withdraw(*more: str) -> Act:
    return Act(
        "withdraw",
        _("Ghi người gửi rút đơn"),
        GOING | frozenset(more),
        OFFICER,
        "02/2011/QH13:art_10",
        "withdrawn",
        evidence=True,
    )


def passing(  # the acts that pass a petition on differ in these
    key: str, label: object, target: str, basis: str, effect: Callable[..., None]
) -> Act:
    return Act(key, label, RECEIVED, OFFICER, basis, target, effect, f"{FORMS}.PassOnForm")


def publishing(*source: str) -> Act:
    return Act(
        "publish",
        _("Ghi đã công khai"),
        frozenset(source),
        OFFICER,
        "124/2020/ND-CP:art_29",
        effect=publish_of_case,
        form="danvan.web.publication_forms.PublishForm",
        evidence=True,
    )


def tell_forwarder(*source: str) -> Act:
    return Act(
        "tell_forwarder",
        _("Báo kết quả cho nơi chuyển đến"),
        frozenset(source),
        OFFICER,
        "42/2013/QH13:art_27",
        effect=notices.tell_forwarders,
        evidence=True,
        offered=conditions.came_from_another,
    )


def settle(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep the answer; the bodies that passed the petition on learn that it was settled."""
    acts.answer(case, step, actor, data)
    if step.from_state != "passed_on":
        notices.note_settled(case, step, actor)


EVERY_ACT = (
    CLASSIFY,
    Act(
        "ask_more",
        _("Yêu cầu bổ sung"),
        RECEIVED,
        OFFICER,
        "07/2014/TT-TTCP",
        "waiting",
        needs_reason=True,
    ),
    Act(
        "supply",
        _("Ghi đã bổ sung"),
        frozenset({"waiting"}),
        OFFICER,
        "07/2014/TT-TTCP",
        "received",
    ),
    Act(
        "split",
        _("Tách đơn nhiều việc"),
        RECEIVED,
        OFFICER,
        "07/2014/TT-TTCP",
        matters.SPLIT,
        matters.split,
        f"{ACT_FORMS}.SplitForm",
    ),
    Act(
        "conclude",
        _("Kết thúc vì các phần đã xong"),
        SPLIT,
        OFFICER,
        "decision:55",
        "concluded",
        matters.conclude,
    ),
    Act(
        "group",
        _("Tìm đơn cùng một việc, gộp"),
        GOING,
        OFFICER,
        "decision:55",
        effect=matters.group,
        page="petition-matter",
        offered=lambda case: not matters.follows_one(case),
    ),
    Act(
        "ungroup",
        _("Thôi gộp"),
        GOING,
        OFFICER,
        "decision:55",
        effect=matters.ungroup,
        needs_reason=True,
        offered=matters.follows_one,
    ),
    Act(
        "report_head",
        _("Báo cáo ngay người đứng đầu"),
        RECEIVED,
        OFFICER,
        "07/2014/TT-TTCP",
        needs_reason=True,
    ),
    Act(
        "mark_urgent",
        _("Đánh dấu khẩn"),
        GOING,
        OFFICER,
        "05/2021/TT-TTCP:art_16",
        effect=acts.mark_urgent,
        form=f"{ACT_FORMS}.UrgentForm",
    ),
    Act(
        "mark_notable",
        _("Đánh dấu kéo dài, đông người, vượt cấp"),
        GOING,
        OFFICER,
        "decision:55",
        effect=acts.mark_notable,
        form=f"{ACT_FORMS}.NotableForm",
    ),
    Act(
        "represent",
        _("Ghi người đại diện"),
        GOING,
        OFFICER,
        "42/2013/QH13:art_29",
        effect=acts.represent,
        form=f"{ACT_FORMS}.RepresentForm",
        offered=conditions.is_of_many,
    ),
    FILE,
    HAND_OVER,
    Act(
        "withdraw_part",
        _("Ghi rút một phần"),
        GOING,
        OFFICER,
        "02/2011/QH13:art_10",
        effect=acts.withdraw_part,
        form=f"{ACT_FORMS}.WithdrawPartForm",
        evidence=True,
    ),
)
"""Acts on complaints, recommendations, feedback and voters' recommendations alike."""

VOICE_ACTS = (
    *EVERY_ACT,
    withdraw(),
    accept("07/2014/TT-TTCP"),
    passing(
        "transfer", _("Chuyển nơi có thẩm quyền"), "passed_on", "07/2014/TT-TTCP", acts.pass_on
    ),
    *notices.following("passed_on"),
    Act(
        "answer",
        _("Trả lời"),
        frozenset({"accepted", "passed_on"}),
        OFFICER,
        "42/2013/QH13:art_28",
        "answered",
        settle,
        f"{FORMS}.AnswerForm",
    ),
    publishing("answered"),
    tell_forwarder("answered"),
    Act(
        "reopen",
        _("Mở lại"),
        frozenset({"answered"}),
        OFFICER,
        "decision:22",
        "accepted",
        acts.reopen,
        reopens=True,
        needs_reason=True,
    ),
)
