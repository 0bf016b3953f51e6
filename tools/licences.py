"""Write THIRD-PARTY.md: what danvan runs on, by version and licence, read from the lock.

licences.py write    write the file
licences.py show     print it
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
LOCK = REPOSITORY / "requirements" / "run.txt"
NOTICES = REPOSITORY / "THIRD-PARTY.md"
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", re.MULTILINE)
SAID_ELSEWHERE = {
    "colorama": "BSD-3-Clause",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "sqlparse": "BSD-3-Clause",
    "tzdata": "Apache-2.0",
}
"""Licences of packages that do not say theirs in one word, or are not installed on every system."""

CLASSIFIER = re.compile(r"^License :: OSI Approved :: (.+)$")
FIRST_WORDS = {"MIT License": "MIT", "The MIT License (MIT)": "MIT"}
"""What stands first in a licence file, and in a classifier, in one word."""

REFUSED = re.compile(r"\bAGPL|(?<!L)\bGPL|Commercial|Proprietary", re.IGNORECASE)
HEAD = """\
# What danvan runs on

danvan itself is under Apache-2.0 (see `LICENSE`). It runs on the packages below, which are
installed beside it and are not part of this repository. Written by `make licences` from
`requirements/run.txt`.

LGPL and MPL packages are used unchanged, as separately installed libraries that anyone can replace.

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
        found = distribution(name)
    except PackageNotFoundError:
        return "unknown"
    told = found.metadata.json
    named = str(told.get("license_expression") or told.get("license") or "")
    return named or classified(told.get("classifier") or []) or written(found) or "unknown"


def classified(classifiers: str | list[str]) -> str:
    """Return the licences among a package's classifiers, in the words of the index."""
    each = [classifiers] if isinstance(classifiers, str) else classifiers
    told = [found[1] for line in each if (found := CLASSIFIER.match(line))]
    return " AND ".join(FIRST_WORDS.get(name, name) for name in told)


def written(package: Distribution) -> str:
    """Return what the first line of a package's licence file says, where it is known."""
    files = [path for path in package.files or [] if path.stem in {"LICENSE", "LICENCE"}]
    first = [path.read_text(encoding="utf-8").strip().partition("\n")[0] for path in files]
    return next((FIRST_WORDS[line.strip()] for line in first if line.strip() in FIRST_WORDS), "")


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
