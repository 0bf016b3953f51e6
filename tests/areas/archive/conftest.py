"""The same commune as for documents, with another tree that must see nothing; a file of a unit."""

from __future__ import annotations

import pytest

from danvan.kernel.correspondence.filing import FileFacts, add_entry, open_list
from danvan.kernel.correspondence.models import FileEntry
from tests.areas.documents.conftest import clerk_at, file_store, printed, strangers, tree

__all__ = ("clerk_at", "file_store", "printed", "strangers", "tree")


@pytest.fixture
def clerk(tree, clerk_at):
    """Return who keeps the files of a unit, as an actor and a browser."""
    return clerk_at(tree, "board")


@pytest.fixture
def entry(tree, clerk) -> FileEntry:
    """Return an open file."""
    actor, _client = clerk
    facts = FileFacts("01-DV", "Dân vận chính quyền", "10 năm", actor.today, "Văn thư")
    return add_entry(open_list(tree["board"], 2022, actor), facts, actor)
