"""The page of help of the command line, in both languages."""

from __future__ import annotations

import pytest

from danvan.faces.cli.entry import main

ENGLISH = ("usage:", "positional arguments:", "options:", "show this help")


def helped(capsys, *words):
    with pytest.raises(SystemExit) as stopped:
        main([*words, "--help"])
    assert stopped.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("words", [(), ("law",), ("law", "read"), ("backup",), ("demo", "load")])
def test_help_is_vietnamese(capsys, words):
    told = helped(capsys, *words)

    assert told.startswith("Cách dùng: danvan")
    assert [english for english in ENGLISH if english in told] == []


def test_help_keeps_its_english_headings_when_asked_for(capsys):
    told = helped(capsys, "--language", "en", "backup")

    assert [english for english in ENGLISH if english not in told] == []
