"""Taking a petition in: facts, clock, receipt; all of it or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.petitions.models import Petition, Petitioner
from danvan.areas.petitions.shapes import FEEDBACK
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.models import Case, Relation
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox.models import Letter
from danvan.kernel.letterbox.receipts import find
from tests.areas.petitions.conftest import RECEIVED, take_in
from tests.factories.desks import make_desk
from tests.factories.openings import PROOF


def act(case, desk, key, on, **data):
    return perform(
        case, key, desk.actor, effective_on=on, data=data, evidence=PROOF, reason="Theo đơn"
    )


def test_petition_stands_with_its_clock_and_promised_day(desk):
    handed = take_in(desk)

    case = Case.objects.get(pk=handed.case.pk)
    assert (case.state, case.opened_on, case.due_on) == ("received", RECEIVED, date(2026, 4, 16))
    assert case.letter.promised_on == case.due_on
    assert case.petition.petitioners.get().name == "Người gửi thử"


def test_party_body_that_says_nothing_handles_it_by_the_rules_of_the_party(desk):
    office = make_desk("Văn phòng Đảng ủy xã")

    told, chosen = take_in(office).case, take_in(office, facts={"track": "state"}).case

    assert (told.petition.track, chosen.petition.track) == ("party", "state")
    assert take_in(desk).case.petition.track == "state"
    assert list(told.clocks.values_list("key", flat=True)) == ["party_notice"]
    assert told.due_on == date(2026, 4, 20)


def test_code_and_number_are_kept_only_as_digests(desk):
    handed = take_in(desk)

    kept = Letter.objects.get()
    assert handed.code not in f"{kept.code_digest}{kept.pin_digest}"
    assert handed.pin not in kept.pin_digest
    assert find(handed.code, handed.pin) == handed.case.letter


@pytest.mark.parametrize(("code", "pin"), [("right", "wrong"), ("wrong", "right"), ("", "")])
def test_wrong_code_and_wrong_number_find_nothing(desk, code, pin):
    handed = take_in(desk)
    told = {"right": handed.code, "wrong": "x" * 20, "": ""}[code]
    number = {"right": handed.pin, "wrong": "000000x", "": ""}[pin]

    assert find(told, number) is None


def test_who_sent_it_is_in_no_title_search_or_audit(desk):
    handed = take_in(desk)

    heap = f"{handed.case.title_vi} {handed.case.search} {list(Entry.objects.values())}"
    assert "Người gửi thử" not in heap
    assert "0900000000" not in heap


def test_whoever_may_not_receive_there_leaves_nothing_behind(desk):
    other = make_desk()

    with pytest.raises(Refused) as refused:
        take_in(other, unit_id=desk.unit.pk)

    assert refused.value.code == "CASE-01"
    assert (Petition.objects.count(), Petitioner.objects.count()) == (0, 0)


def test_second_complaint_follows_the_first_and_has_its_own_limit(desk):
    first = take_in(desk).case
    act(first, desk, "classify", RECEIVED, competence="ours")
    act(first, desk, "accept", date(2026, 4, 7))
    act(first, desk, "decide", date(2026, 4, 8), answer="Đã sửa")

    second = take_in(desk, first_slug=first.slug, received_on=date(2026, 4, 9)).case
    act(second, desk, "classify", date(2026, 4, 9), competence="ours")
    act(second, desk, "accept", date(2026, 4, 10))

    second.refresh_from_db()
    assert second.petition.instance == 2
    assert second.links_out.get().relation == Relation.FOLLOWS_UP
    assert second.due_on == date(2026, 5, 25)
    assert {clock.key for clock in second.clocks.all()} == {"acceptance", "second_settlement"}


def test_second_complaint_needs_a_decided_first_one_in_sight(desk):
    undecided = take_in(desk).case
    other = make_desk()

    for at, slug in ((desk, undecided.slug), (other, undecided.slug), (desk, "nothing")):
        with pytest.raises(Refused) as refused:
            take_in(at, first_slug=slug)
        assert refused.value.code == "PET-02"


def test_nothing_is_decided_before_somebody_classified(desk):
    case = take_in(desk, FEEDBACK).case

    with pytest.raises(Refused) as refused:
        act(case, desk, "transfer", RECEIVED, passed_to="Sở Xây dựng")

    case.refresh_from_db()
    assert (refused.value.code, case.state) == ("PET-01", "received")
