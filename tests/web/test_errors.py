"""Pages for what went wrong: code, sentence, advice, without a database."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from danvan.kernel.cases.refused import Refused
from danvan.web import errors


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (errors.bad_request, 400),
        (errors.denied, 403),
        (errors.not_found, 404),
        (errors.broken, 500),
    ],
)
def test_pages_need_no_database(answer, status):
    page = answer(RequestFactory().get("/"))

    assert page.status_code == status
    assert f"Mã: {status}" in page.content.decode()


def test_refusal_is_told_with_code_and_place():
    told = errors.sentence(Refused("CASE-08", provision="att_1__art_15"))

    assert "Điều 15" in told
    assert told.endswith("(CASE-08)")
