"""What a closed meeting proves: by convener, partners and period, once, or by a person's word."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case, CaseLink, Evidence, Relation
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.fulfilment import matches
from danvan.kernel.duties.models import Binding
from tests.factories.accounts import actor_at
from tests.factories.cases import (
    NOTE,
    apply_all,
    card,
    complete,
    hold,
    occurrence,
    plan_meeting,
)
from tests.factories.packs import SESSION, duty
from tests.factories.trees import TODAY, make_tree

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not kinds.known("meetings.record"), reason="the room of meetings is off"),
]
MONTHLY = 'period = "monthly"\n'
JUNE = date(2022, 6, 15)
WITH_FRONT = duty("session", "period", MONTHLY + SESSION)
WITH_POLICE = duty("police", "period", MONTHLY + SESSION.replace("front", "police"))
ALWAYS = duty("always", "standing", SESSION)
FLOOR = duty("floor", "at_least", f'period = "annual"\nat_least = 2\n{SESSION}')
JOINT = duty("joint", "period", MONTHLY + SESSION, bearers=["board", "council"], bearing="jointly")


@pytest.fixture
def tree(db):
    del db
    return make_tree({"board": "", "bloc": "", "council": "", "police": "", "front": ""})


@pytest.fixture
def start(tree, work):
    def put(*duties):
        work("".join(duties))
        apply_all(tree.root)
        return tree

    return put


def links():
    rows = CaseLink.objects.filter(relation=Relation.FULFILS).order_by("pk")
    return [(link.target, link.by_person, link.reason) for link in rows]


def fresh(case):
    return Case.objects.get(pk=case.pk)


def reopen(case, on=TODAY):
    return perform(
        case, "reopen", actor_at(case.unit, today=on), effective_on=on, reason="Ghi nhầm"
    )


def serve(case, target, reason="", on=TODAY):
    slug = {"slug": target.slug}
    actor = actor_at(case.unit, today=on)
    return perform(case, "serve", actor, effective_on=on, data=slug, reason=reason)


def test_meeting_with_everybody_proves_its_month(start):
    tree = start(WITH_FRONT)

    meeting = hold([tree["board"]], [tree["front"]])

    done = occurrence("session", "2022-05")
    assert (done.state, done.closed_on) == ("done", TODAY)
    assert links() == [(done, False, "")]
    proof = done.evidence.get()
    assert (proof.source_case, proof.role, proof.proven_on) == (meeting, "minutes", TODAY)
    step = done.steps.get()
    assert (step.act, step.reason) == ("complete", "Họp")
    assert "(Họp)" in step.actor
    assert occurrence("session", "2022-06").state == "open"


def test_meeting_without_a_partner_proves_nothing_by_itself(start):
    tree = start(WITH_FRONT)

    meeting = hold([tree["board"]], [tree["bloc"]])

    assert links() == []
    assert [(match.case, match.lacking, match.is_full) for match in matches(meeting)] == [
        (occurrence("session", "2022-05"), ("front",), False)
    ]


def test_partner_must_be_bound_on_the_day(start):
    tree = start(WITH_FRONT)
    Binding.objects.filter(role__slug="front").update(valid_until=TODAY)

    hold([tree["board"]], [tree["front"]])

    assert links() == []


def test_meeting_of_another_unit_proves_nothing(start):
    tree = start(WITH_FRONT)

    meeting = hold([tree["council"]], [tree["front"], tree["board"]])

    assert matches(meeting) == []


def test_meeting_that_was_not_held_proves_nothing(start):
    tree = start(WITH_FRONT)
    meeting = plan_meeting([tree["board"]], [tree["front"]])

    assert matches(meeting) == []
    perform(meeting, "cancel", actor_at(tree["board"]), effective_on=TODAY, reason="Hoãn")

    assert matches(meeting) == []
    assert links() == []


def test_joint_duty_needs_all_who_bear_it_to_convene(start):
    tree = start(JOINT)

    alone = hold([tree["board"]], [tree["front"], tree["council"]])
    assert (matches(alone), links()) == ([], [])
    hold([tree["board"], tree["council"]], [tree["front"]])

    assert [target for target, _person, _reason in links()] == [occurrence("joint", "2022-05")]


def test_where_two_series_match_a_person_says_which(start):
    tree = start(WITH_FRONT, WITH_POLICE)

    meeting = hold([tree["board"]], [tree["front"], tree["police"]])

    session, police = occurrence("session", "2022-05"), occurrence("police", "2022-05")
    assert [match.case for match in matches(meeting)] == [session, police]
    assert links() == []
    serve(meeting, police)
    assert links() == [(police, True, "")]
    assert fresh(police).state == "done"
    assert fresh(session).state == "open"


def test_second_series_needs_a_reason(start):
    tree = start(WITH_FRONT, WITH_POLICE)
    meeting = hold([tree["board"]], [tree["front"]])
    police = occurrence("police", "2022-05")

    with pytest.raises(Refused) as refused:
        serve(meeting, police)
    assert (refused.value.code, fresh(police).state) == ("CASE-07", "open")
    serve(meeting, police, reason="Công an có ý kiến bằng văn bản")

    assert links()[-1] == (police, True, "Công an có ý kiến bằng văn bản")
    assert fresh(police).state == "done"


def test_meeting_counts_once_for_a_series(start):
    tree = start(WITH_FRONT)
    meeting = hold([tree["board"]], [tree["front"]])

    with pytest.raises(Refused) as refused:
        serve(meeting, occurrence("session", "2022-05"), reason="Lại")

    assert refused.value.code == "FULFIL-01"


def test_meeting_cannot_count_for_another_month_or_what_is_not_seen(start):
    tree = start(WITH_FRONT)
    meeting = hold([tree["board"]], [tree["bloc"]])

    for slug in (occurrence("session", "2022-07").slug, "nothing"):
        with pytest.raises(Refused) as refused:
            perform(
                meeting,
                "serve",
                actor_at(tree["board"]),
                effective_on=TODAY,
                data={"slug": slug},
                reason="Tính",
            )
        assert refused.value.code == "FULFIL-01"


def test_standing_card_gets_a_proof_and_stays_open(start):
    tree = start(ALWAYS)

    meeting = hold([tree["board"]], [tree["front"]])

    always = card("always")
    assert (always.state, always.evidence.get().source_case) == ("open", meeting)
    assert links() == [(always, False, "")]


def test_series_goes_before_a_card(start):
    tree = start(WITH_FRONT, ALWAYS)

    meeting = hold([tree["board"]], [tree["front"]])

    assert [target for target, _person, _reason in links()] == [occurrence("session", "2022-05")]
    assert [(match.case, match.is_card) for match in matches(meeting)] == [(card("always"), True)]


def test_floor_is_done_when_it_is_reached(start):
    tree = start(FLOOR)
    floor = occurrence("floor", "2022")

    hold([tree["board"]], [tree["front"]])
    after_one = fresh(floor).state
    hold([tree["board"]], [tree["front"]])
    after_two = fresh(floor).state
    third = hold([tree["board"]], [tree["front"]])

    assert (after_one, after_two, fresh(floor).state) == ("open", "done", "done")
    assert floor.evidence.count() == len(links()) == 3
    reopen(third)
    assert fresh(floor).state == "done"


def test_floor_that_is_no_longer_reached_is_open_again(start):
    tree = start(FLOOR)
    floor = occurrence("floor", "2022")
    first = hold([tree["board"]], [tree["front"]])
    hold([tree["board"]], [tree["front"]])

    reopen(first)

    assert fresh(floor).state == "open"
    assert floor.evidence.filter(withdrawn_at=None).count() == 1


def test_reopening_the_meeting_reopens_what_it_proved(start):
    tree = start(WITH_FRONT)
    meeting = hold([tree["board"]], [tree["front"]])

    reopen(meeting)

    session = occurrence("session", "2022-05")
    assert (session.state, session.closed_on) == ("open", None)
    assert session.evidence.get().withdrawn_at is not None
    assert links() == []
    assert session.clocks.get().stopped_on is None


def test_correcting_a_meeting_proves_again(start):
    tree = start(WITH_FRONT)
    meeting = reopen(hold([tree["board"]], [tree["front"]]))

    perform(meeting, "hold", actor_at(tree["board"]), effective_on=TODAY)

    assert occurrence("session", "2022-05").state == "done"
    assert len(links()) == 1


def test_card_loses_the_proof_of_a_reopened_meeting(start):
    tree = start(ALWAYS)
    meeting = hold([tree["board"]], [tree["front"]])

    reopen(meeting)

    assert Evidence.objects.filter(case=card("always"), withdrawn_at=None).count() == 0
    assert card("always").state == "open"


def test_what_another_meeting_still_proves_stays_done(start):
    tree = start(WITH_FRONT)
    first = hold([tree["board"]], [tree["front"]])
    session = occurrence("session", "2022-05")
    perform(session, "reopen", actor_at(tree["board"]), effective_on=TODAY, reason="Xem lại")
    second = hold([tree["board"]], [tree["front"]])
    assert fresh(session).state == "done"

    reopen(first)
    assert fresh(session).state == "done"
    reopen(second)

    assert fresh(session).state == "open"


def test_what_a_person_completed_stays_done(start):
    tree = start(FLOOR)
    floor = occurrence("floor", "2022")
    complete(floor)
    meeting = hold([tree["board"]], [tree["front"]])
    assert links() == [(floor, False, "")]

    reopen(meeting)

    assert fresh(floor).state == "done"


def test_proof_that_comes_late_is_dated_by_the_last_step(start):
    tree = start(WITH_FRONT)
    session = occurrence("session", "2022-05")
    later = date(2022, 5, 28)
    actor = actor_at(tree["board"], today=later)
    perform(session, "add_proof", actor, effective_on=later, evidence=[NOTE])

    meeting = plan_meeting([tree["board"]], [tree["front"]], on=TODAY)
    perform(meeting, "hold", actor, effective_on=TODAY, evidence=[NOTE])

    session = fresh(session)
    assert (session.state, session.closed_on) == ("done", later)
    assert session.evidence.get(source_case=meeting).proven_on == TODAY


def test_duty_that_asks_for_no_partners_needs_none(start):
    alone = 'fulfilled_by = { kinds = ["meetings.record"], match = ["convener"] }\n'
    tree = start(duty("alone", "period", MONTHLY + alone), duty("other", "period", MONTHLY))

    hold([tree["board"]])

    assert [target for target, _person, _reason in links()] == [occurrence("alone", "2022-05")]
