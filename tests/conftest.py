"""What every test may ask for, and what none may do.

The database is the one named by DANVAN_DATABASE_URL: SQLite in memory by default, PostgreSQL by
tools/postgres.sh.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

import catalogues
import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.", "::1", "localhost")

settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Compile catalogues that are newer than their binaries, once and not in every worker."""
    if hasattr(config, "workerinput"):
        return
    for path in catalogues.LOCALE.glob("*/LC_MESSAGES/django.po"):
        binary = path.with_suffix(".mo")
        if not binary.exists() or binary.stat().st_mtime < path.stat().st_mtime:
            catalogues.compile_catalogue(path)


@pytest.fixture(scope="session")
def documents() -> Path:
    """Return the folder of source documents; without one the test is reported as not run."""
    folder = Path(os.environ.get("DANVAN_DOCUMENTS", REPOSITORY / "../shared/seeds")).resolve()
    if not any(folder.glob("*.txt")):
        pytest.skip("documents folder absent")
    return folder


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the folder of the whole repository."""
    return REPOSITORY


@pytest.fixture(autouse=True, scope="session")
def only_this_computer():
    """Refuse every connection that would leave this computer."""
    connect = socket.socket.connect

    def connect_here(self, address):
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            message = f"tests stay on this computer, not {address}"
            raise ConnectionRefusedError(message)
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield
