"""Outgoing and incoming documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from danvan.areas.documents import acts, queries
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.kinds import Act, CaseKind, FulfilmentFacts
from danvan.kernel.cases.models import Case
from danvan.kernel.correspondence.models import Document, Incoming

OFFICER = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
HEAD = frozenset({DeskRole.HEAD.value})
LIFE = "decision:12"
FORMS = "danvan.areas.documents.forms."
DRAFT, CHECKED, SIGNED, ISSUED = "draft", "checked", "signed", "issued"
DELIVERED, ACKNOWLEDGED, RECALLED, DROPPED = "delivered", "acknowledged", "recalled", "dropped"
ARRIVED, REGISTERED, ASSIGNED = "arrived", "registered", "assigned"
ANSWERED, FILED, SENT_BACK = "answered", "filed", "sent_back"


def fulfilment_facts(case: Case) -> FulfilmentFacts | None:
    """Return who issued it to whom and when; ``None`` for what was never issued or taken back."""
    document: Document = case.outgoing_document
    if case.state in {RECALLED, DROPPED} or document.issued_on is None:
        return None
    partners = document.addressees.filter(unit__isnull=False).values_list("unit_id", flat=True)
    return FulfilmentFacts(frozenset({document.unit_id}), frozenset(partners), document.issued_on)


def lacks_number(case: Case) -> bool:
    """Return whether a draft holds no number yet."""
    return not queries.held_number(case)


def may_give_back(case: Case) -> bool:
    """Return whether a draft holds a number that stands in no signed print."""
    return queries.held_number(case) and "dated" not in case.outgoing_document.content


def is_before_last(case: Case) -> bool:
    """Return whether more than one has yet to sign."""
    return queries.unsigned(case) > 1


def is_last(case: Case) -> bool:
    """Return whether one has yet to sign."""
    return queries.unsigned(case) == 1


def others_wait(case: Case) -> bool:
    """Return whether more than one unit has yet to say that it came."""
    return queries.open_arrivals(case) > 1


def one_waits(case: Case) -> bool:
    """Return whether the last unit has yet to say that it came."""
    return queries.open_arrivals(case) == 1


DRAFTING = (
    Act(
        "revise",
        _("Sửa dự thảo"),
        source=frozenset({DRAFT}),
        by=OFFICER,
        effect=acts.revise,
        form=f"{FORMS}ReviseForm",
        basis=LIFE,
    ),
    Act(
        "take_number",
        _("Giữ số"),
        source=frozenset({DRAFT, CHECKED}),
        by=OFFICER,
        effect=acts.take_number,
        form=f"{FORMS}NumberForm",
        offered=lacks_number,
        basis=LIFE,
    ),
    Act(
        "give_number_back",
        _("Trả lại số đã giữ"),
        source=frozenset({DRAFT, CHECKED}),
        by=OFFICER,
        effect=acts.give_number_back,
        offered=may_give_back,
        needs_reason=True,
        basis=LIFE,
    ),
    Act(
        "check",
        _("Kiểm tra xong, trình ký"),
        source=frozenset({DRAFT}),
        target=CHECKED,
        by=OFFICER,
        effect=acts.check,
        basis=LIFE,
    ),
    Act(
        "hand_back",
        _("Trả lại kèm ý kiến"),
        source=frozenset({CHECKED, SIGNED}),
        target=DRAFT,
        by=OFFICER,
        effect=acts.hand_back,
        needs_reason=True,
        basis=LIFE,
    ),
    Act(
        "sign",
        _("Ghi chữ ký, còn người ký sau"),
        source=frozenset({CHECKED}),
        by=OFFICER,
        effect=acts.sign,
        form=f"{FORMS}SignForm",
        offered=is_before_last,
        basis=LIFE,
    ),
    Act(
        "sign_last",
        _("Ghi chữ ký sau cùng"),
        source=frozenset({CHECKED}),
        target=SIGNED,
        by=OFFICER,
        effect=acts.sign,
        form=f"{FORMS}SignForm",
        offered=is_last,
        basis=LIFE,
    ),
    Act(
        "drop",
        _("Bỏ dự thảo"),
        source=frozenset({DRAFT, CHECKED, SIGNED}),
        target=DROPPED,
        by=OFFICER,
        effect=acts.drop,
        needs_reason=True,
        basis=LIFE,
    ),
)
ISSUING = (
    Act(
        "issue",
        _("Ban hành"),
        source=frozenset({SIGNED}),
        target=ISSUED,
        by=OFFICER,
        effect=acts.issue,
        form=f"{FORMS}IssueForm",
        basis=LIFE,
    ),
    Act(
        "deliver",
        _("Gửi đi"),
        source=frozenset({ISSUED}),
        target=DELIVERED,
        by=OFFICER,
        effect=acts.deliver,
        form=f"{FORMS}DeliverForm",
        basis=LIFE,
    ),
    Act(
        "acknowledge",
        _("Báo đã nhận"),
        source=frozenset({DELIVERED}),
        by=OFFICER,
        effect=acts.acknowledge,
        offered=others_wait,
        by_taking=True,
        basis=LIFE,
    ),
    Act(
        "acknowledge_last",
        _("Báo đã nhận, nơi nhận cuối cùng"),
        source=frozenset({DELIVERED}),
        target=ACKNOWLEDGED,
        by=OFFICER,
        effect=acts.acknowledge,
        offered=one_waits,
        by_taking=True,
        basis=LIFE,
    ),
    Act(
        "recall",
        _("Thu hồi văn bản"),
        source=frozenset({ISSUED, DELIVERED, ACKNOWLEDGED}),
        target=RECALLED,
        by=HEAD,
        effect=acts.recall,
        needs_reason=True,
        basis=LIFE,
    ),
)
OUTGOING = CaseKind(
    key="documents.outgoing",
    label=_("Văn bản đi"),
    facts=Document,
    initial=DRAFT,
    closed=frozenset({ISSUED, DELIVERED, ACKNOWLEDGED, RECALLED, DROPPED}),
    states={
        DRAFT: _("dự thảo"),
        CHECKED: _("đã kiểm tra, chờ ký"),
        SIGNED: _("đã ký"),
        ISSUED: _("đã ban hành"),
        DELIVERED: _("đã gửi"),
        ACKNOWLEDGED: _("nơi nhận đã báo nhận"),
        RECALLED: _("đã thu hồi văn bản"),
        DROPPED: _("đã bỏ"),
    },
    opens_by=OFFICER,
    open_form=f"{FORMS}DraftForm",
    fulfilment=fulfilment_facts,
    sheet="documents/outgoing_sheet.html",
    sheet_facts=queries.outgoing_facts,
    acts=(*DRAFTING, *ISSUING),
)
INCOMING = CaseKind(
    key="documents.incoming",
    label=_("Văn bản đến"),
    facts=Incoming,
    initial=ARRIVED,
    closed=frozenset({ANSWERED, FILED, SENT_BACK}),
    states={
        ARRIVED: _("mới đến"),
        REGISTERED: _("đã vào sổ"),
        ASSIGNED: _("đã giao xử lý"),
        ANSWERED: _("đã trả lời"),
        FILED: _("đã lưu"),
        SENT_BACK: _("đã chuyển trả"),
    },
    opens_by=OFFICER,
    open_form=f"{FORMS}IncomingForm",
    sheet="documents/incoming_sheet.html",
    sheet_facts=queries.incoming_facts,
    acts=(
        Act(
            "register",
            _("Vào sổ văn bản đến"),
            source=frozenset({ARRIVED}),
            target=REGISTERED,
            by=OFFICER,
            effect=acts.register,
            form=f"{FORMS}NumberForm",
            basis=LIFE,
        ),
        Act(
            "assign",
            _("Giao xử lý"),
            source=frozenset({REGISTERED, ASSIGNED}),
            target=ASSIGNED,
            by=OFFICER,
            effect=acts.assign,
            form=f"{FORMS}AssignForm",
            basis=LIFE,
        ),
        Act(
            "answer",
            _("Đã trả lời bằng văn bản"),
            source=frozenset({REGISTERED, ASSIGNED}),
            target=ANSWERED,
            by=OFFICER,
            effect=acts.answer,
            form=f"{FORMS}AnswerForm",
            basis=LIFE,
        ),
        Act(
            "put_away",
            _("Lưu, không phải trả lời"),
            source=frozenset({REGISTERED, ASSIGNED}),
            target=FILED,
            by=OFFICER,
            basis=LIFE,
        ),
        Act(
            "send_back",
            _("Chuyển trả nơi gửi"),
            source=frozenset({ARRIVED}),
            target=SENT_BACK,
            by=OFFICER,
            needs_reason=True,
            basis=LIFE,
        ),
    ),
)
KINDS = (OUTGOING, INCOMING)
