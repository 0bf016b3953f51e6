"""From opinions to a recommendation, from its answer back to the members."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from danvan.areas.opinions.models import Voice
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.models import Case, Relation
from danvan.kernel.cases.refused import Refused
from tests.areas.opinions.conftest import BEGAN, TODAY, begin, do, gathered

petitions_on = pytest.mark.skipif(
    not apps.is_installed("danvan.areas.petitions"), reason="the room of petitions is off"
)


def test_group_under_five_is_kept_as_no_number(sides):
    case = gathered(sides["front"])

    kept = dict(case.gathering.voices.values_list("topic", "people"))

    assert kept == {"roads": 12, "water": None}
    told = Entry.objects.filter(action="opinions.gathering.gather").values_list(
        "details", flat=True
    )
    assert {key for details in told for key in details} == {"step", "reason"}


@pytest.mark.parametrize("people", [1, 4])
def test_database_takes_no_number_under_five(sides, people):
    case = begin(sides["front"])

    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.create(gathering=case.gathering, topic="roads", people=people, summary="x")


def test_matter_recorded_again_replaces_and_nought_takes_it_out(sides):
    front = sides["front"]
    case = begin(front)
    do(case, "gather", front, topic="roads", people=12, summary="Đường xấu.")

    do(case, "gather", front, topic="roads", people=9, summary="Đường hỏng.")
    again = list(case.gathering.voices.values_list("people", "summary"))
    do(case, "gather", front, topic="roads", people=0, summary="")

    assert again == [(9, "Đường hỏng.")]
    assert not case.gathering.voices.exists()


def test_nothing_gathered_is_not_finished(sides):
    case = begin(sides["front"])

    with pytest.raises(Refused) as refused:
        do(case, "finish", sides["front"])

    assert refused.value.code == "OPI-01"


@petitions_on
def test_recommendation_goes_to_the_unit_and_its_answer_comes_back(sides):
    front, committee = sides["front"], sides["committee"]
    case = gathered(front)
    do(case, "send", front, proposal="Sửa đường.", sent_to_unit=committee.unit.pk)
    link = case.links_in.get()
    sent = link.source

    do(sent, "hear_result", committee, date(2026, 4, 20), answer="Sửa trong quý II.")
    form = front.client.get(f"/cases/{case.slug}/hear_result/").context["form"]
    do(case, "hear_result", front, date(2026, 4, 21), answer=form["answer"].value())
    do(case, "tell", front, date(2026, 4, 22), told_how="Sinh hoạt chi hội")

    assert (link.relation, sent.unit, sent.state) == (
        Relation.CAUSED_BY,
        front.unit,
        "passed_on",
    )
    assert form["answer"].value() == "Sửa trong quý II."
    assert Case.objects.get(pk=case.pk).state == "told"
    assert Case.objects.get(pk=sent.pk).state == "answered"


@petitions_on
def test_desk_of_what_was_passed_on_lists_gatherings_too(sides):
    front = sides["front"]
    case = gathered(front)
    do(case, "send", front, proposal="Sửa đường.", sent_to="Công ty thoát nước")

    shown = front.client.get("/petitions/forwarded/?how=silent")
    foreign = sides["committee"].client.get("/petitions/forwarded/")

    (line,) = shown.context["page"].object_list
    assert (line.case.pk, line.receiver) == (case.pk, "Công ty thoát nước")
    assert list(foreign.context["page"].object_list) == []


def test_what_was_sent_in_words_needs_no_other_room(sides):
    front = sides["front"]
    case = gathered(front)

    do(case, "send", front, proposal="Sửa đường.", sent_to="Công ty thoát nước")
    do(case, "hear_result", front, answer="Đã sửa.")
    do(case, "tell", front, TODAY, told_how="Bảng tin")

    assert not case.links_in.exists()
    assert Case.objects.get(pk=case.pk).closed_on == TODAY


def test_gathering_begins_on_its_first_day(sides):
    assert begin(sides["front"]).opened_on == BEGAN
