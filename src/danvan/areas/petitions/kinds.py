"""The five kinds of petition; they share one table of facts and most of their acts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions import acts, clocks, conditions, matters, notices, plan, queries, shapes
from danvan.areas.petitions.models import Petition
from danvan.kernel.cases.kinds import Act, CaseKind, ClockRule

DECIDED = frozenset({"decided"})
SHEET = "petitions/petition_sheet.html"
CLOCK = "petition-clock"

COMPLAINT = CaseKind(
    key=shapes.COMPLAINT,
    label=_("Khiếu nại"),
    facts=Petition,
    initial="received",
    closed=frozenset(
        {"settled", "refused", "guided", "given_back", "passed_on", "filed", "withdrawn", "ended"}
        | {"told", "concluded"}
    ),
    set_aside=frozenset({"withdrawn"}),
    states={
        "received": _("đã nhận"),
        "waiting": _("chờ bổ sung"),
        "accepted": _("đã thụ lý"),
        "suspended": _("tạm đình chỉ"),
        "decided": _("đã có quyết định"),
        "settled": _("đã giải quyết xong"),
        "refused": _("không thụ lý"),
        "guided": _("đã hướng dẫn"),
        "given_back": _("đã trả nơi chuyển"),
        "passed_on": _("đã chuyển cơ quan đảng"),
        "forwarded": _("đã chuyển, chờ kết quả"),
        "told": _("đã báo kết quả cho người gửi"),
        "filed": _("lưu đơn"),
        "withdrawn": _("đã rút"),
        "ended": _("đình chỉ"),
        matters.SPLIT: _("đã tách, theo các phần"),
        "concluded": _("các phần đã xong"),
    },
    opens_by=plan.OFFICER,
    fulfilment=plan.fulfilment_facts,
    sheet=SHEET,
    sheet_facts=queries.sheet_facts,
    clock_page=CLOCK,
    clocks=(
        clocks.clock(
            "acceptance",
            _("Thụ lý hoặc từ chối"),
            "complaint.acceptance",
            "open",
            *clocks.DECIDING,
            "forward",
            applies=conditions.is_state,
            **clocks.STANDS,
        ),
        clocks.PARTY_NOTICE,
        clocks.settlement("settlement", "complaint.first_settlement", conditions.is_first),
        clocks.settlement("second_settlement", "complaint.second_settlement", conditions.is_second),
        clocks.clock(
            "sending",
            _("Gửi quyết định"),
            "complaint.first_decision_sent",
            "decide",
            "send",
            applies=conditions.is_first,
        ),
        clocks.clock(
            "second_sending",
            _("Gửi quyết định lần hai"),
            "complaint.second_decision_sent",
            "decide",
            "send",
            applies=conditions.is_second,
        ),
        clocks.clock(
            "publishing",
            _("Công khai quyết định"),
            "complaint.published",
            "decide",
            "publish",
            applies=conditions.is_state,
        ),
        clocks.posting("complaint.posting"),
        clocks.sending_paper("suspension_sent", _("Gửi quyết định tạm đình chỉ"), "suspend"),
        clocks.sending_paper("resumption_sent", _("Gửi quyết định tiếp tục giải quyết"), "resume"),
        clocks.telling_forwarder("decide"),
        notices.RESULT,
        notices.telling("tell"),
    ),
    acts=(
        *plan.EVERY_ACT,
        plan.withdraw("suspended"),
        plan.accept("02/2011/QH13:art_27"),
        plan.grounded(
            "refuse",
            plan.RECEIVED,
            "02/2011/QH13:art_11",
            "refused",
            "RefuseForm",
            label=_("Không thụ lý"),
            effect=acts.refuse,
        ),
        plan.passing("guide", _("Hướng dẫn"), "guided", "05/2021/TT-TTCP", acts.guide),
        Act(
            "give_back",
            _("Trả nơi chuyển đến"),
            plan.RECEIVED,
            plan.OFFICER,
            "07/2014/TT-TTCP",
            "given_back",
            acts.need_classified,
            needs_reason=True,
            offered=conditions.came_from_another,
        ),
        plan.passing(
            "transfer",
            _("Chuyển cơ quan đảng"),
            "passed_on",
            "05/2021/TT-TTCP:art_15",
            acts.pass_to_party,
        ),
        Act(
            "forward",
            _("Chuyển nơi có thẩm quyền giải quyết"),
            plan.RECEIVED,
            plan.OFFICER,
            "42/2013/QH13:art_26",
            "forwarded",
            acts.pass_on,
            f"{plan.FORMS}.PassOnForm",
            offered=notices.passes_complaints_on,
        ),
        *notices.following("forwarded"),
        Act(
            "tell",
            _("Báo kết quả cho người gửi"),
            frozenset({"forwarded"}),
            plan.OFFICER,
            "42/2013/QH13:art_28",
            "told",
            acts.answer,
            f"{plan.FORMS}.AnswerForm",
        ),
        Act(
            "extend",
            _("Gia hạn vì phức tạp"),
            plan.ACCEPTED,
            plan.HEAD,
            "02/2011/QH13:art_28; 124/2020/ND-CP:art_3a",
            effect=acts.extend,
            form=f"{plan.ACT_FORMS}.ExtendForm",
            evidence=True,
        ),
        Act(
            "dialogue",
            _("Ghi buổi đối thoại"),
            plan.ACCEPTED,
            plan.OFFICER,
            "02/2011/QH13:art_30",
            effect=acts.hold_dialogue,
            form=f"{plan.ACT_FORMS}.DialogueForm",
            evidence=True,
        ),
        plan.grounded(
            "suspend",
            plan.ACCEPTED,
            "02/2011/QH13:art_11a",
            "suspended",
            "SuspendForm",
            label=_("Tạm đình chỉ"),
            effect=acts.suspend,
        ),
        Act(
            "resume",
            _("Tiếp tục giải quyết"),
            frozenset({"suspended"}),
            plan.HEAD,
            "124/2020/ND-CP:art_28b",
            "accepted",
        ),
        plan.grounded(
            "end",
            frozenset({"accepted", "suspended"}),
            "02/2011/QH13:art_11a",
            "ended",
            "EndForm",
            label=_("Đình chỉ"),
            effect=acts.end,
        ),
        plan.SEND_PAPER,
        Act(
            "decide",
            _("Ghi quyết định giải quyết"),
            plan.ACCEPTED,
            plan.HEAD,
            "02/2011/QH13:art_31",
            "decided",
            plan.settle,
            f"{plan.FORMS}.AnswerForm",
            evidence=True,
        ),
        Act(
            "send",
            _("Ghi đã gửi quyết định"),
            DECIDED,
            plan.OFFICER,
            "02/2011/QH13:art_32",
            effect=acts.note_receipt,
            form=f"{plan.ACT_FORMS}.SendForm",
            evidence=True,
        ),
        Act(
            "note_receipt",
            _("Ghi ngày người khiếu nại nhận quyết định"),
            DECIDED | {"settled"},
            plan.OFFICER,
            "02/2011/QH13:art_33",
            effect=acts.note_receipt,
            form=f"{plan.ACT_FORMS}.ReceiptDayForm",
        ),
        plan.publishing("decided", "settled"),
        plan.tell_forwarder("decided", "settled"),
        Act(
            "finish", _("Kết thúc hồ sơ"), DECIDED, plan.HEAD, "decision:22", "settled", acts.finish
        ),
    ),
)


def _voice(key: str, label: object, own: tuple[ClockRule, ...]) -> CaseKind:
    """A kind whose petitions are answered or passed on, and may be opened again."""
    return CaseKind(
        key=key,
        label=label,
        facts=Petition,
        initial="received",
        closed=frozenset({"answered", "filed", "withdrawn", "concluded"}),
        set_aside=frozenset({"withdrawn"}),
        states={
            "received": _("đã nhận"),
            "waiting": _("chờ bổ sung"),
            "accepted": _("đang xử lý"),
            "passed_on": _("đã chuyển, chờ kết quả"),
            "answered": _("đã trả lời"),
            "filed": _("lưu đơn"),
            "withdrawn": _("đã rút"),
            matters.SPLIT: _("đã tách, theo các phần"),
            "concluded": _("các phần đã xong"),
        },
        opens_by=plan.OFFICER,
        fulfilment=plan.fulfilment_facts,
        sheet=SHEET,
        sheet_facts=queries.sheet_facts,
        clock_page=CLOCK,
        clocks=(
            *own,
            clocks.OUTCOME,
            clocks.PARTY_NOTICE,
            clocks.telling_forwarder("answer"),
            *FOLLOWED,
        ),
        acts=plan.VOICE_ACTS,
    )


FOLLOWED = (notices.RESULT, notices.telling("answer"))
RECOMMENDATION = _voice(shapes.RECOMMENDATION, _("Kiến nghị"), (clocks.PASSING_ON,))
FEEDBACK = _voice(shapes.FEEDBACK, _("Phản ánh"), (clocks.PASSING_ON,))
_ANSWER_VOTERS: dict[str, Any] = {
    "label": _("Trả lời cử tri"),
    "starts": frozenset({"open", "reopen"}),
    "stops": frozenset({"answer", "file", "withdraw", "split"}),
}
VOTERS = _voice(
    shapes.VOTERS,
    _("Kiến nghị cử tri"),
    (
        ClockRule(
            key="answering",
            limit="voters.council",
            applies=conditions.through_council,
            **_ANSWER_VOTERS,
        ),
        ClockRule(
            key="answering_assembly",
            limit="voters.assembly",
            applies=conditions.through_assembly,
            **_ANSWER_VOTERS,
        ),
        clocks.clock(
            "publishing", _("Công bố trả lời"), "voters.published", "answer", "publish", leads=False
        ),
        clocks.posting("voters.posting"),
    ),
)

INFORMATION = CaseKind(
    key=shapes.INFORMATION,
    label=_("Thông tin về sai phạm"),
    facts=Petition,
    initial="received",
    closed=frozenset({"handed_on", "filed"}),
    states={
        "received": _("đã nhận"),
        "handed_on": _("đã chuyển nơi có quyền kiểm tra"),
        "filed": _("lưu đơn"),
    },
    opens_by=plan.OFFICER,
    sheet=SHEET,
    sheet_facts=queries.sheet_facts,
    clock_page=CLOCK,
    clocks=(
        clocks.clock(
            "handing_on",
            _("Chuyển nơi có quyền kiểm tra"),
            "petition.transfer",
            "open",
            "hand_on",
            "file",
        ),
    ),
    acts=(
        replace(plan.CLASSIFY, source=plan.RECEIVED),
        plan.passing(
            "hand_on",
            _("Chuyển nơi có quyền kiểm tra"),
            "handed_on",
            "25/2018/QH14:art_25",
            acts.pass_on,
        ),
        plan.FILE,
        replace(plan.HAND_OVER, source=plan.RECEIVED),
    ),
)

KINDS = (COMPLAINT, RECOMMENDATION, FEEDBACK, VOTERS, INFORMATION)
