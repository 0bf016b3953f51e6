"""What pages and the rooms above read of reports."""

from __future__ import annotations

from typing import Any

from danvan.areas.reporting.models import Report
from danvan.areas.reporting.rules import current_version
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case


def sheet_facts(case: Case, actor: Actor) -> dict[str, Any]:
    """Return what the case page shows of a report."""
    report: Report = case.report
    return {"report": report, "version": current_version(report), "actor": actor}
