"""The same commune as for documents, with another tree that must see nothing."""

from tests.areas.documents.conftest import clerk_at, file_store, printed, strangers, tree

__all__ = ("clerk_at", "file_store", "printed", "strangers", "tree")
