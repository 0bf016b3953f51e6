"""Find gaps and contradictions in the duties of a text: no day, no receiver, nobody, two rhythms,
two assignees.

Reads: a document and the duties proposed from it.
Writes: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from danvan.law.any_case import AnyCase
from danvan.law.duties import Words
from danvan.law.findings import Finding, Place, Severity
from danvan.law.proposals import Proposal
from danvan.law.provisions import Provision
from danvan.law.syllables import keys_of
from danvan.law.text.document import Document
from danvan.law.text.tree import Node, walk

_RHYTHMS: Final = {
    "weekly": Words("hằng tuần", "weekly"),
    "monthly": Words("hằng tháng", "monthly"),
    "quarterly": Words("hằng quý", "quarterly"),
    "semiannual": Words("sáu tháng", "half-yearly"),
    "nine_months": Words("chín tháng", "at nine months"),
    "annual": Words("hằng năm", "yearly"),
    "multi_year": Words("nhiều năm", "every few years"),
}
_MENDS: Final = {
    "CLK-02": "MEND-no_day",
    "CLK-03": "MEND-no_rhythm",
    "CLK-04": "MEND-no_receiver",
}
_REPORT: Final = AnyCase(r"\bbáo\s+cáo\b")
_MEETING: Final = ("làm việc với", "giao ban", "chương trình làm việc", "họp với", "nghe")
_ASSIGNED: Final = AnyCase(
    r"\b(?:giao|phân\s+công|cử)\s+(?P<who>[^,;.:\n]{3,90}?)\s+(?:trực\s+tiếp\s+)?"
    r"(?:làm|kiêm|giữ\s+chức|chủ\s+trì)\s+(?P<task>[^,;.:\n]{6,120})"
)
_ELSE: Final = re.compile(r"trường\s+hợp|chỉ\s+đạo|nếu|nơi\s+không|khi", re.IGNORECASE)
_LEADS: Final = AnyCase(
    r"\b(?:chủ\s+trì\s*,?\s*(?:phối\s+hợp\s+(?:với|cùng)\s+[^,;.]{3,80},\s*)?"
    r"|là\s+(?:cơ\s+quan\s+(?:thường\s+trực|đầu\s+mối)|đầu\s+mối)\s+)(?P<task>[^;.:]{12,160})"
)
_LEADING: Final = ("trì", "thường trực", "đầu mối")
_ORDERS: Final = frozenset({"duty", "assignment"})
_SURELY: Final = frozenset({"verb_first", "verb_among", "assigned", "comes_up"})
_SHORTEST_TASK: Final = 5
_ONE: Final = re.compile(r"^(?:cho\s+)?(?:một\s+|các\s+)?(?:đồng\s+chí\s+)?", re.IGNORECASE)
_LONGEST_ACT: Final = 100
_REPORTS: Final = frozenset({"period", "at_least"})
_NO_RHYTHM: Final = frozenset({"period_not_stated", "once"})
_LOOSE: Final = frozenset({"term", "on_event", "years", "year", "in_good_time", "regularly"})


class _Task(NamedTuple):
    """Something given to somebody."""

    who: str
    task: str
    node: Node


def duty_findings(document: Document, proposals: Sequence[Proposal]) -> Iterator[Finding]:
    """Yield findings on the duties of a text."""
    nodes = {node.address: node for node in walk(document.nodes)}
    places = _Places(document, nodes)
    yield from _reports(proposals, places)
    yield from _nobody(proposals, places)
    yield from _no_rhythm(proposals, places)
    yield from _two_rhythms(proposals, places)
    yield from _contradictions(places)
    yield from _two_leads(proposals, places)


class _Places:
    """Gives a proposal's lines and the words of an address."""

    def __init__(self, document: Document, nodes: dict[str, Node]) -> None:
        self.cleaned = document.cleaned
        self.nodes = nodes

    def of(self, proposal: Proposal) -> Place:
        """Return the lines of a proposal."""
        first = self.cleaned.line_at(proposal.start)
        return Place(first, self.cleaned.line_at(max(proposal.end - 1, 0)), proposal.address)

    def words(self, proposal: Proposal) -> str:
        """Return the words of the segment that a proposal was read from."""
        return self.cleaned.text[proposal.start : proposal.end]

    def at(self, node: Node) -> Place:
        """Return the lines of a provision."""
        return Place(node.line_start, node.line_end, node.address)


def shown(address: str) -> Words:
    """Return an address in words."""
    provision = Provision.parse(address)
    return Words(provision.show("vi"), provision.show("en"))


def _reports(proposals: Sequence[Proposal], places: _Places) -> Iterator[Finding]:
    """Yield reports without a day, a rhythm or a receiver; each once in a sentence."""
    lacking: dict[tuple[str, str, int], list[Proposal]] = {}
    for each in proposals:
        if each.timed and _REPORT.search(each.act) and each.pattern not in _LOOSE:
            for code in _gaps(each):
                lacking.setdefault((code, each.address, each.start), []).append(each)
    for (code, address, _), group in lacking.items():
        rhythms = [_RHYTHMS[each.period] for each in group if each.period]
        fields: dict[str, object] = {"where": shown(address)}
        if code == "CLK-02":
            fields["rhythm"] = Words(
                ", ".join(each.vi for each in rhythms), ", ".join(each.en for each in rhythms)
            )
        severity: Severity = "notes" if code == "CLK-02" else "warns"
        yield Finding(code, severity, places.of(group[0]), fields, None, _MENDS[code])


def _gaps(each: Proposal) -> Iterator[str]:
    """Yield the codes of what a report lacks."""
    if each.timing in _REPORTS and each.due is None:
        yield "CLK-02"
    if each.timing in _NO_RHYTHM and each.due is None:
        yield "CLK-03"
    if not each.receivers and each.pattern != "report_undated":
        yield "CLK-04"


def _nobody(proposals: Sequence[Proposal], places: _Places) -> Iterator[Finding]:
    """Yield duties that nobody bears, one of each sentence, without words of time one of each
    provision.
    """
    seen: set[tuple[str, int]] = set()
    for each in proposals:
        nobody = not each.bearers or each.bearers[0].role == "issuing_body"
        place = (each.address, each.start if each.timed else -1)
        if not nobody or place in seen or not (each.timed or _is_plain_order(each)):
            continue
        seen.add(place)
        fields = {"where": shown(each.address), "act": _short(each.act)}
        yield Finding("CLK-05", "warns", places.of(each), fields, None, "MEND-nobody")


def _is_plain_order(each: Proposal) -> bool:
    """Say whether a duty without words of time is surely one that somebody has to do."""
    return each.modality in _ORDERS and each.pattern in _SURELY and each.source == "none"


def _no_rhythm(proposals: Sequence[Proposal], places: _Places) -> Iterator[Finding]:
    """Yield what is done from time to time without a rhythm, reports left to their own finding."""
    seen: set[tuple[str, int]] = set()
    for each in proposals:
        lacks = each.pattern == "periodically" and each.period is None and each.due is None
        if lacks and not _REPORT.search(each.act) and (each.address, each.start) not in seen:
            seen.add((each.address, each.start))
            fields = {"where": shown(each.address), "act": _short(each.act)}
            yield Finding("CLK-12", "notes", places.of(each), fields, None, "MEND-no_rhythm")


def _short(act: str) -> str:
    return act if len(act) <= _LONGEST_ACT else f"{act[:_LONGEST_ACT]}…"


def _two_leads(proposals: Sequence[Proposal], places: _Places) -> Iterator[Finding]:
    """Yield one act that two provisions give to two different bodies to lead."""
    first: dict[tuple[str, ...], Proposal] = {}
    for each in proposals:
        words = places.words(each)
        if not any(hint in words for hint in _LEADING):
            continue
        lead = None if _ASSIGNED.search(words) or _ELSE.match(words) else _LEADS.search(words)
        if lead is None or len(each.bearers) != 1 or len(keys_of(lead["task"])) < _SHORTEST_TASK:
            continue
        one = first.setdefault(keys_of(lead["task"]), each)
        if one.address != each.address and _who(one) != _who(each):
            fields = {
                "task": lead["task"].strip(),
                "body": one.bearers[0].text,
                "where": shown(one.address),
                "other_body": each.bearers[0].text,
                "elsewhere": shown(each.address),
            }
            other = places.of(each)
            yield Finding("CLK-07", "warns", places.of(one), fields, other, "MEND-two_assignees")


def _who(each: Proposal) -> str:
    return each.bearers[0].role or each.bearers[0].text.casefold()


def _two_rhythms(proposals: Sequence[Proposal], places: _Places) -> Iterator[Finding]:
    """Yield acts of one bearer that two provisions order in different rhythms."""
    by_bearer: dict[tuple[str, str], list[Proposal]] = {}
    for each in proposals:
        kind = _kind(each)
        if each.period and kind and each.timing != "span":
            for bearer in each.bearers:
                by_bearer.setdefault((kind, bearer.role or bearer.text), []).append(each)
    told: set[tuple[str, str]] = set()
    for group in by_bearer.values():
        for number, one in enumerate(group):
            for other in group[number + 1 : number + 30]:
                pair = (one.address, other.address)
                if pair in told or not _same_act(one, other, group):
                    continue
                told.add(pair)
                yield _two(one, other, places)


def _two(one: Proposal, other: Proposal, places: _Places) -> Finding:
    body = ", ".join(
        bearer.text
        for bearer in other.bearers
        if (bearer.role or bearer.text) in {each.role or each.text for each in one.bearers}
    )
    fields = {
        "where": shown(one.address),
        "rhythm": _RHYTHMS[one.period or "annual"],
        "elsewhere": shown(other.address),
        "other_rhythm": _RHYTHMS[other.period or "annual"],
        "body": body,
    }
    return Finding("CLK-06", "warns", places.of(one), fields, places.of(other), "MEND-two_rhythms")


def _kind(each: Proposal) -> str:
    """Return what kind of act it is, for comparison; empty where acts are not comparable."""
    words = each.act.casefold()
    if any(meeting in words for meeting in _MEETING) and each.counterparts:
        return "meeting"
    return "report" if _REPORT.search(words) and each.receivers else ""


def _same_act(one: Proposal, other: Proposal, group: Sequence[Proposal]) -> bool:
    """Say whether two provisions order the same act in rhythms that do not agree."""
    if one.address == other.address or one.period == other.period:
        return False
    here, there = _article(one.address), _article(other.address)
    if here == there:
        return False
    first = {each.period for each in group if _article(each.address) == here}
    second = {each.period for each in group if _article(each.address) == there}
    if first & second:
        return False
    return bool(_others(one) & _others(other))


def _others(each: Proposal) -> set[str]:
    """Return with whom and to whom an act is done."""
    named = (*each.counterparts, *(sent.named for sent in each.receivers))
    return {one.role or one.text for one in named}


def _article(address: str) -> str:
    """Return the article or section of an address; sentences of one article know of each other."""
    steps = address.split("__")
    return "__".join(steps[:2] if address.startswith("att_") else steps[:1])


def _contradictions(places: _Places) -> Iterator[Finding]:
    """Yield tasks that are given to two different bodies or persons."""
    by_task: dict[tuple[str, ...], _Task] = {}
    for node in places.nodes.values():
        for match in _ASSIGNED.finditer(node.text):
            before = node.text[: match.start()].rpartition(".")[2].rpartition(";")[2]
            if _ELSE.search(before) or _ELSE.search(match["who"]):
                continue
            task = _Task(_ONE.sub("", match["who"]).strip(), match["task"].strip(), node)
            key = keys_of(task.task)
            first = by_task.setdefault(key, task)
            if first is not task and keys_of(first.who) != keys_of(task.who):
                yield _contradiction(first, task, places)


def _contradiction(first: _Task, second: _Task, places: _Places) -> Finding:
    fields = {
        "task": first.task,
        "body": first.who,
        "where": shown(first.node.address),
        "other_body": second.who,
        "elsewhere": shown(second.node.address),
    }
    other = places.at(second.node)
    return Finding("CLK-07", "warns", places.at(first.node), fields, other, "MEND-two_assignees")
