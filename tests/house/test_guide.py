"""The guide is one book: every page in both languages, on the way of its index, of one form."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import guide_html
import pytest
from sources import REPOSITORY, shown

from danvan.web.guide import INDEX, Book, book

FOLDERS = {"vi": REPOSITORY / "docs" / "guide", "en": REPOSITORY / "docs" / "guide" / "en"}
PAGES = sorted(path for folder in FOLDERS.values() for path in folder.glob("*.md"))
LONGEST = 140
"""Lines; a longer page is two tasks."""


def address(page: str, anchor: str) -> str:
    return f"{page}#{anchor}"


def book_in(language: str) -> Book:
    return book(FOLDERS[language], address)


def names(folder: Path) -> list[str]:
    """Return the pages of a folder by name."""
    return sorted(path.stem for path in folder.glob("*.md"))


def dead_anchors(found: Book) -> list[str]:
    """Return links to headings that no page has."""
    kept = found.pages | {INDEX: found.index}
    return [
        f"{page.name}: {name}#{anchor}"
        for page in kept.values()
        for _heading, name, anchor in page.links
        if anchor and anchor not in {section.anchor for section in kept[name].sections}
    ]


def faults(text: str) -> list[str]:
    """Return what a page has that a page of the book has not."""
    found = []
    if len(re.findall(r"^# ", text, re.MULTILINE)) != 1 or not text.startswith("# "):
        found.append("one title at the top")
    levels = [2, *(len(sharps) for sharps in re.findall(r"^(##+) ", text, re.MULTILINE))]
    if any(after > before + 1 for before, after in pairwise(levels)):
        found.append("headings in order")
    prose = re.sub(r"^```.*?^```|`[^`]*`", "", text, flags=re.MULTILINE | re.DOTALL)
    if re.search(r"!\[|<[a-z/]", prose):
        found.append("no pictures, no HTML")
    if len(text.splitlines()) > LONGEST:
        found.append("short")
    return found


def test_both_languages_have_the_same_pages():
    assert names(FOLDERS["vi"]) == names(FOLDERS["en"])


@pytest.mark.parametrize("language", FOLDERS)
def test_the_index_leads_to_every_page(language: str):
    found = book_in(language)

    assert {name for _heading, name, _anchor in found.index.links} == set(found.pages)


def test_both_languages_have_the_same_order():
    assert list(book_in("vi").pages) == list(book_in("en").pages)


@pytest.mark.parametrize("language", FOLDERS)
def test_anchors_are_alive(language: str):
    assert dead_anchors(book_in(language)) == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_pages_have_one_form(page: Path):
    assert faults(page.read_text(encoding="utf-8")) == []


def test_the_guide_is_written_as_files(tmp_path: Path):
    written = guide_html.write_guide(tmp_path)

    assert len(written) == len(PAGES)
    text = (tmp_path / "en" / "meetings.html").read_text(encoding="utf-8")
    assert '<link rel="stylesheet" href="../danvan.css">' in text
    assert 'href="../meetings.html" lang="vi"' in text
    leads = re.findall(r'href="([^"#]+)', (tmp_path / "index.html").read_text(encoding="utf-8"))
    assert [name for name in leads if not (tmp_path / name).exists()] == []


def test_checkers_find_what_is_wrong(tmp_path: Path):
    (tmp_path / "README.md").write_text("# A\n\n[b](b.md#not-there)", encoding="utf-8")
    (tmp_path / "b.md").write_text("# B\n", encoding="utf-8")

    assert dead_anchors(book(tmp_path, address)) == ["README: b#not-there"]
    assert faults("# A\n\n## B\n\n#### C\n\n<b>x</b>") == [
        "headings in order",
        "no pictures, no HTML",
    ]
    assert faults("A\n") == ["one title at the top"]
    assert faults("# A\n\n`<b>`\n") == []
