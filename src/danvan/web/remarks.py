"""What a check found, in words of the reader; ``web/components/_remarks.html`` shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from danvan.law.findings import Finding
from danvan.law.messages import say


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing a careful clerk would point at before a document is signed.

    Args:
        stops: Whether it must be mended first.
        mend: What to do about it, in words; may be empty.
        place: Where it stands, in words; may be empty.
    """

    code: str
    stops: bool
    text: str
    mend: str = ""
    place: str = ""


def remark_of(finding: Finding) -> Remark:
    """Return a finding in words of the reader."""
    language = get_language() or "vi"
    mend = say(finding.suggestion, finding.fields, language) if finding.suggestion else ""
    text = f"{say(finding.code, finding.fields, language)} ({finding.code})"
    return Remark(finding.code, finding.severity == "stops", text, mend)


def remark_at_row(finding: Finding) -> Remark:
    """Return a finding about a spreadsheet with the row it stands in."""
    place = finding.place.line_start if finding.place else 0
    told = _("dòng %(row)s") % {"row": place} if place else ""
    return replace(remark_of(finding), place=told)
