"""A pack's identity, bodies, lists and calendar are loaded once a version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.packs.loading import follow_base, load_identity
from danvan.kernel.packs.models import BodyRole, Pack, Term
from danvan.law import packs as law_packs
from danvan.law.duties import Words
from danvan.law.errors import PackError
from tests.factories.pack_folders import BASE, write_base, write_pack
from tests.factories.packs import SLUGS, read_pack
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db


def test_identity_and_document_are_kept(tmp_path):
    read = read_pack(tmp_path)

    root = make_tree().root

    pack, is_new = load_identity(read, by="Bàn", root_id=root.pk)

    assert is_new
    assert (pack.name, pack.version, pack.digest) == ("local", "2026.1", read.digest)
    assert (pack.state, pack.label_vi, pack.label_en) == ("draft", "Gói thử", "Test pack")
    assert (pack.document_number, pack.effective_on, pack.expires_on) == (
        "1-QĐ/ĐU",
        date(2022, 5, 11),
        None,
    )
    assert pack.document["title"] == {"vi": "Quy chế", "en": "Regulation"}
    assert pack.document["effective_on"] == "2022-05-11"
    assert (pack.calendar, pack.loaded_by) == ({}, "Bàn")
    entry = Entry.objects.get(action="packs.pack.load")
    assert (entry.subject, entry.details) == (f"pack:{pack.pk}", {"digest": pack.digest})
    assert entry.unit_id == root.pk


def test_base_brings_bodies_words_and_calendar(tmp_path):
    base = law_packs.load(write_base(tmp_path))

    pack, _is_new = load_identity(base, by="Bàn")

    assert (pack.document, pack.document_number, pack.effective_on) == ({}, "", None)
    assert [year["year"] for year in pack.calendar["years"]] == [2026]
    assert list(BodyRole.objects.order_by("position").values_list("slug", "name_vi")) == [
        ("council", "Hội đồng"),
        ("police", "Công an"),
    ]
    assert list(Term.objects.values_list("kind", "key", "label_en").order_by("kind")) == [
        ("areas", "reporting", "Reporting"),
        ("evidence", "report", "Report"),
    ]


def test_same_version_is_loaded_once(tmp_path):
    read = read_pack(tmp_path)
    first, _is_new = load_identity(read, by="Bàn")

    again, is_new = load_identity(read, by="Người khác")

    assert (again, is_new) == (first, False)
    assert Pack.objects.count() == Entry.objects.count() == 1


def test_same_version_with_other_content_is_refused(tmp_path):
    read = read_pack(tmp_path)
    load_identity(read, by="Bàn")

    with pytest.raises(PackError) as refused:
        load_identity(replace(read, digest="0" * 64), by="Bàn")

    assert (refused.value.code, refused.value.fields) == (
        "PACK-40",
        {"pack": "local", "version": "2026.1"},
    )


def test_later_version_renames_bodies(tmp_path):
    base = read_pack(tmp_path).bases[0]
    load_identity(base, by="Bàn")
    renamed = tuple(replace(body, names=Words("Tên mới", "New name")) for body in base.bodies)

    load_identity(replace(base, version="2", digest="1" * 64, bodies=renamed), by="Bàn")

    assert set(BodyRole.objects.values_list("name_vi", flat=True)) == {"Tên mới"}
    assert BodyRole.objects.count() == len(SLUGS)


def test_base_of_this_version_is_followed_and_stays_the_only_new_one(tmp_path, monkeypatch):
    write_pack(tmp_path, "vn-base", BASE)
    monkeypatch.setenv("DANVAN_PACKS", str(tmp_path))
    earlier = follow_base(by="danvan prepare")
    head = tmp_path / "vn-base" / "pack.toml"
    head.write_text(head.read_text().replace('"2026.1"', '"2026.2"'), encoding="utf-8")

    later = follow_base(by="danvan prepare")

    assert [one.version for one in (earlier, later)] == ["2026.1", "2026.2"]
    assert follow_base(by="danvan prepare") == later
    assert Pack.objects.count() == 2
