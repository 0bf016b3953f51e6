"""Overrides for a site that serves.

Everything secret comes from the environment or the var folder.
"""

from __future__ import annotations

from danvan.config.settings import environment
from danvan.config.settings.base import *  # noqa: F403  a settings file is its parent plus overrides
from danvan.config.settings.base import VAR
from danvan.config.settings.secret import kept_secret

SECRET_KEY = environment.text("SECRET_KEY") or kept_secret(VAR)
SESSION_COOKIE_SECURE = environment.flag("HTTPS")
CSRF_COOKIE_SECURE = environment.flag("HTTPS")
if environment.flag("HTTPS"):
    SESSION_COOKIE_NAME = "__Host-danvan"
    CSRF_COOKIE_NAME = "__Host-csrf"
SECURE_SSL_REDIRECT = environment.flag("HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if environment.flag("HTTPS") else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("BEHIND_PROXY") else None
)
