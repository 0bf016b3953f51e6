"""The audit trail as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AuditApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.audit"
    label = "audit"
