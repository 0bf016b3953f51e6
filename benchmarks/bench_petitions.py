"""Lists of petitions with 200,000 of them in the database.

A head who reads over the whole tree asks for the list through Django's test client, beside a twin
in a tree that has no petition. A search, typed with marks and without, reads the first page of the
same list; its peer is one statement of raw SQL with the same words, the same reach and the same
order, over the trigram index.

DANVAN_BENCH_PETITIONS sets another number, DANVAN_BENCH_ROUNDS the rounds.
"""

from __future__ import annotations

import itertools
import os
import secrets
import statistics
from datetime import timedelta

import country
import report
from bench_worklist import clock, page_of

PETITIONS = int(os.environ.get("DANVAN_BENCH_PETITIONS", "200000"))
ROUNDS = int(os.environ.get("DANVAN_BENCH_ROUNDS", "60"))
WARMING = 3
COMMUNES = 100
AIM_SEARCH, AIM_PAGE, AIM_QUERIES = "<= 3", "<= 5", "<= 12"
KINDS = ("complaint", "recommendation", "feedback", "voters", "information")
THINGS = ("đường ngập", "đèn chiếu sáng", "cống thoát nước", "hộ nghèo", "tiếng ồn ban đêm")
WISHES = ("Đề nghị sửa", "Phản ánh việc", "Hỏi về", "Khiếu nại quyết định về", "Kiến nghị xem lại")
PLACES = ("chợ cũ", "trường mầm non", "nhà văn hoá", "bến đò", "ngõ số")
ASKED = (
    ("Đường ngập bến đò 77", "duong ngap ben do 77"),
    ("cống thoát nước ngõ số 512", "cong thoat nuoc ngo so 512"),
    ("hộ nghèo trường mầm non 1024", "ho ngheo truong mam non 1024"),
    ("tiếng ồn chợ cũ 4096", "tieng on cho cu 4096"),
)
RAW = """
SELECT c.id, c.title_vi FROM cases_case c
WHERE c.kind = ANY(%s) AND c.classification <= 1 AND c.id IN (
    SELECT u.case_id FROM cases_caseunit u WHERE u.unit_id IN (
        SELECT k.descendant_id FROM organisations_closure k WHERE k.ancestor_id = %s))
AND {words}
ORDER BY c.due_on, c.id LIMIT 50
"""


class Head:
    """Who reads over a whole tree of 100 communes."""

    def __init__(self, key):
        from danvan.kernel.accounts.actors import GrantValue, actor_of  # later: app ready
        from danvan.kernel.accounts.writing import add_holder, add_post  # later: app ready
        from danvan.kernel.organisations.models import Unit  # later: app ready

        self.unit = Unit.objects.create(key=key, demo_on=country.TODAY)
        self.communes = Unit.objects.bulk_create(
            Unit(root=self.unit, key=f"{key}-{number}") for number in range(COMMUNES)
        )
        self._stand()
        grants = [GrantValue("reader", self.unit.pk, downward=True, highest=1)]
        since, by = country.SINCE, country.LABEL
        post = add_post(self.unit, key, title_en=key, grants=grants, valid_from=since, by=by)
        self.user = add_holder(post, username=key, password="x", valid_from=since, by=by)
        self.actor = actor_of(self.user)

    def _stand(self):
        from danvan.kernel.organisations.models import Closure, UnitPeriod  # later: app ready

        def period(unit, name, parent, tier):
            return UnitPeriod(
                unit=unit,
                name=name,
                parent=parent,
                tier=tier,
                side="state",
                valid_from=country.SINCE,
            )

        lines = [(self.unit,), *((unit, self.unit) for unit in self.communes)]
        named = enumerate(self.communes)
        UnitPeriod.objects.bulk_create(
            [period(self.unit, "Tỉnh", None, "province")]
            + [period(unit, f"Xã thứ {n}", self.unit, "commune") for n, unit in named]
        )
        Closure.objects.bulk_create(
            Closure(ancestor=above, descendant=line[0], depth=depth, valid_from=country.SINCE)
            for line in lines
            for depth, above in enumerate(line)
        )


def filled():
    """Build two trees, one with petitions; return the head of each."""
    busy, empty = Head("busy"), Head("empty")
    for start in range(0, PETITIONS, 20_000):
        _lay(busy.communes, range(start, min(start + 20_000, PETITIONS)))
    _count_anew()
    return busy, empty


def _lay(units, numbers):
    from danvan.areas.petitions.models import Petition  # later: app ready
    from danvan.kernel.cases.models import Case, CaseUnit  # later: app ready
    from danvan.law.collation import fold  # later: app ready

    mixed = itertools.cycle(itertools.product(WISHES, THINGS, PLACES))
    cases = []
    for number, (wish, thing, place) in zip(numbers, mixed, strict=False):
        title = f"{wish} {thing} ở {place} {number % 7919}"
        opened = country.TODAY - timedelta(days=number % 300)
        cases.append(
            Case(
                slug=secrets.token_hex(8),
                kind=f"petitions.{KINDS[number % len(KINDS)]}",
                title_vi=title,
                title_en=title,
                unit=units[number % len(units)],
                state="received",
                opened_on=opened,
                due_on=opened + timedelta(days=30),
                search=fold(title),
            )
        )
    made = Case.objects.bulk_create(cases, batch_size=5000)
    CaseUnit.objects.bulk_create(
        (CaseUnit(case=case, unit_id=case.unit_id, taking="handling") for case in made),
        batch_size=5000,
    )
    Petition.objects.bulk_create(
        (
            Petition(case=case, received_on=case.opened_on, channel="web", text=case.title_vi)
            for case in made
        ),
        batch_size=5000,
    )


def _count_anew():
    from django.db import connection  # later: app ready

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


def p95(actions):
    """Return the 95th percentile of each action's seconds, measured in turn."""
    taken = [[] for _ in actions]
    for number in range(ROUNDS + WARMING):
        order = range(len(actions)) if number % 2 else reversed(range(len(actions)))
        for which in order:
            seconds, _ = clock(actions[which])
            if number >= WARMING:
                taken[which].append(seconds)
    return [statistics.quantiles(each, n=20)[-1] for each in taken]


def searches(desk):
    """Return the figures of searching, with and without marks."""
    for index, name in enumerate(("with marks", "without marks")):
        turn, other = itertools.count(), itertools.count()

        def ours(turn=turn, index=index):
            return found(desk.actor, ASKED[next(turn) % len(ASKED)][index])

        def raw(other=other, index=index):
            return found_raw(desk, ASKED[next(other) % len(ASKED)][index])

        for words in (each[index] for each in ASKED):
            mine, theirs = found(desk.actor, words), found_raw(desk, words)
            if mine != theirs or not mine:
                raise SystemExit(f"the two searches differ: {words}: {len(mine)}, {len(theirs)}")
        mine, theirs = p95([ours, raw])
        yield report.figure(
            f"search {name}, p95", mine * 1e3, theirs * 1e3, mine / theirs, AIM_SEARCH, "ms"
        )


def found(actor, words):
    """Return the ids of the first page of a search, as the list reads them."""
    from danvan.areas.petitions import register  # later: app ready
    from danvan.kernel.cases.search import matching  # later: app ready
    from danvan.web.paging import page_of as paged  # later: app ready

    rows = register.petitions(actor).filter(matching(words)).order_by("due_on", "pk")
    return [case.pk for case in list(paged(rows, "1", list).object_list)]


def found_raw(desk, words):
    """Return the ids by one statement."""
    from django.db import connection  # later: app ready

    from danvan.law.collation import fold  # later: app ready

    parts = fold(words).split()
    statement = RAW.format(words=" AND ".join(["c.search LIKE %s"] * len(parts)))
    kinds = [f"petitions.{kind}" for kind in KINDS]
    with connection.cursor() as cursor:
        cursor.execute(statement, [kinds, desk.unit.pk, *(f"%{part}%" for part in parts)])
        return [row[0] for row in cursor.fetchall()]


def pages(busy, empty):
    """Return the figures of the list itself."""
    from django.db import connection  # later: app ready
    from django.test.utils import CaptureQueriesContext  # later: app ready

    ours, peer = (page_of(desk.user, "/petitions/") for desk in (busy, empty))
    mine, theirs = p95([ours, peer])
    name = f"list of {PETITIONS:,} to an empty one, p95"
    yield report.figure(name, mine * 1e3, theirs * 1e3, mine / theirs, AIM_PAGE, "ms")
    with CaptureQueriesContext(connection) as ran:
        ours()
    count = len(ran)
    with CaptureQueriesContext(connection) as ran:
        peer()
    yield report.figure("queries of it", count, len(ran), count, AIM_QUERIES, "queries")


def main():
    """Measure and print."""
    country.start()
    busy, empty = filled()
    report.show([*searches(busy), *pages(busy, empty)])


if __name__ == "__main__":
    main()
