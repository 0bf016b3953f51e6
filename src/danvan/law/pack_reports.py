"""Forms of reports of a pack: what they ask, and that their own parts fit together."""

from __future__ import annotations

import fnmatch
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from danvan.law.pack_duties import Vocabulary
from danvan.law.pack_parts import Sheets
from danvan.law.pack_tables import Table
from danvan.law.pack_values import note_breaks
from danvan.law.reports import (
    ANNEX_ROWS,
    ANY_DUTY,
    COUNTED,
    MERGE_RULES,
    OVER_TIME,
    REPORT_PERIODS,
    Annex,
    AnnexColumn,
    Counting,
    Figure,
    Question,
    ReportForm,
    Section,
    Total,
    every_key,
)

LIMIT = 4000
"""Most characters of an answer where a form says nothing else."""


def read_forms(
    sheets: Sheets, known: Vocabulary, duties: Collection[str]
) -> tuple[ReportForm, ...]:
    """Return the forms of all files of ``reports``; a version twice or overlapping is noted.

    Args:
        duties: Ids of the pack's own duties.
    """
    found: dict[tuple[str, str], ReportForm] = {}
    versions: defaultdict[str, list[tuple[Table, ReportForm]]] = defaultdict(list)
    for sheet in sheets.several("reports"):
        for row in sheet.tables("forms", named_by="key"):
            form = read_form(row, known, duties)
            if (form.key, form.version) in found:
                row.note("PACK-08", "version", value=f"{form.key} {form.version}")
            found.setdefault((form.key, form.version), form)
            versions[form.key].append((row, form))
        sheet.close()
    for rows in versions.values():
        note_breaks(rows[0][0], "from", [form.period for _row, form in rows])
    return tuple(found.values())


def read_form(row: Table, known: Vocabulary, duties: Collection[str]) -> ReportForm:
    """Return one form; whatever is wrong with it is noted with its key."""
    source, mark = row.source()
    span = row.period()
    form = ReportForm(
        key=row.text("key"),
        version=row.text("version"),
        title=row.label("title"),
        periods=_periods(row, needed=True),
        sections=tuple(_section(one, known) for one in row.tables("sections", named_by="key")),
        source=source,
        mark=mark,
        valid_from=span.begins_on,
        valid_until=span.until,
        annexes=tuple(_annex(one) for one in row.tables("annexes", named_by="key")),
        short=row.texts("short"),
        duties=row.texts("duties", needed=True),
        bearers=row.texts("bearers"),
    )
    row.close()
    for code, name, value in _faults(form, known, duties):
        row.note(code, name, value=value)
    return form


def _periods(row: Table, *, needed: bool = False) -> frozenset[str]:
    given = row.texts("periods", needed=needed)
    for value in given:
        if value not in REPORT_PERIODS:
            row.note("PACK-07", "periods", value=value, allowed=REPORT_PERIODS)
    return frozenset(given)


def _section(row: Table, known: Vocabulary) -> Section:
    section = Section(
        key=row.text("key"),
        title=row.label("title"),
        figures=tuple(_figure(one, known) for one in row.tables("figures", named_by="key")),
        questions=tuple(_question(one) for one in row.tables("questions", named_by="key")),
        totals=tuple(_total(one) for one in row.tables("totals", named_by="whole")),
    )
    row.close()
    return section


def _figure(row: Table, known: Vocabulary) -> Figure:
    merge = row.choice("merge", MERGE_RULES)
    of = row.texts("of", needed=merge == "ratio")
    figure = Figure(
        key=row.text("key"),
        label=row.label("label"),
        definition=row.label("definition"),
        unit=row.label("unit"),
        merge=merge,
        over_time=row.choice("over_time", OVER_TIME, default=OVER_TIME[0]),
        of=(of[0], of[1]) if len(of) == 2 else None,  # noqa: PLR2004  top and bottom
        per=row.number("per") or 1,
        minimum=_number(row, "minimum", default=Decimal(0)),
        maximum=_number(row, "maximum"),
        whole=row.truth("whole", default=merge != "ratio"),
        jump=_number(row, "jump"),
        periods=_periods(row),
        counts=_counting(row.table("counts"), known),
    )
    row.close()
    if row.has("of") is not (merge == "ratio") or (of and figure.of is None):
        row.note("PACK-06", "of", value=", ".join(of))
    if None not in {figure.minimum, figure.maximum} and _is_reversed(figure):
        row.note("PACK-06", "maximum", value=figure.maximum)
    return figure


def _is_reversed(figure: Figure) -> bool:
    return (figure.maximum or Decimal(0)) < (figure.minimum or Decimal(0))


def _number(row: Table, name: str, *, default: Decimal | None = None) -> Decimal | None:
    given = row.number(name)
    return default if given is None else Decimal(given)


def _counting(table: Table | None, known: Vocabulary) -> Counting | None:
    if table is None:
        return None
    found = Counting(
        kind=table.text("kind"),
        measure=table.choice("measure", COUNTED),
        state=table.text("state", default=""),
        documents=table.texts("documents"),
    )
    table.close()
    if known.kinds and not fnmatch.filter(known.kinds, found.kind):
        table.note("PACK-33", "kind", value=found.kind)
    return found


def _question(row: Table) -> Question:
    limit = row.number("limit")
    question = Question(
        key=row.text("key"),
        prompt=row.label("prompt"),
        limit=LIMIT if limit is None else limit,
        periods=_periods(row),
    )
    row.close()
    if question.limit < 1:
        row.note("PACK-06", "limit", value=question.limit)
    return question


def _total(row: Table) -> Total:
    total = Total(row.text("whole"), row.texts("parts", needed=True))
    row.close()
    return total


def _annex(row: Table) -> Annex:
    annex = Annex(
        key=row.text("key"),
        title=row.label("title"),
        columns=tuple(_column(one) for one in row.tables("columns", named_by="key")),
        rows=row.choice("rows", ANNEX_ROWS, default=ANNEX_ROWS[0]),
        periods=_periods(row),
    )
    row.close()
    if not annex.columns:
        row.note("PACK-05", "columns")
    return annex


def _column(row: Table) -> AnnexColumn:
    column = AnnexColumn(row.text("key"), row.label("label"))
    row.close()
    return column


Fault = tuple[str, str, str]
"""Code, key and value of what is wrong."""


def _faults(form: ReportForm, known: Vocabulary, duties: Collection[str]) -> Iterator[Fault]:
    sections = [section.key for section in form.sections]
    for key, times in (*Counter(every_key(form)).items(), *Counter(sections).items()):
        if times > 1:
            yield "PACK-08", "sections", key
    yield from _strangers(form, known, duties)
    yield from _unknown(form)


def _strangers(form: ReportForm, known: Vocabulary, duties: Collection[str]) -> Iterator[Fault]:
    """Duties and bodies that a form names and nobody knows."""
    for duty in form.duties:
        if duty != ANY_DUTY and duty not in duties:
            yield "PACK-25", "duties", duty
    for body in form.bearers:
        if body not in known.roles:
            yield "PACK-09", "bearers", body


def _unknown(form: ReportForm) -> Iterator[Fault]:
    """What is named inside a form and is not there, or cannot be summed."""
    keys, summed = set(every_key(form)), _summed(form)
    for name, named, allowed in (
        ("short", form.short, keys),
        ("of", _parts_of_ratios(form), summed),
        ("totals", _parts_of_totals(form), summed),
    ):
        yield from (("PACK-35", name, key) for key in named if key not in allowed)
    for period in _asked(form) - form.periods:
        yield "PACK-36", "periods", period


def _summed(form: ReportForm) -> set[str]:
    return {figure.key for figure in form.figures if figure.merge == "sum"}


def _parts_of_ratios(form: ReportForm) -> Iterable[str]:
    return [key for figure in form.figures for key in figure.of or ()]


def _parts_of_totals(form: ReportForm) -> Iterable[str]:
    return [key for total in form.totals for key in (total.whole, *total.parts)]


def _asked(form: ReportForm) -> set[str]:
    asked = [one.periods for one in form.figures]
    asked += [one.periods for one in form.questions] + [one.periods for one in form.annexes]
    return set().union(*asked) & {*REPORT_PERIODS}
