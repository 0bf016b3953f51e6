"""Two kinds: disposing of what is past its time, and what a person asks about her data."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from danvan.areas.privacy import acts, queries
from danvan.areas.privacy.models import Disposal, Request, Wish
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.kinds import Act, CaseKind, ClockRule
from danvan.kernel.cases.models import Case

OFFICER = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
HEAD = frozenset({DeskRole.HEAD.value})
FORMS = "danvan.areas.privacy.forms"
LAW = "91/2025/QH15"
PROPOSED, REVIEWED = frozenset({"proposed"}), frozenset({"reviewed"})
OPEN = frozenset({"received", "acknowledged"})

DISPOSAL = CaseKind(
    key="privacy.disposal",
    label=_("Hủy dữ liệu cá nhân hết hạn giữ"),
    facts=Disposal,
    initial="proposed",
    closed=frozenset({"done", "dropped"}),
    set_aside=frozenset({"dropped"}),
    states={
        "proposed": _("đã lập danh sách"),
        "reviewed": _("người thứ hai đã duyệt"),
        "done": _("đã hủy"),
        "dropped": _("không hủy"),
    },
    opens_by=OFFICER,
    open_form=f"{FORMS}.DisposalForm",
    opened=acts.list_due,
    sheet="privacy/disposal_sheet.html",
    sheet_facts=queries.disposal_facts,
    acts=(
        Act(
            "hold",
            _("Giữ lại một hồ sơ"),
            source=PROPOSED | REVIEWED,
            by=OFFICER,
            needs_reason=True,
            effect=acts.hold,
            form=f"{FORMS}.TargetForm",
            basis="decision:60",
        ),
        Act(
            "lift",
            _("Thôi giữ một hồ sơ"),
            source=PROPOSED,
            by=HEAD,
            needs_reason=True,
            effect=acts.lift,
            form=f"{FORMS}.LiftForm",
            basis="decision:60",
        ),
        Act(
            "review",
            _("Duyệt danh sách"),
            source=PROPOSED,
            target="reviewed",
            by=HEAD,
            effect=acts.review,
            basis="decision:60",
        ),
        Act(
            "send_back",
            _("Trả lại để xem lại"),
            source=REVIEWED,
            target="proposed",
            by=OFFICER,
            needs_reason=True,
            effect=acts.send_back,
            basis="decision:60",
        ),
        Act(
            "carry_out",
            _("Hủy dữ liệu trong danh sách"),
            source=REVIEWED,
            target="done",
            by=OFFICER,
            effect=acts.carry_out,
            evidence=True,
            basis=LAW,
        ),
        Act(
            "drop",
            _("Không hủy theo danh sách này"),
            source=PROPOSED | REVIEWED,
            target="dropped",
            by=HEAD,
            needs_reason=True,
            basis="decision:60",
        ),
    ),
)


def about(*wishes: Wish) -> Callable[[Case], bool]:
    """Return whether a request is about some wishes."""
    return lambda case: case.privacy_request.wish in {wish.value for wish in wishes}


def circumstances(case: Case) -> tuple[str, ...]:
    """Return what is true of a request for the choice of its limit."""
    request: Request = case.privacy_request
    told = {"third_party": request.needs_others, "extended": request.is_extended}
    return tuple(key for key, holds in told.items() if holds)


RESTRICTING = about(Wish.RESTRICT, Wish.OBJECT, Wish.WITHDRAW)


def may_extend(case: Case) -> bool:
    """Return whether the decree gives this request more time, and it was not taken yet."""
    return RESTRICTING(case) and not case.privacy_request.is_extended


def answering(key: str, limit: str, applies: Callable[[Case], bool]) -> ClockRule:
    """Return the clock of answering one kind of wish."""
    return ClockRule(
        key=key,
        label=_("Thực hiện yêu cầu"),
        limit=limit,
        starts=frozenset({"open"}),
        stops=frozenset({"fulfil", "refuse", "withdraw"}),
        extends=frozenset({"extend"}),
        applies=applies,
        circumstances=circumstances,
    )


REQUEST = CaseKind(
    key="privacy.request",
    label=_("Yêu cầu về dữ liệu cá nhân"),
    facts=Request,
    initial="received",
    closed=frozenset({"done", "refused", "withdrawn"}),
    set_aside=frozenset({"withdrawn"}),
    states={
        "received": _("đã nhận"),
        "acknowledged": _("đã xác nhận"),
        "done": _("đã thực hiện"),
        "refused": _("từ chối"),
        "withdrawn": _("đã rút"),
    },
    opens_by=OFFICER,
    open_form=f"{FORMS}.RequestForm",
    sheet="privacy/request_sheet.html",
    sheet_facts=queries.request_facts,
    clocks=(
        ClockRule(
            key="acknowledging",
            label=_("Xác nhận đã nhận yêu cầu"),
            limit="personal_data.acknowledged",
            starts=frozenset({"open"}),
            stops=frozenset({"acknowledge", "fulfil", "refuse", "withdraw"}),
        ),
        answering("access", "personal_data.access", about(Wish.SEE, Wish.CORRECT)),
        answering("deleting", "personal_data.deleted", about(Wish.DELETE)),
        answering("restricting", "personal_data.restricted", RESTRICTING),
    ),
    acts=(
        Act(
            "acknowledge",
            _("Xác nhận đã nhận"),
            source=frozenset({"received"}),
            target="acknowledged",
            by=OFFICER,
            basis="356/2025/ND-CP",
        ),
        Act(
            "extend",
            _("Gia hạn một lần"),
            source=OPEN,
            by=HEAD,
            needs_reason=True,
            effect=acts.extend,
            offered=may_extend,
            basis="356/2025/ND-CP",
        ),
        Act(
            "fulfil",
            _("Ghi đã thực hiện"),
            source=OPEN,
            target="done",
            by=OFFICER,
            effect=acts.answer,
            form=f"{FORMS}.AnswerForm",
            basis=LAW,
        ),
        Act(
            "refuse",
            _("Từ chối"),
            source=OPEN,
            target="refused",
            by=HEAD,
            needs_reason=True,
            effect=acts.answer,
            form=f"{FORMS}.AnswerForm",
            basis=LAW,
        ),
        Act(
            "withdraw",
            _("Ghi người yêu cầu rút"),
            source=OPEN,
            target="withdrawn",
            by=OFFICER,
            basis=LAW,
        ),
    ),
)

KINDS = (DISPOSAL, REQUEST)
