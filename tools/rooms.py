"""Switch every room off in turn, with the rooms standing on it, and see that the rest still works.

For each room: the site starts and its system checks find nothing; where the whole is asked for
(``DANVAN_WHOLE``), the conformance suite of the remaining kinds passes too. The time of each is
printed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parent.parent
AREAS = REPOSITORY / "src" / "danvan" / "areas"
KINDS = "tests/kinds"
OTHER_ROOM = re.compile(r"^\s*(?:from|import) danvan\.areas\.(\w+)", re.MULTILINE)


class Result(NamedTuple):
    """Whether the house held without some rooms, what was printed, and how long it took."""

    holds: bool
    told: str
    seconds: float


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


def without(off: list[str]) -> Result:
    """Start, check and test the site without some rooms."""
    environment = {
        **os.environ,
        "DANVAN_ROOMS_OFF": ",".join(off),
        "DJANGO_SETTINGS_MODULE": "danvan.config.settings.test",
    }
    commands = [[sys.executable, "-m", "django", "check", "--fail-level", "WARNING"]]
    if os.environ.get("DANVAN_WHOLE"):
        commands.append([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", KINDS])
    started, told = time.monotonic(), ""
    for command in commands:
        done = subprocess.run(
            command,
            cwd=REPOSITORY,
            env=environment,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        told += done.stdout
        if done.returncode != 0:
            return Result(False, told, time.monotonic() - started)
    return Result(True, told, time.monotonic() - started)


def main() -> int:
    """Go through the rooms, one on each processor; exit 1 if the house falls without one."""
    imports = stands_on(AREAS)
    each = {room: off_with(room, imports) for room in rooms(AREAS)}
    fallen = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as workers:
        for (room, off), result in zip(
            each.items(), workers.map(without, each.values()), strict=True
        ):
            print(
                f"-- without {', '.join(off)}\n{result.told}-- {result.seconds:.1f} s", flush=True
            )
            if not result.holds:
                fallen.append(room)
    if fallen:
        print(f"The house does not stand without: {', '.join(fallen)}")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
