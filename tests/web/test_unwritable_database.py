"""A database that cannot be read or written is told with a code; it is no crash."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client


@pytest.mark.django_db
def test_the_sign_in_page_says_when_the_database_is_away(monkeypatch):
    def away(*_args, **_options):
        message = "attempt to write a readonly database"
        raise OperationalError(message)

    monkeypatch.setattr("allauth.account.auth_backends.AuthenticationBackend.authenticate", away)
    client = Client(raise_request_exception=False)

    answer = client.post("/accounts/login/", {"login": "ai", "password": "đó"})

    assert answer.status_code == 503
    assert "SITE-08" in answer.content.decode()
