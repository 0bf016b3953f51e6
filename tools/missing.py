"""Say what the tests need beyond Python and is not on this computer; exit 1 if so.

With ``bench`` say what the benchmarks need beyond that.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SERVERS = Path("/usr/lib/postgresql")


def has_browser() -> bool:
    """Return whether a browser of the Chromium family can be started by name."""
    return any(shutil.which(name) for name in BROWSERS)


def has_driver_library() -> bool:
    """Return whether the library is there that the program driving the browser is linked to."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def has_database_server() -> bool:
    """Return whether PostgreSQL's server, not only its client, is installed."""
    return shutil.which("initdb") is not None or any(SERVERS.glob("*/bin/initdb"))


def has_fonts() -> bool:
    """Return whether some installed font has every Vietnamese letter."""
    if shutil.which("fc-list") is None:
        return False
    told = subprocess.run(
        ["fc-list", ":lang=vi", "family"], capture_output=True, text=True, check=False
    )
    return bool(told.stdout.strip())


def reads_pictures() -> bool:
    """Return whether pictures of pages can be read: both programs and the Vietnamese data."""
    if shutil.which("tesseract") is None or shutil.which("pdftoppm") is None:
        return False
    told = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
    )
    return "vie" in told.stdout.split()


def prints() -> bool:
    """Return whether documents can be printed as PDF."""
    return shutil.which("soffice") is not None


def has_soft_token() -> bool:
    """Return whether a soft signing token is installed."""
    return shutil.which("softhsm2-util") is not None


def has_sender() -> bool:
    """Return whether the program is there that sends letters to a site by the hundred."""
    return shutil.which("wrk") is not None


def missing(*, bench: bool = False) -> list[str]:
    """Return the names of what is missing, in words.

    Args:
        bench: What the benchmarks need beyond the tests, instead of what the tests need.
    """
    if bench:
        return [] if has_sender() else ["wrk"]
    needs = {
        "Chromium": has_browser,
        "libatomic1": has_driver_library,
        "PostgreSQL's server": has_database_server,
        "a font with the Vietnamese letters": has_fonts,
        "tesseract with Vietnamese and pdftoppm": reads_pictures,
        "LibreOffice Writer": prints,
        "SoftHSM2": has_soft_token,
    }
    return [name for name, present in needs.items() if not present()]


def main() -> int:
    """Print what is missing and how to get it."""
    bench = sys.argv[1:] == ["bench"]
    names, who = missing(bench=bench), "bench" if bench else "test"
    if names:
        what = {"bench": "benchmarks", "test": "tests"}[who]
        print(
            f"The {what} need what is not here: {', '.join(names)}. As root: make {who}-system",
            file=sys.stderr,
        )
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
