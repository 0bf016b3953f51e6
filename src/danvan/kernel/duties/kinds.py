"""The two kinds on which duties are done and proven: the occurrence and the card."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.kinds import Act, CaseKind
from danvan.kernel.cases.models import Case
from danvan.kernel.duties import acts
from danvan.kernel.duties.guided import dated_articles, is_guided
from danvan.kernel.duties.models import Card, Occurrence

OFFICER = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
HEAD = frozenset({DeskRole.HEAD.value})
PLANNING = frozenset({DeskRole.PLANNER.value, DeskRole.OFFICER.value, DeskRole.HEAD.value})


def _begins_on(case: Case) -> date | None:
    """Nothing is done for a period before it begins, nor for an event before its cause."""
    return case.occurrence.begins_on or case.occurrence.caused_on


def _is_before(case: Case) -> bool:
    return case.occurrence.duty.timing == "before"


def _card_facts(case: Case, actor: Actor) -> dict[str, object]:
    """Return whether the guidance that a card's duty follows has come."""
    return {"is_guided": is_guided(case.card.duty, dated_articles(actor.root_id, actor.today))}


def _is_urgent(case: Case) -> bool:
    return case.occurrence.duty.timing == "urgent"


def _is_raised(case: Case) -> bool:
    return case.card.duty.timing in acts.RAISED


OCCURRENCE = CaseKind(
    key="duties.occurrence",
    label=_("Kỳ thực hiện nhiệm vụ"),
    facts=Occurrence,
    initial="open",
    closed=frozenset({"done", "waived"}),
    set_aside=frozenset({"waived"}),
    states={"open": _("đang mở"), "done": _("đã làm"), "waived": _("không phải làm")},
    opens_by=PLANNING,
    begins_on=_begins_on,
    sheet="duties/occurrence_sheet.html",
    acts=(
        Act(
            "complete",
            _("Ghi đã làm xong"),
            source=frozenset({"open"}),
            target="done",
            by=OFFICER,
            evidence=True,
            basis="decision:4",
        ),
        Act(
            "add_proof",
            _("Bổ sung minh chứng"),
            source=frozenset({"open", "done"}),
            by=OFFICER,
            evidence=True,
            basis="decision:4",
        ),
        Act(
            "link_matter",
            _("Gắn hồ sơ cùng một việc"),
            source=frozenset({"open"}),
            by=OFFICER,
            effect=acts.link_matter,
            form="duties.link_matter",
            basis="decision:6",
            offered=_is_before,
        ),
        Act(
            "acknowledge",
            _("Xác nhận đã nhận tin"),
            source=frozenset({"open", "done"}),
            by=OFFICER,
            by_taking=True,
            effect=acts.acknowledge,
            basis="decision:4",
            offered=_is_urgent,
        ),
        Act(
            "waive",
            _("Ghi không phải làm kỳ này"),
            source=frozenset({"open"}),
            target="waived",
            by=HEAD,
            needs_reason=True,
            basis="decision:16",
        ),
        Act(
            "reopen",
            _("Mở lại"),
            source=frozenset({"done", "waived"}),
            target="open",
            by=OFFICER,
            needs_reason=True,
            reopens=True,
            basis="decision:22",
        ),
    ),
)

CARD = CaseKind(
    key="duties.card",
    label=_("Thẻ nhiệm vụ"),
    facts=Card,
    initial="open",
    closed=frozenset({"ended"}),
    set_aside=frozenset({"ended"}),
    states={"open": _("đang theo dõi"), "ended": _("đã kết thúc")},
    opens_by=PLANNING,
    sheet="duties/card_sheet.html",
    sheet_facts=_card_facts,
    acts=(
        Act(
            "add_proof",
            _("Ghi minh chứng"),
            source=frozenset({"open"}),
            by=OFFICER,
            evidence=True,
            basis="decision:4",
        ),
        Act(
            "raise_occasion",
            _("Mở một lần thực hiện"),
            source=frozenset({"open"}),
            by=OFFICER,
            effect=acts.raise_occasion,
            form="duties.raise_occasion",
            basis="decision:4",
            offered=_is_raised,
        ),
        Act(
            "end",
            _("Kết thúc theo dõi"),
            source=frozenset({"open"}),
            target="ended",
            by=HEAD,
            needs_reason=True,
            basis="decision:4",
        ),
        Act(
            "reopen",
            _("Theo dõi lại"),
            source=frozenset({"ended"}),
            target="open",
            by=HEAD,
            needs_reason=True,
            reopens=True,
            basis="decision:22",
        ),
    ),
)

KINDS = (OCCURRENCE, CARD)
