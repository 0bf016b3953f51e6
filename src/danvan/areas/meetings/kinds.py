"""The plain meeting record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from danvan.areas.meetings import acts, queries
from danvan.areas.meetings.models import MeetingRecord
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.kinds import Act, CaseKind, FulfilmentFacts
from danvan.kernel.cases.models import Case, Taking

OFFICER = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
CONVENING = (Taking.HANDLING, Taking.BEARER)


def fulfilment_facts(case: Case) -> FulfilmentFacts | None:
    """Return who convened, who took part and when; ``None`` for a session that was not held."""
    if case.state != "held":
        return None
    units = dict(case.units.values_list("unit_id", "taking"))
    conveners = {unit for unit, taking in units.items() if taking in CONVENING}
    return FulfilmentFacts(
        convener_ids=frozenset(conveners),
        partner_ids=frozenset(set(units) - conveners),
        day=case.meeting.held_on,
    )


RECORD = CaseKind(
    key="meetings.record",
    label=_("Cuộc họp, buổi làm việc"),
    facts=MeetingRecord,
    initial="planned",
    closed=frozenset({"held", "cancelled"}),
    set_aside=frozenset({"cancelled"}),
    states={"planned": _("dự kiến"), "held": _("đã họp"), "cancelled": _("đã hủy")},
    opens_by=OFFICER,
    open_form="danvan.areas.meetings.forms.MeetingForm",
    fulfilment=fulfilment_facts,
    sheet="meetings/record_sheet.html",
    sheet_facts=queries.sheet_facts,
    acts=(
        Act(
            "hold",
            _("Ghi đã họp"),
            source=frozenset({"planned"}),
            target="held",
            by=OFFICER,
            effect=acts.hold,
            form="danvan.areas.meetings.forms.HoldForm",
            evidence=True,
            basis="decision:5",
        ),
        Act(
            "serve",
            _("Tính cho một nhiệm vụ khác"),
            source=frozenset({"held"}),
            by=OFFICER,
            effect=acts.serve,
            form="danvan.areas.meetings.forms.ServeForm",
            basis="decision:5",
        ),
        Act(
            "cancel",
            _("Hủy cuộc họp"),
            source=frozenset({"planned"}),
            target="cancelled",
            by=OFFICER,
            needs_reason=True,
            basis="decision:4",
        ),
        Act(
            "reopen",
            _("Mở lại để sửa"),
            source=frozenset({"held", "cancelled"}),
            target="planned",
            by=OFFICER,
            needs_reason=True,
            reopens=True,
            basis="decision:22",
        ),
    ),
)

KINDS = (RECORD,)
