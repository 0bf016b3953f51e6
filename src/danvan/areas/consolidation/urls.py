"""Addresses of the room of consolidation."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
