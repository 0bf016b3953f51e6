"""Print Word files as PDF by LibreOffice, several in one start, each start with its own profile."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from danvan.papers.values import PaperError

PROGRAMS: Final = ("soffice", "libreoffice")
PATIENCE: Final = 90
"""Seconds given to one start; a further file of the batch adds ``PATIENCE_EACH``."""

PATIENCE_EACH: Final = 10
_ARCHIVAL: Final = {"SelectPdfVersion": {"type": "long", "value": "2"}}
"""PDF/A-2b, as the export filter counts its versions."""

_PLAIN: Final = {"SelectPdfVersion": {"type": "long", "value": "17"}}
_OPTIONS: Final = (
    "--headless",
    "--norestore",
    "--nolockcheck",
    "--nodefault",
    "--nofirststartwizard",
    "--nologo",
)
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""No macro runs and no link is followed, whatever the file says."""


def pdf(docx: bytes, *, archival: bool = False) -> bytes:
    """Return the PDF of a Word file.

    Args:
        archival: As PDF/A-2b, with every font inside.

    Raises:
        PaperError: As ``pdfs``.
    """
    return pdfs([docx], archival=archival)[0]


def pdfs(files: Sequence[bytes], *, archival: bool = False) -> tuple[bytes, ...]:
    """Return the PDF of each Word file, in the same order, from one start of the program.

    Raises:
        PaperError: ``PAPER-60``, LibreOffice is not installed; ``PAPER-61``, it did not end in
            time; ``PAPER-62``, it made nothing of a file.
    """
    options = json.dumps(_ARCHIVAL if archival else _PLAIN)
    return converted(files, f"pdf:writer_pdf_Export:{options}")


def converted(files: Sequence[bytes], target: str) -> tuple[bytes, ...]:
    """Return what LibreOffice makes of Word files.

    Args:
        target: Ending of the result, with the export filter and its options where needed.

    Raises:
        PaperError: As ``pdfs``.
    """
    if not files:
        return ()
    program = installed()
    ending = target.split(":", maxsplit=1)[0]
    with tempfile.TemporaryDirectory(prefix="danvan-print-") as name:
        folder = Path(name)
        sources = _laid_out(folder, files)
        into = folder / "out"
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *_OPTIONS,
            "--convert-to",
            target,
            "--outdir",
            str(into),
            *map(str, sources),
        ]
        _run(command, folder, PATIENCE + PATIENCE_EACH * len(files))
        made = [into / f"{source.stem}.{ending}" for source in sources]
        for place, path in enumerate(made, 1):
            if not path.is_file() or not path.stat().st_size:
                raise PaperError("PAPER-62", place=place, count=len(files))
        return tuple(path.read_bytes() for path in made)


def installed() -> str:
    """Return the path of LibreOffice.

    Raises:
        PaperError: ``PAPER-60``, it is not installed.
    """
    for name in PROGRAMS:
        path = shutil.which(name)
        if path:
            return path
    raise PaperError("PAPER-60", program=PROGRAMS[0])


def _laid_out(folder: Path, files: Sequence[bytes]) -> list[Path]:
    """Write the files and the careful profile into a folder."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    (folder / "out").mkdir()
    sources = [folder / f"{place:04d}.docx" for place in range(1, len(files) + 1)]
    for path, content in zip(sources, files, strict=True):
        path.write_bytes(content)
    return sources


def _run(command: Sequence[str], folder: Path, seconds: float) -> None:
    """Run a program in a group of its own and end the whole group when time is up."""
    known = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    process = subprocess.Popen(  # noqa: S603  our own program, with our own file names
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**known, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise PaperError("PAPER-61", seconds=round(seconds)) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
