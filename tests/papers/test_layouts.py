from datetime import date

import pytest

from danvan.law.pack_folders import packs_folder
from danvan.papers.layouts import layout, layouts, paper_type, paper_types, refusal
from danvan.papers.values import PaperError


@pytest.mark.parametrize(
    ("world", "day", "key"),
    [
        ("party", date(2018, 4, 3), "party-2018"),
        ("party", date(2026, 5, 26), "party-2018"),
        ("party", date(2026, 5, 27), "party-2026"),
        ("state", date(2020, 3, 5), "state-2020"),
        ("joint", date(2021, 12, 31), "joint-2020"),
    ],
)
def test_the_day_chooses_the_layout(world, day, key):
    assert layout(world, day).key == key


@pytest.mark.parametrize(
    ("world", "day"), [("party", date(2018, 4, 2)), ("state", date(2020, 3, 4))]
)
def test_days_before_the_first_layout_are_told(world, day):
    with pytest.raises(PaperError) as told:
        layout(world, day)

    assert (told.value.code, told.value.fields) == ("PAPER-50", {"world": world, "day": day})


def test_no_two_layouts_of_a_world_share_a_day():
    spans = [(each.world, each.begins, each.until or date.max) for each in layouts(packs_folder())]

    assert [
        (one, other)
        for place, one in enumerate(spans)
        for other in spans[place + 1 :]
        if one[0] == other[0] and one[1] < other[2] and other[1] < one[2]
    ] == []


def test_every_figure_printed_is_one_that_is_accepted():
    for each in layouts(packs_folder()):
        sheet = each.sheet
        assert all(
            low <= style.size <= high
            for style in each.styles.values()
            for low, high in [style.sizes]
        )
        assert sheet.tops[0] <= sheet.top <= sheet.tops[1]
        assert sheet.lefts[0] <= sheet.left <= sheet.lefts[1]
        assert each.left + each.right == sheet.inner


def test_a_joint_paper_takes_what_the_state_has():
    joint, state = layout("joint", date(2026, 1, 1)), layout("state", date(2026, 1, 1))

    assert (joint.styles, joint.number, joint.joins) == (state.styles, state.number, " -")


def test_types_know_their_worlds():
    assert paper_type("dispatch").symbols == {"party": "CV", "state": "", "joint": ""}
    assert "state" not in paper_type("conclusion").symbols
    assert all(each.name.vi and each.name.en for each in paper_types(packs_folder()).values())


def test_an_unknown_type_is_told():
    with pytest.raises(PaperError) as told:
        paper_type("poem")

    assert told.value.code == "PAPER-51"


@pytest.mark.parametrize(
    ("key", "issuer", "day", "is_refused"),
    [
        ("directive", "grassroots_committee", date(2026, 1, 9), True),
        ("directive", "grassroots_committee", date(2026, 1, 8), False),
        ("regulation", "grassroots_standing", date(2026, 6, 1), True),
        ("regulation", "grassroots_committee", date(2026, 6, 1), False),
        ("guidance", "grassroots_standing", date(2026, 6, 1), False),
        ("guidance", "cell", date(2026, 6, 1), True),
    ],
)
def test_party_bodies_may_not_issue_every_type(key, issuer, day, is_refused):
    assert (refusal(key, issuer, day) is not None) == is_refused
