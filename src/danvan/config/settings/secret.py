"""The site's secret key, made once and kept beside the data with narrow rights."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from danvan.law.errors import LawError


def kept_secret(var: Path) -> str:
    """Return the secret key of this site, making it at the first start.

    Args:
        var: Folder of the site's data; the key stands in ``secret-key``, readable by its owner
            only.

    Raises:
        LawError: ``SITE-12``, it is no folder and cannot become one.
    """
    path = var / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        _make(var)
    except NotADirectoryError:
        raise LawError("SITE-12", folder=var) from None
    made = secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(made)
    return made


def _make(var: Path) -> None:
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, FileNotFoundError, NotADirectoryError):
        raise LawError("SITE-12", folder=var) from None
