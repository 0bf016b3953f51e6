"""Whose duty it is, in many sentences of our own: posts, offices, village and market institutions,
schools, army posts, unions, co-operatives. They were written before the rules were.

A line of ``tests/data/bearers`` is a sentence, an arrow and who bears its duties: a semicolon parts
several bodies, a stroke several duties. Behind a wavy arrow stands what is not read right yet.
"""

import re
from pathlib import Path

import pytest

from danvan.law.extract import propose
from danvan.law.text import read_document

LINES = [
    line
    for path in sorted((Path(__file__).parents[1] / "data/bearers").glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
HEAD = (
    "ỦY BAN NHÂN DÂN\nHUYỆN MẪU\nSố: 1/QĐ-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Mẫu, ngày 02 tháng 3 năm 2024\n\nQUY CHẾ\nvề việc chung\n\nĐiều 1. Các việc phải làm\n\n1. "
)


def bare(name):
    words = " ".join(name.casefold().split())
    return re.sub(r"^(?:các|những|mọi|mỗi|từng)\s+", "", words)


def whose(words):
    found = propose(read_document(f"{HEAD}{words}\n"))
    return list(dict.fromkeys("; ".join(bare(who.text) for who in one.bearers) for one in found))


def expected(cell):
    named = ["; ".join(map(bare, each.split("; "))) for each in cell.split(" / ")]
    return ["" if each == "-" else each for each in named]


@pytest.mark.parametrize("line", [line for line in LINES if " => " in line])
def test_the_bearers_of_a_sentence_are_read_as_written(line):
    words, cell = line.split(" => ")
    assert whose(words) == expected(cell)


@pytest.mark.parametrize("line", [line for line in LINES if " ~> " in line])
def test_what_is_not_read_right_yet_is_moved_once_it_is(line):
    words, cell = line.split(" ~> ")
    assert whose(words) != expected(cell)
