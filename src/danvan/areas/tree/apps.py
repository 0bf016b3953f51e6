"""The room of the tree as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TreeApp(AppConfig):
    """Names the application and its places in the menu."""

    name = "danvan.areas.tree"
    label = "tree_room"
    navigation = (("tree", _("Cây tổ chức"), "administrator", 71),)
    help_pages = {
        "tree": "change-a-unit",
        "tree-ended": "change-a-unit",
        "tree-unit": "change-a-unit",
        "tree-add": "change-a-unit",
        "tree-rename": "change-a-unit",
        "tree-move": "change-a-unit",
        "tree-end": "change-a-unit",
        "tree-begin": "change-a-unit",
        "tree-templates": "tree-from-a-template",
        "tree-template": "tree-from-a-template",
        "tree-imports": "tree-from-a-spreadsheet",
        "tree-import": "tree-from-a-spreadsheet",
    }
