"""The room of regulations as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegulationsApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.regulations"
    label = "regulations"
    navigation = (("regulations", _("Văn bản"), None, 50),)
    help_pages = {
        "regulation": "read-a-regulation",
        "regulation-add": "confirm-duties",
        "regulation-all": "confirm-duties",
        "regulation-candidates": "confirm-duties",
        "regulation-confirm": "confirm-duties",
        "regulation-decide": "confirm-duties",
        "regulation-decisions": "confirm-duties",
        "regulation-import": "import-a-regulation",
        "regulation-many": "confirm-duties",
        "regulation-next": "confirm-duties",
        "regulation-of-pack": "import-a-regulation",
        "regulation-reopen": "confirm-duties",
        "regulation-save": "confirm-duties",
        "regulation-undo": "confirm-duties",
        "regulation-use": "import-a-regulation",
        "regulations": "read-a-regulation",
    }
