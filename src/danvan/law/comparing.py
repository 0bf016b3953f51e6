"""Compare two regulations: provision by provision and duty by duty, each difference with its
reason.

The first is measured by the second: a lower regulation by a higher, a new one by an old.

Reads: the JSON contracts of both.
Writes: rows in the order of the first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from danvan.law.comparing_acts import Wording, duty_pairs, wording
from danvan.law.comparing_duties import Duty, Reason, Verdict, reasons, summed
from danvan.law.comparing_pairs import Group, groups
from danvan.law.comparing_units import Contract, Token, TokenReader, Unit, units_of
from danvan.law.duties import Words
from danvan.law.provisions import Provision

__all__ = ["VERDICTS", "Comparison", "DutyRow", "Reason", "Row", "Unit", "Verdict", "compare"]

VERDICTS: Final[tuple[Verdict, ...]] = (
    "same",
    "stricter",
    "looser",
    "narrower",
    "broader",
    "other",
    "missing",
    "only_here",
)
_WIDTHS: Final[Mapping[Verdict, Verdict]] = {"missing": "narrower", "only_here": "broader"}
"""What a duty without a counterpart makes of its provision."""


@dataclass(frozen=True)
class DutyRow:
    """A duty and its counterpart; one of them is ``None`` where there is none."""

    verdict: Verdict
    first: Duty | None
    second: Duty | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Row:
    """Provisions that belong together, with their duties.

    Args:
        verdict: Of the first measured by the second; ``missing`` where the first has nothing,
            ``only_here`` where only the first has it.
        first, second: The provisions; several where one was split or several were joined.
        likeness: From 0 to 1, how much of their words they share.
    """

    verdict: Verdict
    first: tuple[Unit, ...]
    second: tuple[Unit, ...]
    likeness: float
    reasons: tuple[Reason, ...] = ()
    duties: tuple[DutyRow, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What comparing two texts gave.

    Args:
        first, second: What each says of itself, as the contract has it.
    """

    first: Contract
    second: Contract
    rows: tuple[Row, ...]
    duties: tuple[DutyRow, ...] = field(default=())

    @property
    def attached(self) -> tuple[bool, bool]:
        """Say of both texts whether something is attached to them."""
        units = [unit for row in self.rows for unit in row.first]
        others = [unit for row in self.rows for unit in row.second]
        first, second = (
            any(unit.address.startswith("att_") for unit in each) for each in (units, others)
        )
        return first, second

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """Return how many rows each verdict has, nought included."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in VERDICTS}

    @property
    def duty_counts(self) -> Mapping[Verdict, int]:
        """Return how many duties each verdict has, nought included."""
        found = Counter(row.verdict for row in self.duties)
        return {verdict: found[verdict] for verdict in VERDICTS}


def compare(first: Contract, second: Contract) -> Comparison:
    """Return the first text measured by the second.

    Never fails for objects of the contract. White space, case, slips of a scanner, numbers of
    provisions, names of places and levels of bodies make no difference; a figure and a rhythm
    always do.
    """
    left, right = units_of(first), units_of(second)
    readers = TokenReader(first), TokenReader(second)
    found = groups(left, right)
    group_of: dict[tuple[int, str], int] = {}
    for at, group in enumerate(found):
        group_of |= {(1, left[one].address): at for one in group.first}
        group_of |= {(2, right[other].address): at for other in group.second}
    beside: dict[int, list[DutyRow]] = defaultdict(list)
    for one, other in duty_pairs(first["duties"], second["duties"], group_of, readers):
        row = _duty_row(one, other, readers)
        key = (1, one["address"]) if one else (2, other["address"] if other else "")
        beside[group_of.get(key, -1)].append(row)
    rows = tuple(
        _row(
            tuple(left[one] for one in group.first),
            tuple(right[other] for other in group.second),
            group.likeness,
            tuple(beside[at]),
            _near(group, left, right),
        )
        for at, group in enumerate(found)
    )
    every = tuple(each for at in [*range(len(found)), -1] for each in beside[at])
    return Comparison(first["document"], second["document"], rows, every)


def _near(group: Group, first: Sequence[Unit], second: Sequence[Unit]) -> Unit | None:
    """Return what comes nearest to a provision that stands alone."""
    if group.near is None:
        return None
    return second[group.near] if group.first else first[group.near]


def _row(
    first: tuple[Unit, ...],
    second: tuple[Unit, ...],
    likeness: float,
    duties: tuple[DutyRow, ...],
    near: Unit | None,
) -> Row:
    """Return one row with its verdict: what is timed says more than wording does."""
    if not first or not second:
        verdict: Verdict = "only_here" if first else "missing"
        nearest = (Reason("CMP-03", verdict, {"where": _where(near)}),) if near else ()
        return Row(verdict, first, second, likeness, nearest, duties)
    told = tuple(wording(_joined(first), _joined(second)))
    if not told:
        return Row("same", first, second, likeness, (), duties)
    timed = [row.verdict for row in duties if row.verdict in {"stricter", "looser"}]
    widths = [_WIDTHS.get(row.verdict, row.verdict) for row in duties]
    verdict = summed(timed or [*(reason.verdict for reason in told), *widths])
    return Row(verdict, first, second, likeness, told, duties)


def _where(unit: Unit) -> Words:
    provision = Provision.parse(unit.address)
    return Words(provision.show("vi"), provision.show("en"))


def _joined(units: Sequence[Unit]) -> Wording:
    """Return the words of several provisions as one, with their tokens."""
    words = ""
    tokens: list[Token] = []
    for unit in units:
        at = len(words)
        tokens += (Token(each.key, each.start + at, each.end + at) for each in unit.tokens)
        words += f"{unit.words}\n"
    return Wording(words, tokens)


def _duty_row(
    first: Duty | None, second: Duty | None, readers: tuple[TokenReader, TokenReader]
) -> DutyRow:
    """Return one pair of duties with its verdict."""
    if first is None or second is None:
        return DutyRow("only_here" if first else "missing", first, second)
    acts = (
        Wording(each["act"], reader.tokens(each["act"]))
        for each, reader in zip((first, second), readers, strict=True)
    )
    told = (*reasons(first, second, readers), *wording(*acts))
    return DutyRow(summed([reason.verdict for reason in told]), first, second, told)
