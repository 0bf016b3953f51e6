"""What a merged report says, for pages and papers: figures, words with their source, the missing.

Also as a workbook, one sheet a section and one row an input, and as a small picture of how a figure
ran through the last periods.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from danvan.areas.consolidation import queries
from danvan.areas.consolidation.calculator import form_of, plain, values_of
from danvan.areas.consolidation.models import InputState, OwnFigure
from danvan.areas.consolidation.reading import INPUT_WORDS, language
from danvan.areas.consolidation.register import InputLine, input_lines, inputs
from danvan.areas.reporting.models import Cell, Paragraph, Report, ReportVersion
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.duties.wording import period_words
from danvan.kernel.organisations.tree import names_of
from danvan.law.reports import Question, ReportForm
from danvan.web.export import Sheet
from danvan.web.templatetags.web import said


@dataclass(frozen=True, slots=True)
class Source:
    """Where a paragraph comes from: who, which report, which version.

    Args:
        is_open: Whether the actor may open that report.
    """

    unit_id: int
    unit_name: str
    slug: str
    number: int
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """One paragraph of a merged report.

    Args:
        source: Where it was taken from; ``None`` where it was written here.
        is_stale: The report it was taken from has a newer version, or none that stands.
        note: Its number among the footnotes; 0 without a source.
    """

    pk: int
    text: str
    is_edited: bool
    source: Source | None
    is_stale: bool = False
    note: int = 0


@dataclass(frozen=True, slots=True)
class Merged:
    """Everything a merged report says, for pages and papers.

    Args:
        paragraphs: By key of the question, in order.
        missing: Names of the bodies that have not reported, in Vietnamese order.
        left: Names of those left out, with why.
    """

    version: ReportVersion
    form: ReportForm
    values: Mapping[str, Decimal | None]
    paragraphs: Mapping[str, Sequence[Told]]
    missing: Sequence[str]
    left: Sequence[tuple[str, str]]
    taken: int

    @property
    def missing_words(self) -> str:
        """Return the sentence that names who has not reported; empty where nobody is missing."""
        if not self.missing:
            return ""
        told = {"count": len(self.missing), "names": "; ".join(self.missing)}
        return _("Chưa có báo cáo của %(count)s đơn vị: %(names)s.") % told

    @property
    def words(self) -> list[tuple[Question, Sequence[Told]]]:
        """Return the paragraphs by question, in the order of the form."""
        return [(one, self.paragraphs.get(one.key, ())) for one in self.form.questions]

    @property
    def has_words(self) -> bool:
        """Return whether there is any paragraph."""
        return any(self.paragraphs.values())

    @property
    def footnotes(self) -> list[tuple[int, str]]:
        """Return the sources of the paragraphs, numbered as the paragraphs are."""
        words = _("%(unit)s, báo cáo bản %(number)s")
        return [
            (one.note, words % {"unit": one.source.unit_name, "number": one.source.number})
            for _question, rows in self.words
            for one in rows
            if one.source
        ]


def _numbered(form: ReportForm, rows: Mapping[str, Sequence[Told]]) -> dict[str, Sequence[Told]]:
    at = count(1)
    return {
        one.key: [replace(each, note=next(at)) if each.source else each for each in rows[one.key]]
        for one in form.questions
    }


def merged(version: ReportVersion, actor: Actor) -> Merged:
    """Return what a merged version says: figures, paragraphs with their source, who is missing."""
    form = form_of(version.report)
    rows = list(inputs(actor, version).order_by("name_key", "pk"))
    lines = input_lines(actor, version, rows)
    left = [(x.unit_name, x.why) for x in lines if x.input.state == InputState.LEFT]
    return Merged(
        version,
        form,
        values_of(version),
        _numbered(
            form, {one.key: told_paragraphs(actor, version, one.key) for one in form.questions}
        ),
        [x.unit_name for x in lines if x.input.state == InputState.MISSING],
        left,
        sum(1 for x in lines if x.input.state == InputState.TAKEN),
    )


def told_paragraphs(actor: Actor, version: ReportVersion, question: str) -> list[Told]:
    """Return the paragraphs under a question, each with who, which report and which version."""
    rows = version.paragraphs.filter(question=question).order_by("position", "pk")
    kept = list(rows.select_related("origin__version__report__case"))
    origins = {one.pk: one.origin for one in kept if one.origin}
    units = {one.version.report.case.unit_id for one in origins.values()}
    names = names_of(units, actor.today, language())
    stands = queries.standing_versions(
        Q(report_id__in={one.version.report_id for one in origins.values()})
    )
    now = {version.pk for version in stands.values()}
    open_ones = set(
        visible_cases(actor)
        .filter(pk__in={one.version.report_id for one in origins.values()})
        .values_list("pk", flat=True)
    )
    return [
        Told(
            one.pk,
            one.text,
            one.is_edited,
            _source(one.origin, names, open_ones),
            one.origin is not None and one.origin.version_id not in now,
        )
        for one in kept
    ]


def _source(
    origin: Paragraph | None, names: Mapping[int, str], open_ones: set[int]
) -> Source | None:
    if origin is None:
        return None
    case = origin.version.report.case
    is_open = case.pk in open_ones
    name = names.get(case.unit_id, "")
    return Source(case.unit_id, name, case.slug, origin.version.number, is_open)


def offered(actor: Actor, version: ReportVersion, question: Question) -> QuerySet[Any]:
    """Return the paragraphs below that may be taken under a question, by name of their body."""
    taken = inputs(actor, version).filter(state=InputState.TAKEN, lower_id=OuterRef("version_id"))
    rows = Paragraph.objects.filter(
        version__taken_by__version=version,
        version__taken_by__state=InputState.TAKEN,
        version__report__case__in=visible_cases(actor).values("pk"),
        question=question.key,
    )
    return rows.annotate(
        name_key=Subquery(taken.values("name_key")[:1]),
    ).order_by("name_key", "version_id", "position", "pk")


def sheets(actor: Actor, version: ReportVersion) -> list[Sheet]:
    """Return a merged report as sheets: one a section, one row an input, the merged figures last.

    Four queries however many inputs there are.
    """
    form = form_of(version.report)
    rows = list(inputs(actor, version).order_by("name_key", "pk"))
    lines = input_lines(actor, version, rows)
    taken = [x for x in lines if x.input.state == InputState.TAKEN]
    lowers = {x.input.lower_id for x in taken if x.input.lower_id}
    told = Cell.objects.filter(version_id__in=lowers).values_list("version_id", "key", "value")
    below = {(pk, key): value for pk, key, value in told}
    own = OwnFigure.objects.filter(input__in=[x.input.pk for x in taken])
    mine = {(one.input_id, one.key): one.value for one in own}
    merged_values = values_of(version)

    def value(line: InputLine, key: str) -> float | int | None:
        one = line.input
        return plain(
            mine.get((one.pk, key)) if line.is_own else below.get((one.lower_id or 0, key))
        )

    found = []
    for section in (one for one in form.sections if one.figures):
        head = [_("Đơn vị"), _("Tình trạng"), _("Báo cáo")]
        head += [f"{said(one.label)} ({said(one.unit)})" for one in section.figures]
        keys = [one.key for one in section.figures]
        body = [
            [x.unit_name, str(INPUT_WORDS[x.state]), x.version_words, *(value(x, k) for k in keys)]
            for x in lines
        ]
        last = [_("Tổng hợp"), "", ""] + [plain(merged_values.get(key)) for key in keys]
        found.append(Sheet(said(section.title), head, [*body, last]))
    return found


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a trend.

    Args:
        x, y: Where its mark stands; ``None`` where the figure is missing.
    """

    words: str
    value: Decimal | None
    x: int
    y: int | None


@dataclass(frozen=True, slots=True)
class Trend:
    """How one figure ran through the last periods: a picture and the table below it.

    Args:
        parts: The line, broken where a period is missing: points as an SVG attribute.
    """

    points: tuple[Point, ...]
    width: int
    height: int
    top: Decimal
    parts: tuple[str, ...]


WIDTH, HEIGHT, SIDE, MOST_PERIODS = 640, 200, 40, 12


def run_of(actor: Actor, version: ReportVersion, most: int) -> list[ReportVersion]:
    """Return the versions that stand for the unit's last periods, oldest first, this one last."""
    report = version.report
    seen = visible_cases(actor).filter(unit_id=report.case.unit_id)
    reports = Report.objects.filter(
        case__in=seen.values("pk"),
        form__key=report.form.key,
        period_kind=report.period_kind,
        ends_on__lt=report.ends_on or actor.today,
    )
    last = list(reports.order_by("-ends_on").values_list("pk", flat=True)[: most - 1])
    stand = queries.standing_versions(Q(report_id__in=last))
    versions = sorted(stand.values(), key=lambda one: (one.report.ends_on or date.min, one.pk))
    return [*versions, version]


def trend(actor: Actor, version: ReportVersion, key: str) -> Trend:
    """Return how a figure ran through the unit's last periods of the same kind, oldest first.

    Of each period the version that stands, of this one the version shown; two queries.
    """
    versions = run_of(actor, version, MOST_PERIODS)
    values = dict(
        Cell.objects.filter(version__in=versions, key=key).values_list("version_id", "value")
    )
    told = [
        (period_words(one.report.period_key).said(language()), values.get(one.pk))
        for one in versions
    ]
    return drawn(told)


def drawn(told: Sequence[tuple[str, Decimal | None]]) -> Trend:
    """Return the picture of some periods with their values; nought lies at the bottom."""
    top = max((value for _words, value in told if value is not None), default=Decimal(0))
    step = (WIDTH - 2 * SIDE) // max(len(told) - 1, 1)
    points = tuple(
        Point(words, value, SIDE + at * step, _height(value, top))
        for at, (words, value) in enumerate(told)
    )
    parts: list[list[str]] = [[]]
    for point in points:
        if point.y is None:
            parts.append([])
        else:
            parts[-1].append(f"{point.x},{point.y}")
    lines = tuple(" ".join(part) for part in parts if len(part) > 1)
    return Trend(points, WIDTH, HEIGHT, top, lines)


def _height(value: Decimal | None, top: Decimal) -> int | None:
    if value is None:
        return None
    room = HEIGHT - 2 * SIDE
    return HEIGHT - SIDE - (int(max(value, Decimal(0)) / top * room) if top > 0 else 0)
