"""Outgoing and incoming documents."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from danvan.areas.documents import acts, queries
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.kinds import Act, CaseKind, FulfilmentFacts
from danvan.kernel.cases.models import Case
from danvan.kernel.correspondence import sides
from danvan.kernel.correspondence.documents import issuing_units
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
    issuers = frozenset(issuing_units(document))
    return FulfilmentFacts(issuers, frozenset(partners), document.issued_on)


step = partial(Act, by=OFFICER, basis=LIFE)
"""An act that a clerk or a head does, by the life of a document."""

DRAFTING = (
    step(
        "revise",
        _("Sửa dự thảo"),
        source=frozenset({DRAFT}),
        effect=acts.revise,
        form=f"{FORMS}ReviseForm",
        allows=sides.drafts,
    ),
    step(
        "take_number",
        _("Giữ số"),
        source=frozenset({DRAFT, CHECKED}),
        effect=acts.take_number,
        form=f"{FORMS}NumberForm",
        allows=sides.lacks_number,
    ),
    step(
        "give_number_back",
        _("Trả lại số đã giữ"),
        source=frozenset({DRAFT, CHECKED}),
        effect=acts.give_number_back,
        needs_reason=True,
        allows=sides.holds_number,
    ),
    step(
        "check_side",
        _("Kiểm tra xong phía mình"),
        source=frozenset({DRAFT}),
        effect=acts.check,
        allows=sides.checks_first,
    ),
    step(
        "check",
        _("Kiểm tra xong, trình ký"),
        source=frozenset({DRAFT}),
        target=CHECKED,
        effect=acts.check,
        allows=sides.checks_last,
    ),
    step(
        "sign",
        _("Ghi chữ ký, còn người ký sau"),
        source=frozenset({CHECKED}),
        effect=acts.sign,
        form=f"{FORMS}SignForm",
        allows=sides.signs_first,
    ),
    step(
        "sign_last",
        _("Ghi chữ ký sau cùng"),
        source=frozenset({CHECKED}),
        target=SIGNED,
        effect=acts.sign,
        form=f"{FORMS}SignForm",
        allows=sides.signs_last,
    ),
    step(
        "print",
        _("In bản để ký số"),
        source=frozenset({CHECKED}),
        effect=acts.order_print,
        allows=sides.may_print,
    ),
    step(
        "hand_back",
        _("Trả lại kèm ý kiến"),
        source=frozenset({CHECKED, SIGNED}),
        target=DRAFT,
        effect=acts.hand_back,
        form=f"{FORMS}HandBackForm",
        needs_reason=True,
        allows=sides.drafts,
    ),
    step(
        "drop",
        _("Bỏ dự thảo"),
        source=frozenset({DRAFT, CHECKED, SIGNED}),
        target=DROPPED,
        effect=acts.drop,
        needs_reason=True,
    ),
)
ISSUING = (
    step(
        "issue",
        _("Ban hành"),
        source=frozenset({SIGNED}),
        target=ISSUED,
        effect=acts.issue,
        form=f"{FORMS}IssueForm",
    ),
    step(
        "deliver",
        _("Gửi đi"),
        source=frozenset({ISSUED}),
        target=DELIVERED,
        effect=acts.deliver,
        form=f"{FORMS}DeliverForm",
    ),
    step(
        "acknowledge",
        _("Báo đã nhận"),
        source=frozenset({DELIVERED}),
        effect=acts.acknowledge,
        allows=sides.receives_first,
    ),
    step(
        "acknowledge_last",
        _("Báo đã nhận, nơi nhận cuối cùng"),
        source=frozenset({DELIVERED}),
        target=ACKNOWLEDGED,
        effect=acts.acknowledge,
        allows=sides.receives_last,
    ),
    step(
        "hear",
        _("Ghi nơi ngoài danvan đã nhận"),
        source=frozenset({DELIVERED, ACKNOWLEDGED}),
        effect=acts.hear,
        form=f"{FORMS}HearForm",
        allows=sides.hears_first,
    ),
    step(
        "hear_last",
        _("Ghi nơi ngoài danvan đã nhận, nơi cuối cùng"),
        source=frozenset({DELIVERED}),
        target=ACKNOWLEDGED,
        effect=acts.hear,
        form=f"{FORMS}HearForm",
        allows=sides.hears_last,
    ),
    step(
        "recall",
        _("Thu hồi văn bản"),
        source=frozenset({ISSUED, DELIVERED, ACKNOWLEDGED}),
        target=RECALLED,
        by=HEAD,
        effect=acts.recall,
        needs_reason=True,
    ),
)
OUTGOING = CaseKind(
    key="documents.outgoing",
    label=_("Văn bản đi"),
    facts=Document,
    initial=DRAFT,
    closed=frozenset({ISSUED, DELIVERED, ACKNOWLEDGED, RECALLED, DROPPED}),
    set_aside=frozenset({RECALLED, DROPPED}),
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
    open_form="danvan.areas.documents.plan.DraftForm",
    opened=acts.opened,
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
    open_form="danvan.areas.documents.intake.IncomingForm",
    sheet="documents/incoming_sheet.html",
    sheet_facts=queries.incoming_facts,
    acts=(
        step(
            "register",
            _("Vào sổ văn bản đến"),
            source=frozenset({ARRIVED}),
            target=REGISTERED,
            effect=acts.register,
            form=f"{FORMS}NumberForm",
        ),
        step(
            "assign",
            _("Giao xử lý"),
            source=frozenset({REGISTERED, ASSIGNED}),
            target=ASSIGNED,
            effect=acts.assign,
            form=f"{FORMS}AssignForm",
        ),
        step(
            "answer",
            _("Đã trả lời bằng văn bản"),
            source=frozenset({REGISTERED, ASSIGNED}),
            target=ANSWERED,
            effect=acts.answer,
            form=f"{FORMS}AnswerForm",
        ),
        step(
            "put_away",
            _("Lưu, không phải trả lời"),
            source=frozenset({REGISTERED, ASSIGNED}),
            target=FILED,
        ),
        step(
            "send_back",
            _("Chuyển trả nơi gửi"),
            source=frozenset({ARRIVED}),
            target=SENT_BACK,
            needs_reason=True,
        ),
    ),
)
KINDS = (OUTGOING, INCOMING)
