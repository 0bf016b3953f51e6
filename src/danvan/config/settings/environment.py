"""The one place where the environment is read: typed, prefix DANVAN_."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

REPOSITORY = Path(__file__).resolve().parents[4]


def text(name: str, default: str = "") -> str:
    """Return one variable as text."""
    return os.environ.get(f"DANVAN_{name}", default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return one variable as yes or no; "1", "true" and "yes" mean yes."""
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    """Return one variable as a whole number.

    Raises:
        ValueError: It is none.
    """
    written = text(name) or str(default)
    if not written.isdecimal():
        message = f"DANVAN_{name}: {written!r} is no whole number"
        raise ValueError(message)
    return int(written)


def names(name: str, default: str = "") -> list[str]:
    """Return a comma list."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    """Return a folder, absolute."""
    return Path(text(name) or default).resolve()


def shipped(name: str) -> Path:
    """Return a folder of the repository, or where an installation has put it."""
    here = REPOSITORY / name
    return here if here.is_dir() else Path(sys.prefix) / "share" / "danvan" / name


def database(url: str) -> dict[str, object]:
    """Return Django's database entry for ``sqlite:///path`` or ``postgres://user:pw@host:port/name``.

    Raises:
        ValueError: The address names another kind of database.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    message = f"DANVAN_DATABASE_URL: {parts.scheme!r} is neither sqlite nor postgres"
    raise ValueError(message)
