"""The room of exchange as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.exchange"
    label = "exchange"
