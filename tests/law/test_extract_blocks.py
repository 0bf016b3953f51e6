"""Whose duty it is under headings, lead-ins and lists, in blocks of our own.

A block of ``tests/data/bearers/provisions.blocks`` is the kind of its document, its text, an arrow
and who bears its duties, in order. Behind a wavy arrow stands what is not read right yet.
"""

import re
from pathlib import Path

import pytest

from danvan.law.extract import propose
from danvan.law.text import read_document

BLOCKS = re.findall(
    r"^(QC|KH|CV|CT)\n(.*?)\n(=>|~>) ([^\n]*)$",
    (Path(__file__).parents[1] / "data/bearers/provisions.blocks").read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nMẫu, ngày 02 tháng 3 năm 2024\n\n"
HEADS = {
    "QC": f"ỦY BAN NHÂN DÂN\nHUYỆN MẪU\nSố: 1/QĐ-UBND\n\n{NATION}QUY CHẾ\nvề việc chung\n\n",
    "KH": f"ỦY BAN NHÂN DÂN\nXÃ MẪU\nSố: 1/KH-UBND\n\n{NATION}KẾ HOẠCH\nlàm việc chung\n\n",
    "CV": "HUYỆN ỦY MẪU\nSố: 1-CV/HU\n\nĐẢNG CỘNG SẢN VIỆT NAM\nMẫu, ngày 02 tháng 3 năm 2024\n\n"
    "Kính gửi: Các chi bộ, đảng bộ trực thuộc\n\nHuyện ủy yêu cầu thực hiện các việc sau:\n\n",
    "CT": f"ỦY BAN NHÂN DÂN\nHUYỆN MẪU\nSố: 1/CT-UBND\n\n{NATION}CHỈ THỊ\nvề việc chung\n\n"
    "Chủ tịch Ủy ban nhân dân huyện yêu cầu:\n\n",
}


def bare(name):
    words = " ".join(name.casefold().split())
    return re.sub(r"^(?:các|những|mọi|mỗi|từng)\s+", "", words)


def whose(kind, words):
    found = [
        one
        for one in propose(read_document(f"{HEADS[kind]}{words}\n"))
        if one.address.startswith(("art", "sec", "cl", "main"))
    ]
    return list(dict.fromkeys("; ".join(bare(who.text) for who in one.bearers) for one in found))


@pytest.mark.parametrize(("kind", "words", "arrow", "cell"), BLOCKS)
def test_the_bearers_of_provisions_are_read_from_where_they_stand(kind, words, arrow, cell):
    expected = ["; ".join(map(bare, each.split("; "))) for each in cell.split(" / ")]
    assert (whose(kind, words) == expected) == (arrow == "=>")
