"""Check the words of a paper: abbreviations, names in what will be published, the last sign."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from danvan.law.findings import Finding
from danvan.papers.checks_facts import COMPONENTS, Facts, finding, passages
from danvan.papers.layouts import Layout
from danvan.papers.marks import marks
from danvan.papers.values import Paper

_WORD: Final = re.compile(r"[^\s,;:()“”\"'…]+")
_ABBREVIATION: Final = re.compile(r"^[A-ZĐ]{2,8}$")
_ROMAN: Final = re.compile(r"^[IVXLC]+$")
_EXPLAINED: Final = re.compile(
    r"\((?:[^()]*?(?:gọi tắt|viết tắt|gọi là)[^()]*?[\s:“\"])?([A-ZĐ]{2,8})[”\"]?\)"
)
_END: Final = re.compile(r"[./;:,…\s]*$")


def check_words(paper: Paper, facts: Facts, figures: Layout) -> Iterator[Finding]:
    """Yield findings on abbreviations, names and the last sign."""
    yield from _abbreviations(paper, facts)
    if facts.is_public:
        yield from _people(paper, facts)
    yield from _ending(paper, figures)


def _abbreviations(paper: Paper, facts: Facts) -> Iterator[Finding]:
    """Yield ``PAPER-29`` for each abbreviation nobody explains, at its first place."""
    known = {*marks()["abbreviations"]["known"], *facts.abbreviations}
    known |= {each.abbreviation for each in paper.issuers}
    texts = [(each, unicodedata.normalize("NFC", each.text)) for each in passages(paper)]
    for _passage, text in texts:
        known |= set(_EXPLAINED.findall(text))
    for passage, text in texts:
        for word in _shortened(text):
            if word not in known:
                known.add(word)
                yield finding("PAPER-29", "notes", passage.address, abbreviation=word)


def _shortened(text: str) -> Iterator[str]:
    """Yield what looks like an abbreviation; words of a line in capitals and symbols do not."""
    words = [word.rstrip(".") for word in _WORD.findall(text)]
    for place, word in enumerate(words):
        if not _ABBREVIATION.match(word) or _ROMAN.match(word):
            continue
        beside = words[max(place - 1, 0) : place] + words[place + 1 : place + 2]
        if not any(len(each) > 1 and each.isupper() for each in beside):
            yield word


def _people(paper: Paper, facts: Facts) -> Iterator[Finding]:
    """Yield ``PAPER-32`` for each passage with a name; the name itself is not repeated."""
    names = [_plain(name) for name in facts.people if name.strip()]
    if not names:
        return
    wanted = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    for passage in passages(paper):
        if wanted.search(_plain(passage.text)):
            where = COMPONENTS[passage.component]
            yield finding("PAPER-32", "stops", passage.address, where=where)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _ending(paper: Paper, figures: Layout) -> Iterator[Finding]:
    """Yield ``PAPER-33`` where the body ends with another sign; a bare end is mended in print."""
    if not paper.body or paper.body[-1].kind == "table":
        return
    last = _END.search(paper.body[-1].text)
    sign = "".join(last[0].split()) if last else ""
    if sign and sign != figures.ends_with:
        address = f"body.{len(paper.body)}"
        yield finding("PAPER-33", "warns", address, written=sign, expected=figures.ends_with)
