"""The words of the pages where somebody signs in: all ours, in the language of the reader."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.factories.desks import PASSWORD

ENGLISH = re.compile(
    r"\b(the|your|you|user ?name|password|please|must|current|again|code|key|sign|log ?in|enter"
    r"|type|field|required|invalid|incorrect|characters?|email|account)\b",
    re.IGNORECASE,
)
VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
PAGES = (
    "/accounts/login/",
    "/accounts/login/webauthn/",
    "/accounts/reauthenticate/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/account/new-password/",
)
WRONG = {
    "login": "ai", "password": "sai", "oldpassword": "sai", "password1": "ngan", "password2": "khac"
}  # fmt: skip


class Words(HTMLParser):
    """Collects what a page says in its own language."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if "lang" in told and tag != "html":
            self.silent.append(tag)
        if not self.silent:
            self.said += [
                told[name] or "" for name in ("placeholder", "title", "aria-label") if name in told
            ]

    def handle_endtag(self, tag):
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data):
        if not self.silent and "{" not in data:
            self.said.append(data)


def said(page, user):
    words = Words()
    words.feed(page.content.decode())
    text = " ".join(" ".join(words.said).split())
    text = re.sub(r"[A-Z]+-[0-9]+", "", text)
    return text.replace(user.username, "").replace("English", "").replace("Tiếng Việt", "")


@pytest.mark.parametrize("sent", [None, {}, WRONG], ids=["shown", "empty", "wrong"])
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("language", "other"), [("vi", ENGLISH), ("en", VIETNAMESE)], ids=["vi", "en"]
)
def test_pages_of_sign_in_speak_one_language(desk, path, sent, language, other):
    client = Client()
    client.cookies["danvan_language"] = language
    if "login" not in path and "new-password" not in path:
        client.post("/accounts/login/", {"login": desk.user.username, "password": PASSWORD})

    page = client.get(path) if sent is None else client.post(path, sent)

    if page.status_code != 302:
        assert other.findall(said(page, desk.user)) == []
