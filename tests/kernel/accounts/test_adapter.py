"""Nobody makes an account by signing up."""

from __future__ import annotations

from danvan.kernel.accounts.adapter import ClosedSignUp


def test_sign_up_is_closed(rf):
    assert ClosedSignUp().is_open_for_signup(rf.get("/")) is False
