"""From an open period to a report that is accepted, and back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from danvan.areas.reporting.models import Cell, Delivery, Paragraph, ReportVersion
from danvan.areas.reporting.plan import open_report
from danvan.areas.reporting.shapes import Said
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from tests.factories.desks import TODAY
from tests.factories.reports import (
    USUAL,
    accepted,
    act,
    answers,
    begin,
    make_house,
    owe_report,
    report_of,
    returned,
    submitted,
)

pytestmark = pytest.mark.django_db


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_opening_takes_period_and_form_from_the_occurrence():
    house = make_house()
    owed = owe_report(house)

    case = begin(house, owed)

    report = report_of(case)
    assert (report.period_kind, report.period_key, report.form) == (
        "monthly",
        "2026-03",
        house.form,
    )
    assert (report.begins_on, report.ends_on) == (
        owed.occurrence.begins_on,
        owed.occurrence.ends_on,
    )
    assert case.title_vi == "Báo cáo thử – tháng 03/2026"
    assert [one.number for one in report.versions.all()] == [1]


def test_opening_twice_gives_the_same_report():
    house = make_house()
    owed = owe_report(house)

    assert begin(house, owed) == begin(house, owed)


def test_handing_in_does_the_occurrence_on_that_day():
    house = make_house()
    owed = owe_report(house)

    submitted(house, owed)

    assert (fresh(owed).state, fresh(owed).closed_on) == ("done", TODAY)
    version = ReportVersion.objects.get(report__occurrence=owed.occurrence)
    assert (version.submitted_on, version.submitted_by) == (TODAY, house.sender.actor.label)


def test_report_goes_where_the_bindings_say():
    house = make_house()

    case = submitted(house)

    parts = set(Delivery.objects.values_list("unit_id", "part"))
    assert parts == {(house.bloc.unit.pk, "receiver"), (house.board.unit.pk, "copy")}
    takings = dict(case.units.values_list("unit_id", "taking"))
    assert takings == {
        house.sender.unit.pk: "handling",
        house.bloc.unit.pk: "receiver",
        house.board.unit.pk: "copy",
    }


def test_return_opens_the_occurrence_and_a_copy_to_mend():
    house = make_house()
    owed = owe_report(house)
    case = submitted(house, owed)

    act(case, "return", house.bloc, remarks=[Said("figure:received", "Cộng lại giúp.")])

    assert (fresh(owed).state, fresh(case).state) == ("open", "returned")
    report = report_of(case)
    assert report.current == 2
    for version in report.versions.all():
        cells = dict(version.cells.values_list("key", "value"))
        assert cells == {key: Decimal(value) for key, value in USUAL.items()}
        assert [one.text for one in version.paragraphs.order_by("position")] == [
            "Đã họp.",
            "Đã đi xóm.",
        ]
    remark = report.versions.get(number=1).remarks.get()
    assert (remark.key, remark.text) == ("figure:received", "Cộng lại giúp.")


def test_return_without_a_word_is_refused():
    house = make_house()
    case = submitted(house)

    with pytest.raises(Refused) as refused:
        act(case, "return", house.bloc, remarks=[])

    assert refused.value.code == "REPORT-04"
    assert fresh(case).state == "submitted"


def test_resubmission_does_the_occurrence_again():
    house = make_house()
    owed = owe_report(house)
    case = submitted(house, owed)
    act(case, "return", house.bloc, remarks=[Said("", "Thiếu.")])

    act(case, "submit", house.sender, answers=answers(**{**USUAL, "petitions": 4, "received": 6}))

    assert fresh(owed).state == "done"
    first, second = report_of(case).versions.order_by("number")
    assert first.cells.get(key="received").value == 5
    assert second.cells.get(key="received").value == 6


def test_correction_is_a_new_version_with_reason_and_leaves_the_occurrence_done():
    house = make_house()
    owed = owe_report(house)
    case = submitted(house, owed)
    act(case, "accept", house.bloc)

    act(case, "correct", house.sender, reason="Đếm sót một đơn")
    act(case, "fill", house.sender, answers=answers(received=6))
    still_done = fresh(owed).state
    act(case, "submit", house.sender)
    act(case, "accept", house.bloc)

    assert (still_done, fresh(owed).state, fresh(owed).closed_on) == ("done", "done", TODAY)
    first, second = report_of(case).versions.order_by("number")
    assert second.reason == "Đếm sót một đơn"
    assert (first.accepted_on, second.accepted_on) == (TODAY, TODAY)
    assert (first.cells.get(key="received").value, second.cells.get(key="received").value) == (5, 6)


def test_correction_that_is_returned_is_corrected_on():
    house = make_house()
    case = accepted(house)
    act(case, "correct", house.sender, reason="Đếm sót")
    act(case, "submit", house.sender)

    act(case, "return_correction", house.bloc, remarks=[Said("", "Vẫn sai.")])

    assert (fresh(case).state, report_of(case).current) == ("correcting", 3)


def test_correction_given_up_leaves_the_accepted_version():
    house = make_house()
    case = accepted(house)
    act(case, "correct", house.sender, reason="Đếm sót")

    act(case, "drop_correction", house.sender, reason="Không sót")

    assert (fresh(case).state, report_of(case).current) == ("accepted", 1)
    assert report_of(case).versions.count() == 1


def test_submission_is_taken_back_until_it_is_received():
    house = make_house()
    owed = owe_report(house)
    case = submitted(house, owed)

    act(case, "take_back", house.sender)

    assert (fresh(case).state, fresh(owed).state) == ("draft", "open")
    act(case, "submit", house.sender)
    act(case, "receive", house.bloc)
    with pytest.raises(Refused) as refused:
        act(case, "take_back", house.sender)
    assert refused.value.code == "CASE-01"


def test_correction_is_taken_back_until_it_is_received():
    house = make_house()
    case = accepted(house)
    act(case, "correct", house.sender, reason="Đếm sót")
    act(case, "submit", house.sender)

    act(case, "take_correction_back", house.sender)

    assert fresh(case).state == "correcting"


def test_receipt_is_noted_once_by_each_that_got_it():
    house = make_house()
    case = submitted(house)

    act(case, "receive", house.bloc)

    rows = {one.unit_id: one.received_by for one in Delivery.objects.all()}
    assert rows == {house.bloc.unit.pk: house.bloc.actor.label, house.board.unit.pk: ""}
    with pytest.raises(Refused) as refused:
        act(case, "receive", house.bloc)
    assert refused.value.code == "CASE-01"
    act(case, "receive", house.board)


def test_copy_receiver_neither_accepts_nor_returns():
    house = make_house()
    case = submitted(house)

    for key in ("accept", "return"):
        with pytest.raises(Refused) as refused:
            act(case, key, house.board, remarks=[Said("", "Không.")])
        assert refused.value.code == "CASE-01"


def test_locked_version_takes_no_more_words():
    house = make_house()
    case = submitted(house)

    with pytest.raises(Refused) as refused:
        act(case, "fill", house.sender, answers=answers(received=9))

    assert refused.value.code == "CASE-03"
    assert Cell.objects.get(key="received").value == 5


def test_report_through_a_unit_waits_there_and_reaches_the_receiver_when_passed_on():
    house = make_house(via=True)
    case = submitted(house)

    waiting = case.units.filter(unit=house.board.unit).exists()
    with pytest.raises(Refused):
        act(case, "accept", house.board)
    act(case, "pass_on", house.bloc)
    act(case, "accept", house.board)

    assert not waiting
    assert fresh(case).state == "accepted"


def test_withdrawn_report_comes_back_when_it_is_opened_again():
    house = make_house()
    case = begin(house)

    act(case, "withdraw", house.sender, reason="Nhầm kỳ")
    act(case, "reopen", house.sender, reason="Đúng kỳ rồi")

    assert fresh(case).state == "draft"
    assert report_of(case).current == 1


def test_period_that_has_no_form_is_told():
    house = make_house()
    house.form.delete()

    with pytest.raises(Refused) as refused:
        begin(house)

    assert refused.value.code == "REPORT-01"


def test_period_done_by_hand_needs_no_report():
    house = make_house()
    owed = owe_report(house)
    owed.closed_on, owed.state = TODAY, "done"
    owed.save()

    with pytest.raises(Refused) as refused:
        open_report(owed.occurrence, house.sender.actor)

    assert refused.value.code == "CASE-03"


def test_paragraphs_of_the_returned_version_stay_for_the_remarks():
    house = make_house()

    case = returned(house)

    assert Paragraph.objects.filter(version__report=report_of(case)).count() == 4
