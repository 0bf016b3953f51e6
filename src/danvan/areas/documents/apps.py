"""The room of official documents as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsApp(AppConfig):
    """Names the application and its places in the menu."""

    name = "danvan.areas.documents"
    label = "documents"
    navigation = (("documents", _("Văn bản đi, đến"), None, 55),)
    help_pages = {
        "documents": "draft-a-document",
        "case-new documents.outgoing": "draft-a-document",
        "documents-preview": "draft-a-document",
        "documents-signing-report": "issue-a-document",
        "documents-incoming": "incoming-documents",
        "documents-arrivals": "incoming-documents",
        "documents-receive": "incoming-documents",
        "case-new documents.incoming": "incoming-documents",
    }
