"""Posts, grants and accounts are made by the few writers and recorded."""

from __future__ import annotations

import pytest

from danvan.kernel.accounts.models import Grant
from danvan.kernel.audit.models import Entry
from tests.factories.accounts import PASSWORD, grants_at, make_post, make_user
from tests.factories.trees import START, make_tree

pytestmark = pytest.mark.django_db


def test_post_comes_with_its_grants():
    tree = make_tree()

    post = make_post(tree["bloc"], grants_at(tree["board"], roles=("reader",), downward=True))

    grant = Grant.objects.get(post=post)
    assert (grant.unit, grant.desk_role, grant.downward) == (tree["board"], "reader", True)
    assert (grant.valid_from, grant.valid_until, grant.highest) == (START, None, 1)
    assert Entry.objects.get(action="accounts.post.add").subject == f"post:{post.pk}"


def test_holder_can_sign_in_and_is_recorded_without_password(client):
    user = make_user(make_post(make_tree({}).root))

    entry = Entry.objects.get(action="accounts.holder.add")

    assert client.login(username=user.username, password=PASSWORD)
    assert entry.details == {"username": user.username}
