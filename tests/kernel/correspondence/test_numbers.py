from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.documents import hold_number
from danvan.kernel.correspondence.faults import register_faults
from danvan.kernel.correspondence.models import Number, NumberState
from danvan.kernel.correspondence.numbers import Line, keep_stub, release, reserve, use, void
from danvan.kernel.correspondence.registers import begin_series, close_register
from tests.factories.accounts import actor_at
from tests.factories.correspondence import TODAY, draft

LINE = Line("Số: 01/BC-UBND", TODAY, "Báo cáo", "Tỉnh", "Chủ tịch")


def take(office, type_key="report", on=TODAY):
    return reserve(office.out, type_key, office.clerk, on)


def test_state_numbers_all_types_in_one_row(office):
    taken = [take(office, key).value for key in ("report", "plan", "dispatch")]

    assert taken == [1, 2, 3]


def test_party_numbers_each_type_apart(committee):
    taken = [take(committee, key).value for key in ("report", "plan", "report")]

    assert taken == [1, 1, 2]


def test_state_begins_again_with_the_year(office):
    take(office)
    clerk = replace(office.clerk, today=date(2027, 1, 4))

    number = reserve(office.out, "report", clerk, date(2027, 1, 4))

    assert (number.value, number.series.scope) == (1, "2027")


def test_party_goes_on_over_the_years_of_a_term(committee):
    take(committee)
    clerk = replace(committee.clerk, today=date(2027, 1, 4))

    number = reserve(committee.out, "report", clerk, date(2027, 1, 4))

    assert (number.value, number.series.scope) == (2, "2025-2030")


def test_smallest_number_given_back_is_taken_first(office):
    taken = [take(office) for _ in range(4)]
    release(taken[2], office.clerk, "Không dùng")
    release(taken[1], office.clerk, "Không dùng")

    assert [take(office).value for _ in range(3)] == [2, 3, 5]


def test_number_given_back_leaves_its_draft(office):
    document, number = draft(office), take(office)
    hold_number(document, number, office.clerk)

    release(Number.objects.get(pk=number.pk), office.clerk, "Không dùng")

    document.refresh_from_db()
    assert document.number is None


def test_used_number_is_a_line_of_the_register(office):
    number = take(office)

    use(number, LINE, office.clerk)

    kept = Number.objects.get(pk=number.pk)
    assert (kept.state, kept.written, kept.summary) == ("used", "Số: 01/BC-UBND", "Báo cáo")
    assert "bao cao" in kept.search


def test_words_too_long_for_a_line_are_cut(office):
    number = take(office)

    use(number, replace(LINE, summary="á" * 900), office.clerk)

    assert len(Number.objects.get(pk=number.pk).summary) == 500


def test_number_is_used_once(office):
    number = take(office)
    seen_by_another = Number.objects.get(pk=number.pk)
    use(number, LINE, office.clerk)

    with pytest.raises(Refused, match="REG-14"):
        use(seen_by_another, LINE, office.clerk)


@pytest.mark.parametrize("change", [release, void])
def test_change_needs_a_reason(office, change):
    with pytest.raises(Refused, match="REG-05"):
        change(take(office), office.clerk, "  ")


def test_used_number_is_not_given_back(office):
    number = take(office)
    use(number, LINE, office.clerk)

    with pytest.raises(Refused, match="REG-14"):
        release(number, office.clerk, "Thôi")


def test_void_number_stays_with_its_reason_and_is_not_taken_again(office):
    number = take(office)
    use(number, LINE, office.clerk)

    void(number, office.clerk, "Ban hành nhầm")

    kept = Number.objects.get(pk=number.pk)
    assert (kept.state, kept.reason) == (NumberState.VOID, "Ban hành nhầm")
    assert take(office).value == 2
    assert register_faults(office.out, today=TODAY) == []


def test_number_of_another_year_is_refused(office):
    number = take(office)

    with pytest.raises(Refused, match="REG-15"):
        use(number, replace(LINE, dated_on=date(2025, 12, 31)), office.clerk)


@pytest.mark.parametrize(("days", "code"), [(-31, "REG-69"), (1, "REG-04")])
def test_day_too_far_is_refused(office, days, code):
    with pytest.raises(Refused, match=code):
        take(office, on=TODAY + timedelta(days=days))


def test_closed_register_gives_nothing(office):
    close_register(office.out, office.clerk, TODAY)

    with pytest.raises(Refused, match="REG-03"):
        take(office)


@pytest.mark.parametrize("type_key", ["", "nothing", "conclusion"])
def test_type_that_the_world_does_not_know_is_refused(office, type_key):
    with pytest.raises(Refused, match="REG-12"):
        take(office, type_key)


def test_refused_number_leaves_no_gap(office):
    with pytest.raises(Refused):
        take(office, "nothing")

    assert take(office).value == 1


def test_series_goes_on_after_a_register_on_paper(office):
    begin_series(office.out, "report", TODAY, 121, office.clerk, "Sổ giấy đến số 120")

    assert take(office).value == 121
    assert register_faults(office.out, today=TODAY) == []


def test_series_that_has_begun_does_not_begin_elsewhere(office):
    take(office)

    with pytest.raises(Refused, match="REG-11"):
        begin_series(office.out, "report", TODAY, 121, office.clerk, "Nhầm")


def test_secret_document_leaves_nothing_but_number_and_day(office):
    number = take(office, "plan")

    keep_stub(number, "most_secret", TODAY, office.clerk)

    kept = Number.objects.get(pk=number.pk)
    words = (kept.written, kept.summary, kept.addressee, kept.signer, kept.type_key, kept.search)
    assert words == ("1", "", "", "", "", "1")
    assert (kept.secrecy, kept.dated_on) == ("most_secret", TODAY)


def test_unknown_mark_of_secrecy_is_refused(office):
    with pytest.raises(Refused, match="REG-16"):
        keep_stub(take(office), "loud", TODAY, office.clerk)


@pytest.mark.parametrize("roles", [("reader",), ("administrator",), ()])
def test_who_does_not_keep_the_register_takes_nothing(office, roles):
    with pytest.raises(Refused, match="REG-01"):
        reserve(office.out, "report", actor_at(office.unit, roles=roles, today=TODAY), TODAY)


def test_stranger_changes_nothing(office):
    number, stranger = take(office), office.stranger

    for change in (
        lambda: reserve(office.out, "report", stranger, TODAY),
        lambda: use(number, LINE, stranger),
        lambda: release(number, stranger, "x"),
        lambda: void(number, stranger, "x"),
        lambda: keep_stub(number, "secret", TODAY, stranger),
    ):
        with pytest.raises(Refused, match="REG-01"):
            change()


def test_every_change_is_in_the_audit(office):
    number = take(office)
    release(number, office.clerk, "Không dùng")

    told = Entry.objects.filter(subject=f"register:{office.out.pk}").values_list(
        "action", flat=True
    )

    assert list(told.order_by("pk"))[-2:] == [
        "correspondence.number.reserve",
        "correspondence.number.release",
    ]
