"""Marks of documents, read from the base pack: secret marks, fonts, colours, scans."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from danvan.law.pack_folders import packs_folder


@lru_cache(maxsize=4)
def marks(folder: Path | None = None) -> Mapping[str, Any]:
    """Return what ``papers/marks.toml`` of the base pack holds; kept after the first reading.

    Args:
        folder: The packs folder; ``None`` is the one in use.
    """
    path = (folder or packs_folder()) / "vn-base" / "papers" / "marks.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
