"""The page "my work" and its access filter with 900,000 occurrences in the database.

The page is asked for through Django's test client by an officer of one body, who owes 18 of them,
by a clerk who keeps the desks of all 15 bodies of a commune, and by a head who has one desk and
reads all that lies in the commune; beside each, in turn, by a twin in a commune that owes nothing.
The access filter is the work list through ``visible_cases`` against the same list narrowed by
handling unit alone, for all three, and for the head as if all bodies of the commune were theirs,
so that the reach downward finds every row. Both give the same rows.

DANVAN_BENCH_COMMUNES sets a smaller country, DANVAN_BENCH_ROUNDS the rounds.
"""

from __future__ import annotations

import os
import statistics
import time
from unittest.mock import patch

import country
import report

AIM_PAGE, AIM_QUERIES, AIM_FILTER = "<= 3", "<= 12", "<= 1.5"
ROUNDS = int(os.environ.get("DANVAN_BENCH_ROUNDS", "100"))
WARMING = 5


def filled():
    """Build the country, open its year, let the server count its rows; return the root."""
    from django.db import connection  # later: app ready

    from danvan.kernel.duties.applying import apply  # later: app ready
    from danvan.kernel.duties.planning import plan  # later: app ready

    root = country.build()
    shown = plan(root, today=country.TODAY, until=country.UNTIL)
    apply(root, shown.digest, country.planner(root), until=country.UNTIL)
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    return root


def desks(root, key):
    """Return the users of one commune: officer of one body, clerk of all bodies, and a head who
    has a desk of one body and reads down over the whole commune.
    """
    from danvan.kernel.accounts.actors import GrantValue  # later: app ready
    from danvan.kernel.accounts.writing import add_holder, add_post  # later: app ready
    from danvan.kernel.organisations.models import Unit  # later: app ready

    commune = Unit.objects.get(root=root, key=key)
    bodies = list(Unit.objects.filter(locality=commune).exclude(pk=commune.pk).order_by("pk"))

    def officer(unit):
        return GrantValue("officer", unit.pk, downward=False, highest=1)

    reader = GrantValue("reader", commune.pk, downward=True, highest=1)
    posts = {
        "officer": (bodies[0], [officer(bodies[0])]),
        "clerk": (bodies[1], [officer(unit) for unit in bodies]),
        "head": (bodies[2], [officer(bodies[2]), reader]),
    }
    users = {}
    for name, (unit, grants) in posts.items():
        post = add_post(
            unit, name, title_en=name, grants=grants, valid_from=country.FROM, by=country.LABEL
        )
        users[name] = add_holder(
            post, username=f"{name}-{key}", password="x", valid_from=country.FROM, by=country.LABEL
        )
    return users


def clock(action):
    start = time.perf_counter()
    found = action()
    return time.perf_counter() - start, found


def pairs(ours, peer, rounds=ROUNDS):
    """Return the seconds of both, measured in turn; the first few rounds only warm up."""
    taken = ([], [])
    for number in range(rounds + WARMING):
        order = (0, 1) if number % 2 else (1, 0)
        for which in order:
            seconds, _ = clock((ours, peer)[which])
            if number >= WARMING:
                taken[which].append(seconds)
    return taken


def compared(name, ours, peer, aim):
    """Return the figure of two actions: medians in milliseconds and their ratio."""
    mine, theirs = (statistics.median(each) for each in pairs(ours, peer))
    return report.figure(name, mine * 1e3, theirs * 1e3, mine / theirs, aim, "ms")


def page_of(user, address="/"):
    """Return a function that asks for a page as this user and refuses any answer but 200."""
    from django.test import Client  # later: app ready

    client = Client(SERVER_NAME="localhost")
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")

    def ask():
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"the page answered {answer.status_code}")
        return answer

    return ask


def pages(busy, empty):
    """Return the figures of the page: time against the empty one, and queries."""
    from django.db import connection  # later: app ready
    from django.test.utils import CaptureQueriesContext  # later: app ready

    from danvan.kernel.accounts.actors import actor_of  # later: app ready

    for name in ("officer", "clerk", "head"):
        ours, peer = page_of(busy[name]), page_of(empty[name])
        actors = [actor_of(users[name]) for users in (busy, empty)]
        owed, nothing = (sum(worklist(actor)[0].values()) for actor in actors)
        if nothing or not owed:
            raise SystemExit("the lists are not one full and one empty")
        yield compared(f"my work, {name}, {owed} open, to empty", ours, peer, AIM_PAGE)
        with CaptureQueriesContext(connection) as ran:
            ours()
        count = len(ran)
        with CaptureQueriesContext(connection) as ran:
            peer()
        yield report.figure(
            f"queries of it, {name}", count, len(ran), count, AIM_QUERIES, "queries"
        )


def by_unit(_actor):
    from danvan.kernel.cases.models import Case  # later: app ready

    return Case.objects.all()


def worklist(actor):
    """Ours: counts and first page of the work list, as the page reads them."""
    from danvan.web.worklist import Wish, Worklist  # later: app ready

    found = Worklist(actor, Wish())
    return found.counts, found.page("1").object_list


def worklist_by_unit(actor):
    """Peer: the same without looking at the access table."""
    with patch("danvan.web.worklist.visible_cases", by_unit):
        return worklist(actor)


def filters(busy):
    """Return the figures of the access filter."""
    from danvan.kernel.accounts.actors import actor_of  # later: app ready

    actors = {name: actor_of(user) for name, user in busy.items()}
    for name, actor in actors.items():
        yield filtered(f"access filter, {name}, to handling unit", actor)
    whole_commune = actors["clerk"].own_unit_ids
    with patch("danvan.kernel.accounts.actors.Actor.own_unit_ids", whole_commune):
        yield filtered("access filter, head over all the commune", actors["head"])


def filtered(name, actor):
    ours, peer = ([row.case for row in found(actor)[1]] for found in (worklist, worklist_by_unit))
    if ours != peer or not ours:
        raise SystemExit("the two lists differ")
    return compared(name, lambda: worklist(actor), lambda: worklist_by_unit(actor), AIM_FILTER)


def run():
    """Return the figures."""
    from danvan.kernel.cases.models import Case  # later: app ready

    root = filled()
    busy = desks(root, f"c{country.COMMUNES // 2}")
    empty = desks(root, f"c{country.COMMUNES}")
    print(f"{Case.objects.count():,} cases; medians of {ROUNDS} interleaved rounds")
    return [*pages(busy, empty), *filters(busy)]


def main():
    country.start()
    report.show(run())


if __name__ == "__main__":
    main()
