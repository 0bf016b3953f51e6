"""Import of a whole country from one spreadsheet, against raw inserts of the same rows.

A workbook of 3,321 communes with 15 bodies each below one root (53,136 units, every body bound to
its role) is brought, checked and applied as the pages and their jobs do it: read, every row
checked, checked again against the tree when it is applied, written with closure, bindings and audit
in one transaction. The peer puts the very same rows into empty copies of the same tables, with
their indexes and constraints, by ``executemany`` in one transaction.

DANVAN_BENCH_COMMUNES sets a smaller country, DANVAN_BENCH_ROUNDS the rounds of the peer.
"""

from __future__ import annotations

import io
import os
import statistics
import tempfile
import time

import country
import report

AIM = "<= 8"
ROUNDS = int(os.environ.get("DANVAN_BENCH_ROUNDS", "3"))
TABLES = (
    "organisations_unit",
    "organisations_unitperiod",
    "organisations_closure",
    "duties_binding",
)


def workbook_of_a_country():
    """Return the workbook as bytes."""
    from danvan.law.tree_cells import COLUMNS  # later: app ready
    from danvan.web.export import workbook  # later: app ready

    def rows():
        for number in range(country.COMMUNES):
            commune = f"c{number}"
            yield cells(commune, f"Xã số {number}", tier="xã", locality="x")
            for place, body in enumerate(country.BODIES):
                name = f"Cơ quan {place} xã số {number}"
                yield cells(f"{commune}-b{place}", name, parent=commune, tier="xã", roles=body)

    def cells(key, name, **more):
        usual = {"key": key, "name": name, "side": "Đảng", "valid_from": "01/01/2022"}
        told = usual | {"basis": "Nghị quyết 1"} | more
        return [told.get(column, "") for column in COLUMNS]

    return workbook(list(COLUMNS.values()), rows())


def administrator():
    """Make a place of one unit with its administrator; return both."""
    from danvan.kernel.accounts.actors import GrantValue, actor_of  # later: app ready
    from danvan.kernel.accounts.writing import add_holder, add_post  # later: app ready
    from danvan.kernel.duties.loading import load_pack  # later: app ready
    from danvan.kernel.organisations import writing  # later: app ready
    from danvan.law.pack_folders import pack_folder  # later: app ready
    from danvan.law.packs import load  # later: app ready

    load_pack(load(pack_folder("vn-base")), by=country.LABEL)
    facts = writing.UnitFacts("Cả nước", "central", "none")
    root = writing.add_unit(facts, key="country", valid_from=country.SINCE, by=country.LABEL)
    writing.rebuild_closure(root)
    grant = GrantValue("administrator", root.pk, downward=True, highest=1)
    since = {"valid_from": country.SINCE, "by": country.LABEL}
    post = add_post(root, "Quản trị", title_en="Administrator", grants=[grant], **since)
    user = add_holder(post, username="quantri", password="x", **since)
    return root, actor_of(user)


def brought(content, root, actor):
    """Bring, check and apply; return the seconds of checking and of applying."""
    from danvan.areas.tree import intake  # later: app ready

    found = intake.bring(io.BytesIO(content), "don-vi.xlsx", root, actor)
    started = time.perf_counter()
    intake.check(found)
    checked = time.perf_counter()
    found.refresh_from_db()
    intake.ask_to_apply(found, actor)
    found.refresh_from_db()
    intake.apply(found)
    applied = time.perf_counter()
    found.refresh_from_db()
    if found.state != "applied":
        raise SystemExit(f"the import ended as {found.state}: {found.code} {found.fields}")
    return checked - started, applied - checked


def kept_rows(cursor):
    """Return the rows of the four tables, as they were written."""
    found = {}
    for table in TABLES:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        found[table] = ([column.name for column in cursor.description], cursor.fetchall())
    return found


def raw_inserts(rows):
    """Insert the rows into empty copies of their tables; return the seconds."""
    from django.db import connection, transaction  # later: app ready

    with connection.cursor() as cursor:
        for table in rows:
            cursor.execute(f"DROP TABLE IF EXISTS raw_{table}")
            cursor.execute(f"CREATE TABLE raw_{table} (LIKE {table} INCLUDING ALL)")
    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, lines) in rows.items():
            places = ", ".join(["%s"] * len(columns))
            into = ", ".join(f'"{column}"' for column in columns)
            cursor.executemany(
                f"INSERT INTO raw_{table} ({into}) OVERRIDING SYSTEM VALUE VALUES ({places})", lines
            )
    return time.perf_counter() - started


def main():
    """Measure and print."""
    country.start()
    from django.conf import settings  # later: app ready
    from django.db import connection  # later: app ready

    with tempfile.TemporaryDirectory() as folder:
        settings.FILE_STORE = folder
        root, actor = administrator()
        content = workbook_of_a_country()
        checking, applying = brought(content, root, actor)
        with connection.cursor() as cursor:
            rows = kept_rows(cursor)
        raw = statistics.median(raw_inserts(rows) for _ in range(ROUNDS))
    counts = {table: len(lines) for table, (_columns, lines) in rows.items()}
    print(f"workbook {len(content) / 1e6:.1f} MB; rows {counts}")
    whole = checking + applying
    report.show(
        [
            report.figure("whole import (check, apply)", whole, raw, whole / raw, AIM),
            report.figure("apply alone", applying, raw, applying / raw, AIM),
        ]
    )


if __name__ == "__main__":
    main()
