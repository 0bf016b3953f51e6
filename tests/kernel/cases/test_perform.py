"""The one writer: what an act writes, what it refuses, and who was faster."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.clocks import ClockBasis, alarm_before
from danvan.kernel.cases.models import Case, Event, Evidence, Step, Taking
from danvan.kernel.cases.perform import EvidenceInput, Opening, open_case, perform
from danvan.kernel.cases.refused import Refused
from danvan.law.duties import Words
from tests.factories.accounts import actor_at
from tests.factories.cases import NOTE, open_occurrence
from tests.factories.desks import make_duty
from tests.factories.trees import TODAY, make_tree

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)
DUE = date(2022, 6, 9)
BASIS = ClockBasis({"day": 10}, "att_1__art_21", "1-QĐ", "pack 1")


@pytest.fixture
def tree():
    return make_tree()


@pytest.fixture
def duty():
    return make_duty()


@pytest.fixture
def case(tree, duty):
    return open_occurrence(tree["bloc"], duty.pk, due_on=DUE, basis=BASIS)


@pytest.fixture
def officer(tree):
    return actor_at(tree["bloc"], roles=("officer",))


@pytest.fixture
def head(tree):
    return actor_at(tree["bloc"])


def do(case, act, actor, **given):
    usual = {"effective_on": TODAY, "evidence": [NOTE], "reason": ""}
    return perform(case, act, actor, **{**usual, **given})


def written():
    return [model.objects.count() for model in (Step, Entry, Event, Evidence)]


def refusal(case, act, actor, **given):
    """Return the code of a refusal, having seen that nothing was written."""
    before, state = written(), Case.objects.filter(pk=case.pk).values().get()
    with pytest.raises(Refused) as refused:
        do(case, act, actor, **given)
    assert written() == before
    assert Case.objects.filter(pk=case.pk).values().get() == state
    return refused.value.code


def test_opening_writes_case_facts_access_clock_entry_and_event(tree, duty, head):
    before = written()
    opening = Opening(
        unit_id=tree["bloc"].pk,
        title=Words("Báo cáo", "Report"),
        opened_on=TODAY,
        facts={"duty": duty, "unit": tree["bloc"], "key": "2022-05", "origin": "text"},
        takings={tree["police"].pk: Taking.COPY.value, tree["bloc"].pk: Taking.COPY.value},
        due_on=DUE,
        basis=BASIS,
    )

    case = open_case("duties.occurrence", head, opening)

    case.refresh_from_db()
    assert (case.state, case.version, case.search) == ("open", 0, "bao cao report")
    assert dict(case.units.values_list("unit__key", "taking")) == {
        "bloc": "handling",
        "police": "copy",
    }
    assert case.occurrence.key == "2022-05"
    clock = case.clocks.get()
    assert (clock.started_on, clock.due_on, clock.alarm_on) == (TODAY, DUE, alarm_before(DUE))
    assert clock.snapshot.provision == "att_1__art_21"
    assert [now - then for now, then in zip(written(), before, strict=True)] == [0, 1, 1, 0]
    assert Entry.objects.latest("pk").subject == f"case:{case.slug}"


def test_opening_elsewhere_is_refused(tree, duty):
    before = written()

    with pytest.raises(Refused) as refused:
        open_case(
            "duties.occurrence",
            actor_at(tree["police"]),
            Opening(tree["bloc"].pk, Words("a", "a"), TODAY, {"duty": duty}, {}),
        )

    assert refused.value.code == "CASE-01"
    assert written() == before


def test_nothing_is_opened_tomorrow(tree, duty):
    with pytest.raises(Refused) as refused:
        open_occurrence(tree["bloc"], duty.pk, opened_on=TODAY + ONE_DAY)

    assert refused.value.code == "CASE-05"
    assert not Case.objects.exists()


def test_opening_without_day_starts_no_clock(tree, duty):
    assert not open_occurrence(tree["bloc"], duty.pk).clocks.exists()


def test_act_writes_step_proof_entry_and_event_and_stops_the_clock(case, officer):
    before = written()

    done = do(case, "complete", officer, reason=" Đủ ")

    assert done is case
    assert (case.state, case.version, case.closed_on) == ("done", 1, TODAY)
    step = case.steps.get()
    assert (step.from_state, step.to_state, step.act) == ("open", "done", "complete")
    assert (step.effective_on, step.reason, step.actor) == (TODAY, "Đủ", officer.label)
    assert (step.back_dated, step.issued_without) == (False, False)
    proof = case.evidence.get()
    assert (proof.step, proof.proven_on, proof.note) == (step, TODAY, "Đã làm.")
    clock = case.clocks.get()
    assert (clock.stopped_on, clock.alarm_on) == (TODAY, None)
    assert [now - then for now, then in zip(written(), before, strict=True)] == [1, 1, 1, 1]
    assert Event.objects.latest("pk").name == "duties.occurrence.complete"
    assert Entry.objects.latest("pk").action == "duties.occurrence.complete"


def test_reopening_lets_the_clock_run_again(case, head):
    do(case, "complete", head)

    do(case, "reopen", head, reason="Thiếu số liệu", evidence=[])

    clock = case.clocks.get()
    assert (case.state, case.closed_on, case.version) == ("open", None, 2)
    assert (clock.stopped_on, clock.due_on, clock.alarm_on) == (None, DUE, alarm_before(DUE))
    assert list(case.steps.order_by("pk").values_list("from_state", "to_state")) == [
        ("open", "done"),
        ("done", "open"),
    ]


def test_act_on_a_closed_case_leaves_its_day(case, head):
    do(case, "complete", head, effective_on=TODAY - ONE_DAY)

    do(case, "add_proof", head)

    assert (case.state, case.closed_on, case.version) == ("done", TODAY - ONE_DAY, 2)
    assert case.clocks.get().stopped_on == TODAY - ONE_DAY


def test_unknown_act_and_unseen_case_are_not_allowed(case, tree, head):
    assert refusal(case, "nothing", head) == "CASE-01"
    assert refusal(case, "complete", actor_at(tree["police"])) == "CASE-01"


def test_role_is_needed(case, officer):
    assert refusal(case, "waive", officer, reason="Miễn") == "CASE-01"


def test_state_must_fit(case, head):
    do(case, "complete", head)

    assert refusal(case, "complete", head) == "CASE-03"


def test_proof_is_needed(case, head):
    assert refusal(case, "complete", head, evidence=[]) == "CASE-04"
    assert refusal(case, "complete", head, evidence=[EvidenceInput("report")]) == "CASE-04"


def test_earlier_proof_is_enough_to_complete_but_not_to_add_one(case, head):
    do(case, "add_proof", head)

    assert refusal(case, "add_proof", head, evidence=[]) == "CASE-04"
    assert do(case, "complete", head, evidence=[]).state == "done"


def test_withdrawn_proof_is_no_proof(case, head):
    do(case, "add_proof", head)
    Evidence.objects.update(withdrawn_at="2022-05-20T00:00:00Z")

    assert refusal(case, "complete", head, evidence=[]) == "CASE-04"


def test_day_is_not_in_the_future_nor_before_the_last_step(case, head):
    assert refusal(case, "complete", head, effective_on=TODAY + ONE_DAY) == "CASE-05"
    do(case, "add_proof", head, effective_on=TODAY - ONE_DAY)

    assert refusal(case, "complete", head, effective_on=TODAY - 2 * ONE_DAY) == "CASE-05"
    assert do(case, "complete", head, effective_on=TODAY - ONE_DAY).closed_on == TODAY - ONE_DAY


def test_proof_does_not_speak_for_a_day_to_come(case, head):
    later = EvidenceInput("report", note="Sẽ làm", proven_on=TODAY + ONE_DAY)

    assert refusal(case, "complete", head, evidence=[later]) == "CASE-05"


@pytest.mark.parametrize(
    ("back", "reason", "is_marked"), [(30, "", False), (31, "Nhập muộn", True), (30, "x", False)]
)
def test_dating_back_is_marked_beyond_the_limit(settings, case, head, back, reason, is_marked):
    settings.BACKDATE_DAYS = 30

    do(case, "complete", head, effective_on=TODAY - back * ONE_DAY, reason=reason)

    assert case.steps.get().back_dated is is_marked


def test_dating_far_back_needs_a_reason(settings, case, head):
    settings.BACKDATE_DAYS = 30

    assert refusal(case, "complete", head, effective_on=TODAY - 31 * ONE_DAY) == "CASE-06"


def test_reason_is_needed_where_the_act_asks(case, head):
    assert refusal(case, "waive", head, reason="  ") == "CASE-07"
    assert do(case, "waive", head, reason="Không phát sinh").state == "waived"


def test_of_two_who_saw_the_same_version_one_wins(case, head, officer):
    """Two objects of one case are what two requests hold."""
    other = Case.objects.get(pk=case.pk)
    seen = case.version
    do(case, "complete", officer, version=seen)

    assert refusal(other, "complete", head, version=seen) == "CASE-02"
    assert refusal(other, "add_proof", head, version=seen) == "CASE-02"
    assert case.steps.count() == 1


def test_who_comes_later_is_told_so_although_the_state_fits_no_more(case, head, officer):
    do(case, "complete", officer, version=0)
    read_again = Case.objects.get(pk=case.pk)

    assert refusal(read_again, "complete", head, version=0) == "CASE-02"


def test_who_comes_later_is_told_so_although_the_state_still_fits(case, head, officer):
    do(case, "add_proof", officer, version=0)
    read_again = Case.objects.get(pk=case.pk)

    assert refusal(read_again, "complete", head, version=0) == "CASE-02"
    assert do(read_again, "complete", head, version=1).state == "done"


def test_who_holds_what_another_has_changed_is_told_so_without_naming_a_version(
    case, head, officer
):
    """Two who press at once have both read the case before either wrote."""
    other = Case.objects.get(pk=case.pk)
    do(case, "complete", officer)

    assert refusal(other, "complete", head) == "CASE-02"


def test_case_is_as_it_was_after_an_effect_refused(tree, head):
    case = open_occurrence(tree["bloc"], make_duty("before").pk)

    assert refusal(case, "link_matter", head, data={"slug": "nothing"}) == "DUTY-04"
    assert (case.version, case.state) == (0, "open")


def test_failed_opening_writes_nothing(tree, duty, case):
    before = written()

    with pytest.raises(IntegrityError), transaction.atomic():
        open_occurrence(tree["bloc"], duty.pk)

    assert written() == before


def test_proof_may_be_a_number_a_note_or_another_case(case, tree, head):
    other = open_occurrence(tree["bloc"], make_duty().pk)
    proofs = [
        EvidenceInput("report", document_number="12-BC", proven_on=TODAY - ONE_DAY),
        EvidenceInput("minutes", source_case_id=other.pk),
    ]

    do(case, "complete", head, evidence=proofs)

    rows = case.evidence.order_by("pk")
    assert list(rows.values_list("document_number", "source_case", "proven_on")) == [
        ("12-BC", None, TODAY - ONE_DAY),
        ("", other.pk, TODAY),
    ]
