"""Applying a year of four report series to 3,321 communes of 15 bodies, against COPY of its rows.

Ours is the whole of ``apply``: it plans again, compares the plan with the one shown, writes cases,
access rows, clocks and facts through the one writer, audit entry and statistics included, and
commits. The peer is the bare COPY of those same rows, ids and all, into the same empty tables with
all their indexes and constraints, and its commit; the files it reads were written by COPY before.
Both start from empty tables and a checkpoint, in turn. Every foreign key is deferred by design of
the framework, so on both sides the commit holds the checking of some ten million keys.

DANVAN_BENCH_COMMUNES sets a smaller country, DANVAN_BENCH_ROUNDS the rounds.
"""

from __future__ import annotations

import os
import resource
import statistics
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

import country
import report

AIM = 0.5
ROUNDS = int(os.environ.get("DANVAN_BENCH_ROUNDS", "3"))
BLOCK = 1 << 20
TABLES = ("cases_case", "cases_caseunit", "cases_clock", "duties_occurrence")
"""What a plan of dated duties fills, in the order in which COPY fills it."""


def run_sql(*statements):
    from django.db import connection  # later: app ready

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def emptied():
    """Take everything out of the tables and let the server settle."""
    run_sql(f"TRUNCATE {', '.join(TABLES)} CASCADE", "DELETE FROM duties_planapply", "CHECKPOINT")


def clock(action, *arguments):
    start = time.perf_counter()
    found = action(*arguments)
    return time.perf_counter() - start, found


def dump(folder):
    """Write the rows of every table to a file, in the server's binary form."""
    from django.db import connection  # later: app ready

    for table in TABLES:
        with (
            connection.cursor() as cursor,
            (folder / table).open("wb") as file,
            cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy,
        ):
            for block in copy:
                file.write(block)


def copied(folder):
    """Peer: the same rows by COPY in one transaction; returns the seconds before its commit."""
    from django.db import connection, transaction  # later: app ready

    start = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            with (
                (folder / table).open("rb") as file,
                cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy,
            ):
                while block := file.read(BLOCK):
                    copy.write(block)
        return time.perf_counter() - start


class Writer:
    """The one writer, with a watch around it."""

    def __init__(self):
        from danvan.kernel.cases.bulk import open_many  # later: app ready

        self.open_many, self.seconds = open_many, 0.0

    def __call__(self, *arguments, **named):
        seconds, made = clock(lambda: self.open_many(*arguments, **named))
        self.seconds += seconds
        return made


def one_round(root, folder):
    """Return seconds: of plan, of apply and of the writing in it, of COPY and of its rows alone."""
    from danvan.kernel.duties.applying import apply  # later: app ready
    from danvan.kernel.duties.planning import plan  # later: app ready

    emptied()
    planned, shown = clock(lambda: plan(root, today=country.TODAY, until=country.UNTIL))
    actor, writer = country.planner(root), Writer()
    with patch("danvan.kernel.duties.applying.open_many", writer):
        applied, row = clock(lambda: apply(root, shown.digest, actor, until=country.UNTIL))
    counted = counts()
    if row.added != shown.added or counted[0] != shown.added:
        raise SystemExit("apply wrote another number of cases than planned")
    dump(folder)
    emptied()
    copy, rows = clock(copied, folder)
    if counts() != counted:
        raise SystemExit("COPY wrote other rows")
    return {
        "plan": planned,
        "apply": applied,
        "of it rows": writer.seconds,
        "COPY": copy,
        "of it COPY rows": rows,
    }


def counts():
    from django.db import connection  # later: app ready

    found = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found.append(cursor.fetchone()[0])
    return found


def run(rounds=ROUNDS):
    """Return the figures; the first is the one with the aim of the issue."""
    country.start()
    root = country.build()
    taken = []
    with tempfile.TemporaryDirectory() as name:
        for _ in range(rounds):
            taken.append(one_round(root, Path(name)))
            print("  " + ", ".join(f"{key} {value:.1f} s" for key, value in taken[-1].items()))
    return [
        compared("apply whole, commit included, to COPY", taken, "apply", "COPY"),
        compared("of both, the rows before commit", taken, "of it rows", "of it COPY rows"),
    ]


def compared(name, taken, ours, peer):
    mine, theirs = ([one[key] for one in taken] for key in (ours, peer))
    return report.figure(
        name,
        statistics.median(mine),
        statistics.median(theirs),
        report.median_ratio(theirs, mine),
        f">= {AIM}",
    )


def main():
    figures = run()
    told = ", ".join(f"{count:,} {name}" for count, name in zip(counts(), TABLES, strict=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"rows: {told}; medians of {ROUNDS} interleaved rounds")
    print(f"memory of the Python process at most {memory:.0f} MiB")
    report.show(figures)


if __name__ == "__main__":
    main()
