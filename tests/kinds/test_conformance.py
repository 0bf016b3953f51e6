"""What every kind of case owes, whoever declares it; a new kind is in by being registered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may, visible_cases
from danvan.kernel.cases.models import Event, Step
from danvan.kernel.cases.refused import Refused
from danvan.web.act_forms import form_of, has_form
from tests.factories.desks import TODAY, Desk, add_clerk, make_desk
from tests.factories.openings import EXAMPLES, do, lead_to, open_one

EVERY = pytest.mark.parametrize("kind", kinds.every(), ids=lambda kind: kind.key)
ACTS = [(kind, act) for kind in kinds.every() for act in kind.acts]
EVERY_ACT = pytest.mark.parametrize(
    ("kind", "act"), ACTS, ids=[f"{kind.key}.{act.key}" for kind, act in ACTS]
)
TESTED_HERE = [(kind, act) for kind, act in ACTS if act.key not in EXAMPLES[kind.key].elsewhere]
EVERY_PLAIN_ACT = pytest.mark.parametrize(
    ("kind", "act"), TESTED_HERE, ids=[f"{kind.key}.{act.key}" for kind, act in TESTED_HERE]
)


def signed_in(desk: Desk) -> Client:
    client = Client()
    client.force_login(desk.user)
    return client


def ready_for(kind, act, desk):
    """Return a case in a state from which the act can be done."""
    case = open_one(kind, desk)
    if case.state in act.source:
        return case
    return lead_to(case, min(act.source), desk)


@EVERY
def test_kind_has_an_example(kind):
    assert kind.key in EXAMPLES


@EVERY
def test_declaration_has_no_fault(kind):
    assert kind.faults() == []


@EVERY
def test_words_stand_in_both_languages(kind):
    labels = [kind.label, *kind.states.values(), *(act.label for act in kind.acts)]

    with override("vi"):
        vietnamese = [str(label) for label in labels]
    with override("en"):
        same = [
            str(label) for label, word in zip(labels, vietnamese, strict=True) if str(label) == word
        ]

    assert same == []


@EVERY
def test_closed_means_closed(kind):
    leaving = {
        act.key
        for act in kind.acts
        if act.source & kind.closed and act.target not in {None, *kind.closed}
    }

    assert {act.key for act in kind.acts if act.reopens} == leaving


@EVERY_ACT
def test_act_names_roles_basis_and_form_that_exist(kind, act):
    assert kind.act(act.key) is act
    assert act.by <= set(DeskRole.values)
    assert act.basis
    if act.form and has_form(act):
        assert form_of(act).act is act
    assert has_form(act) or act.form.partition(".")[0] not in settings.AREAS


@EVERY
@pytest.mark.django_db
def test_another_tree_sees_nothing_while_there_is_something(kind):
    first, second = make_desk(), make_desk()
    case = open_one(kind, first)

    assert case in visible_cases(first.actor)
    assert list(visible_cases(second.actor)) == []
    assert signed_in(first).get(f"/cases/{case.slug}/").status_code == 200
    assert signed_in(second).get(f"/cases/{case.slug}/").status_code == 404


@EVERY_ACT
@pytest.mark.django_db
def test_another_tree_finds_no_page_of_an_act(kind, act):
    first, second = make_desk(), make_desk()
    case = open_one(kind, first)

    answer = signed_in(second).get(f"/cases/{case.slug}/{act.key}/")

    assert answer.status_code == 404


@EVERY_PLAIN_ACT
@pytest.mark.django_db
def test_act_has_a_page(kind, act):
    desk = make_desk()
    case = ready_for(kind, act, desk)

    answer = signed_in(desk).get(f"/cases/{case.slug}/{act.key}/")

    assert answer.status_code == 200
    assert str(act.label) in answer.content.decode()


@EVERY_PLAIN_ACT
@pytest.mark.django_db
def test_act_writes_one_step_one_entry_one_event(kind, act):
    desk = make_desk()
    case = ready_for(kind, act, desk)
    name = f"{kind.key}.{act.key}"
    before = [
        Step.objects.filter(case=case).count(),
        Entry.objects.filter(action=name).count(),
        Event.objects.filter(name=name, case=case).count(),
    ]

    done = do(case, act.key, desk)

    assert done.state == (act.target or case.state)
    assert [
        Step.objects.filter(case=case).count(),
        Entry.objects.filter(action=name).count(),
        Event.objects.filter(name=name, case=case).count(),
    ] == [count + 1 for count in before]


@EVERY_PLAIN_ACT
@pytest.mark.django_db
def test_of_two_people_acting_at_once_one_is_told(kind, act):
    desk = make_desk()
    case = ready_for(kind, act, desk)
    seen_by_both = case.version
    stale = type(case).objects.get(pk=case.pk)
    do(case, act.key, desk, version=seen_by_both)

    with pytest.raises(Refused) as refused:
        do(stale, act.key, desk, version=seen_by_both)

    assert refused.value.code == "CASE-02"


@EVERY_PLAIN_ACT
@pytest.mark.django_db
def test_reader_may_look_and_not_act(kind, act):
    desk = make_desk()
    case = ready_for(kind, act, desk)
    reader = Desk(desk.root, desk.unit, add_clerk(desk.unit, roles=(DeskRole.READER.value,)))

    assert case in visible_cases(reader.actor)
    assert not may(reader.actor, act, case)
    with pytest.raises(Refused) as refused:
        do(case, act.key, reader)
    assert refused.value.code == "CASE-01"


@EVERY_PLAIN_ACT
@pytest.mark.django_db
def test_nothing_is_done_tomorrow(kind, act):
    desk = make_desk()
    case = ready_for(kind, act, desk)
    answer = signed_in(desk).post(
        f"/cases/{case.slug}/{act.key}/",
        {
            "effective_on": f"{TODAY + timedelta(days=1):%d/%m/%Y}",
            "version": case.version,
            "role": "report",
            "note": "Đã làm",
            "reason": "Theo yêu cầu",
        },
    )

    assert answer.status_code == 422
    assert type(case).objects.get(pk=case.pk).state == case.state


@EVERY
def test_acts_that_need_more_are_tested_elsewhere(kind, repository):
    tests = [path for path in repository.glob("tests/**/test_*.py") if "kinds" not in path.parts]
    texts = [path.read_text(encoding="utf-8") for path in tests]

    assert [
        act_key
        for act_key in EXAMPLES[kind.key].elsewhere
        if not any(f'"{act_key}"' in text for text in texts)
    ] == []


@EVERY
@pytest.mark.django_db
def test_list_needs_as_many_queries_for_ten_as_for_two(kind, query_count):
    desk = make_desk()
    client = signed_in(desk)
    for _case in range(2):
        open_one(kind, desk)
    client.get("/cases/")
    two = query_count(lambda: client.get("/cases/"))
    for _case in range(8):
        open_one(kind, desk)

    assert query_count(lambda: client.get("/cases/")) == two
