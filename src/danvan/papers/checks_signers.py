"""Check the authority lines over the signatures: who signs in whose stead, in which world."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from danvan.law.collation import fold
from danvan.law.findings import Finding
from danvan.papers.checks_facts import Facts, Role, finding
from danvan.papers.layouts import Layout
from danvan.papers.marks import marks
from danvan.papers.values import Issuer, Paper, Signing
from danvan.papers.writing_foot import signing_lines

_MARK: Final = re.compile(r"^\s*(?:TM\.|KT\.|TL\.|TUQ\.|Q\.|T/M|K/T|T/L|T/U)", re.IGNORECASE)
_IN_STEAD: Final = frozenset({"TM", "KT", "TL", "TUQ", "Q"})


def check_signers(paper: Paper, facts: Facts, figures: Layout) -> Iterator[Finding]:
    """Yield a finding ``PAPER-26`` for each authority line that does not fit its signer."""
    for place, signing in enumerate(paper.signers, start=1):
        issuer = _issuer(paper, place)
        mend = _mend(signing, paper, facts, figures, is_collective=_together(issuer, facts))
        if mend:
            written = " / ".join(signing_lines(signing, figures)) or signing.title
            mark = figures.authority.get(signing.authority, signing.authority)
            told = {"written": written, "mark": mark, "post": signing.title}
            yield finding("PAPER-26", "warns", f"signers.{place}", mend, **told)


def _issuer(paper: Paper, place: int) -> Issuer | None:
    """Return for whom a signature stands: each side of a joint paper has its own."""
    if not paper.issuers:
        return None
    return paper.issuers[place - 1 if place <= len(paper.issuers) else 0]


def _together(issuer: Issuer | None, facts: Facts) -> bool:
    """Return whether a body works as a collective, by its profile or by its name."""
    if facts.is_collective is not None:
        return facts.is_collective
    name = fold(issuer.name) if issuer else ""
    return name.startswith(tuple(fold(word) for word in marks()["collectives"]["words"]))


def _mend(
    signing: Signing, paper: Paper, facts: Facts, figures: Layout, *, is_collective: bool
) -> str:
    """Return the code of the mend that an authority line needs, or nothing."""
    if any(_MARK.match(line) for line in (signing.on_behalf, signing.title, signing.above)):
        return "MEND-authority_mark"
    if signing.authority and signing.authority not in figures.authority:
        return "MEND-authority_unknown"
    if signing.authority in _IN_STEAD - {"Q"} and not signing.on_behalf:
        return "MEND-authority_whom"
    role = _role(signing, facts)
    if paper.world == "party" and is_collective:
        return "" if signing.authority in {"TM", "TL"} else "MEND-authority_committee"
    return _by_role(signing, role, is_collective=is_collective)


def _role(signing: Signing, facts: Facts) -> Role | None:
    wanted = fold(signing.title)
    return next((role for title, role in facts.posts.items() if fold(title) == wanted), None)


def _by_role(signing: Signing, role: Role | None, *, is_collective: bool) -> str:
    if signing.authority == "TM":
        return "" if is_collective else "MEND-authority_alone"
    if signing.authority == "KT":
        if role == "head":
            return "MEND-authority_head"
        return "MEND-authority_collective" if is_collective and not signing.above else ""
    if signing.authority == "TL":
        return "MEND-authority_order" if role in {"head", "deputy"} else ""
    return "MEND-authority_deputy" if not signing.authority and role == "deputy" else ""
