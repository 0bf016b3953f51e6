"""Accounts as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsApp(AppConfig):
    """Names the application."""

    name = "danvan.kernel.accounts"
    label = "accounts"
