"""Duties as rows that can be compared: from a pack, from a marked text, from what is proposed.

Two rows are the same duty where they stand in the same provision and have the act in common; where
the act is told in our own words, as packs do, the rhythm must be the same instead. Each row counts
once. Fields are scored on the pairs that were found, never on what was missed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from marked import bare, span_of

from danvan.law.extract import propose
from danvan.law.text import walk

CORE = frozenset({"dated", "period", "period_not_stated", "at_least", "before", "by_reference"})
SET_FIELDS = ("counterparts", "receivers", "evidence")
NOBODY = frozenset({"unspecified"})
"""How packs say that a text names nobody; a proposal then has no bearers."""

SHARED = 0.5
SAME = 0.8
"""How much of two acts must be common: to be the same duty; to count as the same span."""


@dataclass(frozen=True)
class Row:
    """A duty, expected or proposed."""

    address: str
    timing: str
    period: str | None
    at_least: int | None
    due: tuple | None
    bearers: frozenset | None
    bearing: str
    modality: str
    counterparts: frozenset | None
    receivers: frozenset | None
    areas: frozenset | None
    evidence: frozenset | None
    act: tuple[int, int] | None
    told: str
    sure: float = 1.0
    also_timings: tuple = ()
    also_modalities: tuple = ()

    @property
    def core(self):
        return self.timing in CORE or self.due is not None

    @property
    def timed(self):
        return self.timing != "standing"

    @property
    def rhythm(self):
        return self.period or self.timing

    def beats_with(self, other):
        """Return whether the rhythm of a proposal is what is expected here, or accepted."""
        return other.rhythm in {self.rhythm, *self.also_timings}


def slug(named):
    return named.role or bare(named.text)


def proposed(document):
    """Return the rows proposed for a document."""
    return [
        Row(
            address=one.address,
            timing=one.timing,
            period=one.period,
            at_least=one.at_least,
            due=due_of(one.due),
            bearers=frozenset(map(slug, one.bearers)),
            bearing=one.bearing,
            modality=one.modality,
            counterparts=frozenset(map(slug, one.counterparts)),
            receivers=frozenset((slug(each.named), each.delivery) for each in one.receivers),
            areas=frozenset({one.area}),
            evidence=frozenset(one.evidence),
            act=(one.act_start, one.act_end),
            told=f"{one.pattern}: {' + '.join(one.matched)[:60]}",
            sure=one.confidence,
        )
        for one in propose(document)
    ]


def due_of(rule):
    """Return a due rule as a tuple: relation, day, month, year, amount, measure."""
    if rule is None:
        return None
    month = None if rule.month is None else str(rule.month)
    year = getattr(rule, "year", None)
    return (rule.relation, rule.day, month, year, rule.amount, rule.measure)


def of_pack(pack):
    """Return the rows of a pack; its acts are told in our own words, so they have no place."""
    return [
        Row(
            address=one.provision,
            timing=one.timing,
            period=one.period,
            at_least=one.at_least,
            due=due_of(one.deadline),
            bearers=frozenset(one.bearers) - NOBODY,
            bearing=one.bearing,
            modality=one.modality,
            counterparts=frozenset(one.counterparts),
            receivers=frozenset((each.role, each.delivery) for each in one.receivers),
            areas=frozenset({one.area, *one.also}),
            evidence=frozenset(one.evidence),
            act=None,
            told=one.id,
        )
        for one in pack.duties
    ]


def of_marked(marked, document):
    """Return the rows of a marked text.

    Raises:
        ValueError: The words of an act do not stand in the text.
    """
    places = {}
    for node in walk(document.nodes):
        places.setdefault(node.address, node.start)
    rows = []
    for one in marked.duties:
        span = span_of(document.text, places.get(one.address, 0), one)
        if span is None:
            raise ValueError(f"{one.address}: no act {one.first} … {one.last}")
        rows.append(
            Row(
                address=one.address,
                timing=one.timings[0],
                period=one.period,
                at_least=one.at_least,
                due=one.due,
                bearers=one.bearers,
                bearing=one.bearing,
                modality=one.modalities[0],
                counterparts=one.counterparts,
                receivers=one.receivers,
                areas=one.areas,
                evidence=one.evidence,
                act=span,
                told=one.first,
                also_timings=one.timings[1:],
                also_modalities=one.modalities[1:],
            )
        )
    return rows


def common(one, other):
    """Return how much of the shorter of two acts is common; 0 where either has no place."""
    if one.act is None or other.act is None:
        return 0.0
    both = min(one.act[1], other.act[1]) - max(one.act[0], other.act[0])
    return max(0, both) / max(1, min(one.act[1] - one.act[0], other.act[1] - other.act[0]))


def is_same(one, other):
    if one.act is not None and other.act is not None:
        return common(one, other) >= SHARED
    return one.address == other.address and one.beats_with(other)


def likeness(row, mine):
    both, either = shared(row.bearers, mine.bearers)
    areas, _all = shared(row.areas, mine.areas)
    return (row.beats_with(mine), common(row, mine) + both / max(1, either), bool(areas))


def shared(one, other):
    """Return how many names are common and how many there are; none where nobody could say."""
    return (len(one & other), len(one | other)) if one is not None else (0, 0)


def right_bearers(row, mine):
    return row.bearers is None or row.bearers == mine.bearers


def paired(expected, found):
    """Return the pairs that are the same duty, the likest first, and what is left on both sides."""
    by_place = {}
    for mine in found:
        by_place.setdefault(mine.address, []).append(mine)
    pairs, missing, extra = [], [], []
    wanted = {}
    for row in expected:
        wanted.setdefault(row.address, []).append(row)
    for address in dict.fromkeys([*wanted, *by_place]):
        rows, mine = wanted.get(address, []), list(by_place.get(address, []))
        fits = [(a, b) for a in range(len(rows)) for b in range(len(mine))]
        fits = [(a, b) for a, b in fits if is_same(rows[a], mine[b])]
        fits.sort(key=lambda pair: likeness(rows[pair[0]], mine[pair[1]]), reverse=True)
        taken = set(), set()
        for a, b in fits:
            if a not in taken[0] and b not in taken[1]:
                taken[0].add(a)
                taken[1].add(b)
                pairs.append((rows[a], mine[b]))
        missing += [row for a, row in enumerate(rows) if a not in taken[0]]
        extra += [row for b, row in enumerate(mine) if b not in taken[1]]
    return pairs, missing, extra


def fields_of(pairs):
    """Return how often each field is right in pairs, out of how many it is said in."""
    right, of = Counter(), Counter()
    for row, mine in pairs:
        for name, is_right in equal_fields(row, mine).items():
            of[name] += 1
            right[name] += is_right
        for name in SET_FIELDS:
            theirs, ours = getattr(row, name), getattr(mine, name)
            if theirs is None:
                continue
            of[f"{name}, precision"] += len(ours)
            of[f"{name}, recall"] += len(theirs)
            for side in ("precision", "recall"):
                right[f"{name}, {side}"] += len(theirs & ours)
    return {name: (right[name], of[name]) for name in of}


def same_due(due, mine):
    """Return whether two due days are the same; a pack names no year."""
    if due is None or mine is None:
        return due == mine
    year = due[3] if due[3] is None else mine[3]
    return due == (*mine[:3], year, *mine[4:])


def equal_fields(row, mine):
    """Return whether each single field of a pair is right, of those that are said."""
    told = {
        "bearing": row.bearing == mine.bearing,
        "modality": mine.modality in {row.modality, *row.also_modalities},
        "timing": mine.timing in {row.timing, *row.also_timings},
    }
    if row.bearers is not None:
        told["bearers"] = row.bearers == mine.bearers
        told["bearers, one in common"] = told["bearers"] or bool(row.bearers & mine.bearers)
    if row.areas is not None:
        told["area"] = bool(row.areas & mine.areas)
    if row.period or mine.period:
        told["period"] = row.period == mine.period
    if row.due or mine.due:
        told["deadline"] = same_due(row.due, mine.due)
    if row.act and mine.act:
        both = min(row.act[1], mine.act[1]) - max(row.act[0], mine.act[0])
        whole = max(row.act[1], mine.act[1]) - min(row.act[0], mine.act[0])
        told["act span"] = both / whole >= SAME
    return told
