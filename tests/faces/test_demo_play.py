"""A demo tree is lived through the same acts as a person's: what is done, met, passed and left."""

from __future__ import annotations

import pytest

from danvan.faces.cli.demo_happenings import happen
from danvan.faces.cli.demo_play import Player
from danvan.faces.cli.demo_story import Happening, story_of
from danvan.faces.cli.planning import bring_pack
from danvan.kernel.cases.models import Case, Evidence, Step
from danvan.kernel.duties.loading import load_pack
from danvan.kernel.duties.models import Card, Occurrence, Origin
from danvan.kernel.duties.trees import write_tree
from danvan.law.packs import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(request, repository):
    """Return a tree that was played from its first day to its last."""
    path = repository / f"src/danvan/faces/cli/demo_data/{request.param}.toml"
    load_pack(load(repository / "packs" / "vn-base"), by="tests")
    tree = write_tree(path, password=lambda _name: "mat-khau-thu-nghiem")
    bring_pack(tree.pack, tree)
    player = Player(
        tree,
        story_of(path),
        tree.accounts[0].username,
        first=tree.pack_from,
        last=tree.demo_on,
    )
    player.play()
    return player


@pytest.mark.parametrize("played", ["tay_son"], indirect=True)
def test_four_decisions_two_asked_about_one_issued_without_one_open(played):
    asked = Occurrence.objects.filter(duty__code="002-d12-k2-a").order_by("case_id")

    assert [row.case.state for row in asked] == ["done", "done", "done", "open"]
    without = Step.objects.filter(case__occurrence__in=asked, issued_without=True)
    assert [step.case.title_vi for step in without] == [asked[2].case.title_vi]
    assert Case.objects.filter(kind="meetings.record", links_out__target=asked[0].case).exists()


@pytest.mark.parametrize("played", ["tay_son"], indirect=True)
def test_yearly_review_is_proven_by_its_minutes(played):
    review = Occurrence.objects.get(duty__code="002-d14-c", key="2022")

    assert review.case.state == "done"
    assert review.case.evidence.filter(source_case__kind="meetings.record").exists()


@pytest.mark.parametrize("played", ["duc_pho"], indirect=True)
def test_letter_falls_due_nowhere_and_is_proven_on_cards(played):
    assert not Case.objects.filter(due_on__isnull=False).exists()
    assert Card.objects.filter(case__evidence__isnull=False).exists()
    assert Card.objects.filter(case__evidence__isnull=True, duty__timing="standing").exists()
    assert Card.objects.filter(duty__code="004-kt-d").count() == 1


@pytest.mark.parametrize("played", ["duc_pho"], indirect=True)
def test_nothing_is_recorded_outside_the_days_played(played):
    days = Evidence.objects.values_list("proven_on", flat=True)

    assert min(days) >= played.first
    assert max(days) <= played.last


@pytest.mark.parametrize("played", ["duc_pho"], indirect=True)
def test_what_was_asked_for_is_raised_on_its_card(played):
    raised = Occurrence.objects.filter(origin=Origin.EVENT)

    titles = set(raised.values_list("case__title_vi", flat=True))

    assert titles == {told.title for told in played.story.happenings}
    assert raised.filter(case__closed_on=None).count() == 2


@pytest.mark.parametrize("played", ["duc_pho"], indirect=True)
def test_a_happening_without_its_card_is_refused(played):
    told = Happening("Việc lạ", "ai đó", 1, "open", duty="004-kt-d", unit="radio")

    with pytest.raises(LookupError, match="Việc lạ"):
        happen(played.desks, told)
