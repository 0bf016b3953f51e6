"""The room of the tree as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class TreeApp(AppConfig):
    """Names the application and its places in the menu."""

    name = "danvan.areas.tree"
    label = "tree_room"
    navigation = ()
