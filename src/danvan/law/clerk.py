"""What a careful clerk would point at: misreadings, gaps in duties, names, places, the term.

Reads: a document and the duties proposed from it.
Writes: findings in order of lines, each with lines, reason and suggestion; nothing is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from danvan.law.bodies import BodyIndex, body_index
from danvan.law.bodies_read import NamedBodies
from danvan.law.clerk_duties import duty_findings
from danvan.law.clerk_names import name_findings, place_findings, term_findings
from danvan.law.clerk_spelling import spelling_findings
from danvan.law.findings import Finding
from danvan.law.lexicon import Lexicon, lexicon
from danvan.law.proposals import Proposal
from danvan.law.text.document import Document
from danvan.law.wording import Wording

_MOST_OF_A_CODE: Final = 200


def clerk(
    document: Document,
    proposals: Sequence[Proposal],
    today: date | None = None,
    *,
    index: BodyIndex | None = None,
    words: Lexicon | None = None,
    bodies: NamedBodies | None = None,
) -> tuple[Finding, ...]:
    """Return what a careful clerk would point at, in order of lines; never fails.

    Args:
        document: What ``read_document`` gives; its own findings are not repeated here.
        proposals: What ``propose`` gives.
        today: Legal day on which the term is judged; without it the term is not judged.
        index, words: Of the base pack by default.
        bodies: Those that the document names, by the same index, where they are at hand.
    """
    known = index or body_index(document.header.on)
    named = bodies or NamedBodies(known, Wording(document.text))
    lists = words or lexicon()
    found = [
        *spelling_findings(document, lists, named.wording),
        *duty_findings(document, proposals),
        *name_findings(document, named),
        *place_findings(document),
        *(term_findings(document, today, lists.near_days) if today else ()),
    ]
    kept = _bounded(found)
    return tuple(sorted(kept, key=lambda finding: (finding.place.line_start, finding.code)))


def _bounded(found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings, of one code as many as a person could read, and how many more there are."""
    counts = Counter(finding.code for finding in found)
    seen: Counter[str] = Counter()
    for finding in found:
        seen[finding.code] += 1
        if seen[finding.code] <= _MOST_OF_A_CODE:
            yield finding
        elif seen[finding.code] == counts[finding.code]:
            fields = {"code": finding.code, "count": counts[finding.code] - _MOST_OF_A_CODE}
            yield Finding("TXT-13", "warns", finding.place, fields)
