"""What the acts keep, and what they refuse."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.petitions.conditions import keep_values
from danvan.areas.petitions.models import Part
from danvan.areas.petitions.shapes import COMPLAINT, FEEDBACK, RECOMMENDATION
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case, Relation, Taking
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.notices.models import Notice
from danvan.kernel.notices.reacting import react
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.writing import UnitFacts, add_unit, rebuild_closure
from tests.areas.petitions.conftest import RECEIVED, take_in
from tests.factories.desks import START, TODAY, Desk, add_clerk
from tests.factories.openings import PROOF


def act(case, desk, key, on=RECEIVED, *, reason="Theo đơn", **data):
    return perform(case, key, desk.actor, effective_on=on, data=data, evidence=PROOF, reason=reason)


def refusal(*args, **told):
    with pytest.raises(Refused) as refused:
        act(*args, **told)
    return refused.value.code


def classified(desk, kind=COMPLAINT, **told):
    data = {"competence": "ours", "condition": "eligible", "before": "nothing"}
    return act(take_in(desk, kind).case, desk, "classify", **data | told)


def beside(desk, name="Phòng bên") -> Desk:
    """Return another body of the same tree."""
    facts = UnitFacts(name, "commune", "state", "Next door")
    unit = add_unit(facts, key="beside", valid_from=START, by="test", parent=desk.root)
    rebuild_closure(desk.root)
    return Desk(desk.root, unit, add_clerk(unit))


@pytest.mark.parametrize(
    ("key", "told", "code"),
    [
        ("accept", {"competence": "other"}, "PET-21"),
        ("guide", {"competence": "ours"}, "PET-21"),
        ("file", {"competence": "ours"}, "CASE-07"),
    ],
)
def test_against_the_tree_needs_a_reason(desk, key, told, code):
    case = classified(desk, **told)

    assert refusal(case, desk, key, reason="", passed_to="Sở", ground="file-several") == code


def test_against_the_tree_goes_with_a_reason(desk):
    case = classified(desk, competence="other")

    assert act(case, desk, "accept", reason="Cấp trên giao").state == "accepted"


def test_what_is_not_ours_is_guided_once_and_goes_nowhere(desk):
    other = beside(desk)
    case = classified(desk, competence="other")

    act(case, desk, "guide", passed_to_unit=other.unit.pk, reason="")

    assert case.state == "guided"
    assert not case.units.filter(unit=other.unit).exists()


def test_second_guiding_is_refused_by_what_was_classified(desk):
    case = classified(desk, competence="other", before="guided")

    assert refusal(case, desk, "guide", passed_to="Sở") == "PET-20"
    assert act(case, desk, "file", ground="file-guided").state == "filed"


def test_second_guiding_is_refused_where_the_same_matter_was_guided(desk):
    first = act(classified(desk, competence="other"), desk, "guide", passed_to="Sở")
    case = classified(desk, competence="other")
    act(case, desk, "group", lead=first.slug)

    assert refusal(case, desk, "guide", passed_to="Sở") == "PET-20"


def test_complaint_is_passed_to_a_party_body_only(desk):
    other, party = classified(desk, competence="other"), classified(desk, competence="party")

    assert refusal(other, desk, "transfer", passed_to="Sở") == "PET-22"
    assert act(party, desk, "transfer", passed_to="Ủy ban kiểm tra").state == "passed_on"


@pytest.mark.parametrize("ground", ["", "file-several", "nothing"])
def test_refusing_needs_a_ground_of_the_law_in_force(desk, ground):
    case = classified(desk, condition="ineligible")

    assert refusal(case, desk, "refuse", ground=ground) == "PET-23"
    case.refresh_from_db()
    assert case.state == "received"


def test_ground_of_refusing_is_kept(desk):
    case = act(classified(desk, condition="ineligible"), desk, "refuse", ground="refuse-late")

    assert (case.state, case.petition.grounds) == ("refused", {"refuse": "refuse-late"})


def test_suspending_before_the_new_law_needs_words_only(desk):
    case = act(classified(desk), desk, "accept")

    assert act(case, desk, "suspend").state == "suspended"
    assert refusal(act(case, desk, "resume"), desk, "suspend", ground="suspend-waiting") == "PET-23"


def test_as_many_speak_as_the_law_lets(desk):
    case = classified(desk, signatory_count=8)
    named = [{"name": f"Người {number}"} for number in range(3)]

    assert refusal(case, desk, "represent", speakers=named) == "PET-24"
    assert refusal(case, desk, "represent", speakers=[]) == "PET-24"
    act(case, desk, "represent", speakers=named[:2])
    act(case, desk, "represent", speakers=named[2:])
    speaking = case.petition.petitioners.filter(part=Part.REPRESENTATIVE)
    assert [one.name for one in speaking] == ["Người 2"]


def test_few_have_no_representatives(desk):
    case = classified(desk, signatory_count=4)

    assert refusal(case, desk, "represent", speakers=[{"name": "A"}]) == "CASE-01"


def test_handing_over_moves_the_work_and_keeps_the_sight(desk):
    other = beside(desk)
    case = classified(desk)

    act(case, desk, "hand_over", unit=other.unit.pk, reason="Đúng chuyên môn")

    kept = Case.objects.get(pk=case.pk)
    assert kept.unit == other.unit
    assert dict(kept.units.values_list("unit_id", "taking")) == {
        desk.unit.pk: Taking.VIA,
        other.unit.pk: Taking.HANDLING,
    }
    react()
    assert Notice.objects.get(key="petitions.complaint.hand_over").post.unit == other.unit
    assert refusal(kept, desk, "accept") == "CASE-01"
    assert refusal(kept, other, "hand_over", unit=other.unit.pk) == "PET-25"
    assert act(kept, other, "accept").state == "accepted"


def test_part_withdrawn_is_noted_and_the_rest_goes_on(desk):
    case = act(classified(desk), desk, "withdraw_part", part="Tiền bồi thường")

    assert case.state == "received"
    assert case.petition.notes.get().text == "Tiền bồi thường"


def test_dialogue_links_a_meeting_in_sight_only(desk):
    case = act(classified(desk), desk, "accept")

    assert refusal(case, desk, "dialogue", outcome="Xong", meeting="nothing") == "PET-26"
    act(case, desk, "dialogue", outcome="Thống nhất một phần")
    assert case.petition.notes.get().text == "Thống nhất một phần"
    assert not case.links_out.filter(relation=Relation.ON_MATTER).exists()


@pytest.mark.parametrize("day", [date(2026, 4, 7), date(2026, 4, 16)])
def test_decision_is_received_after_it_was_made_and_not_tomorrow(desk, day):
    case = act(classified(desk), desk, "accept")
    act(case, desk, "decide", date(2026, 4, 8), answer="Đã sửa")

    assert refusal(case, desk, "note_receipt", TODAY, received=day) == "PET-27"


def test_finishing_what_is_still_owed_needs_a_reason(desk):
    case = act(classified(desk), desk, "accept")
    act(case, desk, "decide", answer="Đã sửa")

    assert refusal(case, desk, "finish", reason="") == "PET-28"
    act(case, desk, "send", TODAY)
    act(case, desk, "publish", TODAY)
    assert act(case, desk, "finish", TODAY, reason="").state == "settled"


def test_settled_complaint_is_opened_by_no_act(desk):
    case = act(classified(desk), desk, "accept")
    act(case, desk, "decide", answer="Đã sửa")
    act(case, desk, "finish")

    assert refusal(case, desk, "classify") == "CASE-03"
    assert kinds.get(case.kind).act("reopen") is None


@pytest.mark.parametrize(("days", "code"), [(5, "PET-29"), (6, ""), (None, "")])
def test_answered_feedback_is_reopened_within_the_days_of_the_place(desk, days, code):
    if days:
        keep_values({"reopen_days": days, "reopen_days_source": "QĐ 01"}, desk.actor)
    case = act(classified(desk, FEEDBACK), desk, "accept")
    act(case, desk, "answer", date(2026, 4, 9), answer="Đã sửa")

    if code:
        assert refusal(case, desk, "reopen", TODAY) == code
    else:
        assert act(case, desk, "reopen", TODAY).state == "accepted"


def test_answered_late_stays_late(desk):
    received = date(2026, 2, 2)
    case = take_in(
        desk, "petitions.voters", received_on=received, facts={"raised_through": "council"}
    ).case
    act(case, desk, "classify", competence="ours")
    act(case, desk, "accept")

    act(case, desk, "answer", TODAY, answer="Đã sửa")

    case.refresh_from_db()
    assert (case.due_on, case.closed_on) == (date(2026, 3, 4), TODAY)


@pytest.mark.parametrize(
    ("through", "due"),
    [("council", date(2026, 5, 6)), ("assembly", date(2026, 6, 5)), ("", None)],
)
def test_voters_wait_by_whom_they_told(desk, through, due):
    case = take_in(desk, "petitions.voters", facts={"raised_through": through}).case

    assert case.due_on == due


def test_what_a_forwarder_is_owed_runs_from_the_answer(desk):
    case = take_in(desk, RECOMMENDATION, facts={"forwarder": "Mặt trận"}).case
    act(case, desk, "classify", competence="ours")
    act(case, desk, "accept")
    act(case, desk, "answer", answer="Đã sửa")

    row = case.clocks.get(key="telling_forwarder")
    assert (row.due_on, row.stopped_on) == (date(2026, 4, 15), None)
    act(case, desk, "tell_forwarder", date(2026, 4, 9))
    row.refresh_from_db()
    assert row.stopped_on == date(2026, 4, 9)


def test_party_track_owes_the_written_notice_and_no_acceptance(desk):
    case = take_in(desk, facts={"track": "party"}).case

    assert {row.key: row.due_on for row in case.clocks.all()} == {"party_notice": date(2026, 4, 20)}


def test_decisions_to_suspend_and_to_go_on_are_sent_within_three_working_days(desk):
    day = date(2026, 7, 6)
    Unit.objects.filter(pk=desk.root.pk).update(demo_on=date(2026, 8, 1))
    case = take_in(desk, received_on=day).case
    act(case, desk, "classify", day, competence="ours")
    act(case, desk, "accept", day)
    assert refusal(case, desk, "send_paper", day) == "CASE-01"

    act(case, desk, "suspend", day, ground="suspend-waiting")
    case.refresh_from_db()
    assert case.due_on == date(2026, 7, 9)
    act(case, desk, "send_paper", date(2026, 7, 8))
    case.refresh_from_db()
    assert case.due_on is None
    act(case, desk, "resume", date(2026, 7, 20))

    assert case.clocks.get(key="resumption_sent").due_on == date(2026, 7, 23)
