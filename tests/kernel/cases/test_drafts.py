"""Drafts: one a form, case and person; the last word counts; nobody else's."""

from __future__ import annotations

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.drafts import (
    MOST_SIGNS,
    draft_of,
    drop_draft,
    others_writing,
    save_draft,
)
from danvan.kernel.cases.models import Draft, Step
from danvan.kernel.cases.refused import Refused
from tests.factories.desks import TODAY, Desk, add_clerk, make_desk, owe

pytestmark = pytest.mark.django_db


def test_last_word_of_a_person_is_kept_outside_the_record():
    desk = make_desk()
    case = owe(desk, TODAY)
    entries, steps = Entry.objects.count(), Step.objects.count()

    save_draft(case, "form", desk.actor, {"a": "một"}, version=0)
    save_draft(case, "form", desk.actor, {"a": "hai"}, version=1)

    kept = draft_of(case, "form", desk.actor)
    assert (kept.values, kept.version, Draft.objects.count()) == ({"a": "hai"}, 1, 1)
    assert (Entry.objects.count(), Step.objects.count()) == (entries, steps)


def test_others_are_named_and_their_words_are_not_shown():
    desk = make_desk()
    colleague = Desk(desk.root, desk.unit, add_clerk(desk.unit))
    case = owe(desk, TODAY)
    save_draft(case, "form", desk.actor, {"a": "của tôi"}, version=0)

    assert draft_of(case, "form", colleague.actor) is None
    assert [one.label for one in others_writing(case, "form", colleague.actor)] == [
        desk.actor.label
    ]
    assert others_writing(case, "form", desk.actor) == []


def test_dropping_takes_only_ones_own():
    desk = make_desk()
    colleague = Desk(desk.root, desk.unit, add_clerk(desk.unit))
    case = owe(desk, TODAY)
    for one in (desk, colleague):
        save_draft(case, "form", one.actor, {"a": "x"}, version=0)

    drop_draft(case, "form", desk.actor)

    assert draft_of(case, "form", desk.actor) is None
    assert draft_of(case, "form", colleague.actor) is not None


def test_what_is_longer_than_a_draft_is_refused_and_the_earlier_one_stays():
    desk = make_desk()
    case = owe(desk, TODAY)
    save_draft(case, "form", desk.actor, {"a": "x"}, version=0)

    with pytest.raises(Refused) as refused:
        save_draft(case, "form", desk.actor, {"a": "x" * (MOST_SIGNS + 1)}, version=0)

    assert refused.value.code == "DRAFT-01"
    assert draft_of(case, "form", desk.actor).values == {"a": "x"}
