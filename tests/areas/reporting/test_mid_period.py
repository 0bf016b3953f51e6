"""What changes while a period runs: the day passes, the unit is dissolved, the form is replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from danvan.areas.reporting.queries import asked
from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.models import UnitPeriod
from tests.factories.desks import TODAY
from tests.factories.reports import (
    DUE,
    FORM,
    USUAL,
    answers,
    begin,
    keep_form,
    make_house,
    owe_report,
    report_of,
)

pytestmark = pytest.mark.django_db
AFTER = DUE + timedelta(days=1)
TOLD = {"answers": answers(**USUAL)}


def test_day_that_passes_while_typing_makes_it_late_and_loses_nothing():
    house = make_house()
    owed = owe_report(house)
    case = begin(house, owed)
    late = replace(house.sender.actor, today=AFTER)

    perform(case, "submit", late, effective_on=AFTER, data=TOLD)

    owed.refresh_from_db()
    assert (owed.state, owed.closed_on, owed.due_on) == ("done", AFTER, DUE)
    assert report_of(case).versions.get().cells.filter(key="received").get().value == 5


def test_unit_dissolved_in_mid_period_hands_in_no_more_and_its_work_stays():
    house = make_house()
    case = begin(house)
    perform(case, "fill", house.sender.actor, effective_on=TODAY, data=TOLD)
    UnitPeriod.objects.filter(unit=house.sender.unit).update(valid_until=date(2026, 3, 20))

    with pytest.raises(Refused) as refused:
        perform(case, "submit", actor_of(house.sender.user), effective_on=TODAY, data=TOLD)

    assert refused.value.code == "CASE-01"
    assert Case.objects.get(pk=case.pk).state == "draft"
    assert report_of(case).versions.get().cells.filter(key="received").get().value == 5


def test_form_replaced_in_mid_period_leaves_the_begun_report_its_own():
    house = make_house()
    case = begin(house)
    keep_form(house.duty.pack, replace(FORM, version="2", sections=FORM.sections[:1]))

    assert [one.key for one in asked(report_of(case)).sections] == ["work", "plan"]
