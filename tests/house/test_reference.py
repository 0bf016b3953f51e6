"""The reference is what the code declares today."""

from __future__ import annotations

import pytest
import reference
from pack_keys import keys_asked


@pytest.mark.parametrize("name", reference.PAGES)
def test_reference_is_current(name: str):
    assert (reference.FOLDER / name).read_text(encoding="utf-8") == reference.PAGES[name]()


BY_OTHERS = {"access-matrix.md", "accuracy.md", "speed.md"}
"""Pages that a test or a measurement writes, since only a run can tell them."""


def test_no_page_is_left_over():
    inside = {name for name in reference.PAGES if "/" not in name}

    assert {path.name for path in reference.FOLDER.glob("*.md")} - BY_OTHERS == inside


def test_every_act_stands_in_the_reference():
    page = reference.kinds_page()

    for kind in reference.kinds.every():
        assert f"## {kind.key}\n" in page
        assert [act.key for act in kind.acts if f"| {act.key} |" not in page] == []


def test_every_key_of_a_duty_stands_in_the_reference():
    keys = keys_asked(reference.PACKS)["duties/*.toml", "duties"]

    assert {name for name, asked in keys.items() if asked.needed == "yes"} == {
        "id",
        "provision",
        "bearers",
        "bearing",
        "modality",
        "act",
        "timing",
        "area",
    }
    assert keys["period"].needed == "sometimes"
    assert keys["act"].form == "words in vi and en"
    assert "dated" in keys["timing"].allowed


def test_settings_are_found_where_they_are_read():
    page = reference.settings_page()

    assert "| `DANVAN_VAR` | folder |" in page
    assert "| `REMIND_DAYS` |" in page


def test_a_page_that_differs_is_stale(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    (tmp_path / "roles.md").write_text(reference.roles_page(), encoding="utf-8")

    assert "roles.md" not in reference.stale()
    assert "kinds.md" in reference.stale()
