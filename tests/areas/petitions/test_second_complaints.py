"""A second complaint: of which first one, once, and what its parts keep of it."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.petitions.matters import Share, parts_of
from danvan.areas.petitions.queries import decided_complaints
from danvan.areas.petitions.shapes import COMPLAINT, FEEDBACK
from danvan.kernel.cases.models import Case, Relation
from danvan.kernel.cases.refused import Refused
from tests.areas.petitions.conftest import take_in
from tests.areas.petitions.test_acts import act
from tests.areas.petitions.test_conditions import decided
from tests.factories.desks import TODAY

SHARES = [
    Share(COMPLAINT, "Quyết định thu hồi", "Không đồng ý."),
    Share(FEEDBACK, "Đèn đường hỏng", "Tối."),
]


def second_of(first, desk, on=date(2026, 4, 9)):
    return take_in(desk, first_slug=first.slug, received_on=on).case


def offered(desk) -> list[str]:
    return [slug for slug, _title in decided_complaints(desk.actor, COMPLAINT, "vi")]


def test_second_complaint_has_no_second_one_itself(desk):
    second = second_of(decided(desk), desk)
    act(second, desk, "classify", date(2026, 4, 9), competence="ours")
    act(second, desk, "accept", date(2026, 4, 9))
    act(second, desk, "decide", date(2026, 4, 10), answer="Giữ nguyên")

    with pytest.raises(Refused) as refused:
        second_of(second, desk, TODAY)

    assert refused.value.code == "PET-02"
    assert second.slug not in offered(desk)
    assert Case.objects.filter(kind=COMPLAINT).count() == 2


def test_first_complaint_has_one_second_one(desk):
    first = decided(desk)
    assert offered(desk) == [first.slug]
    second_of(first, desk)

    with pytest.raises(Refused) as refused:
        second_of(first, desk)

    assert refused.value.code == "PET-02"
    assert offered(desk) == []


def test_second_complaint_that_was_withdrawn_leaves_room_for_another(desk):
    first = decided(desk)
    act(second_of(first, desk), desk, "withdraw", date(2026, 4, 9))

    assert offered(desk) == [first.slug]
    assert second_of(first, desk, TODAY).petition.instance == 2


def test_complaint_part_of_a_second_complaint_is_a_second_one(desk):
    first = decided(desk)
    second = second_of(first, desk)
    act(second, desk, "classify", date(2026, 4, 9), competence="ours", before="settled")
    act(second, desk, "split", date(2026, 4, 9), shares=SHARES)

    complaint, feedback = parts_of(second)

    assert (complaint.petition.instance, complaint.petition.before) == (2, "settled")
    assert complaint.links_out.get(relation=Relation.FOLLOWS_UP).target == first
    assert (feedback.petition.instance, feedback.petition.before) == (1, "nothing")
    assert not feedback.links_out.filter(relation=Relation.FOLLOWS_UP).exists()
    act(complaint, desk, "classify", date(2026, 4, 9), competence="ours")
    act(complaint, desk, "accept", date(2026, 4, 10))
    assert complaint.clocks.filter(key="second_settlement").exists()
    assert not complaint.clocks.filter(key="settlement").exists()
    assert offered(desk) == []
