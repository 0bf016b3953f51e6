"""Units are bound to bodies for spans, and found near a locality."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import Bodies, Bound, bind, planner, unbind
from danvan.kernel.duties.models import Binding
from danvan.kernel.organisations.writing import add_unit, rebuild_closure
from danvan.kernel.packs.models import BodyRole
from tests.factories.accounts import actor_at, planner_of
from tests.factories.plans import REPORT
from tests.factories.trees import BY, START, facts

pytestmark = pytest.mark.django_db
DAY = date(2022, 7, 1)
LATER = date(2022, 9, 1)


@pytest.fixture
def role(work):
    work(REPORT, bodies={})
    return BodyRole.objects.get(slug="board")


@pytest.fixture
def actor(tree):
    return planner_of(tree.root)


def test_planner_is_needed(tree, role):
    officer = actor_at(tree["board"])

    with pytest.raises(Refused) as refused:
        bind(role, tree["board"], valid_from=DAY, actor=officer)
    with pytest.raises(Refused):
        planner(officer, tree["board"].pk)

    assert refused.value.code == "CASE-01"
    assert not Binding.objects.exists()


def test_binding_is_kept_and_recorded(tree, role, actor):
    made = bind(
        role, tree["board"], valid_from=DAY, valid_until=LATER, actor=actor, basis="Quyết định 1"
    )

    entry = Entry.objects.get(action="duties.binding.bind")
    assert (made.valid_from, made.valid_until, made.basis) == (DAY, LATER, "Quyết định 1")
    assert entry.subject == f"binding:{made.pk}"
    assert entry.details == {"role": "board", "from": "2022-07-01", "until": "2022-09-01"}


@pytest.mark.parametrize("until", [DAY, START])
def test_empty_span_is_refused(tree, role, actor, until):
    with pytest.raises(Refused) as refused:
        bind(role, tree["board"], valid_from=DAY, valid_until=until, actor=actor)

    assert refused.value.code == "BIND-01"


@pytest.mark.parametrize(
    ("first", "second", "is_clash"),
    [
        ((DAY, None), (LATER, None), True),
        ((LATER, None), (DAY, None), True),
        ((LATER, None), (DAY, LATER), False),
        ((DAY, LATER), (LATER, None), False),
        ((START, LATER), (DAY, LATER), True),
    ],
)
def test_spans_of_one_unit_and_body_do_not_overlap(tree, role, actor, first, second, is_clash):
    bind(role, tree["board"], valid_from=first[0], valid_until=first[1], actor=actor)
    bind(role, tree["team"], valid_from=first[0], valid_until=first[1], actor=actor)

    again = {"valid_from": second[0], "valid_until": second[1], "actor": actor}
    if not is_clash:
        assert bind(role, tree["board"], **again).valid_from == second[0]
        return
    with pytest.raises(Refused) as refused:
        bind(role, tree["board"], **again)
    assert refused.value.code == "BIND-02"


def test_binding_ends_on_a_day(tree, role, actor):
    made = bind(role, tree["board"], valid_from=DAY, actor=actor)

    unbind(made, valid_until=LATER, actor=actor, basis="Quyết định 2")

    assert (made.valid_until, made.basis) == (LATER, "Quyết định 2")
    assert Entry.objects.filter(action="duties.binding.unbind").count() == 1
    with pytest.raises(Refused) as refused:
        unbind(made, valid_until=DAY, actor=actor, basis="x")
    assert refused.value.code == "BIND-01"
    with pytest.raises(Refused) as refused:
        unbind(made, valid_until=LATER, actor=actor_at(tree["board"]), basis="x")
    assert refused.value.code == "CASE-01"


@pytest.mark.parametrize(
    ("until", "day", "holds"),
    [
        (None, date(2022, 6, 30), False),
        (None, DAY, True),
        (LATER, date(2022, 8, 31), True),
        (LATER, LATER, False),
    ],
)
def test_bound_holds_from_its_day_until_the_day_before_its_end(until, day, holds):
    assert Bound(1, 1, DAY, until).holds(day) is holds


@pytest.fixture
def places(tree, role, actor):
    """Return two communes below one locality, each with a board, and bodies of the one above."""
    made = {"top": tree.root}
    for name in ("one", "two"):
        made[name] = add_unit(
            facts(name), key=name, valid_from=START, by=BY, parent=tree.root, is_locality=True
        )
        made[f"{name}-board"] = add_unit(
            facts(f"Ban {name}"), key=f"{name}-board", valid_from=START, by=BY, parent=made[name]
        )
    rebuild_closure(tree.root)
    for key in ("one-board", "two-board"):
        bind(role, made[key], valid_from=START, actor=actor)
    return made


def near(tree, slug, place, **given):
    return [bound.unit_id for bound in Bodies(tree.root).near(slug, place.pk, **given)]


def test_body_is_found_in_its_own_locality(tree, places):
    assert near(tree, "board", places["one"]) == [places["one-board"].pk]
    assert near(tree, "board", places["two"]) == [places["two-board"].pk]
    assert Bodies(tree.root).localities(["board"]) == [places["one"].pk, places["two"].pk]


def test_body_bound_in_several_places_is_not_guessed(tree, places):
    assert near(tree, "board", places["top"]) == []


def test_body_of_the_locality_above_is_nearer_than_another_commune(tree, places, actor):
    council = BodyRole.objects.get(slug="council")
    bind(council, tree["council"], valid_from=START, actor=actor)
    bind(council, places["two-board"], valid_from=START, actor=actor)

    assert near(tree, "council", places["one"]) == [tree["council"].pk]


def test_who_bears_does_not_receive_its_own(tree, places, role, actor):
    bind(role, tree["board"], valid_from=START, actor=actor)
    own = {places["one-board"].pk}

    assert near(tree, "board", places["one"], besides=own) == [tree["board"].pk]


def test_body_bound_once_is_found_from_anywhere_on_its_days(tree, places, actor):
    police = BodyRole.objects.get(slug="police")
    bind(police, places["two-board"], valid_from=START, valid_until=DAY, actor=actor)
    bind(police, places["one-board"], valid_from=DAY, actor=actor)
    top = places["top"]

    assert near(tree, "police", top) == []
    assert near(tree, "police", top, on=START) == [places["two-board"].pk]
    assert near(tree, "police", top, on=DAY) == [places["one-board"].pk]


def test_spans_change_where_somebody_is_bound_or_unbound(tree, role, actor):
    bind(role, tree["board"], valid_from=START, valid_until=LATER, actor=actor)
    bind(role, tree["team"], valid_from=DAY, actor=actor)

    spans = Bodies(tree.root).spans(["board"], tree.root.pk)

    assert spans == [(START, DAY), (DAY, LATER), (LATER, None)]
    assert Bodies(tree.root).spans(["bloc"], tree.root.pk) == []
