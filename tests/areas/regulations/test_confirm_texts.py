"""Texts that change while they are confirmed: imported twice, replaced, decisions carried over."""

from __future__ import annotations

import pytest

from danvan.areas.regulations.merge import merged, moved, same_places
from danvan.areas.regulations.models import Candidate, Draft, Version
from danvan.areas.regulations.reading import group_of, pieces, spans_of
from danvan.areas.regulations.shapes import duty_of, in_both_languages
from tests.areas.regulations.conftest import send
from tests.factories.drafts import (
    TEXT,
    accept_all,
    address_of,
    begin,
    decide,
    load_base,
    monthly,
    proposal,
    save,
    tree_of,
)

NEWER = TEXT.replace("Văn bản này nói", "Quy định này nói").replace("mỗi quý", "mỗi tháng")


@pytest.fixture
def draft(planner) -> Draft:
    load_base()
    send(planner, TEXT.encode())
    return begin(planner)


def test_the_same_file_imported_again_leaves_the_draft_alone(planner, draft):
    decide(planner, draft.candidates.get(number=1), "accept")
    send(planner, TEXT.encode(), "lan-hai.txt")
    page = planner.get(address_of(draft)).content.decode()

    assert (Version.objects.count(), Draft.objects.count()) == (1, 1)
    assert "bản mới hơn" not in page
    assert "Đã quyết 1 trong 3" in page


def test_a_newer_text_is_told_and_stops_saving(planner, draft):
    accept_all(planner, draft)
    page = planner.get(address_of(draft, "save/"))
    send(planner, NEWER.encode())
    told = "Đã có bản mới hơn"
    answer = save(planner, draft)

    assert page.status_code == 200
    assert told in planner.get(address_of(draft)).content.decode()
    assert told in planner.get(address_of(draft, "at/art_2/")).content.decode()
    assert "CONFIRM-05" in answer.content.decode()


def test_decisions_are_carried_where_the_words_are_equal(planner, draft):
    decide(planner, draft.candidates.get(number=1), "edit", **EDITED)
    decide(planner, draft.candidates.get(number=2), "accept")
    decide(planner, draft.candidates.get(number=3), "reject", reason="Không phải")
    send(planner, NEWER.encode())
    newer = begin(planner)

    rows = newer.candidates.order_by("number")

    assert list(rows.values_list("address", "standing", "reason")) == [
        ("art_2__cl_1", "accepted", ""),
        ("art_2__cl_2", "undecided", ""),
        ("art_3__cl_1", "rejected", "Không phải"),
    ]
    carried = newer.candidates.get(number=1)
    span = slice(carried.proposal["start"], carried.proposal["end"])
    assert carried.duty["act"]["vi"] == "lời của mình"
    assert (
        newer.version.text[span]
        == draft.version.text[
            slice(*(draft.candidates.get(number=1).proposal[key] for key in ("start", "end")))
        ]
    )
    assert newer.decisions.get().act == "carry"


EDITED = {
    "act_vi": "lời của mình",
    "bearers": ["Công an xã"],
    "bearing": "each",
    "modality": "duty",
    "area": "reporting",
    "timing": "standing",
}


def test_carrying_over_is_undone_as_a_whole(planner, draft):
    decide(planner, draft.candidates.get(number=1), "accept")
    send(planner, NEWER.encode())
    newer = begin(planner)
    planner.post(address_of(newer, f"undo/{newer.decisions.get().pk}/"))

    assert set(newer.candidates.values_list("standing", flat=True)) == {"undecided"}


def test_who_still_works_on_the_older_text_is_told_and_keeps_what_was_typed(planner, draft):
    first = draft.candidates.get(number=1)
    send(planner, NEWER.encode())
    begin(planner)
    answer = decide(planner, first, "edit", **EDITED)

    assert "CONFIRM-06" in answer.content.decode()
    assert "lời của mình" in answer.content.decode()
    assert Candidate.objects.get(pk=first.pk).standing == "undecided"


def test_a_text_imported_before_anything_was_proposed_is_read_again(planner):
    load_base()
    send(planner, TEXT.encode())
    draft = begin(planner, [])

    assert draft.candidates.filter(address="art_2__cl_1").exists()


def test_words_above_count_for_what_stands_below():
    old = tree_of(TEXT)
    changed = tree_of(TEXT.replace("Điều 3. Tiếp dân", "Điều 3. Tiếp công dân"))

    same = same_places(old, changed)

    assert "art_2__cl_1" in same
    assert "art_3" not in same
    assert "art_3__cl_1" not in same


def test_spaces_do_not_make_a_text_another():
    same = same_places(tree_of(TEXT), tree_of(TEXT.replace("1. Ủy ban", "1.  Ủy ban")))

    assert "art_2__cl_1" in same


def test_a_moved_proposal_points_at_the_same_words():
    assert moved({"start": 3, "end": 9, "act_start": None, "act": "x"}, 4) == {
        "start": 7,
        "end": 13,
        "act_start": None,
        "act": "x",
    }


def test_merging_joins_bodies_and_keeps_the_first_ones_time():
    first = duty_of(monthly(TEXT))
    second = duty_of(proposal(TEXT, "art_2__cl_1", "họp", bearers=[{"text": "a", "role": "a"}]))

    joined = merged(first, second)

    assert joined["bearers"] == ["commune_peoples_committee", "a"]
    assert joined["act"]["vi"].endswith("; họp")
    assert (joined["timing"], joined["period"]) == ("dated", "monthly")
    assert "period" not in merged(second, first)


def test_offsets_that_do_not_fit_mark_nothing():
    assert spans_of("abc", {"start": 1, "end": 9, "matched": ["b"]}) == (None, [])
    assert spans_of("abc", {}) == (None, [])


def test_matched_words_are_marked_once_where_they_overlap():
    whole, found = spans_of(
        "trước ngày 10 hằng tháng",
        {
            "start": 0,
            "end": 24,
            "matched": ["ngày 10 hằng tháng", "hằng tháng"],
        },
    )
    node = {"start": 0, "end": 24}

    assert pieces("trước ngày 10 hằng tháng", node, whole, found) == [
        ("trước ", "span"),
        ("ngày 10 hằng tháng", "match"),
    ]


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("att_1__art_21__cl_2", "att_1__art_21"),
        ("art_3", "art_3"),
        ("sec_2__cl_2.1__dash_1", "sec_2"),
        ("chp_II__sec_1", "chp_II"),
        ("para_4", "rest"),
        ("att_1__closing", "att_1__rest"),
    ],
)
def test_provisions_are_shown_by_article_or_section(address, group):
    assert group_of(address) == group


def test_a_proposal_keeps_only_what_its_timing_can_hold():
    said = monthly(TEXT) | {"timing_class": "standing", "before": "ban hành"}

    duty = duty_of(said)

    assert {"period", "deadline", "before"} & set(duty) == set()
    assert in_both_languages(duty)["act"]["en"] == duty["act"]["vi"]


def test_a_proposal_of_unknown_words_falls_back_to_the_usual_ones():
    duty = duty_of({"address": "art_1", "act": "làm", "timing_class": "never", "trigger": None})

    assert (duty["timing"], duty["modality"], duty["area"]) == ("dated", "duty", "other")
