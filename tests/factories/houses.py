"""Another house in a process of its own, and this site set up as its client."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from danvan.config.settings import environment
from tests.factories import other_house


def free_port() -> int:
    """Return a port of this computer that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def run_house(redirect_uri: str) -> Iterator[str]:
    """Run the other house as long as it is needed; give its address."""
    port = free_port()
    command = [sys.executable, other_house.__file__, str(port), redirect_uri]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def use_house(settings: Any, folder: Path, issuer: str, secret: str = other_house.SECRET) -> None:
    """Set this site up as a client, by the environment as an operator would."""
    kept = folder / "secret"
    kept.write_text(f"{secret}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DANVAN_OIDC_ISSUER", issuer)
        patch.setenv("DANVAN_OIDC_CLIENT_ID", other_house.CLIENT)
        patch.setenv("DANVAN_OIDC_CLIENT_SECRET_FILE", str(kept))
        patch.setenv("DANVAN_OIDC_NAME", "Tỉnh")
        settings.OIDC = environment.oidc()
    settings.SOCIALACCOUNT_PROVIDERS = environment.oidc_providers(settings.OIDC)
