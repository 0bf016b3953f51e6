"""Find the text that an instruction to amend quotes, so that nothing in it is read as provisions.

Reads: rows of cleaned text with what each begins with.
Writes: the same rows, those that are quoted marked so; an instruction and a quotation on one line
become two rows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from danvan.law.text.clean import Row
from danvan.law.text.patterns import Mark

OPENING: Final = Mark("quote", "", "")
FOLLOWING: Final = Mark("quoted", "", "")
"""Marks of the first and of the further rows of a quotation."""

_OPENERS: Final = "“«„"
_CLOSERS: Final = "”»"
_STRAIGHT: Final = '"'
_SIGNS: Final = re.compile(r"[“«„”»\"]")
_AFTER: Final = " .;,/:)"
_INLINE: Final = re.compile(r"(?:như sau|sau đây|dưới đây|thành)\s*:\s*(?=[“«„\"])")
_VERB: Final = (
    r"(?:[Ss]ửa (?:đổi|lại|các|điểm|khoản|[Đđ]iều)|[Bb]ổ sung|[Tt]hay thế|[Tt]hay (?:các |cụm )?từ"
    r"|[Bb]ãi bỏ|[Hh][uủ][ỷy] bỏ|[Bb]ỏ |[Đđ]iều chỉnh|[Đđ]ổi tên|[Cc]huyển )"
)
PLACE_FIRST: Final = (
    r"(?:[Cc]ác )?(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Cc]hương|[Mm]ục|[Pp]hần|[Cc]ụm từ|[Tt]ên|[Đđ]oạn"
    r"|Phụ lục)\b"
)
"""How an instruction begins whose verb comes last: "Điều 4 được sửa đổi như sau"."""

_LEADS: Final = re.compile(
    rf"{_VERB}|{PLACE_FIRST}[^;]{{0,200}}?(?:được|bị) (?:sửa đổi|bổ sung|thay thế|sửa lại|bãi bỏ)"
)
_LEAD_IN: Final = re.compile(r"(?:như sau|sau đây|dưới đây|thành)\s*:\s*$")
_LEADS_IN: Final = ("như sau:\n", "sau đây:\n", "dưới đây:\n")
_TARGET: Final = re.compile(
    r"(?:(?P<point>[Đđ]iểm\s+(?P<point_no>[a-zđ]{1,2}|[0-9.]+)(?!\w))"
    r"|(?P<clause>[Kk]hoản\s+(?P<clause_no>[0-9]+[a-zđ]?)(?!\w))"
    r"|(?P<article>[Đđ]iều\s+(?P<article_no>[0-9]+[a-zđ]?)(?!\w))"
    r"|(?P<chapter>Chương\s+(?P<chapter_no>[IVXLC]+[a-z]?|[0-9]+)(?!\w)))"
)
_HOLDERS: Final = frozenset({"article", "clause", "decimal", "point"})
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_FARTHEST: Final = 300
"""Rows in which the end of a quotation without signs around it is looked for."""
_LONGEST: Final = 3_000
"""Rows of the longest quotation that is looked for; one without an end is one row."""


class _Holder(NamedTuple):
    """Where an instruction stands: its own number and the article around it."""

    kind: str
    number: str
    article: str


def quoted(text: str, rows: Sequence[Row], line_at: Callable[[int], int]) -> Sequence[Row]:
    """Return the rows with quotations marked; the same rows where nothing is quoted.

    Args:
        text: The whole cleaned text.
        rows: Its rows.
        line_at: Gives the line of the file for an offset, needed where a row is parted.
    """
    signs = any(sign in text for sign in f"{_OPENERS}{_STRAIGHT}")
    if not signs and not any(words in text for words in _LEADS_IN):
        return rows
    parted = _parted(rows, line_at) if signs else list(rows)
    return _marked(parted, _ends(parted) if signs else {})


def is_instruction(text: str) -> bool:
    """Say whether words, number left aside, tell to change another text."""
    return _LEADS.match(text) is not None


def _parted(rows: Sequence[Row], line_at: Callable[[int], int]) -> list[Row]:
    """Return rows where a quotation that begins inside one stands on a row of its own."""
    found: list[Row] = []
    for row in rows:
        match = _INLINE.search(row.text) if ":" in row.text else None
        if match is None or not is_instruction(_words(row)) or not _to_the_end(row, match.end()):
            found.append(row)
            continue
        at = row.start + match.end()
        line = line_at(at)
        mark = row.mark
        if mark is not None:
            kept = len(row.text) - match.end()
            mark = Mark(mark.kind, mark.number, mark.rest[: len(mark.rest) - kept].rstrip())
        text = row.text[: match.end()].rstrip()
        found.append(row._replace(end=at, line_end=line, text=text, mark=mark))
        found.append(Row(at, row.end, line, row.line_end, row.text[match.end() :], None))
    return found


def _to_the_end(row: Row, at: int) -> bool:
    """Say whether a quotation that begins in a row ends with it or goes on behind it."""
    ended = _block_end(row.text[at:])
    return ended is None or ended


def _words(row: Row) -> str:
    return row.mark.rest if row.mark else row.text


def _block_end(text: str) -> bool | None:
    """Say whether the quotation that opens a row ends with it; ``None`` where it goes on."""
    depth = 0
    for match in _SIGNS.finditer(text):
        sign = match[0]
        if sign == _STRAIGHT:
            depth += -1 if depth else 1
        else:
            depth += 1 if sign in _OPENERS else -1
        if depth <= 0:
            return not text[match.end() :].strip(_AFTER)
    return None


def _ends(rows: Sequence[Row]) -> dict[int, int]:
    """Return for rows that open a quotation the row with which it ends."""
    ends = _straight_ends(rows)
    lost: list[int] = []
    waiting: list[tuple[int, int]] = []
    depth = 0
    for at, row in enumerate(rows):
        text = row.text
        if _SIGNS.search(text) is None:  # what waits was settled when the depth last changed
            continue
        turn = sum(map(text.count, _OPENERS)) - sum(map(text.count, _CLOSERS))
        if text[0] in _OPENERS:
            if _block_end(text):
                ends[at] = at
            elif turn > 0:
                waiting.append((depth, at))
                lost.append(at)
        depth += turn
        _settle(waiting, depth, at, ends, closes=_closes(text))
    for at in reversed(lost):  # signs that open every row of one quotation
        if at not in ends and at + 1 in ends:
            ends[at] = ends[at + 1]
    return ends


def _settle(
    waiting: list[tuple[int, int]], depth: int, at: int, ends: dict[int, int], *, closes: bool
) -> None:
    """Note the end of quotations whose depth is left; each waits on the stack once."""
    while waiting and depth <= waiting[-1][0]:
        _, opened = waiting.pop()
        if closes and at - opened < _LONGEST:
            ends[opened] = at


def _straight_ends(rows: Sequence[Row]) -> dict[int, int]:
    """Return the ends of quotations in straight signs, which look alike on both sides."""
    odd = [at for at, row in enumerate(rows) if row.text.count(_STRAIGHT) % 2]
    ends: dict[int, int] = {}
    for at, row in enumerate(rows):
        if row.text[0] != _STRAIGHT:
            continue
        if row.text.count(_STRAIGHT) % 2 == 0:
            if _block_end(row.text):
                ends[at] = at
            continue
        found = bisect_right(odd, at)
        last = odd[found] if found < len(odd) else None
        if last is not None and last - at < _LONGEST and _closes(rows[last].text):
            ends[at] = last
    return ends


def _closes(text: str) -> bool:
    """Say whether a row ends a quotation."""
    return text.rstrip(_AFTER)[-1:] in f"{_CLOSERS}{_STRAIGHT}"


def _marked(rows: Sequence[Row], ends: dict[int, int]) -> list[Row]:
    """Return rows with those that are quoted marked so."""
    found: list[Row] = list(rows)
    holder = _Holder("", "", "")
    instructs = False
    target: tuple[str, str] | None = None
    until = -1
    for at, row in enumerate(rows):
        if at <= until:
            found[at] = row._replace(mark=FOLLOWING)
            continue
        if instructs or at in ends:
            end = _end(rows, at, ends, holder, target if instructs else None, told=instructs)
            if end is not None:
                found[at] = row._replace(mark=OPENING)
                until, instructs = end, False
                continue
        mark = row.mark
        if mark is not None and mark.kind in _HOLDERS:
            article = mark.number if mark.kind == "article" else holder.article
            holder = _Holder(mark.kind, mark.number, article)
        instructs = row.text[-1] == ":" and is_instruction(_words(row))
        if instructs:
            target = _target(_words(row)) if _LEAD_IN.search(row.text) else None
    return found


def _end(
    rows: Sequence[Row],
    at: int,
    ends: dict[int, int],
    holder: _Holder,
    target: tuple[str, str] | None,
    *,
    told: bool,
) -> int | None:
    """Return the last row of a quotation that begins at a row; ``None`` where none begins.

    Args:
        told: Whether the row above tells to change another text.
    """
    end = ends.get(at)
    if end is not None:
        return end if told or _is_block(rows, at, end, holder) else None
    row = rows[at]
    if row.text[0] in f"{_OPENERS}{_STRAIGHT}":
        return None if _block_end(row.text) is False else _before_next(rows, at, holder)
    return _before_next(rows, at, holder) if target and _is(row, target) else None


def _is_block(rows: Sequence[Row], at: int, end: int, holder: _Holder) -> bool:
    """Say whether rows that no instruction leads in are a quotation; a lost closing sign would
    otherwise swallow the articles that follow.
    """
    following = _following(holder.article)
    return at < end < at + _FARTHEST and not any(
        row.mark is not None and row.mark.kind == "article" and row.mark.number == following
        for row in rows[at + 1 : end + 1]
    )


def _target(words: str) -> tuple[str, str] | None:
    """Return level and number of the first place that an instruction names."""
    match = _TARGET.search(words)
    if match is None or match.lastgroup is None:
        return None
    level = next(name for name in ("point", "clause", "article", "chapter") if match[name])
    return level, match[f"{level}_no"]


def _is(row: Row, target: tuple[str, str]) -> bool:
    """Say whether a row begins with the place that the instruction above it names."""
    return row.mark is not None and (row.mark.kind, row.mark.number) == target


def _before_next(rows: Sequence[Row], at: int, holder: _Holder) -> int:
    """Return the row before the one with which the amending text goes on; ``at`` at least.

    For quotations without signs around them, or with the closing one lost.
    """
    for number in range(at + 1, min(at + _FARTHEST, len(rows))):
        mark = rows[number].mark
        if mark is not None and _goes_on(mark, holder):
            return number - 1
    return at


def _goes_on(mark: Mark, holder: _Holder) -> bool:
    """Say whether a row is the one that follows the instruction in its own text."""
    if mark.kind in {"recipients", "sign", "annex"}:
        return True
    if mark.kind == "article":
        return mark.number == _following(holder.article)
    if not is_instruction(mark.rest):
        return False
    if mark.kind == holder.kind:
        return mark.number == _following(holder.number)
    return mark.kind == "clause" and holder.kind == "point"


def _following(number: str) -> str:
    """Return the number after one: 3 after 2, đ after d."""
    if number.isdecimal():
        return str(int(number) + 1)
    place = _LETTERS.find(number) + 1
    return _LETTERS[place] if number and 0 < place < len(_LETTERS) else ""
