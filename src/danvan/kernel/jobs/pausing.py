"""Whether the site stands still: a copy is restored, an upgrade runs."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

MAINTENANCE = "maintenance"
"""File in the site's folder; while it stands no worker takes a job."""


def is_paused() -> bool:
    """Return whether workers take no jobs now; what runs already runs to its end."""
    return (Path(settings.VAR) / MAINTENANCE).exists()
