"""The room of registers as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class RegistersApp(AppConfig):
    """Names the application; its pages stand beside the lists of documents."""

    name = "danvan.areas.registers"
    label = "registers"
    help_pages = {
        "documents-registers": "registers",
        "documents-register": "registers",
        "documents-register-new": "registers",
        "documents-reserve": "registers",
        "documents-release": "registers",
        "documents-stub": "registers",
        "documents-import": "registers",
        "documents-import-undo": "registers",
        "documents-begin": "registers",
        "documents-close": "registers",
        "documents-reopen": "registers",
        "documents-void": "registers",
        "documents-issuers": "issue-a-document",
        "documents-issuer-new": "issue-a-document",
        "documents-term-new": "registers",
        "documents-templates": "own-templates",
        "documents-template-new": "own-templates",
        "documents-template-withdraw": "own-templates",
        "documents-template-back": "own-templates",
    }
