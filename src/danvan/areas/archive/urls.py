"""Addresses of the room of archive."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
