"""What a petitioner is told of a petition, and what not."""

from __future__ import annotations

from datetime import date

from danvan.areas.petitions.intake import tell_petitioner
from danvan.areas.petitions.matters import Share, parts_of
from danvan.areas.petitions.shapes import COMPLAINT, FEEDBACK, RECOMMENDATION
from danvan.kernel.cases.perform import perform
from tests.areas.petitions.conftest import RECEIVED, take_in
from tests.factories.openings import PROOF


def act(case, desk, key, on=RECEIVED, **data):
    return perform(
        case, key, desk.actor, effective_on=on, data=data, evidence=PROOF, reason="nội bộ"
    )


def test_petitioner_reads_days_and_next_day_and_nothing_inside(desk):
    case = take_in(desk, FEEDBACK).case
    act(case, desk, "classify", competence="ours")
    act(case, desk, "accept", date(2026, 4, 7))

    told = tell_petitioner(case, "vi")

    assert [on for on, _words in told.days] == [RECEIVED, date(2026, 4, 7)]
    assert "nội bộ" not in str(told)
    assert desk.actor.label not in str(told)


def test_decided_complaint_names_the_second_one_and_the_court_and_no_reopening(desk):
    case = take_in(desk, COMPLAINT).case
    act(case, desk, "classify", competence="ours")
    act(case, desk, "accept", date(2026, 4, 7))
    act(case, desk, "decide", date(2026, 4, 8), answer="Đã sửa")

    told = tell_petitioner(case, "vi")

    assert "khiếu nại lần hai, chậm nhất ngày 08/05/2026" in told.onward[0]
    assert "tòa án" in told.onward[0]
    assert len(told.onward) == 2


def test_letter_of_several_matters_tells_of_each(desk):
    letter = take_in(desk, FEEDBACK).case
    shares = (
        Share(FEEDBACK, "Đường ngập", "Cống tắc."),
        Share(RECOMMENDATION, "Lắp đèn", "Ngõ tối."),
    )
    act(letter, desk, "split", shares=shares)
    part = parts_of(letter)[1]
    act(part, desk, "classify", competence="ours")
    act(part, desk, "accept", date(2026, 4, 7))
    act(part, desk, "answer", date(2026, 4, 8), answer="Đã lắp đèn.")

    told = tell_petitioner(letter, "vi")

    assert [one.answer for one in told.parts] == ["", "Đã lắp đèn."]
    assert told.due_on is None
    assert told.parts[0].due_on is not None


def test_part_that_is_split_again_tells_of_its_own_parts_too(desk):
    letter = take_in(desk, FEEDBACK).case
    street = Share(FEEDBACK, "Đường ngập", "Cống tắc.")
    lamp = Share(RECOMMENDATION, "Lắp đèn", "Ngõ tối.")
    act(letter, desk, "split", shares=(street, lamp))
    act(parts_of(letter)[0], desk, "split", shares=(street, lamp))
    inner = parts_of(parts_of(letter)[0])[1]
    act(inner, desk, "classify", competence="ours")
    act(inner, desk, "accept", date(2026, 4, 7))
    act(inner, desk, "answer", date(2026, 4, 8), answer="Đã lắp đèn.")

    told = tell_petitioner(letter, "vi")

    assert [one.state for one in told.parts] == [
        "đã tách, theo các phần",
        "đã nhận",
        "đã trả lời",
        "đã nhận",
    ]
    assert [one.answer for one in told.parts] == ["", "", "Đã lắp đèn.", ""]
