"""Documents for people: living links, decisions, changelog fragments, what make and README say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import changelog
import licences
import pytest
from sources import REPOSITORY, kept_files, shown

LINK = re.compile(
    r"\[[^\]]*\]\(([^)\s]+)\)|`((?:docs|packs|tools|tests|requirements|src)/[\w./-]+)`"
)
PAGES = [path for path in kept_files() if path.suffix == ".md"]
DECISIONS = sorted((REPOSITORY / "docs" / "decisions").glob("*.md"))
DECISION_PARTS = ("**Question.**", "**Decision.**", "**Instead of.**", "**Price.**")
NEEDS = re.compile(r"^NEEDS := (.*)$", re.MULTILINE)


def dead_links(page: Path) -> list[str]:
    """Return links and named paths of a page that lead to nothing in the repository."""
    found = []
    for link, name in LINK.findall(page.read_text(encoding="utf-8")):
        target = (link or name).split("#")[0]
        if not target or re.match(r"[a-z]+:", target):
            continue
        places = [page.parent / target] if link else [REPOSITORY / target]
        if not any(place.exists() for place in places):
            found.append(target)
    return found


def first_line(text: str) -> str:
    """Return the first line of prose of a page."""
    return next(line for line in text.splitlines() if line and not line.startswith(("#", "!", "<")))


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_are_alive(page: Path):
    assert dead_links(page) == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_decisions_are_short_and_whole(page: Path):
    text = page.read_text(encoding="utf-8")

    assert re.match(r"# \d{4} \w.*\n\nDecided \d{4}-\d\d-\d\d\. (In force|Superseded by)", text)
    assert [part for part in DECISION_PARTS if part not in text] == []
    assert len(text.splitlines()) <= 25


def test_decisions_are_numbered_without_gap():
    numbers = [int(page.stem[:4]) for page in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))


MOST_PACKAGES = 16
"""More than these is a moment to stop and think; see the last decision on packages."""


def test_every_run_time_package_has_its_decision():
    wanted = re.findall(
        r"^([a-z][a-z0-9-]*)", (REPOSITORY / "requirements/run.in").read_text(), re.MULTILINE
    )
    told = {page.stem.partition("-package-")[2] for page in DECISIONS}

    assert [name for name in wanted if name not in told] == []
    assert len(wanted) <= MOST_PACKAGES


def test_third_party_notices_follow_the_lock():
    lock = licences.LOCK.read_text(encoding="utf-8")

    assert [pin.name for pin in licences.pins(lock)] == re.findall(
        r"^\| ([a-z][\w.-]*) \|", licences.NOTICES.read_text(encoding="utf-8"), re.MULTILINE
    )[1:]
    assert licences.NOTICES.read_text(encoding="utf-8") == licences.notices(lock)


def test_no_licence_is_refused_or_unknown():
    names = [pin.name for pin in licences.pins(licences.LOCK.read_text(encoding="utf-8"))]
    told = {name: licences.licence_of(name) for name in names}

    assert {
        name: licence
        for name, licence in told.items()
        if licence == "unknown" or licences.REFUSED.search(licence)
    } == {}


def test_fragments_of_the_changelog_are_readable():
    assert sum(len(texts) for texts in changelog.fragments(changelog.FRAGMENTS).values()) > 0
    assert changelog.HERE in changelog.CHANGELOG.read_text(encoding="utf-8")


def test_readme_begins_with_what_make_asks_for():
    asked = NEEDS.search((REPOSITORY / "Makefile").read_text(encoding="utf-8"))

    assert asked is not None
    assert first_line((REPOSITORY / "README.md").read_text(encoding="utf-8")) == asked[1]


def test_publiccode_names_the_version_of_the_package():
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["version"]

    assert f'softwareVersion: "{version}"' in (REPOSITORY / "publiccode.yml").read_text()


def test_checkers_find_what_is_wrong(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[a](gone.md) [b](https://example.org) `docs/decisions` `docs/never.md`")
    (tmp_path / "1.wish.md").write_text("x")

    assert dead_links(page) == ["gone.md", "docs/never.md"]
    assert licences.REFUSED.search("AGPL-3.0")
    assert licences.REFUSED.search("GPL-2.0-only")
    assert not licences.REFUSED.search("LGPL-3.0-only")
    with pytest.raises(ValueError, match=r"1\.wish\.md"):
        changelog.fragments(tmp_path)
