"""Run every check of the house, one after the other, and sum up as one test run.

A step that fails does not stop the next one: whoever waits twelve minutes should learn everything.
The last line counts the tests of all suites together.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from missing import missing

REPOSITORY = Path(__file__).resolve().parent.parent
SUMMARY = re.compile(r"^=* ?.*\b\d+ (?:passed|failed|errors?|skipped)\b.* in [\d.]+s")
COUNTS = re.compile(r"(\d+) (passed|failed|error|errors|skipped|xfailed)\b")
NO_DATABASE = (
    "tests/law",
    "tests/readers",
    "tests/papers",
    "tests/house",
    "tests/tools",
    "tests/packs",
)
"""Folders of tests that never touch a database; they run once."""
LONG = ("tests/journeys", "tests/matrix", "tests/faces")
"""Folders of long tests: the browser, every address by every role, commands on whole sites."""
NEAR_THE_DATABASE = ("tests/kernel",)
"""Folders whose tests always run on both databases; the others do where the whole is asked for."""
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "2")


@dataclass(frozen=True)
class Step:
    """One check: its name, its command, and what it needs in the environment."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Result:
    """What came of one step."""

    step: Step
    seconds: float
    is_good: bool
    counts: Counter[str]


def steps() -> list[Step]:
    """Return the checks, cheap ones first; the long ones too where ``DANVAN_WHOLE`` is set."""
    tool = (sys.executable, "-m")
    here = tuple(folder for folder in NO_DATABASE if (REPOSITORY / folder).is_dir())
    short = tuple(f"--ignore={folder}" for folder in (*here, *LONG))
    far = tuple(f"--ignore={folder}" for folder in NEAR_THE_DATABASE)
    on_second = ("sh", "tools/postgres.sh", *PYTEST)
    whole = [
        Step("pages on PostgreSQL", (*on_second, *short, *far, "tests")),
        Step("long tests on SQLite", (*PYTEST, *LONG)),
        Step("long tests on PostgreSQL", (*on_second, *LONG)),
    ]
    return [
        Step("lint", (*tool, "ruff", "check", ".")),
        Step("layout", (*tool, "ruff", "format", "--check", ".")),
        Step("types", (*tool, "mypy")),
        Step("imports", (str(Path(sys.executable).parent / "lint-imports"), "--no-logo")),
        Step("migrations", (*tool, "django", "makemigrations", "--check", "--dry-run")),
        Step("tests without a database", (*PYTEST, *here)),
        Step("tests on SQLite", (*PYTEST, *short, "tests")),
        Step("tests on PostgreSQL", (*on_second, *NEAR_THE_DATABASE)),
        Step("rooms switched off", (sys.executable, "tools/rooms.py")),
        *(whole if os.environ.get("DANVAN_WHOLE") else ()),
    ]


def read_counts(line: str) -> Counter[str]:
    """Return what one closing line of a test run counts; nothing for any other line."""
    counts: Counter[str] = Counter()
    if SUMMARY.match(line):
        for amount, word in COUNTS.findall(line):
            counts["failed" if word.startswith("error") else word] += int(amount)
    return counts


def run(step: Step) -> Result:
    """Run one step, show what it prints, and count its tests."""
    print(f"\n== {step.name}", flush=True)
    started = time.monotonic()
    settings = {"DJANGO_SETTINGS_MODULE": "danvan.config.settings.test"}
    counts: Counter[str] = Counter()
    with subprocess.Popen(
        step.command,
        cwd=REPOSITORY,
        env={**os.environ, **settings, **step.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            counts += read_counts(line)
    good = process.returncode == 0
    return Result(step, time.monotonic() - started, good, counts)


def sum_up(results: Sequence[Result]) -> int:
    """Print a table of the steps and the common closing line; return the exit code."""
    print("\n== summary")
    counts: Counter[str] = Counter()
    for result in results:
        verdict = "good" if result.is_good else "FAILED"
        tests = ", ".join(f"{amount} {word}" for word, amount in sorted(result.counts.items()))
        print(f"{verdict:7}{result.seconds:7.1f} s  {result.step.name:26} {tests}")
        counts += result.counts
        if not result.is_good and not result.counts["failed"]:
            counts["failed"] += 1
    print(f"{sum(result.seconds for result in results):14.1f} s  in all")
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    print(f"\n{counts['passed']} passed, {counts['failed']} failed{skipped}")
    return 1 if counts["failed"] else 0


def main() -> int:
    """Run the steps named on the command line, or all of them."""
    names = missing()
    if names:
        print(f"make test needs: {', '.join(names)}. As root: make test-system", file=sys.stderr)
        return 1
    wanted = " ".join(sys.argv[1:])
    return sum_up([run(step) for step in steps() if wanted in step.name])


if __name__ == "__main__":
    sys.exit(main())
