"""Pages of opinions: what lists and files tell, to whom, and bad input."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from danvan.areas.opinions.queries import topic_lines
from danvan.kernel.cases.models import Case
from tests.areas.opinions.conftest import begin, do, gathered, side
from tests.factories.trees import make_tree

TOLD = {
    "title": "Ý kiến tháng Năm",
    "subject": "Nước sạch",
    "way": "meeting",
    "first_on": "04/05/2026",
    "last_on": "08/05/2026",
    "people": "30",
}


def cells(answer) -> list[str]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return [str(cell) for row in book.get_sheet_by_index(0).to_python() for cell in row]


def test_opened_by_its_form(sides):
    front = sides["front"]

    answer = front.client.post(
        "/cases/new/opinions.gathering/", TOLD | {"unit": front.unit.pk}, follow=True
    )

    assert Case.objects.get().gathering.people == 30
    assert "Nước sạch" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("last_on", "01/05/2026", "OPI-03"),
        ("subject", "Gọi 0912 345 678", "OPI-02"),
        ("subject", "Thẻ 012345678901", "OPI-02"),
        ("title", "ai@vidu.vn nêu", "OPI-02"),
        ("people", "0", "FORM-08"),
        ("way", "rumour", "FORM-03"),
        ("title", "<script>" * 40, "FORM-05"),
    ],
)
def test_bad_input_is_told_and_nothing_stands(sides, field, value, code):
    front = sides["front"]
    told = TOLD | {"unit": front.unit.pk, field: value}

    answer = front.client.post("/cases/new/opinions.gathering/", told)

    assert (answer.status_code, code in answer.content.decode()) == (422, True)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("people", "summary", "code"),
    [("41", "Đường xấu.", "OPI-04"), ("12", "Hỏi 0912345678", "OPI-02"), ("", "x", "FORM-01")],
)
def test_bad_matter_is_told(sides, people, summary, code):
    front = sides["front"]
    case = begin(front)
    told = {"topic": "roads", "people": people, "summary": summary, "version": 0}

    answer = front.client.post(
        f"/cases/{case.slug}/gather/", told | {"effective_on": "20/05/2026", "reason": "x"}
    )

    assert (answer.status_code, code in answer.content.decode()) == (422, True)
    assert not case.gathering.voices.exists()


def test_lists_and_files_tell_no_number_and_no_words_of_a_small_group(sides):
    front = sides["front"]
    gathered(front)
    small = begin(front, people=None)
    do(small, "gather", front, topic="water", people=2, summary="Nước đục.")

    for address in ("/opinions/", "/opinions/topics/"):
        told = " ".join(cells(front.client.get(f"{address}?format=xlsx")))
        page = front.client.get(address).content.decode()
        assert "Nước yếu" not in told + page
        assert "Nước đục" not in told + page
    assert "dưới 5 người" in front.client.get("/opinions/").content.decode()


def test_sums_leave_small_groups_out(sides):
    front = sides["front"]
    gathered(front)
    gathered(front)

    found = {line.key: line for line in topic_lines(front.actor, 2026)}

    assert (found["roads"].people, found["roads"].gatherings) == (24, 2)
    assert (found["water"].people, found["water"].gatherings, found["water"].small) == (None, 2, 2)


def test_draft_of_the_recommendation_leaves_small_groups_out(sides):
    front = sides["front"]
    case = gathered(front)

    form = front.client.get(f"/cases/{case.slug}/send/").context["form"]

    assert form["proposal"].value() == "- Đường: Đường xóm xấu."


def test_foreign_user_sees_nothing(sides):
    case = gathered(sides["front"])
    stranger = side(make_tree({"front": "", "committee": ""})["front"])

    for who in (sides["committee"], stranger):
        for address in ("/opinions/", "/opinions/topics/"):
            assert list(who.client.get(address).context["page"].object_list) == []
            assert "Ý kiến tháng Tư" not in cells(who.client.get(f"{address}?format=xlsx"))
        assert who.client.get(f"/cases/{case.slug}/").status_code == 404


def test_lists_are_narrowed_by_matter_and_state(sides):
    front = sides["front"]
    gathered(front)

    found = {
        query: len(front.client.get(f"/opinions/?{query}").context["page"].object_list)
        for query in ("topic=roads", "topic=water", "state=gathered", "state=told", "q=thang tu")
    }

    assert found == {"topic=roads": 1, "topic=water": 1, "state=gathered": 1, "state=told": 0,
                     "q=thang tu": 1}  # fmt: skip
