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


def choice(name: str, default: str, *others: str) -> str:
    """Return one variable that is one of some words.

    Raises:
        ValueError: It is another one.
    """
    written = text(name) or default
    if written not in {default, *others}:
        message = f"DANVAN_{name}: {written!r} is none of {', '.join((default, *others))}"
        raise ValueError(message)
    return written


def names(name: str, default: str = "") -> list[str]:
    """Return a comma list."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def oidc() -> dict[str, str]:
    """Return how the OpenID Connect sign-in of another house is reached; empty where there is none.

    Raises:
        ValueError: Something of it is missing, or the address is not protected by HTTPS.
    """
    issuer = text("OIDC_ISSUER").rstrip("/")
    if not issuer:
        return {}
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "::1", "localhost"}:
        message = f"DANVAN_OIDC_ISSUER: {issuer!r} must begin with https://"
        raise ValueError(message)
    client, kept = text("OIDC_CLIENT_ID"), text("OIDC_CLIENT_SECRET_FILE")
    if not client or not kept:
        message = "DANVAN_OIDC_ISSUER needs DANVAN_OIDC_CLIENT_ID and _CLIENT_SECRET_FILE"
        raise ValueError(message)
    try:
        secret = Path(kept).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        message = f"DANVAN_OIDC_CLIENT_SECRET_FILE: {kept!r} cannot be read"
        raise ValueError(message) from None
    return {
        "id": "sso",
        "issuer": issuer,
        "client_id": client,
        "secret": secret,
        "name": text("OIDC_NAME", parts.hostname or issuer),
    }


def oidc_providers(house: dict[str, str]) -> dict[str, object]:
    """Return what allauth is told about the other house."""
    if not house:
        return {}
    told = {"server_url": house["issuer"], "scope": ["openid"], "fetch_userinfo": False}
    app = {
        "provider_id": house["id"],
        "name": house["name"],
        "client_id": house["client_id"],
        "secret": house["secret"],
        "settings": told,
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


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
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        message = "DANVAN_DATABASE_URL: no address of a database"
        raise ValueError(message) from None
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
            "ENGINE": "danvan.config.postgresql",
            "NAME": parts.path[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": port,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    message = f"DANVAN_DATABASE_URL: {parts.scheme!r} is neither sqlite nor postgres"
    raise ValueError(message)
