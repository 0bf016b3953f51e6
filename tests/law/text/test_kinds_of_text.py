"""Texts of every kind with the tree written by hand from the words, never from what is read."""

from pathlib import Path

import pytest

from danvan.law.text import read_document, walk
from danvan.law.text.tree import PLAIN

FOLDER = Path(__file__).resolve().parents[2] / "data" / "structure"
SAMPLES = sorted(FOLDER.glob("*.txt"))


def expected(sample, name):
    """Return the lines of one section of the outline; ``None`` where it says nothing of it."""
    sections = {}
    for line in sample.with_suffix(".outline").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            lines = sections.setdefault(line[2:], [])
        elif line:
            lines.append(line)
    return sections.get(name)


def read(sample):
    return read_document(sample.read_text(encoding="utf-8"))


def with_section(name):
    return [pytest.param(one, id=one.stem) for one in SAMPLES if expected(one, name) is not None]


def shown(node):
    return f"{node.address} [{node.heading}]" if node.heading else node.address


@pytest.mark.parametrize("sample", with_section("parts"))
def test_parts(sample):
    assert [part.kind for part in read(sample).parts] == expected(sample, "parts")


@pytest.mark.parametrize("sample", with_section("provisions"))
def test_provisions_stand_where_a_person_sees_them(sample):
    nodes = [node for node in walk(read(sample).nodes) if node.level not in PLAIN]

    assert [shown(node) for node in nodes] == expected(sample, "provisions")


@pytest.mark.parametrize("sample", with_section("quotes"))
def test_quotes_stand_under_their_instruction(sample):
    quotes = [node.address for node in walk(read(sample).nodes) if node.level == "quote"]

    assert quotes == expected(sample, "quotes")


@pytest.mark.parametrize("sample", with_section("plain"))
def test_what_stands_around_the_provisions(sample):
    plain = [node.address for node in walk(read(sample).nodes) if node.level in PLAIN]

    assert plain == expected(sample, "plain")


@pytest.mark.parametrize("sample", with_section("said"))
def test_what_the_text_says_of_itself(sample):
    said = read(sample).header
    found = {
        "date": [str(said.on)],
        "signer": [f"{one.name} / {one.post}" for one in said.signatories],
        "basis": [one.number or one.text for one in said.legal_basis],
        "addressee": list(said.addressees),
    }
    lines = [line.split(": ", 1) for line in expected(sample, "said")]

    for name, value in lines:
        values = found.get(name) or [getattr(said, name, None)]
        assert value in values, f"{name}: {values}"


@pytest.mark.parametrize("sample", with_section("references"))
def test_references(sample):
    found = [
        f"{one.address}: {one.text} -> {one.document or ''}#{one.target or ''} {one.state}"
        for one in read(sample).references
    ]

    assert found == expected(sample, "references")


@pytest.mark.parametrize("sample", with_section("amendments"))
def test_amendments(sample):
    found = [
        f"{one.address} {one.instruction} {one.document or ''}#{one.target or ''}"
        for one in read(sample).amendments
    ]

    assert found == expected(sample, "amendments")
