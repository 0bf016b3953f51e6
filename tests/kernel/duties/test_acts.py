"""Occasions raised on cards, cases on the same matter, and acknowledgements."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from danvan.kernel.cases.models import Case, CaseLink, Relation
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import bind
from danvan.kernel.duties.models import Binding
from danvan.kernel.organisations.days import LEGAL_ZONE
from danvan.kernel.packs.loading import load_identity
from danvan.kernel.packs.models import BodyRole, Pack
from danvan.law import packs as law_packs
from tests.factories.accounts import actor_at, planner_of
from tests.factories.cases import apply_all, card, complete, open_occurrence
from tests.factories.packs import duty
from tests.factories.trees import START, TODAY

pytestmark = pytest.mark.django_db
FLOOD = datetime(2022, 5, 19, 10, 10, tzinfo=UTC)


@pytest.fixture
def start(tree, work):
    work()
    apply_all(tree.root)
    return tree


@pytest.fixture
def calendar(repository, tmp_path):
    base = law_packs.load(repository / "packs" / "vn-base")
    return load_identity(base, by="tests")


def raise_on(code, tree, on=TODAY, **data):
    actor = actor_at(tree["board"], today=on)
    told = {"title": "Việc mới", **data}
    perform(card(code), "raise_occasion", actor, effective_on=on, data=told)
    return Case.objects.filter(occurrence__origin="event").latest("pk")


def test_occasion_is_opened_on_request(start):
    opened = raise_on("asked", start, asked_by="Thường trực Đảng ủy")

    facts = opened.occurrence
    assert (opened.title_vi, opened.state, opened.due_on) == ("Việc mới", "open", None)
    assert (facts.duty.code, facts.unit, facts.key) == ("asked", start["board"], "20220520-1")
    assert (facts.asked_by, facts.origin) == ("Thường trực Đảng ủy", "event")
    link = CaseLink.objects.get(source=opened)
    assert (link.target, link.relation, link.by_person) == (card("asked"), Relation.PART_OF, True)
    assert card("asked").version == 1


def test_occasions_of_one_day_are_numbered(start):
    keys = [raise_on("asked", start, asked_by="X").occurrence.key for _time in range(3)]

    assert keys == ["20220520-1", "20220520-2", "20220520-3"]


@pytest.mark.parametrize(
    ("code", "data", "refusal"),
    [
        ("asked", {}, "DUTY-03"),
        ("issue", {"asked_by": ""}, "DUTY-03"),
        ("prompt", {"asked_by": "X"}, "DUTY-01"),
        ("storm", {"asked_by": "X"}, "DUTY-02"),
    ],
)
def test_occasion_without_what_proves_it_is_refused(start, code, data, refusal):
    with pytest.raises(Refused) as refused:
        raise_on(code, start, **data)

    assert refused.value.code == refusal
    assert not Case.objects.filter(occurrence__origin="event").exists()
    assert card(code).version == 0


@pytest.mark.parametrize("code", ["always", "half", "while"])
def test_what_does_not_happen_on_occasion_cannot_be_raised(start, code):
    with pytest.raises(Refused) as refused:
        raise_on(code, start)

    assert refused.value.code == "CASE-01"


@pytest.mark.parametrize(
    ("caused_on", "due_on"),
    [
        (date(2022, 5, 16), date(2022, 5, 23)),
        (date(2022, 4, 28), date(2022, 5, 9)),
    ],
)
def test_limit_runs_from_the_cause_in_working_days(start, calendar, caused_on, due_on):
    """From Monday over a weekend; from Thursday over 30 April and 1 May with their make-up days."""
    opened = raise_on("prompt", start, caused_on=caused_on)

    clock = opened.clocks.get()
    assert (opened.due_on, clock.due_on, clock.started_on) == (due_on, due_on, TODAY)
    assert clock.snapshot.rule["amount"] == 5
    assert opened.occurrence.caused_on == caused_on


def test_limit_beyond_the_calendar_is_provisional_and_not_refused(start, calendar):
    on = date(2035, 5, 14)

    opened = raise_on("prompt", start, on=on, caused_on=on)

    assert opened.due_on == date(2035, 5, 21)


def test_without_a_calendar_no_day_is_computed(start):
    Pack.objects.update(calendar={})

    opened = raise_on("prompt", start, caused_on=TODAY)

    assert (opened.due_on, opened.clocks.count()) == (None, 0)


@pytest.mark.parametrize(
    ("measure", "due_on"),
    [("day", date(2022, 5, 25)), ("month", date(2022, 10, 20)), ("hour", None)],
)
def test_limit_may_be_days_or_months_and_hours_give_no_day(tree, work, calendar, measure, due_on):
    rule = f'deadline = {{ relation = "within", amount = 5, measure = "{measure}" }}\n'
    work(duty("prompt", "timely", rule))
    apply_all(tree.root)

    assert raise_on("prompt", tree, caused_on=TODAY).due_on == due_on


def test_urgent_occasion_tells_the_bodies_it_names(start):
    opened = raise_on("storm", start, event_at=FLOOD, told_at=FLOOD + timedelta(minutes=25))

    assert (opened.occurrence.event_at, opened.due_on) == (FLOOD, None)
    assert dict(opened.units.values_list("unit__key", "taking")) == {
        "board": "handling",
        "council": "receiver",
        "police": "counterpart",
    }


def test_who_is_bound_no_more_is_not_told(start):
    Binding.objects.filter(role__slug="police").update(valid_until=TODAY)

    opened = raise_on("storm", start, event_at=FLOOD)

    assert set(opened.units.values_list("unit__key", flat=True)) == {"board", "council"}


def test_each_body_told_acknowledges_once(start):
    opened = raise_on("storm", start, event_at=FLOOD)
    council, police = (actor_at(start[key]) for key in ("council", "police"))

    for actor in (council, police):
        opened = perform(opened, "acknowledge", actor, effective_on=TODAY)

    known = opened.occurrence.acknowledgements.order_by("pk")
    assert list(known.values_list("unit__key", "actor")) == [
        ("council", council.label),
        ("police", police.label),
    ]
    assert {one.acknowledged_at.astimezone(LEGAL_ZONE).date() for one in known} == {TODAY}
    with pytest.raises(Refused) as refused:
        perform(opened, "acknowledge", council, effective_on=TODAY)
    assert refused.value.code == "DUTY-05"
    assert opened.steps.count() == 2


def test_one_desk_of_two_bodies_acknowledges_for_each(start):
    opened = raise_on("storm", start, event_at=FLOOD)
    both = actor_at(start["council"], start["police"])

    for _body in range(2):
        opened = perform(opened, "acknowledge", both, effective_on=TODAY)

    assert opened.occurrence.acknowledgements.count() == 2


def test_acknowledging_after_it_was_done_leaves_it_done(start):
    opened = complete(raise_on("storm", start, event_at=FLOOD))

    perform(opened, "acknowledge", actor_at(start["police"]), effective_on=TODAY)

    assert (opened.state, opened.closed_on) == ("done", TODAY)


def test_case_on_the_same_matter_is_linked_once(start):
    opened = raise_on("issue", start, asked_by="X")
    other = open_occurrence(start["board"], opened.occurrence.duty_id, key="other")
    actor = actor_at(start["board"])

    for _time in range(2):
        perform(opened, "link_matter", actor, effective_on=TODAY, data={"slug": other.slug})

    link = CaseLink.objects.get(relation=Relation.ON_MATTER)
    assert (link.source, link.target, link.by_person) == (other, opened, True)


def test_case_out_of_reach_is_not_linked(start):
    opened = raise_on("issue", start, asked_by="X")
    bind(
        BodyRole.objects.get(slug="board"),
        start["team"],
        valid_from=START,
        actor=planner_of(start.root),
    )
    hidden = open_occurrence(start["team"], opened.occurrence.duty_id, key="hidden")

    for slug in (hidden.slug, opened.slug, "", "nothing"):
        with pytest.raises(Refused) as refused:
            perform(
                opened,
                "link_matter",
                actor_at(start["board"]),
                effective_on=TODAY,
                data={"slug": slug},
            )
        assert refused.value.code == "DUTY-04"


def test_due_day_and_working_days_are_those_of_the_calendar_loaded(start, calendar):
    """Saturdays and Sundays are not counted, nor is the day of the cause."""
    friday = date(2022, 5, 20)

    assert raise_on("prompt", start, caused_on=friday).due_on == date(2022, 5, 27)
