"""Which guide page helps where: every closed page of the site has one, or a reason."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.urls import get_resolver, resolve, reverse
from django.utils import translation

from danvan.web.help_links import address_of, declared, folder_of, guide, help_for

OF_ITSELF = {"help", "help-all", "help-page", "help-signs", "tour", "tour-leave", "tour-step"}
"""The guide and the tour: the index helps there."""
FILES = {"calendar-feed", "calendar-notice-file", "evidence-file", "local-date-file"}
FILES |= {
    "regulation-as",
    "regulation-file",
    "regulation-saved",
    "tree-form",
    "documents-draft-file",
}
FILES |= {"documents-import-form", "documents-incoming-file", "documents-signing"}
FILES |= {"documents-version", "documents-register-print"}
FILES |= {"exchange-file", "exchange-receipt", "archive-contents", "archive-minutes"}
FILES |= {"consolidation-file", "consolidation-paper", "petition-import-form"}
FILES |= {"robots", "portal-feed", "portal-result-file", "publication-file"}
LEAD_BACK = {
    "language",
    "portal-reading",
    "notices-decide",
    "notices-feed-end",
    "notices-read",
    "oidc-link",
}
LEAD_BACK |= {"oidc-unlink", "session-end", "sessions-end", "tree-import-apply"}
LEAD_BACK |= {"tree-import-cancel", "documents-import-write", "documents-print"}
LEAD_BACK |= {"exchange-decide", "archive-move", "archive-out"}
LEAD_BACK |= {"consolidation-open", "consolidation-remind", "consolidation-take-over"}
LEAD_BACK |= {"publication-approve", "publication-back", "petition-follow-lead"}
LEAD_BACK |= {
    "petition-import-undo",
    "petition-import-write",
    "consolidation-undo",
    "report-autosave",
    "report-open",
}
"""Posts that lead back to a page; neither they nor files are read as a page."""


def names() -> set[str]:
    """Return the name of every address of the site."""
    return {str(key) for key in all_names(get_resolver())}


def all_names(resolver):
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from all_names(entry)
        else:
            yield entry.name


def asked_at(path: str) -> str:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    return help_for(request)


def test_every_page_has_its_help():
    told = {name.partition(" ")[0] for name in declared()}

    assert sorted(names() - told - OF_ITSELF - FILES - LEAD_BACK) == []


def test_what_is_declared_exists():
    assert {page for page in declared().values() if page not in guide().pages} == set()
    assert sorted({name.partition(" ")[0] for name in declared()} - names()) == []


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", "my-work"),
        ("/cases/abc/", "record-and-prove"),
        ("/cases/new/meetings.record/", "meetings"),
        ("/cases/new/other/", "record-and-prove"),
        ("/plan/", "plan-and-apply"),
        ("/help/meetings/", ""),
    ],
)
def test_help_is_about_the_page(path, page):
    assert asked_at(path) == (f"/help/{page}/" if page else "/help/")


def test_an_address_that_leads_nowhere_is_helped_by_the_index():
    assert help_for(RequestFactory().get("/khong-co/")) == "/help/"


def test_english_readers_have_their_own_folder():
    with translation.override("en"):
        assert guide().pages["meetings"].title != "Ghi cuộc họp"
    assert guide().pages["meetings"].title == "Ghi cuộc họp"
    assert folder_of("fr") == folder_of("vi")


def test_addresses_of_the_guide():
    assert address_of("README") == reverse("help")
    assert address_of("sign-in", "x") == "/help/sign-in/#x"
