"""Words and the calendar, as they were loaded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.kernel.packs.loading import load_identity
from danvan.kernel.packs.queries import body_names, calendar, terms
from danvan.law import packs as law_packs
from danvan.law.duties import Words
from tests.factories.pack_folders import write_base

pytestmark = pytest.mark.django_db


@pytest.fixture
def base(tmp_path):
    return law_packs.load(write_base(tmp_path))


def test_closed_list_comes_by_key(base):
    load_identity(base, by="Bàn")

    assert terms("evidence") == {"report": Words("Báo cáo", "Report")}
    assert terms("nothing") == {}


def test_bodies_come_by_slug(base):
    load_identity(base, by="Bàn")

    assert body_names(["police", "nobody"]) == {"police": Words("Công an", "Police")}


def test_without_a_calendar_there_is_none():
    assert calendar(None) is None


def test_calendar_is_what_the_pack_holds(base):
    load_identity(base, by="Bàn")

    known = calendar(None)

    assert known == replace(known, years=base.calendars, fixed=base.fixed_holidays)
    assert [known.kind_of(date(2026, 1, day)) for day in (1, 2, 3, 10)] == [
        "working",
        "swapped",
        "weekend",
        "make_up",
    ]
    assert known.extended(2027, 2027).kind_of(date(2027, 1, 1)) == "holiday"


def test_newest_calendar_counts_and_packs_without_one_do_not(base):
    load_identity(base, by="Bàn")
    second = replace(base.calendars[0], days_off=())
    load_identity(
        replace(base, version="2", digest="1" * 64, calendars=(second,)),
        by="Bàn",
    )
    load_identity(replace(base, name="other", calendars=()), by="Bàn")

    assert calendar(None).kind_of(date(2026, 1, 2)) == "working"


def test_calendar_of_real_years_survives_keeping(repository):
    base = law_packs.load(repository / "packs" / "vn-base")
    load_identity(base, by="Bàn")

    known = calendar(None)

    assert known.years == tuple(sorted(base.calendars, key=lambda year: year.year))
    assert known.fixed == base.fixed_holidays
