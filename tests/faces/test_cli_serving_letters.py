"""The check of a site tells of petitions from the public door that wait too long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from danvan.faces.cli import serving
from danvan.kernel.letterbox import sending, tickets
from danvan.kernel.letterbox.models import Letter
from tests.factories.letters import FEEDBACK, open_desk

pytestmark = pytest.mark.django_db


def test_letters_that_wait_are_told_and_the_check_fails(capsys):
    content = {"title": "Đường ngập", "text": "Cống tắc.", "channel": "web"}
    sending.post(tickets.issue(open_desk().unit.pk), FEEDBACK, content)

    before = serving.check("vi")
    Letter.objects.update(made_at=timezone.now() - timedelta(hours=1))
    after = serving.check("vi")

    told = capsys.readouterr().out
    assert (before, after) == (0, 1)
    assert told.count("LET-14: 1 đơn") == 1
