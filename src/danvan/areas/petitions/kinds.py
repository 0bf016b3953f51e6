"""The five kinds of petition; they share one table of facts and most of their acts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions import acts, queries, shapes
from danvan.areas.petitions.models import Petition
from danvan.areas.petitions.plan import (
    ACCEPTED,
    ASK_MORE,
    CLASSIFY,
    FILE,
    FORMS,
    HEAD,
    OFFICER,
    PASSING_ON,
    RECEIVED,
    SUPPLY,
    URGENT,
    VOICE_ACTS,
    accept,
    came_from_another,
    fulfilment_facts,
    is_first,
    is_second,
    settlement,
    withdraw,
)
from danvan.kernel.cases.kinds import Act, CaseKind, ClockRule

COMPLAINT = CaseKind(
    key=shapes.COMPLAINT,
    label=_("Khiếu nại"),
    facts=Petition,
    initial="received",
    closed=frozenset(
        {"settled", "refused", "guided", "given_back", "passed_on", "filed", "withdrawn", "ended"}
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
        "filed": _("lưu đơn"),
        "withdrawn": _("đã rút"),
        "ended": _("đình chỉ"),
    },
    opens_by=OFFICER,
    fulfilment=fulfilment_facts,
    sheet="petitions/petition_sheet.html",
    sheet_facts=queries.sheet_facts,
    clocks=(
        ClockRule(
            key="acceptance",
            label=_("Thụ lý hoặc từ chối"),
            limit="complaint.acceptance",
            starts=frozenset({"open"}),
            stops=frozenset({"accept"}),
            pauses=frozenset({"ask_more"}),
            resumes=frozenset({"supply"}),
        ),
        settlement("settlement", "complaint.first_settlement", is_first),
        settlement("second_settlement", "complaint.second_settlement", is_second),
        ClockRule(
            key="sending",
            label=_("Gửi quyết định"),
            limit="complaint.first_decision_sent",
            starts=frozenset({"decide"}),
            stops=frozenset({"send"}),
            applies=is_first,
        ),
        ClockRule(
            key="second_sending",
            label=_("Gửi quyết định lần hai"),
            limit="complaint.second_decision_sent",
            starts=frozenset({"decide"}),
            stops=frozenset({"send"}),
            applies=is_second,
        ),
        ClockRule(
            key="publishing",
            label=_("Công khai quyết định"),
            limit="complaint.published",
            starts=frozenset({"decide"}),
            stops=frozenset({"publish"}),
        ),
    ),
    acts=(
        CLASSIFY,
        ASK_MORE,
        SUPPLY,
        URGENT,
        accept("02/2011/QH13:art_27"),
        Act(
            "refuse",
            _("Không thụ lý"),
            source=RECEIVED,
            target="refused",
            by=HEAD,
            needs_reason=True,
            effect=acts.need_classified,
            basis="02/2011/QH13:art_11",
        ),
        Act(
            "guide",
            _("Hướng dẫn"),
            source=RECEIVED,
            target="guided",
            by=OFFICER,
            effect=acts.pass_on,
            form=f"{FORMS}.PassOnForm",
            basis="05/2021/TT-TTCP",
        ),
        Act(
            "give_back",
            _("Trả nơi chuyển đến"),
            source=RECEIVED,
            target="given_back",
            by=OFFICER,
            needs_reason=True,
            effect=acts.need_classified,
            offered=came_from_another,
            basis="07/2014/TT-TTCP",
        ),
        Act(
            "transfer",
            _("Chuyển cơ quan đảng"),
            source=RECEIVED,
            target="passed_on",
            by=OFFICER,
            effect=acts.pass_on,
            form=f"{FORMS}.PassOnForm",
            basis="05/2021/TT-TTCP:art_15",
        ),
        FILE,
        Act(
            "extend",
            _("Gia hạn vì phức tạp"),
            source=ACCEPTED,
            by=HEAD,
            effect=acts.extend,
            form=f"{FORMS}.ExtendForm",
            basis="02/2011/QH13:art_28; 124/2020/ND-CP:art_3a",
        ),
        Act(
            "suspend",
            _("Tạm đình chỉ"),
            source=ACCEPTED,
            target="suspended",
            by=HEAD,
            needs_reason=True,
            basis="02/2011/QH13:art_11a",
        ),
        Act(
            "resume",
            _("Tiếp tục giải quyết"),
            source=frozenset({"suspended"}),
            target="accepted",
            by=HEAD,
            basis="124/2020/ND-CP:art_28b",
        ),
        withdraw("received", "waiting", "accepted", "suspended"),
        Act(
            "end",
            _("Đình chỉ"),
            source=frozenset({"accepted", "suspended"}),
            target="ended",
            by=HEAD,
            needs_reason=True,
            basis="02/2011/QH13:art_11a",
        ),
        Act(
            "decide",
            _("Ghi quyết định giải quyết"),
            source=ACCEPTED,
            target="decided",
            by=HEAD,
            effect=acts.answer,
            form=f"{FORMS}.AnswerForm",
            evidence=True,
            basis="02/2011/QH13:art_31",
        ),
        Act(
            "send",
            _("Ghi đã gửi quyết định"),
            source=frozenset({"decided"}),
            by=OFFICER,
            evidence=True,
            basis="02/2011/QH13:art_32",
        ),
        Act(
            "publish",
            _("Ghi đã công khai"),
            source=frozenset({"decided"}),
            by=OFFICER,
            evidence=True,
            basis="124/2020/ND-CP:art_29",
        ),
        Act(
            "finish",
            _("Kết thúc hồ sơ"),
            source=frozenset({"decided"}),
            target="settled",
            by=HEAD,
            basis="decision:22",
        ),
    ),
)


def _voice(key: str, label: object, clocks: tuple[ClockRule, ...]) -> CaseKind:
    """A kind whose petitions are answered or passed on, and may be opened again."""
    return CaseKind(
        key=key,
        label=label,
        facts=Petition,
        initial="received",
        closed=frozenset({"answered", "filed", "withdrawn"}),
        set_aside=frozenset({"withdrawn"}),
        states={
            "received": _("đã nhận"),
            "waiting": _("chờ bổ sung"),
            "accepted": _("đang xử lý"),
            "passed_on": _("đã chuyển, chờ kết quả"),
            "answered": _("đã trả lời"),
            "filed": _("lưu đơn"),
            "withdrawn": _("đã rút"),
        },
        opens_by=OFFICER,
        fulfilment=fulfilment_facts,
        sheet="petitions/petition_sheet.html",
        sheet_facts=queries.sheet_facts,
        clocks=clocks,
        acts=VOICE_ACTS,
    )


RECOMMENDATION = _voice(shapes.RECOMMENDATION, _("Kiến nghị"), (PASSING_ON,))
FEEDBACK = _voice(shapes.FEEDBACK, _("Phản ánh"), (PASSING_ON,))
VOTERS = _voice(
    shapes.VOTERS,
    _("Kiến nghị cử tri"),
    (
        ClockRule(
            key="answering",
            label=_("Trả lời cử tri"),
            limit="voters.council",
            starts=frozenset({"open", "reopen"}),
            stops=frozenset({"answer", "file", "withdraw"}),
        ),
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
    opens_by=OFFICER,
    sheet="petitions/petition_sheet.html",
    sheet_facts=queries.sheet_facts,
    clocks=(
        ClockRule(
            key="handing_on",
            label=_("Chuyển nơi có quyền kiểm tra"),
            limit="petition.transfer",
            starts=frozenset({"open"}),
            stops=frozenset({"hand_on", "file"}),
        ),
    ),
    acts=(
        Act(
            "classify",
            _("Phân loại"),
            source=RECEIVED,
            by=OFFICER,
            effect=acts.classify,
            form=f"{FORMS}.ClassifyForm",
            basis="25/2018/QH14:art_25",
        ),
        Act(
            "hand_on",
            _("Chuyển nơi có quyền kiểm tra"),
            source=RECEIVED,
            target="handed_on",
            by=OFFICER,
            effect=acts.pass_on,
            form=f"{FORMS}.PassOnForm",
            basis="25/2018/QH14:art_25",
        ),
        FILE,
    ),
)

KINDS = (COMPLAINT, RECOMMENDATION, FEEDBACK, VOTERS, INFORMATION)
