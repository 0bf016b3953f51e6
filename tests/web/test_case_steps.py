"""What stands first among the acts of a case, and what one disclosure opens."""

from __future__ import annotations

import pytest

from danvan.areas.petitions.shapes import FEEDBACK
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.web.case_sheet import Sheet
from danvan.web.case_steps import LEAST, MOST, Elsewhere, arranged
from tests.areas.petitions.conftest import RECEIVED, signed_in, take_in
from tests.factories.desks import Desk, add_clerk, make_desk
from tests.factories.openings import load_rules

OURS = {"competence": "ours", "condition": "eligible", "before": "nothing"}


@pytest.fixture
def desk(db) -> Desk:
    del db
    load_rules()
    return make_desk(side="state")


def keys(steps) -> list[str]:
    return [one.url.rstrip("/").rsplit("/", 1)[1] for one in steps]


def folded(sheet) -> dict[str, list[str]]:
    return {str(group.heading): keys(group.steps) for group in sheet.next_steps.folded}


def test_fresh_petition_asks_for_its_classification_and_folds_the_rest(desk):
    sheet = Sheet(take_in(desk).case, desk.actor)

    steps = sheet.next_steps

    assert keys(steps.standing)[0] == "classify"
    assert LEAST <= len(steps.standing) <= MOST
    assert "withdraw" in folded(sheet)["Dừng, trả lại, kết thúc hoặc mở lại"]
    assert "mark_urgent" in folded(sheet)["Ghi thêm, hồ sơ giữ nguyên bước"]
    assert "guide" in folded(sheet)["Đưa hồ sơ sang bước sau"]


def folded_keys(sheet) -> list[str]:
    return [key for found in folded(sheet).values() for key in found]


def test_every_act_is_offered_exactly_once(desk):
    sheet = Sheet(take_in(desk).case, desk.actor)

    offered = keys(sheet.next_steps.standing) + folded_keys(sheet)

    rooms = [one.url.rstrip("/").rsplit("/", 1)[1] for one in sheet.elsewhere]
    assert sorted(offered) == sorted([*(act.key for act in sheet.acts), *rooms])
    assert sheet.next_steps.folded_count == sum(map(len, folded(sheet).values()))


def test_what_the_tree_proposes_stands_first_and_not_a_second_time(desk):
    case = take_in(desk).case
    perform(case, "classify", desk.actor, effective_on=RECEIVED, data=OURS)
    sheet = Sheet(case, desk.actor)

    first, *others = sheet.next_steps.standing

    assert (str(first.label), first.is_proposed) == ("Đề xuất: Thụ lý", True)
    assert "accept" not in keys(others) + folded_keys(sheet)


def test_the_act_for_which_a_running_clock_waits_comes_first(desk):
    case = take_in(desk).case
    for act in ("classify", "accept"):
        perform(case, act, desk.actor, effective_on=RECEIVED, data=OURS)

    standing = keys(Sheet(case, desk.actor).next_steps.standing)

    assert standing[0] == "decide"
    assert not {"suspend", "end", "withdraw"} & set(standing)


def test_officer_who_may_not_decide_is_offered_the_own_steps_of_the_state(desk):
    case = take_in(desk).case
    for act in ("classify", "accept"):
        perform(case, act, desk.actor, effective_on=RECEIVED, data=OURS)
    officer = Desk(desk.root, desk.unit, add_clerk(desk.unit, roles=("officer",)))

    standing = keys(Sheet(case, officer.actor).next_steps.standing)

    assert "dialogue" in standing
    assert "withdraw" not in standing


def test_few_steps_are_not_folded(desk):
    case = take_in(desk, FEEDBACK).case
    kind = kinds.get(FEEDBACK)
    acts = [act for act in kind.acts if case.state in act.source][: MOST + 1]

    steps = arranged(case, kind, acts, [], frozenset())

    assert (len(steps.standing), steps.folded) == (MOST + 1, [])


def test_what_rooms_offer_always_stands(desk):
    case, kind = take_in(desk, FEEDBACK).case, kinds.get(FEEDBACK)
    acts = [act for act in kind.acts if case.state in act.source]
    rooms = [Elsewhere(str(number), f"/room/{number}/") for number in range(MOST)]

    steps = arranged(case, kind, acts, rooms, frozenset())

    assert {one.url for one in rooms} <= {one.url for one in steps.standing}
    assert len(steps.standing) == MOST + LEAST


def test_clocks_that_run_stand_before_those_that_have_stopped(desk):
    case = take_in(desk).case
    for act in ("classify", "accept"):
        perform(case, act, desk.actor, effective_on=RECEIVED, data=OURS)

    clocks = [line.clock.key for line in Sheet(case, desk.actor).clocks]

    assert clocks == ["settlement", "acceptance"]


def test_sheet_shows_one_main_button_facts_before_acts_and_the_rest_in_one_disclosure(desk):
    case = take_in(desk).case

    page = signed_in(desk).get(f"/cases/{case.slug}/").content.decode()

    assert page.count('class="button primary"') == 1
    assert page.index('id="clocks-title"') < page.index("Cống tắc đã ba tháng.")
    assert page.index("Cống tắc đã ba tháng.") < page.index('id="acts-title"')
    number = Sheet(case, desk.actor).next_steps.folded_count
    assert f"Việc khác ({number})</summary>" in page
    assert page.count('<details class="more">') == 1


@pytest.mark.parametrize("kind", [kind.key for kind in kinds.every()])
def test_no_kind_lets_more_than_a_handful_of_acts_stand(kind):
    declared = kinds.get(kind)
    for state in declared.states:
        case = Case(kind=kind, slug="one", state=state)
        acts = [act for act in declared.acts if state in act.source and act.is_next is None]
        steps = arranged(case, declared, acts, [], frozenset())
        assert len(steps.standing) <= MOST + 1
        assert len(steps.standing) + steps.folded_count == len(acts)
