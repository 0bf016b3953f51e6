"""The report: written, handed in, returned or accepted, corrected."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from danvan.areas.reporting import acts, export, queries
from danvan.areas.reporting.models import Report
from danvan.kernel.cases.kinds import Act, CaseKind, FulfilmentFacts
from danvan.kernel.cases.models import Case, Taking

OFFICER = queries.AT_DESK
DRAFT, SUBMITTED, RETURNED = "draft", "submitted", "returned"
ACCEPTED, CORRECTING, WITHDRAWN = "accepted", "correcting", "withdrawn"
WRITTEN = frozenset({DRAFT, RETURNED, CORRECTING})
"""States in which the current version is written."""
LIFE = "decision:54"
BEARING = (Taking.HANDLING, Taking.BEARER)


def fulfilment_facts(case: Case) -> FulfilmentFacts | None:
    """Return who reports to whom, when it was handed in and for what; ``None`` for what is not."""
    report: Report = case.report
    if case.state not in {SUBMITTED, ACCEPTED, CORRECTING} or report.occurrence_id is None:
        return None
    units = dict(case.units.values_list("unit_id", "taking"))
    bearers = {unit for unit, taking in units.items() if taking in BEARING}
    return FulfilmentFacts(
        convener_ids=frozenset(bearers),
        partner_ids=frozenset(set(units) - bearers),
        day=case.closed_on or case.opened_on,
        key=report.period_key,
        target_id=report.occurrence_id,
    )


def begins_on(case: Case) -> date | None:
    """Nothing is reported on a period before it begins."""
    return case.report.begins_on


WRITING = (
    Act(
        "fill",
        _("Điền báo cáo"),
        source=WRITTEN,
        by=OFFICER,
        effect=acts.fill,
        page="report-fill",
        basis=LIFE,
    ),
    Act(
        "submit",
        _("Nộp báo cáo"),
        source=WRITTEN,
        target=SUBMITTED,
        by=OFFICER,
        effect=acts.submit,
        page="report-fill",
        basis=LIFE,
    ),
    Act(
        "take_back",
        _("Rút lại để sửa, nơi nhận chưa xem"),
        source=frozenset({SUBMITTED}),
        target=DRAFT,
        by=OFFICER,
        effect=acts.take_back,
        offered=queries.may_take_back,
        reopens=True,
        basis=LIFE,
    ),
    Act(
        "take_correction_back",
        _("Rút lại bản đính chính, nơi nhận chưa xem"),
        source=frozenset({SUBMITTED}),
        target=CORRECTING,
        by=OFFICER,
        effect=acts.take_back,
        offered=queries.may_take_correction_back,
        basis=LIFE,
    ),
    Act(
        "withdraw",
        _("Bỏ báo cáo này"),
        source=frozenset({DRAFT, RETURNED}),
        target=WITHDRAWN,
        by=OFFICER,
        needs_reason=True,
        basis=LIFE,
    ),
    Act(
        "reopen",
        _("Mở lại để điền"),
        source=frozenset({WITHDRAWN}),
        target=DRAFT,
        by=OFFICER,
        needs_reason=True,
        reopens=True,
        basis=LIFE,
    ),
)
RECEIVED = (
    Act(
        "receive",
        _("Xác nhận đã nhận"),
        source=frozenset({SUBMITTED, ACCEPTED}),
        by=OFFICER,
        allows=queries.may_receive,
        effect=acts.receive,
        basis=LIFE,
    ),
    Act(
        "pass_on",
        _("Chuyển tiếp đến nơi nhận"),
        source=frozenset({SUBMITTED}),
        by=OFFICER,
        allows=queries.may_pass_on,
        effect=acts.pass_on,
        basis=LIFE,
    ),
    Act(
        "return",
        _("Trả lại kèm nhận xét"),
        source=frozenset({SUBMITTED}),
        target=RETURNED,
        by=OFFICER,
        allows=queries.may_return,
        effect=acts.give_back,
        offered=queries.is_first_time,
        page="report-return",
        reopens=True,
        basis=LIFE,
    ),
    Act(
        "return_correction",
        _("Trả lại bản đính chính kèm nhận xét"),
        source=frozenset({SUBMITTED}),
        target=CORRECTING,
        by=OFFICER,
        allows=queries.may_return,
        effect=acts.give_back,
        offered=queries.is_correction,
        page="report-return",
        basis=LIFE,
    ),
    Act(
        "accept",
        _("Chấp nhận và khóa"),
        source=frozenset({SUBMITTED}),
        target=ACCEPTED,
        by=OFFICER,
        allows=queries.may_accept,
        effect=acts.accept,
        basis=LIFE,
    ),
)
CORRECTED = (
    Act(
        "correct",
        _("Đính chính"),
        source=frozenset({ACCEPTED}),
        target=CORRECTING,
        by=OFFICER,
        effect=acts.correct,
        needs_reason=True,
        basis=LIFE,
    ),
    Act(
        "drop_correction",
        _("Bỏ bản đính chính"),
        source=frozenset({CORRECTING}),
        target=ACCEPTED,
        by=OFFICER,
        effect=acts.drop_correction,
        needs_reason=True,
        basis=LIFE,
    ),
)
REPORT = CaseKind(
    key="reporting.report",
    label=_("Báo cáo"),
    facts=Report,
    initial=DRAFT,
    closed=frozenset({SUBMITTED, ACCEPTED, CORRECTING, WITHDRAWN}),
    set_aside=frozenset({WITHDRAWN}),
    states={
        DRAFT: _("đang soạn"),
        SUBMITTED: _("đã nộp"),
        RETURNED: _("bị trả lại"),
        ACCEPTED: _("đã được chấp nhận"),
        CORRECTING: _("đang đính chính"),
        WITHDRAWN: _("đã bỏ"),
    },
    opens_by=OFFICER,
    fulfilment=fulfilment_facts,
    begins_on=begins_on,
    sheet="reporting/report_sheet.html",
    sheet_facts=export.sheet_facts,
    acts=(*WRITING, *RECEIVED, *CORRECTED),
)

KINDS = (REPORT,)
