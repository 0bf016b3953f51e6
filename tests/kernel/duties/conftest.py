"""A tree, and the small pack that puts it to work."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.factories.packs import Worked, put_to_work
from tests.factories.trees import Tree, make_tree


@pytest.fixture
def tree(db) -> Tree:
    del db
    return make_tree()


@pytest.fixture
def work(tree, tmp_path) -> Callable[..., Worked]:
    """Return a function that puts the tree to work by some duties, or by one of every timing."""

    def start(duties: str = "", **given: object) -> Worked:
        return put_to_work(tree, tmp_path, duties, **given)

    return start
