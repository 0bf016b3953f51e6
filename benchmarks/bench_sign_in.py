"""Signing in and the first page, against an empty Django view.

A clerk with ten open occurrences signs in by password, hashed as on a real site, and is led to
"my work": two requests that people feel as one. The peer is a view that answers two letters, asked
for twice through the same handler, without any middleware. The first page alone is told beside it,
since most of a sign-in is the hash, which is slow on purpose.

DANVAN_BENCH_ROUNDS sets the rounds.
"""

from __future__ import annotations

import os
import statistics
import sys
import time

import country
import report

ROUNDS = int(os.environ.get("DANVAN_BENCH_ROUNDS", "100"))
WARMING = 5
PASSWORD = "mot-mat-khau-dai-de-do"


def empty(request):
    """Answer two letters."""
    from django.http import HttpResponse  # later: app ready

    del request
    return HttpResponse("ok")


def urlpatterns_of_the_peer():
    """Return the addresses of the peer."""
    from django.urls import path  # later: app ready

    return [path("", empty)]


def clerk():
    """Make a place whose clerk has ten open occurrences; return the name to sign in with."""
    from tests.factories.desks import make_desk, owe  # later: app ready

    desk = make_desk()
    for number in range(10):
        owe(desk, desk.actor.today, key=f"k{number}")
    desk.user.set_password(PASSWORD)
    desk.user.save()
    return desk.user.username


def p95(action, rounds=ROUNDS):
    """Return the 95th percentile of an action's seconds."""
    for _ in range(WARMING):
        action()
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - started)
    return statistics.quantiles(seconds, n=20)[-1]


def main():
    """Measure and print."""
    country.start()
    from django.contrib.auth.hashers import get_hasher  # later: app ready
    from django.core.cache import cache  # later: app ready
    from django.test import Client, override_settings  # later: app ready

    hashers = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hashers, ALLOWED_HOSTS=["testserver"]):
        name = clerk()
        inside = Client()
        inside.post("/accounts/login/", {"login": name, "password": PASSWORD})

        def sign_in():
            cache.clear()
            answer = Client().post(
                "/accounts/login/", {"login": name, "password": PASSWORD}, follow=True
            )
            if answer.redirect_chain != [("/", 302)] or answer.status_code != 200:
                raise SystemExit(f"not signed in: {answer.redirect_chain} {answer.status_code}")

        def first_page():
            if inside.get("/").status_code != 200:
                raise SystemExit("the first page is not shown")

        def hash_once():
            get_hasher().encode(PASSWORD, "salt")

        signed, page, hashed = p95(sign_in), p95(first_page), p95(hash_once)
    module = sys.modules[__name__]
    module.urlpatterns = urlpatterns_of_the_peer()
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["testserver"]):
        bare = Client()
        peer = p95(lambda: bare.get("/"), ROUNDS * 5)
    print(f"the hash of the password alone: {hashed * 1000:.0f} ms")
    report.show(
        [
            report.figure("sign-in and first page, p95", signed, peer, signed / peer, ""),
            report.figure("first page alone, p95", page, peer, page / peer, ""),
        ]
    )


if __name__ == "__main__":
    main()
