"""Check a paper before it is signed: what a careful clerk would send back, each with its mend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

from danvan.law.collation import fold
from danvan.law.findings import Finding
from danvan.papers.checks_facts import COMPONENTS, Facts, finding
from danvan.papers.checks_files import check_file
from danvan.papers.checks_signers import check_signers
from danvan.papers.checks_words import check_words
from danvan.papers.layouts import Layout, layout, paper_type, refusal
from danvan.papers.numbers import number_line, symbol
from danvan.papers.values import Paper, PaperError

__all__ = ["Facts", "check_paper", "named_papers"]

_NUMBER: Final = re.compile(r"^(?=0*[1-9])\d{1,7}[a-zđ]?$")
_PARTED: Final = re.compile(r"[\W_]+")
_NAMED: Final = re.compile(r"(?<![\w/])\d{1,5}(?:/\d{4})?[-/][A-ZĐ][\w&]*(?:[-/][\w&]+)*")
_DAY: Final = re.compile(
    r"ngày\s+(\d{1,2})(?:\s+tháng\s+|[/.-])(\d{1,2})(?:\s+năm\s+|[/.-])(\d{4})", re.IGNORECASE
)
_ASIDE: Final = re.compile(r"\([^)]*\)")
_NO_NAME: Final = re.compile(r"^(?:lưu\b|như\s+(?:trên|điều))", re.IGNORECASE)
_TO_WHOM: Final = frozenset({"dispatch", "submission"})


def check_paper(paper: Paper, facts: Facts) -> tuple[Finding, ...]:
    """Return what should be mended before a paper is signed, in the order of its components.

    Raises:
        PaperError: ``PAPER-50``, there is no layout of that day; ``PAPER-51``, no such type.
    """
    figures = layout(paper.world, paper.dated or facts.today)
    return (
        *_missing(paper, facts),
        *_number(paper, figures),
        *_type(paper, facts, figures),
        *_day(paper, facts),
        *_bases(paper, facts),
        *_addressees(paper, facts),
        *check_signers(paper, facts, figures),
        *check_words(paper, facts, figures),
        *check_file(paper, facts.file, figures),
    )


def named_papers(paper: Paper) -> tuple[str, ...]:
    """Return number and symbol of each paper that the bases name, in their order.

    Example:
        >>> named_papers(Paper("state", "plan", (), bases=("Nghị định số 30/2020/NĐ-CP;",)))
        ('30/2020/NĐ-CP',)
    """
    return tuple(dict.fromkeys(name for text in paper.bases for name in _named(text)))


def _named(text: str) -> list[str]:
    return _NAMED.findall(unicodedata.normalize("NFC", text))


def _missing(paper: Paper, facts: Facts) -> Iterator[Finding]:
    """Yield a finding for each component that does not stand; motto and seal come by themselves."""
    wanted = ["issuers", "symbol", "place", "dated", "summary", "body", "signers", "recipients"]
    if facts.needs_number:
        wanted.insert(1, "number")
    if paper.type in _TO_WHOM:
        wanted.append("addressed")
    for name in wanted:
        if not getattr(paper, name):
            yield _lacks(name, name)
    for place, signing in enumerate(paper.signers, start=1):
        for name in ("title", "name"):
            if not getattr(signing, name):
                yield _lacks(name, f"signers.{place}")


def _lacks(component: str, address: str) -> Finding:
    return finding("PAPER-20", "stops", address, component=COMPONENTS[component])


def _number(paper: Paper, figures: Layout) -> Iterator[Finding]:
    issuer = "-".join(each.abbreviation for each in paper.issuers)
    try:
        expected = symbol(paper.world, paper.type, issuer, paper.dated or figures.begins)
    except PaperError:
        return  # the type is told apart
    if paper.symbol and issuer:
        spellings = [expected, *_also(paper, expected, figures)]
        yield from _symbol(paper, expected, spellings, figures)
    if paper.number and not _NUMBER.match(paper.number):
        yield finding("PAPER-21", "stops", "number", written=paper.number, expected="05")


def _also(paper: Paper, expected: str, figures: Layout) -> list[str]:
    """Return the other spellings of a symbol that some bodies write, such as QĐi."""
    tail = expected.partition(figures.number.joint)[2]
    return [f"{each}{figures.number.joint}{tail}" for each in paper_type(paper.type).also]


def _symbol(
    paper: Paper, expected: str, spellings: list[str], figures: Layout
) -> Iterator[Finding]:
    written = unicodedata.normalize("NFC", paper.symbol)
    if written in spellings or (paper.type == "dispatch" and written.startswith(f"{expected}-")):
        return
    code = "PAPER-24"
    if any(_letters(written) == _letters(each) for each in spellings):
        code = "PAPER-21"
    lines = [number_line(figures, paper.number, each) for each in (written, expected)]
    yield finding(code, "stops", "symbol", written=lines[0].strip(), expected=lines[1].strip())


def _letters(mark: str) -> list[str]:
    """Return the parts of a symbol without what separates them, a number before it left out."""
    return [part.casefold() for part in _PARTED.split(mark) if part and not part.isdigit()]


def _type(paper: Paper, facts: Facts, figures: Layout) -> Iterator[Finding]:
    kind = paper_type(paper.type)
    source = ""
    if paper.world not in kind.symbols:
        source = figures.source
    elif paper.world == "party" and facts.issuer_kind:
        found = refusal(paper.type, facts.issuer_kind, paper.dated or facts.today)
        source = found.source if found else ""
    if source:
        yield finding("PAPER-25", "stops", "type", type=kind.name, source=source)


def _day(paper: Paper, facts: Facts) -> Iterator[Finding]:
    if paper.dated is None:
        return
    if paper.dated > facts.today:
        yield finding("PAPER-22", "stops", "dated", day=paper.dated, today=facts.today)
    for place, text in enumerate(paper.bases, start=1):
        for day in _days(text):
            if day > paper.dated:
                address = f"bases.{place}"
                yield finding("PAPER-23", "stops", address, day=paper.dated, basis_day=day)


def _days(text: str) -> Iterator[date]:
    for day, month, year in _DAY.findall(unicodedata.normalize("NFC", text)):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue


def _bases(paper: Paper, facts: Facts) -> Iterator[Finding]:
    day = paper.dated or facts.today
    ended = {name.casefold(): last for name, last in facts.ended.items()}
    for place, text in enumerate(paper.bases, start=1):
        for name in _named(text):
            last = ended.get(name.casefold())
            if last is not None and last < day:
                yield finding("PAPER-28", "warns", f"bases.{place}", basis=name, last=last)


def _addressees(paper: Paper, facts: Facts) -> Iterator[Finding]:
    if facts.addressees is None:
        return
    known = {fold(name) for name in facts.addressees}
    for component in ("addressed", "recipients"):
        for place, line in enumerate(getattr(paper, component), start=1):
            name = _ASIDE.sub("", line).strip(" \t-–.;,:")
            if name and not _NO_NAME.match(name) and fold(name) not in known:
                yield finding("PAPER-27", "warns", f"{component}.{place}", name=name)
