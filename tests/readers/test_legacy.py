from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.errors import ReadError
from danvan.law.text.document import read_document
from danvan.readers import read_file
from danvan.readers.legacy import as_latin, from_tcvn3, from_vni, in_unicode

TEXT = """Điều 1. Phạm vi
1. Ủy ban nhân dân xã báo cáo Đảng ủy trước ngày 10 hằng tháng.
2. Công an xã phối hợp kỹ, giữ vững quy ước; ngữ nghĩa, ỷ lại, quỹ nghĩa tình.
"""
TCVN3 = "§iÒu 1. Ph¹m vi\n1. Uû ban nh©n d©n x· b¸o c¸o §¶ng uû tr\xadíc ngµy 10 h»ng th¸ng.\n"
READ = "Điều 1. Phạm vi\n1. Uỷ ban nhân dân xã báo cáo Đảng uỷ trước ngày 10 hằng tháng.\n"
VNI = (
    "Ñieàu 1. Phaïm vi\n"
    "1. UÛy ban nhaân daân xaõ baùo caùo Ñaûng uûy tröôùc ngaøy 10 haèng thaùng.\n"
)


def test_a_text_in_tcvn3_is_read():
    assert in_unicode(TCVN3) == (READ, "tcvn3")


def test_a_text_in_vni_is_read():
    assert in_unicode(VNI) == (READ.replace("Uỷ", "Ủy").replace("uỷ", "ủy"), "vni")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("aù aø aû aõ aï", "á à ả ã ạ"),
        ("aâ aá aà aå aã aä", "â ấ ầ ẩ ẫ ậ"),
        ("aê aé aè aú aü aë", "ă ắ ằ ẳ ẵ ặ"),
        ("eâ eá oâ oà ôù ôï öù ö", "ê ế ô ồ ớ ợ ứ ư"),
        ("í ì æ ó ò î ñ", "í ì ỉ ĩ ị ỵ đ"),
        ("AÂ AÁ Ñ Ö ÖÙ UÛY UÛy", "Â Ấ Đ Ư Ứ ỦY Ủy"),
    ],
)
def test_vni_marks_join_the_vowel_before_them(typed, read):
    assert from_vni(typed) == read


def test_every_tcvn3_sign_has_its_letter():
    every = as_latin(bytes(range(0x80, 0x100)))

    assert from_tcvn3(as_latin(bytes([0xB5, 0xD2, 0xFE, 0xAE, 0xA7, 0xAD]))) == "àềỵđĐư"
    assert len(set(every.translate({ord(sign): from_tcvn3(sign) for sign in every}))) > 100


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Report of the council, due on the tenth.",
        "Les élèves français étaient là, à côté de la forêt; où êtes-vous?",
        "Größe, Übung, süß, schön, Äpfel",
        "",
    ],
)
def test_what_is_no_old_encoding_stays_as_it_is(text):
    assert in_unicode(text) == (text, "")


def test_a_file_of_tcvn3_bytes_is_read_and_says_so():
    found = read_file(TCVN3.encode("cp1252"), "quy-che.txt")

    assert (found.texts, found.encoding, found.legacy) == ((READ,), "tcvn3", "tcvn3")
    assert read_document(found.texts, found.findings).findings[0].code == "TXT-14"


def test_signs_of_vni_saved_as_unicode_are_turned_too():
    found = read_file(VNI.encode(), "quy-che.txt")

    assert (found.encoding, found.legacy) == ("utf-8", "vni")
    assert found.texts[0].startswith("Điều 1. Phạm vi")


def test_bytes_that_read_as_nothing_are_still_refused():
    with pytest.raises(ReadError) as refused:
        read_file("Größe und Übung süß".encode("latin-1"), "a.txt")

    assert refused.value.code == "READ-06"


@given(st.text(max_size=300))
def test_any_text_comes_back(text):
    turned, name = in_unicode(text)

    assert name or turned == text


@given(st.binary(max_size=300))
def test_any_bytes_are_shown(content):
    assert len(as_latin(content)) == len(content)
