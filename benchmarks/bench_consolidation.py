"""One period of a country: 3,321 communes report 40 figures to 34 provinces, these to the country.

Figures: the merged cells of all provinces and of the country, written, against ONE grouping query
of SQL over the same rows that writes nothing and makes no object. Beside it, without an aim: whole
presses of merge as people make them, with inputs, trace, what changed and history; and the page of
paragraphs. Pages: the board of the country with 3,321 rows against the same page of a period
without any, and the page of filling in of a province's merged report against that of one that holds
nothing: queries, and the 95th percentile of interleaved rounds.

DANVAN_BENCH_COMMUNES sets a smaller country, DANVAN_BENCH_ROUNDS the rounds.
"""

from __future__ import annotations

import itertools
import os
import random
import statistics
import time
from datetime import date
from decimal import Decimal

import country
import report

AIM_FIGURES, AIM_PAGE = "<= 5", "<= 3"
ROUNDS = int(os.environ.get("DANVAN_BENCH_ROUNDS", "40"))
PROVINCES, FIGURES = 34, 40
KEY, EMPTY_KEY = "2026-05", "2019-01"
FIRST, LAST, DUE = date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 9)
DUTY = "000-d21-k2-a"
serial = itertools.count(1)


def form():
    """Return a form of 40 figures: 36 sums, 2 maxima, 2 ratios; one question."""
    from danvan.law.duties import Words  # later: app ready
    from danvan.law.reports import Figure, Question, ReportForm, Section  # later: app ready

    def figure(number):
        rule = "sum" if number < 36 else "maximum" if number < 38 else "ratio"
        words = Words(f"Chỉ tiêu {number}", f"Figure {number}")
        of = (f"f{number - 38}", f"f{number - 37}") if rule == "ratio" else None
        return Figure(f"f{number}", words, words, Words("lượt", "turns"), rule, of=of, whole=False)

    section = Section(
        "work",
        Words("Kết quả", "Results"),
        tuple(figure(number) for number in range(FIGURES)),
        (Question("done", Words("Đã làm gì?", "What was done?"), 4000),),
    )
    return ReportForm(
        "benchmark", "1", Words("Báo cáo", "Report"), frozenset({"monthly"}), (section,), "x", "C"
    )


class Country:
    """The tree with its duty and form, written by plain bulk inserts."""

    def __init__(self):
        from danvan.kernel.duties.loading import load_pack  # later: app ready
        from danvan.kernel.duties.models import Duty  # later: app ready
        from danvan.kernel.organisations.models import Unit  # later: app ready
        from danvan.kernel.packs.models import PackForm  # later: app ready
        from danvan.kernel.packs.values import content_of  # later: app ready

        self.root = Unit.objects.create(key="country", demo_on=country.TODAY)
        self.provinces = self._units("p", PROVINCES)
        self.communes = self._units("c", country.COMMUNES)
        self.above = {
            commune.pk: self.provinces[at % PROVINCES] for at, commune in enumerate(self.communes)
        }
        self._tree()
        load_pack(country.four_series(), by=country.LABEL)
        self.duty = Duty.objects.get(code=DUTY)
        self.form = PackForm.objects.create(
            pack=self.duty.pack, key="benchmark", version="1", content=content_of(form())
        )

    def _units(self, letter, count):
        from danvan.kernel.organisations.models import Unit  # later: app ready

        made = Unit.objects.bulk_create(
            Unit(root=self.root, key=f"{letter}{at}") for at in range(count)
        )
        for unit in made:
            unit.locality = unit
        Unit.objects.bulk_update(made, ["locality"], batch_size=1000)
        return made

    def _tree(self):
        from danvan.kernel.organisations.models import Closure  # later: app ready
        from danvan.kernel.organisations.writing import UnitFacts, period  # later: app ready

        lines = [(self.root,), *((unit, self.root) for unit in self.provinces)]
        lines += [(unit, self.above[unit.pk], self.root) for unit in self.communes]
        for line in lines:
            facts = UnitFacts(f"Đơn vị {line[0].key}", "commune", "party")
            parent = line[1].pk if len(line) > 1 else None
            period(line[0], facts, parent, country.SINCE).save()
        Closure.objects.bulk_create(
            (
                Closure(ancestor=above, descendant=line[0], depth=at, valid_from=country.SINCE)
                for line in lines
                for at, above in enumerate(line)
            ),
            batch_size=5000,
        )


def cases(kind, units, receivers, state, *, closed=None, due=None):
    """Write cases of some units, each with who receives it."""
    from danvan.kernel.cases.models import Case, CaseUnit  # later: app ready

    made = Case.objects.bulk_create(
        [
            Case(
                slug=f"bench{next(serial):010}", kind=kind, title_vi="Báo cáo", title_en="Report",
                unit=unit, state=state, opened_on=FIRST, closed_on=closed, due_on=due,
            )
            for unit in units
        ],
        batch_size=2000,
    )  # fmt: skip
    rows = [CaseUnit(case=case, unit_id=case.unit_id, taking="handling") for case in made]
    rows += [
        CaseUnit(case=case, unit=above, taking="receiver")
        for case in made
        for above in receivers(case.unit)
    ]
    CaseUnit.objects.bulk_create(rows, batch_size=5000)
    return made


def owe(place, units, receivers, *, closed):
    """Write one occurrence of the monthly duty for each unit."""
    from danvan.kernel.duties.models import Occurrence  # later: app ready

    state = "done" if closed else "open"
    owed = cases("duties.occurrence", units, receivers, state, closed=closed, due=DUE)
    Occurrence.objects.bulk_create(
        [
            Occurrence(
                case=case, duty=place.duty, unit_id=case.unit_id, key=KEY, origin="text",
                begins_on=FIRST, ends_on=LAST,
            )
            for case in owed
        ],
        batch_size=2000,
    )  # fmt: skip
    return owed


def write_reports(place, owed, receivers, state, *, sent):
    """Write one report with one version for each occurrence; return the versions."""
    from django.utils import timezone  # later: app ready

    from danvan.areas.reporting.models import Report, ReportVersion  # later: app ready

    units = [case.unit for case in owed]
    made = cases("reporting.report", units, receivers, state, closed=sent)
    reports = Report.objects.bulk_create(
        [
            Report(
                case=case, form=place.form, period_kind="monthly", period_key=KEY,
                begins_on=FIRST, ends_on=LAST, occurrence_id=one.pk,
            )
            for case, one in zip(made, owed, strict=True)
        ],
        batch_size=2000,
    )  # fmt: skip
    now = timezone.now()
    return ReportVersion.objects.bulk_create(
        [
            ReportVersion(
                report=one, number=1, opened_at=now, opened_by=country.LABEL,
                submitted_on=sent, submitted_at=now if sent else None,
            )
            for one in reports
        ],
        batch_size=2000,
    )  # fmt: skip


def figures_of(versions):
    """Write 40 cells and one paragraph for each version."""
    from danvan.areas.reporting.models import Cell, Paragraph  # later: app ready

    chance = random.Random(6)
    Cell.objects.bulk_create(
        (
            Cell(version=version, key=f"f{at}", value=Decimal(chance.randrange(5000)))
            for version in versions
            for at in range(FIGURES)
        ),
        batch_size=5000,
    )
    Paragraph.objects.bulk_create(
        (
            Paragraph(
                version=one, section="work", question="done", position=1,
                text=f"Đã họp thôn, xóm {one.pk} lần." * 5,
            )
            for one in versions
        ),
        batch_size=2000,
    )  # fmt: skip


def take(upper, lowers):
    """Write which lower versions went into an upper one."""
    from danvan.areas.consolidation.models import Input  # later: app ready

    Input.objects.bulk_create(
        (
            Input(version=upper, lower=lower, unit_id=lower.report.case.unit_id, state="taken")
            for lower in lowers
        ),
        batch_size=2000,
    )


def fill():
    """Write the country of one period; return it with its upper versions."""
    from django.db import connection  # later: app ready

    place = Country()
    both = lambda unit: (place.above[unit.pk], place.root)  # noqa: E731  a rule
    up = lambda _unit: (place.root,)  # noqa: E731  a rule
    owed = owe(place, place.communes, both, closed=country.TODAY)
    lower = write_reports(place, owed, both, "submitted", sent=country.TODAY)
    figures_of(lower)
    owed = owe(place, place.provinces, up, closed=None)
    upper = write_reports(place, owed, up, "draft", sent=None)
    for province, version in zip(place.provinces, upper, strict=True):
        take(version, [x for x in lower if place.above[x.report.case.unit_id] == province])
    owed = owe(place, [place.root], lambda _unit: (), closed=None)
    top = write_reports(place, owed, lambda _unit: (), "draft", sent=None)[0]
    take(top, upper)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return place, upper, top


PEER = """
SELECT i.version_id, c.key, SUM(c.value), MAX(c.value), COUNT(c.value)
FROM consolidation_input i JOIN reporting_cell c ON c.version_id = i.lower_id
WHERE i.version_id = ANY(%s) AND i.state = 'taken' GROUP BY i.version_id, c.key
"""


def clock(action):
    """Return the seconds an action took."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def rounds(ours, peer, count):
    """Return the seconds of both in turn; three rounds warm up."""
    taken = ([], [])
    for number in range(count + 3):
        order = (0, 1) if number % 2 else (1, 0)
        for which in order:
            seconds = clock((ours, peer)[which])
            if number >= 3:
                taken[which].append(seconds)
    return taken


def merged_figures(upper, top):
    """Return the figure of the merge of figures, and check it against the peer."""
    from django.db import connection  # later: app ready

    from danvan.areas.consolidation.calculator import renew  # later: app ready
    from danvan.areas.reporting.models import Cell  # later: app ready

    def ours():
        renew(upper)
        renew([top])

    def peer():
        with connection.cursor() as cursor:
            cursor.execute(PEER, [[one.pk for one in upper]])
            return cursor.fetchall()

    ours()
    sums = {(version, key): total for version, key, total, _most, _count in peer()}
    cells = Cell.objects.filter(version__in=upper, key="f0").values_list("version_id", "value")
    wrong = [pk for pk, value in cells if sums[pk, "f0"] != value]
    country_total = Cell.objects.get(version=top, key="f0").value
    if wrong or country_total != sum(sums[one.pk, "f0"] for one in upper):
        raise SystemExit("the merged figures are not the sums")
    mine, theirs = (statistics.median(each) for each in rounds(ours, peer, max(5, ROUNDS // 4)))
    yield report.figure(
        "figures of 34 provinces and the country, to one GROUP BY", mine * 1e3, theirs * 1e3,
        mine / theirs, AIM_FIGURES, "ms",
    )  # fmt: skip
    yield from presses(upper, top, theirs)


def officer(unit):
    """Return who works at a unit."""
    from danvan.kernel.accounts.actors import Actor, GrantValue  # later: app ready

    grants = (GrantValue("officer", unit.pk, downward=False, highest=1),)
    root = unit.root_id or unit.pk
    return Actor(None, None, country.LABEL, unit.pk, root, country.TODAY, grants)


def presses(upper, top, group_by):
    """Return the figures of whole presses, with inputs, trace and history, and of paragraphs."""
    from danvan.areas.consolidation.export import offered  # later: app ready
    from danvan.areas.consolidation.merge import merge  # later: app ready
    from danvan.kernel.cases.models import Case  # later: app ready

    def press(version):
        case = Case.objects.get(pk=version.report_id)
        merge(case, officer(case.unit))

    seconds = 0.0
    for version in upper:
        seconds += clock(lambda version=version: press(version))
        hand_in(version)
    at_top = clock(lambda: press(top))
    yield report.figure(
        "press of the country, 3,355 candidates", at_top * 1e3, group_by * 1e3, at_top / group_by,
        "", "ms",
    )  # fmt: skip
    yield report.figure(
        "34 presses of provinces, with inputs, trace and history", seconds * 1e3, group_by * 1e3,
        seconds / group_by, "", "ms",
    )  # fmt: skip
    actor = officer(top.report.case.unit)
    question = form().questions[0]
    page = lambda: list(offered(actor, upper[0], question)[:50])  # noqa: E731  one action
    mine = statistics.median(clock(page) for _round in range(10))
    yield report.figure(
        "paragraphs of one province, first page", mine * 1e3, group_by * 1e3, mine / group_by, "",
        "ms",
    )  # fmt: skip


def hand_in(version):
    """Hand a province's report in by plain updates."""
    from django.utils import timezone  # later: app ready

    from danvan.areas.reporting.models import ReportVersion  # later: app ready
    from danvan.kernel.cases.models import Case  # later: app ready

    ReportVersion.objects.filter(pk=version.pk).update(
        submitted_on=country.TODAY, submitted_at=timezone.now()
    )
    Case.objects.filter(pk=version.report_id).update(state="submitted", closed_on=country.TODAY)


def page_of(user, path):
    """Return a function that asks for a page and refuses any answer but 200."""
    from django.test import Client  # later: app ready

    client = Client(SERVER_NAME="localhost")
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")

    def ask():
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")

    return ask


def user_at(unit):
    """Make an officer of a unit."""
    from danvan.kernel.accounts.actors import GrantValue  # later: app ready
    from danvan.kernel.accounts.writing import add_holder, add_post  # later: app ready

    grants = [GrantValue("officer", unit.pk, downward=False, highest=1)]
    post = add_post(
        unit, "Cán bộ", title_en="Officer", grants=grants, valid_from=country.FROM,
        by=country.LABEL,
    )  # fmt: skip
    return add_holder(
        post, username=f"officer-{unit.key}", password="x", valid_from=country.FROM,
        by=country.LABEL,
    )  # fmt: skip


def percentile(values):
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


def queries_of(ask):
    """Return how many queries a page needs."""
    from django.db import connection  # later: app ready
    from django.test.utils import CaptureQueriesContext  # later: app ready

    with CaptureQueriesContext(connection) as ran:
        ask()
    return len(ran)


def compared(name, full, empty):
    """Return the figures of a page against the same page empty: 95th percentiles and queries."""
    mine, theirs = (percentile(each) for each in rounds(full, empty, ROUNDS))
    yield report.figure(f"{name}, p95", mine * 1e3, theirs * 1e3, mine / theirs, AIM_PAGE, "ms")
    counts = queries_of(full), queries_of(empty)
    yield report.figure(f"{name}, queries", *counts, counts[0] / counts[1], "", "queries")


def pages(place, fresh):
    """Return the figures of the board and of the page of filling in."""
    user = user_at(place.root)
    board = f"/consolidation/units/{place.root.pk}/"
    full, empty = (page_of(user, f"{board}{key}/") for key in (KEY, EMPTY_KEY))
    rows = country.COMMUNES + PROVINCES
    yield from compared(f"board of {rows:,} rows, to empty", full, empty)
    at_province = user_at(fresh[0].report.case.unit)
    other = user_at(fresh[1].report.case.unit)
    full, empty = (
        page_of(who, f"/reports/{version.report.case.slug}/fill/")
        for who, version in zip((at_province, other), fresh, strict=True)
    )
    yield from compared("filling in a merged report, to one that holds nothing", full, empty)


def run():
    """Return the figures."""
    from danvan.areas.reporting.models import Cell  # later: app ready

    place, upper, top = fill()
    print(f"{Cell.objects.count():,} cells of {country.COMMUNES:,} communes")
    merged, nothing = upper[-2:]
    found = list(merged_figures(upper, top))
    for one in (merged, nothing):
        reopen(one)
    Cell.objects.filter(version=nothing).delete()
    return [*found, *pages(place, (merged, nothing))]


def reopen(version):
    """Open a province's report again, as before it was handed in."""
    from danvan.areas.reporting.models import ReportVersion  # later: app ready
    from danvan.kernel.cases.models import Case  # later: app ready

    ReportVersion.objects.filter(pk=version.pk).update(submitted_on=None, submitted_at=None)
    Case.objects.filter(pk=version.report_id).update(state="draft", closed_on=None)


def main():
    country.start()
    report.show(run())


if __name__ == "__main__":
    main()
