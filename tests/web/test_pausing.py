from __future__ import annotations

import pytest
from django.test import Client

from danvan.kernel.jobs.pausing import MAINTENANCE
from danvan.law.messages import say


@pytest.fixture
def paused(settings, tmp_path):
    settings.VAR = tmp_path
    path = tmp_path / MAINTENANCE
    path.touch()
    return path


@pytest.mark.parametrize("method", ["get", "post"])
def test_paused_site_says_so_in_both_languages_without_a_database(paused, method):
    response = getattr(Client(), method)("/cases/anything/")

    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"
    for language in ("vi", "en"):
        assert say("PAUSE-01", {}, language) in response.text
    assert "script-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_site_goes_on_when_the_pause_is_over(paused):
    paused.unlink()

    assert Client().get("/").status_code == 302
