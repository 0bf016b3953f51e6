"""Files of a pack that cannot be read, and where findings point."""

from __future__ import annotations

import pytest

from danvan.law.findings import Place
from danvan.law.messages import say
from danvan.law.pack_tables import Sheet
from danvan.law.packs import check
from tests.factories.pack_folders import DUTY, write_base, write_local


def test_finding_points_at_the_line_of_its_table(tmp_path):
    text = "# first line\n" + DUTY.replace('"each"', '"together"')

    found = check(write_local(tmp_path, **{"duties/all.toml": text}))[0]

    assert found.place == Place(4, 4)
    assert found.fields["key"] == "duties[t-d1].bearing"
    assert found.fields["allowed"] == ("each", "jointly", "lead_with")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xff\xfe\x00", "PACK-02"),
        (b"a = ", "PACK-03"),
        (b"a = 1\na = 2\n", "PACK-03"),
        (b"a = " + b"[" * 5000, "PACK-03"),
        (b"\x00", "PACK-03"),
        (b'[[areas]]\nkey = "x"\n', "PACK-05"),
        (b"areas = 7", "PACK-06"),
        (b"areas = [7]", "PACK-06"),
        (b"", None),
    ],
)
def test_broken_file_is_one_finding(tmp_path, raw, code):
    folder = write_base(tmp_path)
    (folder / "levels.toml").write_bytes(raw.replace(b"areas", b"levels"))

    assert [finding.code for finding in check(folder)] == ([code] if code else [])


def test_syntax_error_names_the_line(tmp_path):
    folder = write_base(tmp_path, **{"areas.toml": "a = 1\nb =\n"})

    found = check(folder)[0]

    assert found.place == Place(2, 2)
    assert say(found.code, found.fields, "en") == "areas.toml: wrong TOML at line 2."


def test_value_that_stands_nowhere_points_at_the_first_line(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('key = "x"\n', encoding="utf-8")

    sheet = Sheet(tmp_path, path, [])

    assert sheet.line_of("x") == 1
    assert sheet.line_of("y") == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("[[terms]]\nkey = 1\n", "PACK-06"), ('[[terms]]\nkey = "a"\nnames = "b"\n', "PACK-06")],
)
def test_wrong_form_in_a_list_is_told(tmp_path, text, code):
    folder = write_base(tmp_path, **{"glossary.toml": text})

    assert code in [finding.code for finding in check(folder)]
