"""Wait until a server that prints its address answers there; exit 1 if it stops or stays silent.

answers.py LOG PID: LOG is the file the server prints into, PID its process.
"""

from __future__ import annotations

import os
import re
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\]):\d+/?")
LONGEST = 30
"""Seconds to wait in all."""


def answers(address: str) -> bool:
    """Return whether a page stands at a loopback address."""
    try:
        with urllib.request.urlopen(address, timeout=5) as page:  # noqa: S310  only ADDRESS gets here
            return bool(page.status == 200)  # noqa: PLR2004  the web's word for "well"
    except (urllib.error.URLError, OSError):
        return False


def is_running(process: int) -> bool:
    """Return whether a process still lives."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def main() -> int:
    """Look every quarter of a second, until an answer, the server's end, or the longest wait."""
    log, process = Path(sys.argv[1]), int(sys.argv[2])
    for _ in range(LONGEST * 4):
        printed = ADDRESS.search(log.read_text(encoding="utf-8"))
        if printed and answers(printed.group()):
            print(f"Answers: {printed.group()}")
            return 0
        if not is_running(process):
            break
        time.sleep(0.25)
    return 1


if __name__ == "__main__":
    sys.exit(main())
