"""Processes side by side: started together, started again where one dies, ended together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

BESIDE = "DANVAN_BESIDE"
"""Set in the environment of a process that another one keeps; its standard input is the link."""
LOOK_SECONDS = 0.2
GRACE_SECONDS = 40.0
"""How long a process may take to end what it is doing: longer than a web answer may."""
LONGEST_PAUSE = 30.0
"""Seconds, the most between two starts of a process that dies at once."""
SETTLED_SECONDS = 60.0
"""A process that lived so long is started again without a pause."""


@dataclass(slots=True)
class Kept:
    """One process to keep.

    Args:
        words: Its command line below `danvan`.
        is_vital: Whether everything ends when it does; any other one is started again.
    """

    words: Sequence[str]
    is_vital: bool = False
    running: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = 0.0

    def start(self) -> None:
        """Start it; it ends by itself when this process does."""
        line = [sys.executable, "-m", "danvan.faces.cli.entry", *self.words]
        environment = os.environ | {BESIDE: "1"}
        self.running = subprocess.Popen(line, env=environment, stdin=subprocess.PIPE)  # noqa: S603  our own command
        self.started_at = time.monotonic()

    def start_again(self) -> None:
        """Start it anew, after ever longer pauses where it keeps dying at once."""
        lived = time.monotonic() - self.started_at
        if lived < self.pause:
            return
        is_settled = lived > SETTLED_SECONDS
        self.pause = 0.0 if is_settled else min(max(1.0, self.pause * 2), LONGEST_PAUSE)
        self.start()


def on_end_asked(act: Callable[[], None]) -> None:
    """Call something when somebody asks this process to end, by SIGTERM or Ctrl-C."""

    def asked(_number: int, _frame: FrameType | None) -> None:
        act()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)


def end_with_parent() -> None:
    """Ask this process to end when the one that keeps it is gone, even if that was killed."""
    if not is_beside():
        return

    def watch() -> None:
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def is_beside() -> bool:
    """Return whether another process keeps this one."""
    return os.environ.get(BESIDE) == "1"


def keep(processes: Sequence[Kept]) -> int:
    """Keep processes running until a vital one ends or somebody asks to end.

    Returns:
        What the vital process ended with; 0 when asked to end.
    """
    ending: list[bool] = []
    on_end_asked(lambda: ending.append(True))
    for one in processes:
        one.start()
    try:
        while not ending:
            time.sleep(LOOK_SECONDS)
            for one in processes:
                if one.running is None or one.running.poll() is None:
                    continue
                if one.is_vital:
                    return 0 if ending else one.running.returncode
                one.start_again()
    finally:
        _end(processes)
    return 0


def _end(processes: Sequence[Kept]) -> None:
    """End all: asked first, killed where they do not listen."""
    running = [one.running for one in processes if one.running]
    for process in running:
        process.terminate()
    last = time.monotonic() + GRACE_SECONDS
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, last - time.monotonic()))
        process.kill()
        process.wait()
