"""Whether the site stands still: a copy is restored, an upgrade runs."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

MAINTENANCE = "maintenance"
"""File in the site's folder; while it stands no worker takes a job."""


def is_paused() -> bool:
    """Return whether workers take no jobs now; what runs already runs to its end."""
    return _sign(settings.VAR).exists()


@lru_cache(maxsize=4)
def _sign(var: Path) -> Path:
    return Path(var) / MAINTENANCE
