"""The five kinds of petition; they share one table of facts and most of their acts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions import acts, queries, shapes
from danvan.areas.petitions.models import Petition, Track
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.kinds import Act, CaseKind, ClockRule, FulfilmentFacts
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


def _is_first(case: Case) -> bool:
    return case.petition.instance == 1 and case.petition.track == Track.STATE


def _is_second(case: Case) -> bool:
    return case.petition.instance > 1 and case.petition.track == Track.STATE


def _came_from_another(case: Case) -> bool:
    return bool(case.petition.forwarder or case.petition.forwarder_unit_id)


def _settlement(key: str, limit: str, applies: object) -> ClockRule:
    return ClockRule(
        key=key,
        label=_("Giải quyết"),
        limit=limit,
        starts=frozenset({"accept"}),
        stops=frozenset({"decide"}),
        pauses=frozenset({"suspend"}),
        resumes=frozenset({"resume"}),
        extends=frozenset({"extend"}),
        applies=applies,  # type: ignore[arg-type]
        circumstances=circumstances,
    )


CLASSIFY = Act(
    "classify",
    _("Phân loại"),
    source=frozenset({"received", "waiting"}),
    by=OFFICER,
    effect=acts.classify,
    form=f"{FORMS}.ClassifyForm",
    basis="Thông tư 05/2021/TT-TTCP, Điều 6",
)
ASK_MORE = Act(
    "ask_more",
    _("Yêu cầu bổ sung"),
    source=RECEIVED,
    target="waiting",
    by=OFFICER,
    needs_reason=True,
    basis="Thông tư 07/2014/TT-TTCP",
)
SUPPLY = Act(
    "supply",
    _("Ghi đã bổ sung"),
    source=frozenset({"waiting"}),
    target="received",
    by=OFFICER,
    basis="Thông tư 07/2014/TT-TTCP",
)
FILE = Act(
    "file",
    _("Lưu đơn"),
    source=RECEIVED,
    target="filed",
    by=HEAD,
    needs_reason=True,
    effect=acts.need_classified,
    basis="Thông tư 07/2014/TT-TTCP",
)
URGENT = Act(
    "mark_urgent",
    _("Đánh dấu khẩn"),
    source=frozenset({"received", "accepted"}),
    by=OFFICER,
    effect=acts.mark_urgent,
    form=f"{FORMS}.UrgentForm",
    basis="Thông tư 05/2021/TT-TTCP, Điều 16",
)


def _accept(basis: str) -> Act:
    return Act(
        "accept",
        _("Thụ lý"),
        source=RECEIVED,
        target="accepted",
        by=HEAD,
        effect=acts.need_classified,
        basis=basis,
    )


def _withdraw(*source: str) -> Act:
    return Act(
        "withdraw",
        _("Ghi người gửi rút đơn"),
        source=frozenset(source),
        target="withdrawn",
        by=OFFICER,
        evidence=True,
        basis="Luật Khiếu nại 02/2011/QH13, Điều 10",
    )


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
        _settlement("settlement", "complaint.first_settlement", _is_first),
        _settlement("second_settlement", "complaint.second_settlement", _is_second),
        ClockRule(
            key="sending",
            label=_("Gửi quyết định"),
            limit="complaint.first_decision_sent",
            starts=frozenset({"decide"}),
            stops=frozenset({"send"}),
            applies=_is_first,
        ),
        ClockRule(
            key="second_sending",
            label=_("Gửi quyết định lần hai"),
            limit="complaint.second_decision_sent",
            starts=frozenset({"decide"}),
            stops=frozenset({"send"}),
            applies=_is_second,
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
        _accept("Luật Khiếu nại 02/2011/QH13, Điều 27"),
        Act(
            "refuse",
            _("Không thụ lý"),
            source=RECEIVED,
            target="refused",
            by=HEAD,
            needs_reason=True,
            effect=acts.need_classified,
            basis="Luật Khiếu nại 02/2011/QH13, Điều 11",
        ),
        Act(
            "guide",
            _("Hướng dẫn"),
            source=RECEIVED,
            target="guided",
            by=OFFICER,
            effect=acts.pass_on,
            form=f"{FORMS}.PassOnForm",
            basis="Thông tư 05/2021/TT-TTCP",
        ),
        Act(
            "give_back",
            _("Trả nơi chuyển đến"),
            source=RECEIVED,
            target="given_back",
            by=OFFICER,
            needs_reason=True,
            effect=acts.need_classified,
            offered=_came_from_another,
            basis="Thông tư 07/2014/TT-TTCP",
        ),
        Act(
            "transfer",
            _("Chuyển cơ quan đảng"),
            source=RECEIVED,
            target="passed_on",
            by=OFFICER,
            effect=acts.pass_on,
            form=f"{FORMS}.PassOnForm",
            basis="Thông tư 05/2021/TT-TTCP, Điều 15",
        ),
        FILE,
        Act(
            "extend",
            _("Gia hạn vì phức tạp"),
            source=ACCEPTED,
            by=HEAD,
            effect=acts.extend,
            form=f"{FORMS}.ExtendForm",
            basis="Luật Khiếu nại 02/2011/QH13, Điều 28; Nghị định 124/2020/NĐ-CP, Điều 3a",
        ),
        Act(
            "suspend",
            _("Tạm đình chỉ"),
            source=ACCEPTED,
            target="suspended",
            by=HEAD,
            needs_reason=True,
            basis="Luật Khiếu nại 02/2011/QH13, Điều 11a",
        ),
        Act(
            "resume",
            _("Tiếp tục giải quyết"),
            source=frozenset({"suspended"}),
            target="accepted",
            by=HEAD,
            basis="Nghị định 124/2020/NĐ-CP, Điều 28b",
        ),
        _withdraw("received", "waiting", "accepted", "suspended"),
        Act(
            "end",
            _("Đình chỉ"),
            source=frozenset({"accepted", "suspended"}),
            target="ended",
            by=HEAD,
            needs_reason=True,
            basis="Luật Khiếu nại 02/2011/QH13, Điều 11a",
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
            basis="Luật Khiếu nại 02/2011/QH13, Điều 31",
        ),
        Act(
            "send",
            _("Ghi đã gửi quyết định"),
            source=frozenset({"decided"}),
            by=OFFICER,
            evidence=True,
            basis="Luật Khiếu nại 02/2011/QH13, Điều 32",
        ),
        Act(
            "publish",
            _("Ghi đã công khai"),
            source=frozenset({"decided"}),
            by=OFFICER,
            evidence=True,
            basis="Nghị định 124/2020/NĐ-CP, Điều 29",
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
        acts=(
            CLASSIFY,
            ASK_MORE,
            SUPPLY,
            URGENT,
            _accept("Thông tư 07/2014/TT-TTCP"),
            Act(
                "transfer",
                _("Chuyển nơi có thẩm quyền"),
                source=RECEIVED,
                target="passed_on",
                by=OFFICER,
                effect=acts.pass_on,
                form=f"{FORMS}.PassOnForm",
                basis="Thông tư 07/2014/TT-TTCP",
            ),
            FILE,
            _withdraw("received", "waiting", "accepted"),
            Act(
                "answer",
                _("Trả lời"),
                source=frozenset({"accepted", "passed_on"}),
                target="answered",
                by=OFFICER,
                effect=acts.answer,
                form=f"{FORMS}.AnswerForm",
                basis="Luật Tiếp công dân 42/2013/QH13, Điều 28",
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
        ),
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
            basis="Luật Tố cáo 25/2018/QH14, Điều 25",
        ),
        Act(
            "hand_on",
            _("Chuyển nơi có quyền kiểm tra"),
            source=RECEIVED,
            target="handed_on",
            by=OFFICER,
            effect=acts.pass_on,
            form=f"{FORMS}.PassOnForm",
            basis="Luật Tố cáo 25/2018/QH14, Điều 25",
        ),
        FILE,
    ),
)

KINDS = (COMPLAINT, RECOMMENDATION, FEEDBACK, VOTERS, INFORMATION)
