"""Check the rows of last year's register of petitions; every doubt is a finding with its row."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from danvan.law.collation import fold
from danvan.law.findings import Finding
from danvan.law.sheet_rows import Columns, SheetRow, filled

HEADINGS: Final[Mapping[str, str]] = {
    "number": "Số đơn",
    "received": "Ngày nhận",
    "kind": "Loại đơn",
    "matter": "Nội dung",
    "name": "Họ tên",
    "address": "Địa chỉ",
    "people": "Số người",
    "channel": "Cách gửi đến",
    "outcome": "Kết quả",
    "accepted": "Ngày thụ lý",
    "closed": "Ngày kết thúc",
    "answer": "Số văn bản trả lời",
    "passed_to": "Nơi hướng dẫn, chuyển đến",
}
SHEET: Final = Columns(
    HEADINGS,
    needed=("received", "kind", "matter"),
    also={
        "Số TT": "number",
        "Số thứ tự": "number",
        "Ngày tháng": "received",
        "Ngày tiếp nhận": "received",
        "Phân loại": "kind",
        "Tóm tắt nội dung": "matter",
        "Nội dung đơn": "matter",
        "Họ và tên": "name",
        "Kết quả giải quyết": "outcome",
        "Ngày giải quyết": "closed",
    },
    longest={"number": 40, "matter": 2000, "name": 120, "address": 300, "answer": 60},
)
LONGEST_TITLE: Final = 200
LEAST_NAME: Final = 5
"""Letters of a name from which on it is looked for in the matter."""
MOST_PEOPLE: Final = 100_000
PERSON: Final = "người gửi"
SEALED: Final = "to cao"
"""A denunciation, which has a room and a secret of its own."""


@dataclass(frozen=True, slots=True)
class OldBook:
    """What rows are checked against.

    Args:
        kinds: Folded words with the kind of petition they mean.
        channels: Folded words with the way of receipt they mean.
        outcomes: By kind, folded words with the state they mean, open ones included.
        closed: By kind, the states that end it.
        initial: By kind, the state of one that nobody decided on.
        accepted: State of one that was accepted and goes on.
        taken: Numbers that stand in the register already.
    """

    year: int
    today: date
    kinds: Mapping[str, str]
    channels: Mapping[str, str]
    outcomes: Mapping[str, Mapping[str, str]]
    closed: Mapping[str, Collection[str]]
    initial: Mapping[str, str]
    accepted: str
    usual_channel: str
    taken: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class OldPetition:
    """One petition of an old register; ``row`` is where it stands, 1 is the row of headings.

    Args:
        title: The matter without the name of who sent it, as lists show it.
        matter: As written.
    """

    row: int
    number: str
    received: date
    kind: str
    title: str
    matter: str
    name: str
    address: str
    people: int
    channel: str
    state: str
    accepted: date | None
    closed: date | None
    answer: str
    passed_to: str


@dataclass(frozen=True, slots=True)
class CheckedPetitions:
    """What a spreadsheet would bring in."""

    lines: tuple[OldPetition, ...]
    findings: tuple[Finding, ...]
    rows: int

    @property
    def is_clean(self) -> bool:
        """Return whether there is something to bring in and nothing stops it."""
        return bool(self.lines) and all(one.severity != "stops" for one in self.findings)

    @property
    def digest(self) -> str:
        """Return what names exactly this outcome."""
        return hashlib.sha256("".join(map(repr, self.lines)).encode()).hexdigest()


def check_petitions(
    rows: Sequence[Sequence[object]], formulas: Mapping[int, Collection[int]], book: OldBook
) -> CheckedPetitions:
    """Check every row by itself and against the others.

    Args:
        rows: From the row of headings on.
        formulas: By row (1-based), the columns (0-based) that hold a formula.
    """
    places, findings = SHEET.found_in(rows[0] if rows else ())
    read: list[SheetRow] = []
    lines: list[OldPetition] = []
    for at, cells in enumerate(rows[1:] if not findings else (), start=2):
        if filled(cells):
            read.append(SheetRow(at, cells, SHEET, places, formulas.get(at, ())))
            line = _line(read[-1], book)
            lines += [line] if line else []
    found = [*findings, *(each for row in read for each in row.findings)]
    found += _doubles(lines, book)
    if not read and not findings:
        found.append(SHEET.about(1, "", "REG-61"))
    return CheckedPetitions(tuple(lines), tuple(found), len(read))


def _line(row: SheetRow, book: OldBook) -> OldPetition | None:
    """Return a row as a petition; ``None`` where it cannot be read."""
    kind = _word(row, "kind", book.kinds)
    received, accepted, closed = _days(row, book)
    state = _state(row, kind, book, is_accepted=accepted is not None)
    _check_end(row, state, closed, book.closed.get(kind, ()))
    matter, name = row.text("matter"), row.text("name")
    line = OldPetition(
        row=row.at,
        number=row.text("number"),
        received=received or date.min,
        kind=kind,
        title=_title(row, matter, name),
        matter=matter,
        name=name,
        address=row.text("address"),
        people=_people(row),
        channel=_word(row, "channel", book.channels) or book.usual_channel,
        state=state,
        accepted=accepted,
        closed=closed,
        answer=row.text("answer"),
        passed_to=row.text("passed_to"),
    )
    return None if row.is_wrong else line


def _word(row: SheetRow, column: str, known: Mapping[str, str]) -> str:
    """Return what a word of a closed list means.

    ``PET-41`` where nobody knows it, ``PET-47`` a denunciation, which is not kept here.
    """
    words = row.text(column)
    found = known.get(fold(words), "")
    if column == "kind" and fold(words).startswith(SEALED):
        row.note(column, "PET-47")
    elif words and not found:
        row.note(column, "PET-41", value=words)
    return found


def _days(row: SheetRow, book: OldBook) -> tuple[date | None, date | None, date | None]:
    """Return when it came, was accepted and ended; each not before the last, none to come."""
    received, accepted, closed = (row.day(name) for name in ("received", "accepted", "closed"))
    if received and (received.year != book.year or received > book.today):
        row.note("received", "REG-54", day=received, year=book.year)
    last = received
    for column, day in (("accepted", accepted), ("closed", closed)):
        if day and ((last and day < last) or day > book.today):
            row.note(column, "PET-42", day=day)
        last = day or last
    return received, accepted, closed


def _state(row: SheetRow, kind: str, book: OldBook, *, is_accepted: bool) -> str:
    words = row.text("outcome")
    if not kind:
        return ""
    if not words:
        return book.accepted if is_accepted else book.initial[kind]
    found = book.outcomes[kind].get(fold(words), "")
    if not found:
        row.note("outcome", "PET-41", value=words)
    return found


def _check_end(row: SheetRow, state: str, closed: date | None, ends: Collection[str]) -> None:
    """One that ended has the day; one that goes on has none."""
    if not state:
        return
    if state in ends and closed is None and not row.is_wrong:
        row.note("closed", "REG-51")
    if state not in ends and closed is not None:
        row.note("closed", "PET-43", day=closed)


def _title(row: SheetRow, matter: str, name: str) -> str:
    """Return the matter as lists may show it: without the name of who sent it."""
    at = fold(matter).find(fold(name)) if len(name) >= LEAST_NAME else -1
    if at < 0 or len(fold(matter)) != len(matter):
        return matter[:LONGEST_TITLE]
    row.note("matter", "PET-44", "notes")
    return f"{matter[:at]}{PERSON}{matter[at + len(name) :]}"[:LONGEST_TITLE]


def _people(row: SheetRow) -> int:
    words = row.text("people")
    if not words:
        return 1
    count = int(words) if words.isascii() and words.isdigit() else 0
    if not 1 <= count <= MOST_PEOPLE:
        row.note("people", "PET-45", value=words, most=MOST_PEOPLE)
    return count


def _doubles(lines: Sequence[OldPetition], book: OldBook) -> Iterator[Finding]:
    """Give the numbers that stand twice in the file, or in the register already."""
    seen: dict[str, int] = {}
    taken = frozenset(book.taken)
    for line in lines:
        if not line.number:
            continue
        if line.number in seen:
            other = seen[line.number]
            yield SHEET.about(line.row, "number", "REG-58", value=line.number, other=other)
        elif line.number in taken:
            yield SHEET.about(line.row, "number", "REG-59", value=line.number)
        seen.setdefault(line.number, line.row)
