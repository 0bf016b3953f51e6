"""`danvan law compare`: what it prints and what it refuses."""

from __future__ import annotations

import json

import pytest

from danvan.faces.cli.entry import main

OLD = "QUY CHẾ\nĐiều 1. Báo cáo\nHằng năm, Ủy ban nhân dân xã báo cáo Đảng ủy xã.\n"
NEW = OLD.replace("Hằng năm", "Hằng quý")


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / "new.txt", tmp_path / "old.txt"]
    for path, text in zip(paths, (NEW, OLD), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def test_differences_are_printed_with_their_reason(files, capsys):
    assert main(["law", "compare", *files]) == 0

    told = capsys.readouterr().out
    assert "[chặt hơn] Điều 1 ↔ Điều 1" in told
    assert "Làm thường xuyên hơn: hằng quý; bên kia hằng năm" in told


def test_what_is_the_same_is_printed_when_asked_for(files, capsys):
    main(["law", "compare", files[0], files[0]])
    few = capsys.readouterr().out
    main(["law", "compare", "--all", files[0], files[0]])

    assert "[giống]" not in few
    assert "[giống] Điều 1 ↔ Điều 1" in capsys.readouterr().out


def test_json_is_one_object(files, capsys):
    assert main(["law", "compare", "--json", *files]) == 0

    assert json.loads(capsys.readouterr().out)["counts"]["stricter"] == 1


def test_a_missing_file_is_refused_in_a_sentence(files, capsys):
    assert main(["law", "compare", files[0], "khong-co.txt"]) == 2
    assert capsys.readouterr().err.startswith("READ-01: ")
