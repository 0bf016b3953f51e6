"""A document on its way between two units: drafted, handed back, signed twice, issued, taken in."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.cases.models import Case
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.documents import PICTURE, let_issue
from tests.factories.trees import Tree, make_tree
from tests.journeys.conftest import PHONE, choose, press

SCAN = {"name": "ban-ky.png", "mimeType": "image/png", "buffer": PICTURE}


@pytest.fixture
def tree(site) -> Tree:
    del site
    return make_tree()


@pytest.fixture
def seated(site, tree, open_page):
    """Return a function that opens a browser for a clerk who issues at a unit."""

    def opened(key: str, **how):
        user = make_user(make_post(tree[key], grants_at(tree[key])))
        let_issue(tree[key], actor_of(user))
        client = Client()
        client.force_login(user)
        page = open_page(**how)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
        return page

    return opened


def do(page, link: str, **fields: str) -> None:
    """Take one step on the sheet of a case, with what it asks for."""
    choose(page, link)
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)
    press(page.get_by_role("button", name=link, exact=True))


def sign(page, link: str) -> None:
    """Record one signature by its scan."""
    choose(page, link)
    page.locator("[name=manner][value=scan]").check()
    page.locator("[name=scan]").set_input_files(SCAN)
    press(page.get_by_role("button", name=link, exact=True))


def draft(page, site, tree) -> None:
    """Fill the form of a report that two sign, for another unit."""
    page.goto(f"{site.url}/documents/")
    press(page.get_by_role("link", name="Soạn văn bản"))
    page.locator("[name=type_key]").select_option("report")
    page.locator("[name=summary]").fill("Công tác dân vận quý I")
    page.locator("[name=body]").fill("I. Tình hình\n1. Việc thứ nhất")
    page.locator("details:has([name=to_units]) > summary").click()
    page.locator(f"[name=to_units][value='{tree['council'].pk}']").check()
    for place, title in enumerate(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")):
        page.locator(f"[name=signer_{place}_title]").fill(title)
        page.locator(f"[name=signer_{place}_name]").fill("Người Ký")
    press(page.get_by_role("button", name="Mở hồ sơ"))


def test_a_document_goes_from_draft_to_acknowledgement(site, tree, seated, monkeypatch):
    monkeypatch.setattr("danvan.papers.printing.pdf", lambda docx, **_options: b"%PDF-1.7 " + docx)
    sender, receiver = seated("board"), seated("council", size=PHONE)

    draft(sender, site, tree)
    do(sender, "Kiểm tra xong, trình ký")
    do(sender, "Trả lại kèm ý kiến", reason="Rõ thêm trích yếu")
    do(sender, "Sửa dự thảo", summary="Công tác dân vận quý I năm 2022")
    do(sender, "Kiểm tra xong, trình ký")
    sign(sender, "Ghi chữ ký, còn người ký sau")
    sign(sender, "Ghi chữ ký sau cùng")
    choose(sender, "Ban hành")
    sender.locator("[name=register]").select_option(label="Sổ đi")
    press(sender.get_by_role("button", name="Ban hành", exact=True))
    do(sender, "Gửi đi", how="trên danvan")
    receiver.goto(f"{site.url}/documents/arrivals/")
    press(receiver.get_by_role("link", name="Công tác dân vận quý I năm 2022"))
    receiver.locator("[name=register]").select_option(label="Sổ đến")
    press(receiver.get_by_role("button", name="Tiếp nhận và vào sổ"))
    sender.reload()

    outgoing = Case.objects.get(kind="documents.outgoing")
    incoming = Case.objects.get(kind="documents.incoming")
    page = sender.locator("main").inner_text()
    assert (outgoing.state, incoming.state) == ("acknowledged", "registered")
    assert "01/BC-UBND" in page
    assert re.search(r"đã báo nhận\s+20/05/2022", page)


def test_pages_of_documents_are_for_everybody(site, tree, seated, accessibility):
    desk = seated("board", size=PHONE)
    draft(desk, site, tree)
    case = Case.objects.get()
    found, wide = [], []

    for path in (
        "/documents/",
        "/documents/registers/",
        "/documents/issuers/",
        "/documents/templates/new/",
        f"/documents/cases/{case.slug}/",
        f"/cases/{case.slug}/",
        f"/cases/{case.slug}/revise/",
        "/cases/new/documents.incoming/",
    ):
        desk.goto(f"{site.url}{path}")
        found += [f"{path} {line}" for line in accessibility(desk)]
        if desk.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)

    assert (found, wide) == ([], [])
