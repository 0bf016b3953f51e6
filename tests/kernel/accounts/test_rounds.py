from __future__ import annotations

from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from danvan.kernel.accounts import rounds
from tests.factories.accounts import make_post, make_user
from tests.factories.trees import make_tree

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_only_sessions_that_are_over_go(db):
    user = make_user(make_post(make_tree().root))
    for key, until in (("over", NOW - timedelta(hours=1)), ("on", NOW + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=until)
        UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1")

    gone = rounds.clear(now=NOW)

    assert gone == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["on"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["on"]
