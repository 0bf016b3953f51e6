"""A local date is set with its source, follows an earlier one, and ends."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.local_dates import (
    GuidedSeries,
    date_by_guidance,
    end_local_date,
    rule_of,
)
from danvan.kernel.duties.models import Duty, LocalDate
from danvan.kernel.files.store import keep
from danvan.law.duties import DueRule
from tests.factories.accounts import actor_at, planner_of
from tests.factories.plans import local

pytestmark = pytest.mark.django_db
DAY = date(2022, 7, 1)
LATER = date(2022, 9, 1)


@pytest.fixture(autouse=True)
def worked(work):
    return work()


def half(tree, **given):
    usual = {"period": "semiannual", "month": "6"}
    return local(tree, "half", **{**usual, **given})


def test_local_date_is_kept_with_its_source_and_file(tree, settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"
    file = keep(BytesIO(b"%PDF-1.4 notice"), "thong bao.pdf", by="Bàn")

    made = half(tree, source="  Thông báo 3  ", file=file)

    assert (made.source, made.file, made.rests) == ("Thông báo 3", file, "stays")
    assert (made.valid_from, made.valid_until) == (DAY, None)
    assert rule_of(made) == DueRule("by", day=14, month="6")
    assert made.set_by == planner_of(tree.root).label
    entry = Entry.objects.get(action="duties.local_date.set")
    assert entry.details["source"] == "Thông báo 3"


def test_without_a_rule_it_is_once_inside_the_period(tree):
    assert rule_of(half(tree, rule=None)) is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"source": " "}, "LOCAL-01"),
        ({"rests": "moves"}, "LOCAL-02"),
        ({"period": "monthly"}, "LOCAL-02"),
    ],
)
def test_what_cannot_be_is_refused(tree, given, code):
    with pytest.raises(Refused) as refused:
        half(tree, **given)

    assert refused.value.code == code
    assert not LocalDate.objects.exists()


def test_planner_is_needed(tree):
    with pytest.raises(Refused) as refused:
        half(tree, actor=actor_at(tree.root))

    assert refused.value.code == "CASE-01"


def test_later_one_ends_the_earlier(tree):
    first = half(tree)

    second = half(tree, day=20, since=LATER)

    first.refresh_from_db()
    assert (first.valid_until, second.valid_until) == (LATER, None)


@pytest.mark.parametrize("since", [DAY, date(2022, 6, 1)])
def test_one_before_a_later_one_is_refused(tree, since):
    half(tree)

    with pytest.raises(Refused) as refused:
        half(tree, since=since)

    assert refused.value.code == "LOCAL-03"


def test_ending_keeps_the_last_day(tree):
    made = half(tree)

    end_local_date(made, last_day=date(2022, 8, 31), actor=planner_of(tree.root))

    made.refresh_from_db()
    assert made.valid_until == LATER
    assert Entry.objects.filter(action="duties.local_date.end").count() == 1


def test_one_that_never_counted_is_taken_back(tree):
    made = half(tree)

    end_local_date(made, last_day=date(2022, 6, 30), actor=planner_of(tree.root))

    assert not LocalDate.objects.exists()


def test_ending_never_makes_it_longer(tree):
    first = half(tree)
    half(tree, day=20, since=LATER)
    first.refresh_from_db()

    end_local_date(first, last_day=date(2022, 12, 31), actor=planner_of(tree.root))

    first.refresh_from_db()
    assert first.valid_until == LATER


def test_only_a_planner_ends_it(tree):
    made = half(tree)

    with pytest.raises(Refused):
        end_local_date(made, last_day=LATER, actor=actor_at(tree.root))


def guided(tree, *codes, month="6"):
    series = [
        GuidedSeries(Duty.objects.get(code=code), "semiannual", DueRule("by", 14, month))
        for code in codes
    ]
    return date_by_guidance(
        series,
        tree.root,
        source="Hướng dẫn 2",
        valid_from=DAY,
        actor=planner_of(tree.root),
    )


def test_one_paper_dates_many_series(tree):
    made = guided(tree, "half", "elsewhere")

    assert [one.duty.code for one in made] == ["half", "elsewhere"]
    assert {(one.source, one.valid_from) for one in made} == {("Hướng dẫn 2", DAY)}


def test_paper_that_fits_one_series_not_dates_none(tree):
    half(tree, since=LATER)

    with pytest.raises(Refused) as refused:
        guided(tree, "elsewhere", "half")

    assert refused.value.code == "LOCAL-03"
    assert LocalDate.objects.count() == 1
