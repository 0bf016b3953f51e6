"""Switch every room off in turn, with the rooms standing on it, and see that the rest still works.

For each room: the site starts, its system checks find nothing, and the conformance suite of the
remaining kinds passes. The time of each is printed; the aim is under 20 seconds a room.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
AREAS = REPOSITORY / "src" / "danvan" / "areas"
OTHER_ROOM = re.compile(r"^\s*(?:from|import) danvan\.areas\.(\w+)", re.MULTILINE)


def rooms(areas: Path) -> list[str]:
    """Return the names of the rooms, in alphabetical order."""
    return sorted(path.parent.name for path in areas.glob("*/apps.py"))


def stands_on(areas: Path) -> dict[str, set[str]]:
    """Return for each room the other rooms that it imports."""
    found: dict[str, set[str]] = {}
    for room in rooms(areas):
        sources = (path.read_text(encoding="utf-8") for path in (areas / room).rglob("*.py"))
        found[room] = {name for text in sources for name in OTHER_ROOM.findall(text)} - {room}
    return found


def off_with(room: str, imports: dict[str, set[str]]) -> list[str]:
    """Return a room and all that stands on it, directly or by another room."""
    off = {room}
    while more := {name for name, below in imports.items() if below & off} - off:
        off |= more
    return sorted(off)


def holds_without(off: list[str]) -> bool:
    """Start, check and test the site without some rooms; return whether all went well."""
    environment = {
        **os.environ,
        "DANVAN_ROOMS_OFF": ",".join(off),
        "DJANGO_SETTINGS_MODULE": "danvan.config.settings.test",
    }
    commands = (
        [sys.executable, "-m", "django", "check", "--fail-level", "WARNING"],
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/kinds"],
    )
    return all(
        subprocess.run(command, cwd=REPOSITORY, env=environment, check=False).returncode == 0
        for command in commands
    )


def main() -> int:
    """Go through the rooms; exit 1 if the house does not stand without one of them."""
    imports = stands_on(AREAS)
    fallen = []
    for room in rooms(AREAS):
        off = off_with(room, imports)
        print(f"-- without {', '.join(off)}", flush=True)
        started = time.monotonic()
        if not holds_without(off):
            fallen.append(room)
        print(f"-- {time.monotonic() - started:.1f} s", flush=True)
    if fallen:
        print(f"The house does not stand without: {', '.join(fallen)}")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
