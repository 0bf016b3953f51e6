"""Read tasks that a plan writes field by field: rows of a table with columns for the task, the body
in charge and the time; lines such as "- Đơn vị chủ trì: ...", "- Thời gian: ..." below a task.

Reads: a table, or a node with its children.
Writes: one proposal for each task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal

from danvan.law.any_case import AnyCase
from danvan.law.extract_bearers import Bearers, Named
from danvan.law.extract_carrying import carried
from danvan.law.extract_due import Due
from danvan.law.extract_headings import headed
from danvan.law.extract_keeping import Keeper, Told
from danvan.law.extract_pairs import Segment
from danvan.law.extract_partners import Partners
from danvan.law.extract_places import Place
from danvan.law.extract_sentences import Span, heading_span, words_start
from danvan.law.extract_series import Reading, readings
from danvan.law.text.tree import Node

Field = Literal["body", "with", "time", "task", "other"]
Task = Mapping[Field, Span]

_BODY: Final = r"(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|tổ\s+chức|địa\s+phương|cá\s+nhân|người)"
_WHO: Final = rf"{_BODY}(?:\s*[,/]\s*{_BODY})*"
_DOES: Final = (
    r"(?:được\s+)?(?:chủ\s+trì|thực\s+hiện|phụ\s+trách|tham\s+mưu|chịu\s+trách\s+nhiệm|đầu\s+mối)"
    r"(?:\s*[,/]?\s*(?:và\s+)?(?:chính|tham\s+mưu|thực\s+hiện|tổ\s+chức|chủ\s+trì|triển\s+khai))*"
)
_WITH: Final = rf"(?:{_WHO}\s+)?(?:cùng\s+)?phối\s+hợp(?:\s+thực\s+hiện)?"
_LED: Final = rf"{_WHO}\s+{_DOES}|chủ\s+trì(?:\s+thực\s+hiện)?|phân\s+công\s+thực\s+hiện|đầu\s+mối"
_WHEN: Final = (
    r"thời\s+(?:gian|hạn|điểm)"
    r"(?:\s+(?:dự\s+kiến|thực\s+hiện|hoàn\s+thành|tổ\s+chức|triển\s+khai|kết\s+thúc))*"
    r"|tiến\s+độ(?:\s+\w+){0,2}|hạn\s+hoàn\s+thành|ngày\s+hoàn\s+thành"
)
_WHAT: Final = (
    r"(?:tên\s+)?(?:nội\s+dung|nhiệm\s+vụ|công\s+việc|đầu\s+việc|hoạt\s+động|phần\s+việc)"
    r"(?:\s*[,/]?\s*(?:và\s+)?(?:công\s+việc|nhiệm\s+vụ|thực\s+hiện|triển\s+khai|hoạt\s+động"
    r"|cụ\s+thể|trọng\s+tâm|chủ\s+yếu|giải\s+pháp))*"
)
_COLUMNS: Final[Mapping[Field, str]] = {
    "with": _WITH,
    "body": rf"{_LED}|{_DOES}|phân\s+công(?:\s+nhiệm\s+vụ)?|{_WHO}",
    "time": rf"(?:{_WHEN})(?:\s*[,/]\s*(?:và\s+)?\w+(?:\s+\w+){{0,3}})?",
    "task": rf"(?:các\s+|danh\s+mục\s+(?:các\s+)?)?(?:{_WHAT})(?:\s+\w+){{0,2}}",
}
_HEADED: Final = {
    field: re.compile(rf"\W*(?:{names})\W*", re.IGNORECASE) for field, names in _COLUMNS.items()
}
_LABEL: Final = AnyCase(
    rf"(?<!\w)(?:(?P<beside>{_WITH})|(?P<body>{_LED})|(?P<time>{_WHEN})|(?P<other>địa\s+điểm"
    r"|thành\s+phần|sản\s+phẩm|kết\s+quả|kinh\s+phí|hình\s+thức|đối\s+tượng|số\s+lượng))\s*:\s*"
)
_STARTS: Final = re.compile(r"(?:^|[.;,\n–-])\s*$")
_AS_ABOVE: Final = re.compile(r"\W*(?:nt|như\s+trên)?\W*", re.IGNORECASE)
_LINK: Final = "Thời gian: "
_SHORTEST: Final = 6
_GROUPS: Final[Mapping[str, Field]] = {
    "beside": "with", "body": "body", "time": "time", "other": "other",
}  # fmt: skip
_MOST_CELLS: Final = 12
_NAME_PARTS: Final = re.compile(r"\s*[;,]\s*(?:và\s+)?")


class Tasks:
    """Reads tasks in one document.

    Args:
        keeper: Keeps the proposals.
        year: The one year that the document is about, if it is.
    """

    def __init__(self, keeper: Keeper, year: int | None) -> None:
        self.keeper = keeper
        self.reader = keeper.reader
        self.text = keeper.text
        self.year = year
        self.read: set[str] = set()

    def table(self, node: Node, place: Place) -> None:
        """Read a table: one task for each row below the row that names the columns."""
        columns: list[Field | None] = []
        before: Span | None = None
        for cells in _rows(self.text, node):
            if not columns:
                columns = _columns([self.text[each.start : each.end] for each in cells])
                continue
            task = self._row(columns, cells)
            body = task.get("body", before)
            if "task" not in task or not ("body" in task or "time" in task):
                continue
            before = body
            self._task(node, {**task, **({"body": body} if body else {})}, place)

    def _row(self, columns: list[Field | None], cells: list[Span]) -> dict[Field, Span]:
        """Return the cells of a row that say something, by their column."""
        named = zip(columns, cells, strict=False)
        return {
            field: cell
            for field, cell in named
            if field and not _AS_ABOVE.fullmatch(self.text, cell.start, cell.end)
        }

    def knows(self, node: Node, place: Place) -> bool:
        """Say whether a node is a task with fields, now read, or one of their lines."""
        return node.address in self.read or (bool(node.children) and self._below(node, place))

    def _below(self, node: Node, place: Place) -> bool:
        """Read a task whose fields stand in the lines below it; say whether there is one."""
        told: dict[Field, Span] = {}
        read: set[str] = set()
        for child in node.children:
            fields = {} if child.children else self._fields(words_start(child), child.end)
            read |= {child.address} if fields else set()
            told = {**fields, **told}
        head = heading_span(node)
        if not ("body" in told or "time" in told) or self._is_body(head, place):
            return False
        act = Span(head.start, head.end) if head else Span(words_start(node), node.end)
        if not self._task(node, {**told, "task": act}, place):
            return False
        self.read |= read
        return True

    def _is_body(self, head: Span | None, place: Place) -> bool:
        """Say whether a heading names who owes what stands below it, and no task."""
        if head is None:
            return False
        levels = place.bearers.levels[-1:]
        return headed(self.reader, head.start, head.end, levels) is not None

    def beside(self, start: int, end: int, since: int) -> bool:
        """Give what a sentence tells field by field to the tasks before it; say whether it does:
        "Cơ quan chủ trì: ...; thời gian: ...".
        """
        told = self._fields(start, end)
        proposals = self.keeper.found
        if not ("body" in told or "time" in told) or len(proposals) == since:
            return False
        when = self._when(told.get("time"), Span(start, end))
        carried(proposals, since, [each for each in when if each.timing != "standing"])
        for place, each in enumerate(proposals[since:], since):
            named = self._named(told.get("body"), ())
            if named and each.source != "subject":
                proposals[place] = replace(each, bearers=named, source="lead")
        return True

    def _fields(self, start: int, end: int) -> dict[Field, Span]:
        """Return the fields of a line that begins with the name of one."""
        first = _LABEL.match(self.text, start, end)
        if first is None:
            return {}
        marks = [
            each
            for each in _LABEL.finditer(self.text, start, end)
            if each.start() == start or _STARTS.search(self.text, start, each.start())
        ]
        ends = [*(each.start() for each in marks[1:]), end]
        found: dict[Field, Span] = {}
        for mark, last in zip(marks, ends, strict=True):
            field = next(name for name in _GROUPS if mark[name])
            found.setdefault(_GROUPS[field], Span(mark.end(), last))
        return found

    def _task(self, node: Node, task: Task, place: Place) -> bool:
        """Keep the proposals of one task; say whether there is one."""
        act = task["task"]
        act = Span(act.start, act.start + len(self.text[act.start : act.end].rstrip(" .;,:\n|")))
        if act.end - act.start < _SHORTEST:
            return False
        levels = place.bearers.levels
        named = self._named(task.get("body"), levels)
        bearers = Bearers(named, "heading", levels) if named else place.bearers
        others = self._named(task.get("with"), levels)
        own = replace(place, others=Partners(others, ()) if others else place.others)
        told = Told(node, act, act, own)
        for reading in self._when(task.get("time"), act):
            if reading.timing == "standing":
                self.keeper.add_plain(told, bearers, reading, "duty")
            else:
                self.keeper.add(told, bearers, reading)
        return True

    def _named(self, span: Span | None, levels: tuple[str, ...]) -> tuple[Named, ...]:
        """Return the bodies that a cell names, known or not."""
        if span is None:
            return ()
        mentions, _ = self.reader.listed(span.start, span.end)
        if mentions:
            return self.reader.named(mentions, levels)
        words = self.text[span.start : span.end].strip(" .;,:\n|")
        return tuple(Named(each, None) for each in _NAME_PARTS.split(words) if each)

    def _when(self, span: Span | None, act: Span) -> list[Reading]:
        """Return what a cell says of time; regular where it says nothing."""
        words = self.text[span.start : span.end].strip(" .;\n|") if span else ""
        said = _LINK + words
        found = readings(Segment(said, 0, len(said), (), self.year)) if words else []
        found = [each for each in found if each.timing != "standing"]
        if span is None or not found:
            return [Reading("standing", "listed", act.start, act.end, (words or "–",))]
        return [_placed(each, span) for each in found]


def _placed(reading: Reading, span: Span) -> Reading:
    """Return a reading of a cell with the place of the cell."""
    due: Due | None = reading.due
    if due:
        text = due.text.removeprefix(_LINK)
        due = due._replace(start=span.start, end=span.end, text=text)
    matched = tuple(each.removeprefix(_LINK) for each in reading.matched)
    return reading._replace(start=span.start, end=span.end, due=due, matched=matched)


def _rows(text: str, node: Node) -> Iterator[list[Span]]:
    """Yield the cells of each row of a table, without the signs between them."""
    at = node.start
    for line in node.text.split("\n"):
        marks = [at + place for place, sign in enumerate(line) if sign == "|"]
        cells = [Span(*_trimmed(text, one + 1, other)) for one, other in pairwise(marks)]
        if cells:
            yield cells[:_MOST_CELLS]
        at += len(line) + 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _columns(heads: list[str]) -> list[Field | None]:
    """Return what each column holds; nothing where a table is no list of tasks."""
    found: list[Field | None] = [
        next((field for field, names in _HEADED.items() if names.fullmatch(head)), None)
        for head in heads
    ]
    is_plan = "task" in found and ("body" in found or "time" in found)
    return found if is_plan else []
