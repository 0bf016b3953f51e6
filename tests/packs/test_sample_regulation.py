"""The sample regulation of the project: its text, its DOCX, and the pack that holds its duties."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from danvan.law.duties import SERIES, TIMINGS
from danvan.law.pack_cases import run_cases
from danvan.law.packs import check, load
from danvan.law.series import charges
from danvan.law.text.document import PLAIN, read_document, walk
from danvan.readers.reading import read_file


@pytest.fixture(scope="module")
def folder(repository):
    return repository / "packs" / "mau-xa-2025"


@pytest.fixture(scope="module")
def pack(folder):
    return load(folder)


@pytest.fixture(scope="module")
def samples(repository):
    return repository / "docs" / "samples"


@pytest.fixture(scope="module")
def text(samples):
    return read_document(read_file(samples / "quy-che-mau.txt").texts)


@pytest.fixture(scope="module")
def word(samples):
    return read_document(read_file(samples / "quy-che-mau.docx").texts)


def provisions(document):
    """Return level, address, heading and words of every provision, in order."""
    return [
        (node.level, node.address, node.heading, node.text.split())
        for node in walk(document.nodes)
        if node.level not in PLAIN
    ]


def test_decision_and_regulation_have_their_provisions(text):
    assert [(part.kind, text.counts(part)) for part in text.parts] == [
        ("decision", {"article": 3}),
        (
            "regulation",
            {
                "chapter": 4,
                "article": 24,
                "clause": 51,
                "point": 17,
                "dash": 5,
                "section": 3,
                "paragraph": 1,
            },
        ),
    ]


def test_reader_finds_nothing_but_the_second_beginning_of_articles(text, word):
    assert [finding.code for finding in text.findings] == ["TXT-02"]
    assert [finding.code for finding in word.findings] == ["TXT-02"]


def test_header_is_that_of_the_pack(text, pack):
    said, document = text.header, pack.document

    assert (said.number, said.on, said.in_force_on, said.place) == (
        document.number,
        document.on,
        document.effective_on,
        document.place,
    )


def test_references_lead_somewhere(text):
    assert Counter(each.state for each in text.references) == {"resolved": 5, "outside": 2}


def test_docx_gives_the_tree_of_the_text(text, word):
    assert provisions(word) == provisions(text)
    assert (word.header.number, word.header.on, word.header.title) == (
        text.header.number,
        text.header.on,
        text.header.title,
    )


def test_docx_is_what_the_script_makes(repository):
    script = repository / "tools" / "sample_docx.py"

    done = subprocess.run([sys.executable, script, "--check"], check=False)

    assert done.returncode == 0


def test_sample_says_that_it_is_a_sample(samples):
    first = (samples / "quy-che-mau.txt").read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("(Văn bản mẫu")


def test_pack_check_finds_nothing(folder):
    assert check(folder) == []


def test_cases_come_out_as_expected(pack):
    outcomes, findings = run_cases(pack)

    assert findings == ()
    assert len(outcomes) == 24
    assert [each for each in outcomes if not each.is_right] == []


def test_every_duty_stands_in_a_provision_of_the_text(pack, text):
    addresses = {node.address for node in walk(text.nodes)}

    assert [duty.id for duty in pack.duties if duty.provision not in addresses] == []


def test_duties_cover_every_class_of_timing(pack):
    owed = Counter(duty.timing for duty in pack.duties if duty.owes)

    assert set(owed) == set(TIMINGS)
    assert (len(pack.duties), owed.total(), owed["dated"]) == (76, 66, 12)


def test_every_provision_that_asks_something_has_a_duty(pack, text):
    """Chapters, headings and lists of ways are not asked for; their parents or children are."""
    cited = {duty.provision for duty in pack.duties}
    silent = {"chapter", "section"}

    left_out = {
        node.address
        for node in walk(text.nodes)
        if node.level not in PLAIN | silent
        if node.address not in cited
        if not any(other.startswith(f"{node.address}__") for other in cited)
    }

    points = {f"att_1__art_{article}__point_{letter}" for article in ("1__cl_2", "15__cl_3")
              for letter in ("a", "b", "c", "d", "dd")}  # fmt: skip
    assert left_out == points


def test_sessions_and_reports_are_proven_by_their_own_cases(pack):
    kinds = {
        duty.area: set(duty.fulfilled_by.kinds)
        for duty in pack.duties
        if duty.fulfilled_by and duty.area in {"working_session", "reporting", "dialogue"}
    }

    assert kinds == {
        "working_session": {"meetings.record"},
        "dialogue": {"meetings.record"},
        "reporting": {"reporting.report"},
    }


@pytest.mark.parametrize(
    ("duty_id", "days"),
    [
        ("mau-d19-k2-a", [date(2026, 3, 20), date(2026, 6, 20), date(2026, 9, 20)]),
        ("mau-d19-k3-a", [date(2026, 6, 9)]),
        ("mau-d20-k3", []),
    ],
)
def test_days_of_the_first_nine_months_of_2026(pack, duty_id, days):
    owed = charges(
        pack.duty_by_id[duty_id],
        due_from=date(2026, 1, 1),
        due_until=date(2026, 9, 30),
        in_force=pack.document.in_force,
    )

    assert [charge.due_on for charge in owed] == days


def test_every_series_owes_something_in_a_full_year(pack):
    """No rhythm is written in a way that never gives a day."""
    silent = [
        duty.id
        for duty in pack.duties
        if duty.owes
        and duty.timing in SERIES
        and not charges(
            duty,
            due_from=date(2026, 1, 1),
            due_until=date(2026, 12, 31),
            in_force=pack.document.in_force,
        )
    ]

    assert silent == []
