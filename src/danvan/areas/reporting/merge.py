"""The fields of a report by name: what is saved, typed, and saved by others meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.utils.translation import get_language

from danvan.areas.reporting import queries
from danvan.areas.reporting.calculator import duty_rows, records
from danvan.areas.reporting.models import AnnexRow, Filled, Paragraph, Part, Remark, Report
from danvan.areas.reporting.plan import Route, route
from danvan.areas.reporting.queries import current_version
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.drafts import draft_of
from danvan.kernel.cases.models import Case, Draft
from danvan.kernel.organisations.tree import names_of
from danvan.law.errors import LawError
from danvan.law.report_checks import FigureFinding, told
from danvan.law.reports import Annex, Figure, Question, ReportForm
from danvan.web.errors import sentence

BLANK = "REP-09"
"""The note on a figure that has no value."""
FORM = "report"
"""Key of the form among drafts."""
BASE, VERSION = "base", "version"
PREFIXES = frozenset({"v_", "r_", "q_", "p_", "a_"})
"""How the names of the fields of a report begin."""
MOST_FIELDS = 5000
"""More fields than this are not kept in a draft."""


def value_field(figure: str) -> str:
    """Return the name of the field of a figure."""
    return f"v_{figure}"


def reason_field(figure: str) -> str:
    """Return the name of the field for why a figure jumps."""
    return f"r_{figure}"


def own_field(question: str) -> str:
    """Return the name of the field for one's own words under a question."""
    return f"q_{question}"


def taken_field(question: str, origin: int) -> str:
    """Return the name of the field of a paragraph taken from a report below; it outlives saving."""
    return f"p_{question}_{origin}"


def place_field(body: str) -> str:
    """Return the name of the field for who gets a report in the place of a unit that ended."""
    return f"t_{body}"


def cell_field(annex: str, row: int, column: str) -> str:
    """Return the name of the field of one cell of an annex."""
    return f"a_{annex}_{row}_{column}"


def digest(text: str) -> str:
    """Return a short mark of what stood in a field, told apart after line ends are made alike."""
    plain = "\n".join(text.strip().splitlines())
    return blake2b(plain.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Combined:
    """What a person typed and what others saved meanwhile, field by field.

    Args:
        texts: What is to stand in each field.
        theirs: What others saved, in fields that both changed.
        taken: Fields that only others changed, and that now show what they saved.
    """

    texts: Mapping[str, str]
    theirs: Mapping[str, str]
    taken: frozenset[str]


def combine(typed: Mapping[str, str], stored: Mapping[str, str]) -> Combined:
    """Return typed fields over stored ones; where only others changed a field, theirs stands.

    Args:
        typed: Fields as sent, with ``base``: marks of what stood in them when the form was opened.
    """
    base = _base_of(typed.get(BASE, ""))
    texts, theirs, taken = dict(stored), {}, set()
    for name, text in typed.items():
        if name in {BASE, VERSION}:
            continue
        kept = stored.get(name, "")
        if digest(text) == digest(kept):
            continue
        before = base.get(name, digest(""))
        if before == digest(text):
            taken.add(name)
            continue
        texts[name] = text
        if before != digest(kept):
            theirs[name] = kept
    return Combined(texts, theirs, frozenset(taken))


def _base_of(text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


class FillPage:
    """One report as somebody fills it in: all that the page needs, in a fixed number of queries."""

    def __init__(self, case: Case, actor: Actor, *, only_short: bool = False) -> None:
        self.case, self.actor = case, actor
        self.report: Report = case.report
        self.only_short = only_short

    @cached_property
    def form(self) -> ReportForm:
        """Return what is asked of people; annexes from the register of duties fill themselves."""
        whole = queries.asked(self.report)
        typed = tuple(one for one in whole.annexes if one.rows == "hand")
        return whole.shortened() if self.only_short else replace(whole, annexes=typed)

    @cached_property
    def registers(self) -> list[tuple[Annex, list[list[str]]]]:
        """Return the annexes that the register of duties gives, with their lines as of now."""
        rows = duty_rows(self.report, self.actor)
        annexes = {one.key: one for one in queries.asked(self.report).annexes}
        return [(annexes[key], [list(line.values()) for line in rows[key]]) for key in rows]

    @cached_property
    def held(self) -> queries.Held:
        """Return what the current version holds."""
        return queries.held(current_version(self.report))

    @cached_property
    def before(self) -> dict[str, Decimal | None]:
        """Return the figures of the last period; empty where there is none."""
        return self.before_held.values(self.form) if self.before_held else {}

    @cached_property
    def before_held(self) -> queries.Held | None:
        """Return what was handed in for the last period."""
        last = queries.previous(self.report)
        return queries.held(last) if last else None

    @cached_property
    def parts(self) -> list[dict[str, Decimal | None]]:
        """Return the figures of the shorter periods in this one, where all were handed in."""
        return queries.parts_of(self.report, self.form)

    @cached_property
    def records(self) -> dict[str, Decimal]:
        """Return what one's own records give, by figure."""
        return records(self.report, self.form, self.actor)

    @cached_property
    def draft(self) -> Draft | None:
        """Return what this person typed and has not saved."""
        return draft_of(self.case, FORM, self.actor)

    @cached_property
    def remarks(self) -> list[Remark]:
        """Return what the receivers said about what was handed in last."""
        return queries.remarks_on(self.report)

    @cached_property
    def quoted(self) -> dict[str, str]:
        """Return the words of the paragraphs that were remarked on, by key of the remark."""
        return {f"paragraph:{one.pk}": one.text for one in self._remarked}

    def place_of(self, remark: Remark) -> str:
        """Return where a remark stands on the page: at a figure, a question, or the whole."""
        for one in self._remarked:
            if remark.key == f"paragraph:{one.pk}":
                return f"question:{one.question}"
        return remark.key

    @cached_property
    def _remarked(self) -> list[Paragraph]:
        return queries.remarked_paragraphs(self.remarks)

    @cached_property
    def stored(self) -> dict[str, str]:
        """Return what is saved, by field."""
        return dict(self._stored())

    @property
    def base(self) -> str:
        """Return the marks of what stands in the fields, for the form to carry."""
        filled = {name: digest(text) for name, text in self.stored.items() if text}
        return json.dumps(filled, separators=(",", ":"))

    @cached_property
    def resumed(self) -> Combined | None:
        """Return the draft over what is saved by now; ``None`` where there is no draft."""
        return combine(self.draft.values, self.stored) if self.draft else None

    @cached_property
    def route(self) -> Route:
        """Return to whom it would go today."""
        return route(self.case, self.actor.today)

    @cached_property
    def names(self) -> dict[int, str]:
        """Return the names of the units it would go to, and of those offered."""
        units = set(self.route.parts)
        for gap in self.route.gaps:
            units |= {*gap.ended, *gap.offered}
        return names_of(units, self.actor.today, get_language() or "vi")

    @property
    def goes_to(self) -> list[tuple[str, Any]]:
        """Return to whom it goes by name, and how, receivers first."""
        order = list(Part)
        parts = sorted(self.route.parts.items(), key=lambda one: order.index(Part(one[1])))
        return [(self.names.get(unit_id, ""), Part(part).label) for unit_id, part in parts]

    def rows(self, annex: str) -> list[AnnexRow]:
        """Return the saved lines of an annex."""
        return list(self.held.rows.get(annex, ()))

    def value_of(self, key: str) -> Decimal | None:
        """Return what is saved for a figure; one that nobody touched follows the records."""
        cell = self.held.cells.get(key)
        if cell and cell.filled == Filled.RECORDS:
            return self.records.get(key, cell.value)
        return cell.value if cell else None

    def own_words(self, question: str) -> str:
        """Return the words under a question that were taken from nowhere."""
        own = [one for one in self.held.paragraphs.get(question, ()) if not one.origin_id]
        return "\n\n".join(one.text for one in own)

    def _stored(self) -> Iterator[tuple[str, str]]:
        for figure in self.form.figures:
            cell, value = self.held.cells.get(figure.key), self.value_of(figure.key)
            yield value_field(figure.key), "" if value is None else told(value)
            yield reason_field(figure.key), cell.reason if cell else ""
        for question in self.form.questions:
            yield from self._words(question)
        for annex in self.form.annexes:
            for at, row in enumerate(self.rows(annex.key)):
                for column in annex.columns:
                    yield cell_field(annex.key, at, column.key), row.values.get(column.key, "")

    def _words(self, question: Question) -> Iterator[tuple[str, str]]:
        for one in self.held.paragraphs.get(question.key, ()):
            if one.origin_id:
                yield taken_field(question.key, one.origin_id), one.text
        yield own_field(question.key), self.own_words(question.key)


def is_typed(figure: Figure) -> bool:
    """Return whether people type a figure; ratios are computed."""
    return figure.merge != "ratio"


def told_of(finding: FigureFinding) -> str:
    """Return the sentence of a finding with its code."""
    return sentence(LawError(finding.code, **finding.fields))
