"""What must exist before an act: stop, or pass with a reason by who may, shown for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case, CaseLink, Relation
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.models import PrerequisiteRule
from danvan.kernel.duties.prerequisites import missing
from danvan.kernel.packs.models import PackUse
from tests.factories.accounts import actor_at
from tests.factories.cases import MINUTES, NOTE, apply_all, card, hold, plan_meeting
from tests.factories.trees import TODAY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not kinds.known("meetings.record"), reason="the room of meetings is off"),
]


@pytest.fixture
def head(tree):
    return actor_at(tree["board"])


@pytest.fixture
def issue(tree, work, head):
    """Return an occurrence whose completing must wait for a meeting on the same matter."""
    work()
    apply_all(tree.root)
    data = {"title": "Ban hành quyết định", "asked_by": "Thường trực"}
    perform(card("issue"), "raise_occasion", head, effective_on=TODAY, data=data)
    return Case.objects.get(occurrence__origin="event")


def finish(case, actor, reason=""):
    return perform(case, "complete", actor, effective_on=TODAY, evidence=[NOTE], reason=reason)


def link(case, other, actor):
    data = {"slug": other.slug}
    return perform(case, "link_matter", actor, effective_on=TODAY, data=data)


def test_missing_one_stops(issue, head):
    with pytest.raises(Refused) as refused:
        finish(issue, head)

    assert (refused.value.code, refused.value.fields) == (
        "CASE-08",
        {"provision": "att_1__art_9__cl_1"},
    )
    assert [(one.rule.code, one.compulsory) for one in missing(issue, "complete")] == [
        ("first", True),
        ("second", False),
    ]
    assert list(missing(issue, "waive")) == []


def test_head_passes_with_a_reason_that_is_shown_for_ever(issue, head):
    done = finish(issue, head, reason="Khẩn cấp do thiên tai")

    step = done.steps.get()
    assert (done.state, step.issued_without, step.reason) == (
        "done",
        True,
        "Khẩn cấp do thiên tai",
    )


def test_officer_may_not_pass_it(issue, tree):
    officer = actor_at(tree["board"], roles=("officer",))

    with pytest.raises(Refused) as refused:
        finish(issue, officer, reason="Khẩn cấp")

    assert refused.value.code == "CASE-10"
    issue.refresh_from_db()
    assert issue.state == "open"


@pytest.mark.parametrize("is_turned", [False, True])
def test_closed_case_on_the_matter_lets_it_pass(issue, tree, head, is_turned):
    meeting = hold([tree["board"]])
    if is_turned:
        made = {"made_at": "2022-05-20T00:00:00Z", "made_by": "Bàn"}
        CaseLink.objects.create(source=issue, target=meeting, relation=Relation.ON_MATTER, **made)
    else:
        link(issue, meeting, head)

    done = finish(issue, head)

    assert (done.state, done.steps.last().issued_without) == ("done", False)
    assert list(missing(issue, "complete")) == []


def test_open_case_on_the_matter_is_not_enough(issue, tree, head):
    meeting = plan_meeting([tree["board"]])
    link(issue, meeting, head)

    with pytest.raises(Refused):
        finish(issue, head)
    perform(meeting, "hold", head, effective_on=TODAY, evidence=[MINUTES])

    assert finish(issue, head).state == "done"


def test_meeting_that_was_cancelled_is_not_enough(issue, tree, head):
    meeting = plan_meeting([tree["board"]])
    link(issue, meeting, head)
    perform(meeting, "cancel", head, effective_on=TODAY, reason="Hoãn")

    with pytest.raises(Refused) as refused:
        finish(issue, head)

    assert refused.value.code == "CASE-08"


def test_other_relation_is_not_the_same_matter(issue, tree, head):
    made = {"made_at": "2022-05-20T00:00:00Z", "made_by": "Bàn"}
    CaseLink.objects.create(
        source=hold([tree["board"]]), target=issue, relation=Relation.CAUSED_BY, **made
    )

    with pytest.raises(Refused):
        finish(issue, head)


def test_optional_one_warns_and_never_stops(issue, head):
    PrerequisiteRule.objects.filter(code="first").delete()

    done = finish(issue, head)

    assert done.steps.get().issued_without is False
    assert [one.compulsory for one in missing(issue, "complete")] == [False]


def test_rule_on_another_kind_counts_where_its_pack_is_used(tree, work, head):
    worked = work()
    PrerequisiteRule.objects.filter(code="first").update(kind="meetings.record", act="hold")
    meeting = plan_meeting([tree["board"]])

    with pytest.raises(Refused) as refused:
        perform(meeting, "hold", head, effective_on=TODAY, evidence=[MINUTES])
    assert refused.value.code == "CASE-08"
    PackUse.objects.filter(pk=worked.use.pk).update(valid_from=TODAY + timedelta(days=1))

    assert perform(meeting, "hold", head, effective_on=TODAY, evidence=[MINUTES]).state == "held"


def test_closed_case_of_a_room_that_is_off_is_not_enough(issue, tree, head):
    meeting = hold([tree["board"]])
    link(issue, meeting, head)
    Case.objects.filter(pk=meeting.pk).update(kind="rooms.off")
    PrerequisiteRule.objects.update(needs=["rooms.off"])

    with pytest.raises(Refused) as refused:
        finish(issue, head)

    assert refused.value.code == "CASE-08"
