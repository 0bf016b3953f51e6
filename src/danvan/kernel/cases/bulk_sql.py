"""Staging tables and the statements that fill the case tables from them.

One of the three raw-SQL modules.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Self

from django.db import connection, models

from danvan.kernel.cases.models import Case, CaseUnit, Clock, Taking

_SHARED = (
    ("title_vi", "text"),
    ("title_en", "text"),
    ("search", "text"),
    ("due_on", "date"),
    ("snapshot_id", "bigint"),
    ("alarm_on", "date"),
)


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


class Staging:
    """Temporary tables for one bulk opening, dropped on leaving."""

    def __init__(self, facts: type[models.Model]) -> None:
        self.facts = facts
        skipped = {"case", "unit"}
        self.columns = [f for f in facts._meta.concrete_fields if f.name not in skipped]
        self.postgres = connection.vendor == "postgresql"
        mark = secrets.token_hex(4)
        self.unit, self.taking, self.case, self.row = (
            f"bulk_{name}_{mark}" for name in ("unit", "taking", "case", "row")
        )

    def __enter__(self) -> Self:
        """Make the tables."""
        shared = ", ".join(f"{name} {kind}" for name, kind in _SHARED)
        facts = "".join(f", f_{f.name} {f.db_type(connection)}" for f in self.columns)
        self._run(f"CREATE TEMP TABLE {self.unit} (grp integer, unit_id bigint)")
        self._run(
            f"CREATE TEMP TABLE {self.taking}"
            " (grp integer, unit_id bigint, other_id bigint, taking text)"
        )
        self._run(f"CREATE TEMP TABLE {self.case} (grp integer, pos integer, {shared}{facts})")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop the tables; after a failure the transaction takes them back."""
        if kind is None:
            for name in (self.unit, self.taking, self.case, self.row):
                self._run(f"DROP TABLE IF EXISTS {name}")

    def _run(self, statement: str, values: Sequence[Any] = ()) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values or None)

    def _fill(self, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        columns = ", ".join(names)
        with connection.cursor() as cursor:
            if self.postgres:
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(names))
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(rows))

    def bearers(self, group: int, bearers: Sequence[tuple[int, Mapping[int, str]]]) -> None:
        """Stage the units of one group and who takes part with each."""
        self._fill(self.unit, ("grp", "unit_id"), ((group, unit) for unit, _ in bearers))
        names = ("grp", "unit_id", "other_id", "taking")
        rows = [
            (group, unit, other, str(taking))
            for unit, takings in bearers
            for other, taking in takings.items()
            if other != unit
        ]
        self._fill(self.taking, names, rows)

    def cases(self, group: int, cases: Iterable[Mapping[str, Any]]) -> None:
        """Stage the shared cases of one group."""
        names = [name for name, _ in _SHARED]
        facts = [f"f_{f.name}" for f in self.columns]
        defaults = {f"f_{f.name}": f.get_default() for f in self.columns}
        rows = [
            (
                group,
                pos,
                *(case[name] for name in names),
                *(case.get(name, defaults[name]) for name in facts),
            )
            for pos, case in enumerate(cases)
        ]
        self._fill(self.case, ["grp", "pos", *names, *facts], rows)

    def _sequence(self) -> str:
        """Return the name of the sequence behind case ids, looked up once and not for every row."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [Case._meta.db_table])
            return str(cursor.fetchone()[0])

    def _number(self) -> None:
        """Give every row its case id, from the same source as single cases.

        Ids rise bearer by bearer and case by case, as staged, on both databases.
        """
        place = "u.ctid" if self.postgres else "u.rowid"
        pairs = (
            f"SELECT u.grp, c.pos, u.unit_id, {place} AS place FROM {self.unit} u"
            f" JOIN {self.case} c ON c.grp = u.grp ORDER BY place, c.pos"
        )
        if self.postgres:
            self._run(f"ANALYZE {self.case}")
            number = f"nextval('{self._sequence()}'::regclass)"
        else:
            last = f"SELECT seq FROM sqlite_sequence WHERE name = '{Case._meta.db_table}'"
            number = f"coalesce(({last}), 0) + row_number() OVER (ORDER BY p.place, p.pos)"
        self._run(
            f"CREATE TEMP TABLE {self.row} AS"
            f" SELECT {number} AS id, p.grp, p.pos, p.unit_id FROM ({pairs}) p"
        )
        self._run(f"ANALYZE {self.row}")

    def insert(
        self, kind: str, state: str, opened_on: date, batch_id: int, classification: int
    ) -> None:
        """Write cases, access rows, clocks and facts from the staged rows."""
        self._number()
        joined = f"FROM {self.row} r JOIN {self.case} c ON c.grp = r.grp AND c.pos = r.pos"
        slug = (
            "substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)"
            if self.postgres
            else "lower(hex(randomblob(8)))"
        )
        self._run(
            f"INSERT INTO {_table(Case)} (id, slug, kind, number, title_vi, title_en, unit_id,"
            " state, classification, opened_on, due_on, search, version, batch_id)"
            f" SELECT r.id, {slug}, %s, '', c.title_vi, c.title_en, r.unit_id, %s, %s, %s,"
            f" c.due_on, c.search, 0, %s {joined}",
            [kind, state, classification, opened_on, batch_id],
        )
        self._run(
            f"INSERT INTO {_table(CaseUnit)} (case_id, unit_id, taking)"
            f" SELECT r.id, r.unit_id, %s FROM {self.row} r",
            [Taking.HANDLING.value],
        )
        self._run(
            f"INSERT INTO {_table(CaseUnit)} (case_id, unit_id, taking)"
            f" SELECT r.id, t.other_id, t.taking FROM {self.row} r"
            f" JOIN {self.taking} t ON t.grp = r.grp AND t.unit_id = r.unit_id"
        )
        self._run(
            f"INSERT INTO {_table(Clock)} (case_id, key, snapshot_id, started_on, due_on, alarm_on)"
            f" SELECT r.id, 'due', c.snapshot_id, %s, c.due_on, c.alarm_on {joined}"
            " WHERE c.snapshot_id IS NOT NULL",
            [opened_on],
        )
        own = "".join(f", {f.column}" for f in self.columns)
        staged = "".join(f", c.f_{f.name}" for f in self.columns)
        self._run(
            f"INSERT INTO {_table(self.facts)} (case_id, unit_id{own})"
            f" SELECT r.id, r.unit_id{staged} {joined}"
        )
