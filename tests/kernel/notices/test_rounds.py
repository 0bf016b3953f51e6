from __future__ import annotations

import pytest

from danvan.kernel.notices import rounds
from tests.factories.trees import make_tree


def test_reactions_go_on_until_nothing_is_left(monkeypatch):
    counts = iter([rounds.AT_ONCE, rounds.AT_ONCE, 3])
    monkeypatch.setattr(rounds, "react", lambda *, most: next(counts))

    rounds.react_to_events.call()

    assert list(counts) == []


@pytest.mark.django_db
def test_tree_whose_alarms_fail_holds_up_no_other(monkeypatch):
    trees = [make_tree(), make_tree(), make_tree()]
    rung = []

    def ring(root, today, *, most):
        rung.append((root.pk, today))
        if root == trees[0].root:
            raise ValueError(root.key)
        return most if len(rung) == 2 else 0

    monkeypatch.setattr(rounds, "ring", ring)

    with pytest.raises(ValueError, match="commune"):
        rounds.ring_alarms.call()

    roots = [tree.root for tree in trees]
    assert rung == [(root.pk, root.demo_on) for root in (roots[0], roots[1], roots[1], roots[2])]
