"""The base pack's word lists for proposals and the clerk: other names, phrases, key words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from danvan.law.pack_folders import packs_folder


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists of ``packs/vn-base/lexicon.toml``.

    Args:
        aliases: Further names by slug of a body.
        narrowed: By level, what a body "of any level" is there, slug by slug.
        short: Short forms such as "UBND" and what they stand for.
        areas: Words of acts by process area; of several in one act the first decides.
        topics: Words by process area that decide wherever they stand in an act.
        weak: Words by process area that decide only where nothing else does.
        evidence: Words by kind of proof.
        proof: Kinds of proof that are usual in a process area.
        phrases: Administrative phrases as they should be written.
        allowed: Phrases that only look like a misread one.
        near_days: Days before its last day from which a term counts as near its end.
    """

    aliases: Mapping[str, tuple[str, ...]]
    narrowed: Mapping[str, Mapping[str, str]]
    short: Mapping[str, str]
    areas: Mapping[str, tuple[str, ...]]
    topics: Mapping[str, tuple[str, ...]]
    weak: Mapping[str, tuple[str, ...]]
    evidence: Mapping[str, tuple[str, ...]]
    proof: Mapping[str, tuple[str, ...]]
    phrases: tuple[str, ...]
    allowed: frozenset[str]
    near_days: int


def lexicon() -> Lexicon:
    """Return the word lists of the base pack; kept after the first reading."""
    return _read(packs_folder() / "vn-base" / "lexicon.toml")


@lru_cache(maxsize=4)
def _read(path: Path) -> Lexicon:
    tables: dict[str, Any] = {}
    if path.is_file():
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    written = tables.get("phrases", {})
    return Lexicon(
        _lists(tables.get("aliases", {})),
        tables.get("narrowed", {}),
        tables.get("short", {}),
        _lists(tables.get("areas", {})),
        _lists(tables.get("topics", {})),
        _lists(tables.get("weak_areas", {})),
        _lists(tables.get("evidence", {})),
        _lists(tables.get("proof", {})),
        tuple(written.get("words", ())),
        frozenset(written.get("allowed", ())),
        int(tables.get("term", {}).get("near_days", 0)),
    )


def _lists(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(words) for key, words in table.items()}
