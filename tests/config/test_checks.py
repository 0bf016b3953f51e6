"""Contradictions of a site are told with a code before it serves."""

from __future__ import annotations

from danvan.config import checks


def codes(check):
    return [found.id for found in check(None)]


def test_a_whole_site_is_silent(settings, tmp_path, repository):
    settings.FILE_STORE = tmp_path / "files"
    settings.PACKS = repository / "packs"

    assert codes(checks.secret_key_is_kept) == []
    assert codes(checks.files_can_be_kept) == []
    assert codes(checks.packs_are_there) == []
    assert codes(checks.languages_are_ours) == []


def test_secret_key_must_be_kept(settings):
    settings.SECRET_KEY = "short"

    assert codes(checks.secret_key_is_kept) == ["danvan.E001"]


def test_file_store_must_be_a_folder(settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    settings.FILE_STORE = tmp_path / "file" / "store"

    assert codes(checks.files_can_be_kept) == ["danvan.E002"]


def test_packs_must_be_there(settings, tmp_path):
    settings.PACKS = tmp_path

    assert codes(checks.packs_are_there) == ["danvan.E003"]


def test_vietnamese_must_be_first(settings):
    settings.LANGUAGE_CODE = "en"

    assert codes(checks.languages_are_ours) == ["danvan.E004"]
