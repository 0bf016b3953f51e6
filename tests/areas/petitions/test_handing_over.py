"""Handing a petition over: only to a unit where somebody can go on with it."""

from __future__ import annotations

from datetime import date

from danvan.areas.petitions.act_forms import HandOverForm
from danvan.areas.petitions.shapes import FEEDBACK
from danvan.kernel.accounts.models import Holding
from danvan.kernel.organisations.writing import UnitFacts, add_unit, rebuild_closure
from tests.areas.petitions.conftest import take_in
from tests.areas.petitions.test_acts import beside
from tests.factories.desks import START, Desk, add_clerk


def group_of(desk: Desk, key: str, roles: tuple[str, ...] = ()):
    """Return a residential group of a desk's tree, with or without a post."""
    facts = UnitFacts(f"Tổ {key}", "hamlet", "none", f"Group {key}")
    unit = add_unit(facts, key=key, valid_from=START, by="test", parent=desk.root)
    rebuild_closure(desk.root)
    return unit, add_clerk(unit, roles=roles) if roles else None


def offered(desk: Desk) -> list[int]:
    form = HandOverForm(actor=desk.actor, case=take_in(desk, FEEDBACK).case)
    return [value for value, _label in form.fields["unit"].choices]


def test_unit_where_nobody_handles_is_not_offered(desk):
    other = beside(desk)
    group_of(desk, "one")
    group_of(desk, "two", ("planner",))

    assert offered(desk) == [other.unit.pk]


def test_unit_whose_officer_has_left_is_not_offered(desk):
    other = beside(desk)
    assert offered(desk) == [other.unit.pk]

    holding = Holding.objects.get(user=other.user)
    holding.valid_until = date(2026, 4, 1)
    holding.save()

    assert offered(desk) == []
