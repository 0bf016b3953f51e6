"""Numbers of a register taken by many at once, against bare ``UPDATE ... RETURNING``, on PostgreSQL
and on SQLite.

Eight processes take 1,000 numbers of one series as the pages do it: role asked, register and year
looked up, what was given back looked for, counter moved, line and audit entry written, one
transaction each. Afterwards the register must have no gap and no double. The peer moves a counter
in a row of one table by ``UPDATE ... RETURNING`` and commits, in as many processes of the same
form, in the same run. A second figure puts the same rows beside it: the counter moved, the line
and the audit entry inserted by three bare statements in one transaction, as any register must.

Run it with DANVAN_POSTGRES_FSYNC=on. DANVAN_BENCH_ROUNDS sets the rounds. After PostgreSQL it runs
itself once more on a file of SQLite, with the settings that danvan has there (WAL, commits kept at
checkpoints).
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import country
import django
import report

NUMBERS, WORKERS = 1_000, 8
ROUNDS = int(os.environ.get("DANVAN_BENCH_ROUNDS", "3"))
MOVE = "UPDATE correspondence_series SET counter = counter + 1 WHERE id = %s RETURNING counter"
LINE = """
    INSERT INTO correspondence_number (series_id, value, suffix, type_key, state, reserved_on,
        state_at, state_by, reason, written, summary, addressee, signer, secrecy, is_imported,
        search)
    VALUES (%s, %s, '', 'report', 'reserved', %s, now(), 'benchmark', '', '', '', '', '', '',
        false, '')
"""
ENTRY = """
    INSERT INTO audit_entry (at, action, actor, subject, details)
    VALUES (now(), 'benchmark', 'benchmark', 'benchmark', %s)
"""


def connected():
    """Return a bare connection to the same database, each statement its own transaction."""
    from django.conf import settings  # later: app ready

    at = settings.DATABASES["default"]
    if "sqlite" in at["ENGINE"]:
        connection = sqlite3.connect(at["NAME"], timeout=60, isolation_level=None)
        connection.executescript(at["OPTIONS"]["init_command"])
        return connection
    import psycopg  # later: optional

    return psycopg.connect(
        host=at["HOST"], port=at["PORT"], user=at["USER"], dbname=at["NAME"], autocommit=True
    )


def spoken(connection, statement):
    """Return a statement in the words of a connection's database."""
    if isinstance(connection, sqlite3.Connection):
        return statement.replace("%s", "?").replace("now()", "datetime('now')")
    return statement


def take_ours(series_id, count, barrier):
    """Take numbers as a clerk."""
    django.setup()
    from danvan.kernel.accounts.actors import Actor, GrantValue  # later: app ready
    from danvan.kernel.correspondence.models import Series  # later: app ready
    from danvan.kernel.correspondence.numbers import reserve  # later: app ready

    register = Series.objects.select_related("register").get(pk=series_id).register
    grants = (GrantValue("officer", register.unit_id, downward=False, highest=1),)
    clerk = Actor(None, None, country.LABEL, register.unit_id, None, country.TODAY, grants)
    barrier.wait()
    for _ in range(count):
        reserve(register, "report", clerk, country.TODAY)
    barrier.wait()


def take_bare(series_id, count, barrier, *, with_rows=False):
    """Move the counter of the series by the one statement; with its rows where asked."""
    django.setup()
    connection = connected()
    move, line, entry = (
        spoken(connection, told)
        for told in (
            MOVE,
            LINE,
            ENTRY,
        )
    )
    begin = "BEGIN IMMEDIATE" if isinstance(connection, sqlite3.Connection) else "BEGIN"
    cursor = connection.cursor()
    barrier.wait()
    for _ in range(count):
        cursor.execute(begin)
        cursor.execute(move, (series_id,))
        (value,) = cursor.fetchone()
        if with_rows:
            cursor.execute(line, (series_id, value, country.TODAY.isoformat()))
            cursor.execute(entry, (json.dumps({"value": value}),))
        cursor.execute("COMMIT")
    barrier.wait()
    connection.close()


def take_with_rows(series_id, count, barrier):
    """Take numbers by three bare statements each."""
    take_bare(series_id, count, barrier, with_rows=True)


def per_second(take, register):
    """Let all workers take their share of the series of a register; return numbers per second."""
    series = register.series.get()
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(WORKERS + 1)
    share = NUMBERS // WORKERS
    workers = [
        context.Process(target=take, args=(series.pk, share, barrier)) for _ in range(WORKERS)
    ]
    for worker in workers:
        worker.start()
    barrier.wait()
    started = time.perf_counter()
    barrier.wait()
    seconds = time.perf_counter() - started
    for worker in workers:
        worker.join()
    series.refresh_from_db()
    if series.counter != NUMBERS:
        raise SystemExit(f"the counter stands at {series.counter}, not at {NUMBERS}")
    return NUMBERS / seconds


def new_register(unit, number):
    """Open a register of its own for one round."""
    from danvan.kernel.correspondence.models import Register, Series  # later: app ready

    register = Register.objects.create(
        unit=unit,
        direction="out",
        world="state",
        label=f"Sổ {number}",
        span="year",
        by_type=False,
        hold_days=3,
    )
    Series.objects.create(register=register, scope=str(country.YEAR))
    return register


def check(register):
    """End the run where the register is not whole."""
    from danvan.kernel.correspondence.faults import register_faults  # later: app ready
    from danvan.kernel.correspondence.models import Number  # later: app ready

    rows = Number.objects.filter(series__register=register)
    values = set(rows.values_list("value", flat=True))
    faults = [one.code for one in register_faults(register, today=country.TODAY)]
    if values != set(range(1, NUMBERS + 1)) or faults:
        raise SystemExit(f"the register is not whole: {len(values)} numbers, {faults}")


def start():
    """Set Django up and make the tables; return what the database is called."""
    if os.environ.get("DANVAN_DATABASE_URL", "").startswith("sqlite:///"):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.config.settings.test")
        django.setup()
        from django.core.management import call_command  # later: app ready

        call_command("migrate", verbosity=0)
        return "SQLite"
    country.start()
    return "PostgreSQL"


def again_on_sqlite():
    """Run this file once more on a file of SQLite that goes away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'numbers.sqlite3'}"
        told = {**os.environ, "DANVAN_DATABASE_URL": address}
        subprocess.run([sys.executable, __file__], env=told, check=True)


def main():
    """Measure and print."""
    database = start()
    from danvan.kernel.organisations.models import Unit  # later: app ready

    unit = Unit.objects.create(key="office")
    ours, bare, rows = [], [], []
    for number in range(ROUNDS):
        register = new_register(unit, number)
        ours.append(per_second(take_ours, register))
        check(register)
        bare.append(per_second(take_bare, new_register(unit, f"{number} bare")))
        rows.append(per_second(take_with_rows, new_register(unit, f"{number} rows")))
    shown = [
        report.figure(
            f"{database}: {NUMBERS} numbers, {WORKERS} workers, {name}",
            statistics.median(ours),
            statistics.median(peer),
            report.median_ratio(ours, peer),
            aim,
            "1/s",
        )
        for name, peer, aim in (
            ("bare UPDATE RETURNING", bare, ""),
            ("the same rows, bare", rows, ""),
        )
    ]
    report.show(shown)
    if database == "PostgreSQL":
        again_on_sqlite()


if __name__ == "__main__":
    main()
