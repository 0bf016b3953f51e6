"""A register to print."""

from __future__ import annotations

import io

import pypdf
import pytest
from django.urls import reverse

from danvan.kernel.correspondence.numbers import keep_stub, reserve
from tests.factories.documents import act, draft, register_of, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed")]


def words_of(answer) -> str:
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_book_prints_its_lines_and_of_secret_ones_no_words(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    case = draft(tree["board"], actor, summary="Việc chung")
    act(signed(case, actor), "issue", actor)
    register = register_of(tree["board"])
    keep_stub(reserve(register, "report", actor, actor.today), "secret", actor.today, actor)

    answer = client.get(reverse("documents-register-print", args=[register.pk]))

    words = words_of(answer)
    assert answer["Content-Type"] == "application/pdf"
    assert "01/BC-UBND" in words
    assert "Việc chung" in words
    assert "Mật" in words


def test_an_empty_book_prints_that_it_is_empty(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    url = reverse("documents-register-print", args=[register_of(tree["board"]).pk])

    assert "Sổ chưa có số nào" in words_of(client.get(url))


def test_the_book_of_others_is_not_printed(tree, strangers, clerk_at):
    clerk_at(tree, "board")
    _stranger, stranger = clerk_at(strangers, "board")
    url = reverse("documents-register-print", args=[register_of(tree["board"]).pk])

    assert stranger.get(url).status_code == 404
