from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.accounts.actors import system_actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.templates import (
    TemplateFacts,
    add_template,
    templates_for,
    withdraw_template,
)
from danvan.law.findings import Finding, Place
from tests.factories.accounts import actor_at
from tests.factories.correspondence import TODAY, stored

LETTER = TemplateFacts("Công văn", "dispatch", "state")
LATER = date(2026, 7, 1)


def remark(severity):
    return Finding("PAPER-01", severity, Place(1, 1), {"field": "{{ x }}"})


def add(office, *, unit=None, on=TODAY, findings=()):
    return add_template(
        unit or office.unit, LETTER, stored(), findings, valid_from=on, actor=office.clerk
    )


def test_next_version_takes_over_from_its_day(office):
    first = add(office)
    second = add(office, on=LATER)

    assert (first.version, second.version) == (1, 2)
    assert list(templates_for(office.unit.pk, TODAY)) == [first]
    assert list(templates_for(office.unit.pk, LATER)) == [second]


def test_units_below_use_it_and_others_do_not(office, committee):
    made = add(office)

    assert list(templates_for(office.tree["police"].pk, TODAY)) == [made]
    assert not templates_for(committee.unit.pk, TODAY).exists()


def test_form_of_the_site_is_for_all(office, committee):
    made = add_template(
        None, LETTER, stored(), [], valid_from=TODAY, actor=system_actor(today=TODAY)
    )

    assert list(templates_for(committee.unit.pk, TODAY)) == [made]
    with pytest.raises(Refused, match="REG-01"):
        add_template(None, LETTER, stored(), [], valid_from=TODAY, actor=office.clerk)
    with pytest.raises(Refused, match="REG-01"):
        withdraw_template(made, office.clerk, "x")


def test_form_with_a_fault_is_refused_and_its_remarks_are_kept(office):
    with pytest.raises(Refused, match="REG-30"):
        add(office, findings=[remark("stops")])

    assert add(office, findings=[remark("warns")]).findings == [
        {"code": "PAPER-01", "fields": {"field": "{{ x }}"}}
    ]


def test_withdrawn_form_is_not_offered(office):
    made = add(office)

    withdraw_template(made, office.clerk, "Mẫu sai")

    assert not templates_for(office.unit.pk, TODAY).exists()
    with pytest.raises(Refused, match="REG-31"):
        withdraw_template(made, office.clerk, "Mẫu sai")


def test_officer_and_stranger_bring_no_forms(office):
    made = add(office)

    for actor in (actor_at(office.unit, roles=("officer",), today=TODAY), office.stranger):
        with pytest.raises(Refused, match="REG-01"):
            add_template(office.unit, LETTER, stored(), [], valid_from=LATER, actor=actor)
        with pytest.raises(Refused, match="REG-01"):
            withdraw_template(made, actor, "x")
