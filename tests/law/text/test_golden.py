"""The sample texts and their trees as readable text; DANVAN_ACCEPT=1 writes what is read now."""

import os
from pathlib import Path

import pytest

from danvan.law.text import read_document, walk
from danvan.law.text.contract import finding_as_contract

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLES = sorted(DATA.glob("*.txt"))


def drawn(document):
    lines = []
    for node in walk(document.nodes):
        words = " / ".join(node.text.split("\n")).strip(" /")
        ends = words if len(words) <= 60 else f"{words[:36]} ... {words[-20:]}"
        heading = f" [{node.heading}]" if node.heading else ""
        depth = node.address.count("__")
        place = f"{node.line_start}-{node.line_end}"
        lines.append(f"{place:>9} {'  ' * depth}{node.address}{heading}: {ends}")
    lines += [
        f"{reference.address}: {reference.text} -> {reference.document or ''}"
        f"#{reference.target or ''} {reference.state}"
        for reference in document.references
    ]
    for finding in document.findings:
        said = finding_as_contract(finding)
        place = f"{said['line_start']}-{said['line_end']}"
        lines.append(f"{finding.severity} {finding.code} {place}: {said['message']}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_tree_of_sample_is_as_accepted(sample):
    expected = sample.with_suffix(".tree")

    found = drawn(read_document(sample.read_text(encoding="utf-8")))

    if os.environ.get("DANVAN_ACCEPT"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
