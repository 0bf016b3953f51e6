"""The reference is what the code declares today."""

from __future__ import annotations

import pytest
import reference


@pytest.mark.parametrize("name", reference.PAGES)
def test_reference_is_current(name: str):
    assert (reference.FOLDER / name).read_text(encoding="utf-8") == reference.PAGES[name]()


def test_no_page_is_left_over():
    assert {path.name for path in reference.FOLDER.glob("*.md")} == set(reference.PAGES)


def test_every_act_stands_in_the_reference():
    page = reference.kinds_page()

    for kind in reference.kinds.every():
        assert f"## {kind.key}\n" in page
        assert [act.key for act in kind.acts if f"| {act.key} |" not in page] == []
