"""Where packs are looked for, and the digest that names what was read."""

from __future__ import annotations

import pytest

import danvan
from danvan.law.errors import PackError
from danvan.law.pack_folders import digest_of, message_files, pack_folder, packs_folder
from tests.factories.pack_folders import write_base


def test_named_folder_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("DANVAN_PACKS", str(tmp_path))

    assert packs_folder() == tmp_path
    assert message_files(tmp_path) == ()


def test_source_tree_comes_next_and_the_package_last(tmp_path, monkeypatch):
    monkeypatch.delenv("DANVAN_PACKS", raising=False)
    package = tmp_path / "src" / "danvan"
    package.mkdir(parents=True)
    monkeypatch.setattr(danvan, "__file__", str(package / "__init__.py"))

    assert packs_folder() == package / "packs"
    (tmp_path / "packs").mkdir()
    assert packs_folder() == tmp_path / "packs"


def test_pack_is_found_by_name_and_by_path(tmp_path, monkeypatch):
    monkeypatch.setenv("DANVAN_PACKS", str(tmp_path))
    folder = write_base(tmp_path)

    assert pack_folder("base") == folder
    assert pack_folder(str(folder)) == folder


def test_further_shelves_are_looked_into_after_the_packs_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DANVAN_PACKS", str(tmp_path / "first"))
    other = write_base(tmp_path / "other")

    assert pack_folder("base", also=(tmp_path / "other",)) == other
    first = write_base(tmp_path / "first")
    assert pack_folder("base", also=(tmp_path / "other",)) == first


def test_unknown_pack_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("DANVAN_PACKS", str(tmp_path))

    with pytest.raises(PackError) as caught:
        pack_folder("nowhere")

    assert caught.value.code == "PACK-01"


def test_digest_depends_on_names_and_content_only(tmp_path):
    one, other = write_base(tmp_path / "one"), write_base(tmp_path / "other")
    (other / ".hidden").write_text("x", encoding="utf-8")

    assert digest_of(one) == digest_of(other)
    (other / "areas.toml").rename(other / "regions.toml")
    assert digest_of(one) != digest_of(other)


def test_sentences_of_screens_are_no_part_of_the_digest(tmp_path):
    base = write_base(tmp_path)
    before = digest_of(base)

    (base / "messages").mkdir()
    (base / "messages" / "time.toml").write_text("x", encoding="utf-8")
    (base / "messages.toml").write_text("x", encoding="utf-8")

    assert digest_of(base) == before


def test_messages_stand_in_one_file_or_several(tmp_path):
    base = tmp_path / "vn-base"
    (base / "messages").mkdir(parents=True)
    (base / "messages" / "b.toml").touch()
    (base / "messages" / "a.toml").touch()
    (base / "messages.toml").touch()

    assert [path.name for path in message_files(tmp_path)] == ["a.toml", "b.toml", "messages.toml"]
