"""Message catalogues: English covers every text of ours, Vietnamese every text of the libraries."""

from __future__ import annotations

import re
from pathlib import Path

import catalogues
import pytest
from babel.messages.catalog import Catalog, Message

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w+}")


def forms(value: str | list[str] | tuple[str, ...]) -> list[str]:
    """Return the forms of a text, one where it has no plural."""
    return [value] if isinstance(value, str) else list(value)


def mixed_up(texts: Catalog) -> list[str]:
    """Return the texts whose translation uses a placeholder that the text does not give."""
    return [
        forms(text.id)[0]
        for text in texts
        if text.id
        and {name for form in forms(text.string) for name in PLACEHOLDER.findall(form)}
        - {name for form in forms(text.id) for name in PLACEHOLDER.findall(form)}
    ]


def test_english_covers_every_text_of_ours():
    english = catalogues.read_catalogue(catalogues.file_of("en"), "en")

    assert catalogues.untranslated(catalogues.our_texts(), english) == []


def test_vietnamese_covers_what_the_libraries_say():
    vietnamese = catalogues.read_catalogue(catalogues.file_of("vi"), "vi")

    assert catalogues.untranslated(catalogues.library_texts(), vietnamese) == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_translations_keep_the_placeholders(language: str):
    assert mixed_up(catalogues.read_catalogue(catalogues.file_of(language), language)) == []


def test_templates_and_code_are_read(tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text('{% load i18n %}\n<p>(it\'s {% translate "Lưu" %}\n{{ _("Xoá") }}</p>')
    code = tmp_path / "code.py"
    code.write_text('from x import gettext as _\n_("Một")\nngettext("Một", "Nhiều", 2)\n')

    found = catalogues.collected([page, code], tmp_path, "en")

    assert {forms(text.id)[-1] for text in found if text.id} == {"Lưu", "Xoá", "Nhiều"}


def test_checkers_find_what_is_wrong():
    wanted = Catalog(locale="en")
    wanted.add("Lưu")
    wanted.add("Có %(number)s việc")
    translated = Catalog(locale="en")
    translated.add("Lưu", "")
    translated.add("Có %(number)s việc", "%(count)s tasks")

    assert catalogues.untranslated(wanted, translated) == ["Lưu"]
    assert mixed_up(translated) == ["Có %(number)s việc"]
    assert not catalogues.is_filled(Message("a", ""))


def test_compiled_catalogue_stands_beside_the_text(tmp_path: Path):
    path = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Lưu"\nmsgstr "Save"\n', encoding="utf-8")

    catalogues.compile_catalogue(path)

    assert b"Save" in path.with_suffix(".mo").read_bytes()
