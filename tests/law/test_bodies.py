from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.bodies import body_index
from danvan.law.bodies_levels import level_of
from danvan.law.text import read_document, walk

INDEX = body_index()


def roles(text, *levels):
    return [INDEX.role(each, levels) for each in INDEX.find(text)]


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("Ban Dân vận", "city", "city_mass_mobilization_commission"),
        ("Ban Dân vận", "district", "district_mass_mobilization_commission"),
        ("Ban Dân vận Huyện ủy", "city", "district_mass_mobilization_commission"),
        ("Mặt trận Tổ quốc", "commune", "commune_fatherland_front"),
        ("Ủy ban MTTQ Việt Nam xã", "district", "commune_fatherland_front"),
        ("Mặt trận Tổ quốc Việt Nam các cấp", "city", "fatherland_front_any"),
        ("UBND phường", "district", "commune_peoples_committee"),
        ("Ủy ban nhân dân các xã, phường, thị trấn", "district", "commune_peoples_committee"),
        ("BTV Đảng uỷ", "commune", "commune_party_standing_committee"),
        ("Ban Thường vụ", "district", "district_party_standing_committee"),
        ("cấp ủy", "commune", "commune_party_committee"),
        ("cấp ủy", "city", "party_committee_any"),
        ("chính quyền", "commune", "commune_peoples_committee"),
        ("Tổ dân vận", "commune", "hamlet_mass_mobilization_team"),
        ("các quận, huyện ủy", "city", "district_party_committee"),
        ("Công an các xã, phường và thị trấn", "district", "commune_police"),
        ("Mặt trận Tổ quốc ở xã hội", "commune", "commune_fatherland_front"),
        ("Mặt trận Tổ quốc của các ở tại", "commune", "commune_fatherland_front"),
        ("Mặt trận Tổ quốc các cấp", "hamlet", "fatherland_front_any"),
        ("Ban Tuyên giáo các cấp", "commune", "commune_propaganda_board"),
    ],
)
def test_a_name_is_the_body_of_its_level(text, level, expected):
    assert roles(text, level) == [expected]


def test_the_level_of_a_heading_goes_before_that_of_the_document():
    assert roles("thường trực cấp ủy", "district", "city") == ["district_party_permanent_board"]


def test_society_is_no_commune():
    assert roles("tổ chức chính trị - xã hội huyện", "commune") == [
        "district_political_social_orgs"
    ]


def test_a_body_that_no_pack_knows_is_not_invented():
    assert roles("Sở Giao thông", "city") == []
    assert roles("Công an tỉnh", "commune") == [None]


def test_the_longest_name_wins_and_a_place_belongs_to_it():
    text = "Công an xã Đồi Cọ, Trưởng Khối Dân vận"

    found = INDEX.find(text)

    assert [each.text for each in found] == ["Công an xã Đồi Cọ", "Trưởng Khối Dân vận"]


def test_of_two_bodies_of_one_name_the_one_of_the_day_is_taken():
    old = body_index(date(2022, 1, 1))
    new = body_index(date(2026, 1, 1))

    assert old is not new
    assert [old.role(each, ("commune",)) for each in old.find("Văn phòng Đảng ủy")] == [
        new.role(each, ("commune",)) for each in new.find("Văn phòng Đảng ủy")
    ]


def test_people_are_no_body():
    assert INDEX.is_people("people")
    assert not INDEX.is_people("commune_police")


@pytest.mark.parametrize(
    ("head", "level"),
    [
        ("ĐẢNG BỘ HUYỆN SÔNG MÂY\nĐẢNG ỦY XÃ ĐỒI CỌ\n*\nSố 07-QĐ/ĐU", "commune"),
        ("THÀNH ỦY CẢNG BẮC\nSố 3-QĐ/TU", "city"),
        ("ỦY BAN NHÂN DÂN\nHUYỆN MƯỜNG SAY\nSố: 8/KH-UBND", "district"),
        ("TỈNH ỦY VEN SÔNG\nSố 9-QĐ/TU", "province"),
        ("UBND TỈNH VEN SÔNG\nUBND THÀNH PHỐ BẾN ĐÒ", "district"),
        ("*\nSố 45 -CV/ĐU", "commune"),
        ("*\nSố 45-CV/HU", "district"),
        ("*\nSố 9-KH/ABC\n\nKẾ HOẠCH\ngặp dân ở huyện Mẫu", "district"),
        ("", "commune"),
    ],
)
def test_a_document_has_the_level_of_its_letterhead(head, level):
    document = read_document(f"{head}\n\nĐiều 1. Việc chung.\n")
    first = next((node.text for node in walk(document.nodes) if node.level == "letterhead"), "")

    assert level_of(document.header, first, document.text) == level


def test_without_letterhead_the_text_decides():
    document = read_document("Điều 1. Huyện lo việc huyện, quận lo việc quận.\n")

    assert level_of(document.header, "", document.text) == "district"


@given(st.text())
def test_bodies_are_sought_in_any_text(text):
    for mention in INDEX.find(text):
        assert text[mention.start : mention.end] == mention.text
        INDEX.role(mention, ("commune",))
