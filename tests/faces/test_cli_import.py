"""`danvan law read --akn`, `--html` and `danvan law import`: the borders of the reader."""

from __future__ import annotations

import json

import pytest

from danvan.faces.cli.entry import main

TEXT = "QUY CHẾ\nĐiều 1. Báo cáo\nHằng năm, Ủy ban nhân dân xã báo cáo Đảng ủy xã.\n"


@pytest.fixture
def text_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_what_is_imported_is_what_was_read(text_file, tmp_path, capsys):
    main(["law", "read", text_file, "--json"])
    read = capsys.readouterr().out
    main(["law", "read", text_file, "--akn"])
    (tmp_path / "a.xml").write_text(capsys.readouterr().out, encoding="utf-8")

    assert main(["law", "import", str(tmp_path / "a.xml")]) == 0
    assert capsys.readouterr().out == read


def test_xml_is_compared_like_the_file_it_came_from(text_file, tmp_path, capsys):
    main(["law", "read", text_file, "--akn"])
    (tmp_path / "a.xml").write_text(capsys.readouterr().out, encoding="utf-8")

    main(["law", "compare", "--json", text_file, str(tmp_path / "a.xml")])

    counts = json.loads(capsys.readouterr().out)["counts"]
    assert counts["same"] == sum(counts.values())


def test_html_has_the_address_as_anchor(text_file, capsys):
    assert main(["law", "read", text_file, "--html"]) == 0
    assert '<section id="art_1"' in capsys.readouterr().out


def test_only_one_form_is_asked_for_at_once(text_file, capsys):
    with pytest.raises(SystemExit):
        main(["law", "read", text_file, "--json", "--akn"])
    assert "CLI-01" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("none.xml", None, "READ-01"), ("a.xml", "lời", "READ-16"), ("b.xml", "<a/>", "READ-17")],
)
def test_what_cannot_be_imported_is_refused(tmp_path, capsys, name, content, code):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")

    assert main(["law", "import", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.startswith(code)
