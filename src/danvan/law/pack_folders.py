"""Where packs lie on disk, and the digest that names what exactly was read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import danvan
from danvan.law.errors import PackError

SENTENCES = frozenset({"messages", "messages.toml"})
"""What is read from disk each time and never loaded: it may change inside a version."""


def packs_folder() -> Path:
    """Return the folder that holds the packs.

    That is ``DANVAN_PACKS`` where it is set, else ``packs`` of a source tree, else what the package
    brings along.
    """
    named = os.environ.get("DANVAN_PACKS")
    if named:
        return Path(named)
    inside, beside = _shelves(danvan.__file__)
    return beside if beside.is_dir() else inside


@lru_cache(maxsize=4)
def _shelves(module: str) -> tuple[Path, Path]:
    """Return where packs may lie in a package and beside its source."""
    package = Path(module).resolve().parent
    return package / "packs", package.parent.parent / "packs"


def pack_folder(name_or_path: str, also: Sequence[Path] = ()) -> Path:
    """Return the folder of a pack given by its name or by a path.

    Args:
        name_or_path: The packs folder is looked into first.
        also: Further shelves that hold packs by name, looked into next, in this order.

    Raises:
        PackError: ``PACK-01``, none of them is a folder with a ``pack.toml``.
    """
    shelves = (packs_folder(), *also)
    for folder in (*(shelf / name_or_path for shelf in shelves), Path(name_or_path)):
        if (folder / "pack.toml").is_file():
            return folder
    raise PackError("PACK-01", pack=name_or_path)


def digest_of(folder: Path) -> str:
    """Return the SHA-256 of all files of a pack, names included, in hexadecimal.

    Hidden files and folders do not count, nor do the sentences of screens, which no site keeps.
    The order of the file system does not matter.
    """
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        is_silent = any(part.startswith(".") for part in relative.parts)
        if path.is_file() and not is_silent and relative.parts[0] not in SENTENCES:
            total.update(relative.as_posix().encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def message_files(folder: Path) -> tuple[Path, ...]:
    """Return the message files of the base pack in a packs folder, by name."""
    base = folder / "vn-base"
    single = base / "messages.toml"
    return (*sorted((base / "messages").glob("*.toml")), *([single] if single.is_file() else []))
