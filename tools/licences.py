"""Write THIRD-PARTY.md: what danvan runs on, by version and licence, read from the lock.

licences.py write    write the file
licences.py show     print it
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
LOCK = REPOSITORY / "requirements" / "run.txt"
NOTICES = REPOSITORY / "THIRD-PARTY.md"
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", re.MULTILINE)
SAID_ELSEWHERE = {"sqlparse": "BSD-3-Clause", "tzdata": "Apache-2.0"}
"""Licences of packages that do not say theirs in one word, or are not installed on every system."""

REFUSED = re.compile(r"\bAGPL|(?<!L)\bGPL|Commercial|Proprietary", re.IGNORECASE)
HEAD = """\
# What danvan runs on

danvan itself is under Apache-2.0 (see `LICENSE`). It runs on the packages below, which are
installed beside it and are not part of this repository. Written by `make licences` from
`requirements/run.txt`.

LGPL packages are used unchanged, as separately installed libraries that anyone can replace.

| package | version | licence | only on |
| --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Pin:
    """One locked package."""

    name: str
    version: str
    marker: str


def pins(text: str) -> list[Pin]:
    """Return the packages of a lock file, in its order."""
    return [
        Pin(name, version, (marker or "").strip()) for name, version, marker in PIN.findall(text)
    ]


def licence_of(name: str) -> str:
    """Return a package's licence in one word, or "unknown"."""
    if name in SAID_ELSEWHERE:
        return SAID_ELSEWHERE[name]
    try:
        told = metadata(name).json
    except PackageNotFoundError:
        return "unknown"
    return str(told.get("license_expression") or told.get("license") or "unknown")


def notices(text: str) -> str:
    """Return the whole file for a lock file's text."""
    rows = [
        f"| {pin.name} | {pin.version} | {licence_of(pin.name)} | {pin.marker.replace('|', '')} |"
        for pin in pins(text)
    ]
    return HEAD + "\n".join(rows) + "\n"


def main() -> int:
    """Obey the command line."""
    text = notices(LOCK.read_text(encoding="utf-8"))
    if sys.argv[1:] == ["write"]:
        NOTICES.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
