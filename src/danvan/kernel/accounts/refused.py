"""What the writers of accounts refuse, by code and fields."""

from __future__ import annotations

from danvan.law.errors import LawError


class AccountRefused(LawError):  # noqa: N818  the field's word: nothing is broken
    """A change of posts, holders, grants or slips that cannot be made; nothing was written."""
