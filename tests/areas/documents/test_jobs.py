"""Printing in the background: never while a row is held, never of what was handed back."""

from __future__ import annotations

import pytest
from django.db import connection

from danvan.areas.documents import jobs
from danvan.kernel.correspondence.models import Document, Number, NumberState
from danvan.kernel.jobs.running import run_next
from danvan.papers.values import PaperError
from tests.factories.documents import act, draft, signed


@pytest.fixture
def queued(settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "danvan.kernel.jobs.backend.QueueBackend"}}


@pytest.fixture
def watched(monkeypatch) -> list[int]:
    """Return how many transactions were open in the test's each time LibreOffice would have run."""
    found: list[int] = []

    def pdf(docx, **_options):
        found.append(len(connection.savepoint_ids))
        return b"%PDF-1.7 " + docx

    monkeypatch.setattr("danvan.papers.printing.pdf", pdf)
    return found


@pytest.mark.django_db
def test_nothing_is_printed_while_a_row_is_held(tree, clerk_at, queued, watched):
    actor, _client = clerk_at(tree, "board")
    case = signed(draft(tree["board"], actor), actor)

    act(case, "issue", actor)
    before = list(watched)
    while run_next("test"):
        pass

    assert (before, watched) == ([], [len(connection.savepoint_ids)])
    assert Document.objects.get(pk=case.pk).versions.get().why == "Bản ban hành"


@pytest.mark.django_db
def test_the_page_says_that_the_print_waits(tree, clerk_at, queued, watched):
    actor, client = clerk_at(tree, "board")
    case = act(signed(draft(tree["board"], actor), actor), "issue", actor)

    page = client.get(f"/cases/{case.slug}/").content.decode()

    assert "đang chờ in" in page
    assert watched == []
    assert Number.objects.get().state == NumberState.USED


@pytest.mark.django_db
def test_what_was_handed_back_is_not_printed(tree, clerk_at, queued, watched):
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor)
    act(case, "take_number", actor)
    act(case, "check", actor)
    act(case, "print", actor)
    order = case.outgoing_document.prints.get()
    act(case, "hand_back", actor)

    jobs.print_document.call(order.pk, 0)

    assert watched == []
    assert not case.outgoing_document.versions.exists()


@pytest.mark.django_db
def test_a_print_that_ran_twice_is_kept_once(tree, clerk_at, printed):
    actor, _client = clerk_at(tree, "board")
    case = act(signed(draft(tree["board"], actor), actor), "issue", actor)
    order = case.outgoing_document.prints.get()

    jobs.print_document.call(order.pk, 0)

    assert case.outgoing_document.versions.count() == 1


@pytest.mark.django_db
def test_only_who_keeps_papers_of_the_issuer_prints_again(tree, clerk_at, strangers, monkeypatch):
    actor, client = clerk_at(tree, "board")
    _stranger, stranger = clerk_at(strangers, "board")
    _reader, reader = clerk_at(tree, "board", "reader")
    case = signed(draft(tree["board"], actor), actor)
    tries: list[bytes] = []

    def broken(docx, **_options):
        tries.append(docx)
        raise PaperError("PAPER-61", seconds=100)

    monkeypatch.setattr("danvan.papers.printing.pdf", broken)
    act(case, "issue", actor)
    url = f"/documents/cases/{case.slug}/print/again/"

    codes = [who.post(url).status_code for who in (stranger, reader, client)]

    order = case.outgoing_document.prints.get()
    assert codes == [404, 404, 302]
    assert (len(tries), order.failed, order.told) == (2, "PAPER-61", {"seconds": "100"})
