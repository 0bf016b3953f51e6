"""Forms of reports as files of a pack, and every way in which they can be wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from danvan.law.messages import say
from danvan.law.pack_duties import Vocabulary
from danvan.law.pack_folders import packs_folder
from danvan.law.pack_parts import Sheets
from danvan.law.pack_reports import read_forms
from danvan.law.packs import load
from danvan.law.reports import Counting, Total
from tests.factories.pack_folders import write_pack
from tests.factories.report_forms import PACK

KNOWN = Vocabulary({"police"}, {"reporting"}, {"report"}, {"meetings.record"})


def read(tmp_path, *texts):
    """Return the forms of files, and what was found."""
    files = {f"reports/{number}.toml": text for number, text in enumerate(texts)}
    sheets = Sheets(write_pack(tmp_path, "alone", files))
    forms = read_forms(sheets, KNOWN, {"t-d1"})
    return forms, [
        (one.code, one.fields["key"], one.fields.get("value")) for one in sheets.findings
    ]


def test_form_is_read_whole(tmp_path):
    (form,), found = read(tmp_path, PACK)

    assert found == []
    assert (form.valid_from, form.valid_until) == (date(2026, 1, 1), date(2027, 1, 1))
    assert form.periods == {"monthly", "quarterly", "once"}
    received, on_time, share = form.figures
    assert (received.minimum, received.maximum, received.jump) == (0, 5000, 3)
    assert isinstance(received.maximum, Decimal)
    assert received.counts == Counting("meetings.record", "handled", "held")
    assert (on_time.over_time, on_time.periods) == ("last", {"quarterly"})
    assert (share.of, share.per, share.whole) == (("on_time", "received"), 100, False)
    assert form.totals == (Total("received", ("on_time",)),)
    assert (form.questions[0].limit, form.annexes[0].rows) == (200, "duties")


def test_two_dated_versions_follow_each_other(tmp_path):
    later = PACK.replace('version = "1"', 'version = "2"').replace(
        "from = 2026-01-01\nuntil = 2027-01-01", "from = 2027-01-01"
    )

    forms, found = read(tmp_path, PACK, later)

    assert [form.version for form in forms] == ["1", "2"]
    assert found == []


@pytest.mark.parametrize(("begins", "code"), [("2026-06-01", "PACK-13"), ("2027-06-01", "PACK-12")])
def test_versions_that_overlap_or_leave_a_gap_are_told(tmp_path, begins, code):
    later = PACK.replace('version = "1"', 'version = "2"').replace(
        "from = 2026-01-01\nuntil = 2027-01-01", f"from = {begins}"
    )

    _forms, found = read(tmp_path, PACK, later)

    assert [one[0] for one in found] == [code]


def test_same_version_twice_is_told(tmp_path):
    _forms, found = read(tmp_path, PACK, PACK)

    assert ("PACK-08", "forms[general].version", "general 1") in found


@pytest.mark.parametrize(
    ("old", "new", "code", "value"),
    [
        ('"once"]', '"daily"]', "PACK-07", "daily"),
        ('duties = ["*"]', 'duties = ["t-d9"]', "PACK-25", "t-d9"),
        ('duties = ["*"]', "duties = []", "PACK-05", None),
        ('duties = ["*"]', 'duties = ["*"]\nbearers = ["nobody"]', "PACK-09", "nobody"),
        ('kind = "meetings.record"', 'kind = "other.kind"', "PACK-33", "other.kind"),
        ('measure = "handled"', 'measure = "guessed"', "PACK-07", "guessed"),
        ('of = ["on_time", "received"]', 'of = ["on_time", "lost"]', "PACK-35", "lost"),
        ('of = ["on_time", "received"]', 'of = ["on_time"]', "PACK-06", "on_time"),
        ('of = ["on_time", "received"]\n', "", "PACK-05", None),
        ('parts = ["on_time"]', 'parts = ["share"]', "PACK-35", "share"),
        ('short = ["received", "done"]', 'short = ["lost"]', "PACK-35", "lost"),
        ('periods = ["quarterly"]', 'periods = ["annual"]', "PACK-36", "annual"),
        ('key = "on_time"', 'key = "received"', "PACK-08", "received"),
        ("maximum = 5000", "maximum = -1", "PACK-06", Decimal(-1)),
        ("limit = 200", "limit = 0", "PACK-06", 0),
        ("limit = 200", "limits = 200", "PACK-04", None),
        ('merge = "sum"', 'merge = "mean"', "PACK-07", "mean"),
        ('rows = "duties"', 'rows = "guessed"', "PACK-07", "guessed"),
        ('mark = "C"', 'mark = "?"', "PACK-07", "?"),
        ('version = "1"\n', "", "PACK-05", None),
        ("until = 2027-01-01", "until = 2025-01-01", "PACK-14", date(2025, 1, 1)),
        ('definition = { vi = "Chia.", en = "Divided." }\n', "", "PACK-05", None),
    ],
)
def test_what_is_wrong_is_told_by_file_and_key(tmp_path, old, new, code, value):
    assert old in PACK

    _forms, found = read(tmp_path, PACK.replace(old, new))

    assert (code, value) in [(one[0], one[2]) for one in found]


def test_an_annex_needs_columns(tmp_path):
    _forms, found = read(tmp_path, PACK[: PACK.index("[[forms.annexes.columns]]")])

    assert [one[:2] for one in found] == [("PACK-05", "annexes[list].columns")]


def test_new_codes_have_words():
    for code in ("PACK-35", "PACK-36"):
        assert "reports/a.toml" in say(code, {"file": "reports/a.toml", "key": "k", "value": "v"})


def test_forms_of_the_repository_are_found():
    base = {form.key: form for form in load(packs_folder() / "vn-base").forms}
    judiciary = {form.key: form for form in load(packs_folder() / "ha-noi-2022").forms}

    general = base["mass-mobilisation"]
    assert {"monthly", "quarterly", "semiannual", "nine_months", "annual"} <= general.periods
    assert base["ad-hoc"].periods == {"once"}
    assert len(general.figures) >= 40
    assert len(general.asked_in("monthly").figures) < len(general.figures)
    assert 2 <= len(general.shortened().figures) <= 6
    assert "peoples_court" in judiciary["judiciary"].bearers


@pytest.mark.parametrize(
    ("pack", "duty"),
    [
        ("phu-thuong-2022", "000-d23-b"),
        ("ha-noi-2022", "001-d27-b"),
        ("duc-pho-2023", "004-kt-d"),
        ("mau-xa-2025", "mau-d20-k3"),
    ],
)
def test_report_on_a_document_comes_from_the_register_of_its_duties(pack, duty):
    loaded = load(packs_folder() / pack)
    (form,) = [form for form in loaded.forms if duty in form.duties]

    counted = [figure.counts for figure in form.figures if figure.counts]
    assert {one.kind for one in counted} == {"duties.occurrence"}
    assert {one.documents for one in counted} == {(loaded.document.number,)}
    assert [annex.rows for annex in form.annexes] == ["duties"]
