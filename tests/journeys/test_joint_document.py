"""A document of two agencies: both check, one gives it back, both sign, it leaves and arrives."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client
from pypdf import PdfWriter

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.cases.models import Case
from danvan.papers.values import PaperError
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.documents import PICTURE, let_issue
from tests.factories.trees import Tree, make_tree
from tests.journeys.conftest import PHONE, choose, press
from tests.papers.certificates import PASSPHRASE, key_file

SCAN = {"name": "ban-ky.png", "mimeType": "image/png", "buffer": PICTURE}
SIGNER = "Người Ký Thứ Nhất"
EARLY = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
LATE = dt.datetime(2090, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def tree(site) -> Tree:
    del site
    return make_tree()


@pytest.fixture(autouse=True)
def office(settings, monkeypatch) -> dict[str, bool]:
    """Return a switch: whether the program that prints is at hand."""
    settings.TASKS = {"default": {"BACKEND": "danvan.kernel.jobs.backend.AtOnceBackend"}}
    switch = {"works": True}
    paper = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(paper)

    def pdf(_docx, **_options) -> bytes:
        if not switch["works"]:
            raise PaperError("PAPER-60", program="soffice")
        return paper.getvalue()

    monkeypatch.setattr("danvan.papers.printing.pdf", pdf)
    return switch


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


@pytest.fixture
def looked_at(accessibility):
    """Return a function that looks a page over, and what it found so far."""
    found: list[str] = []

    def look(page) -> list[str]:
        found.extend(f"{page.url} {line}" for line in accessibility(page))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{page.url} is wider than the window")
        return found

    return look


def do(page, name: str, **fields: str) -> None:
    """Take one step on the sheet of a case, with what it asks for."""
    choose(page, name)
    for field, value in fields.items():
        page.locator(f"[name={field}]").fill(value)
    press(page.get_by_role("button", name=name, exact=True))


def draft(page, site, tree) -> None:
    """Fill the form of a joint regulation that each side signs, for a third unit and a place
    without danvan."""
    page.goto(f"{site.url}/cases/new/documents.outgoing/")
    page.locator("[name=partner]").select_option(str(tree["council"].pk))
    page.locator("[name=type_key]").select_option("regulation")
    page.locator("[name=summary]").fill("Phối hợp công tác dân vận")
    page.locator("[name=body]").fill("Điều 1. Phạm vi\n1. Hai bên phối hợp.")
    page.locator("details:has([name=to_units]) > summary").click()
    page.locator(f"[name=to_units][value='{tree['police'].pk}']").check()
    page.locator("[name=others]").fill("Sở Nội vụ")
    for place, name in enumerate((SIGNER, "Người Ký Thứ Hai")):
        page.locator(f"[name=signer_{place}_title]").fill("CHỦ TỊCH")
        page.locator(f"[name=signer_{place}_name]").fill(name)
    press(page.get_by_role("button", name="Mở hồ sơ"))


def fill_key(page, reason: str = "") -> None:
    """Fill the form of a signature with the key of somebody of another name."""
    page.locator("[name=manner][value=digital]").check()
    file = {"name": "khoa.p12", "mimeType": "application/x-pkcs12"}
    content = key_file("Tên Khác", begins=EARLY, ends=LATE)
    page.locator("[name=key_file]").set_input_files({**file, "buffer": content})
    page.locator("[name=passphrase]").fill(PASSPHRASE)
    page.locator("[name=reason]").fill(reason)
    press(page.get_by_role("button", name="Ghi chữ ký, còn người ký sau", exact=True))


def give_back(second, looked_at) -> None:
    """Let the second side give the draft back, first without the reason that is asked for."""
    choose(second, "Trả lại kèm ý kiến")
    press(second.get_by_role("button", name="Trả lại kèm ý kiến", exact=True))
    looked_at(second)
    second.locator("[name=reason]").fill("Cần rõ hơn")
    second.locator("[name=remark_summary]").fill("Ghi thêm năm")
    press(second.get_by_role("button", name="Trả lại kèm ý kiến", exact=True))


def mend(first, looked_at) -> str:
    """Mend the draft and hold a number for it; returns what the form said beside its fields."""
    looked_at(first)
    choose(first, "Sửa dự thảo")
    looked_at(first)
    said = first.locator("main").inner_text()
    first.locator("[name=summary]").fill("Phối hợp công tác dân vận năm 2022")
    press(first.get_by_role("button", name="Sửa dự thảo", exact=True))
    choose(first, "Giữ số")
    first.locator("[name=register]").select_option(index=0)
    press(first.get_by_role("button", name="Giữ số", exact=True))
    return said


def print_twice(first, looked_at, office) -> str:
    """Have it printed where no program is at hand, then again; returns what the page said."""
    office["works"] = False
    do(first, "In bản để ký số")
    looked_at(first)
    said = first.locator("main").inner_text()
    office["works"] = True
    press(first.get_by_role("button", name="In lại"))
    return said


def sign_by_key(first, looked_at) -> tuple[str, str]:
    """Sign by a key of another name; returns what the form and the report said."""
    choose(first, "Ghi chữ ký, còn người ký sau")
    fill_key(first)
    looked_at(first)
    refused = first.locator("main").inner_text()
    fill_key(first, "Chứng thư cấp trước khi đổi tên đệm")
    press(first.get_by_role("link", name="Kết quả xác thực"))
    looked_at(first)
    return refused, first.locator("main").inner_text()


def sign_by_hand(second, looked_at) -> None:
    """Attach the scan of the second signature."""
    choose(second, "Ghi chữ ký sau cùng")
    second.locator("[name=manner][value=scan]").check()
    second.locator("[name=scan]").set_input_files(SCAN)
    looked_at(second)
    press(second.get_by_role("button", name="Ghi chữ ký sau cùng", exact=True))


def test_two_agencies_issue_one_document(site, tree, seated, looked_at, office):
    first, second, third = seated("board"), seated("council", size=PHONE), seated("police")
    draft(first, site, tree)
    sheet = first.url
    do(first, "Kiểm tra xong phía mình")
    second.goto(sheet)
    do(second, "Kiểm tra xong, trình ký")
    give_back(second, looked_at)
    first.goto(sheet)
    remark = mend(first, looked_at)
    do(first, "Kiểm tra xong phía mình")
    second.goto(sheet)
    looked_at(second)
    do(second, "Kiểm tra xong, trình ký")

    first.goto(sheet)
    trouble = print_twice(first, looked_at, office)
    other_name, report = sign_by_key(first, looked_at)
    second.goto(sheet)
    sign_by_hand(second, looked_at)
    first.goto(sheet)
    do(first, "Ban hành")
    do(first, "Gửi đi", how="trên danvan và bưu điện")
    third.goto(sheet)
    do(third, "Báo đã nhận, nơi nhận cuối cùng")
    first.reload()
    do(first, "Ghi nơi ngoài danvan đã nhận", how="điện thoại")
    found = looked_at(first)

    page = first.locator("main").inner_text()
    assert Case.objects.get().state == "acknowledged"
    assert "Ghi thêm năm" in remark
    assert "PAPER-60" in trouble
    assert "DOC-14" in other_name
    assert "chưa được tin cậy" in report
    assert "01/QC-UBND-UBND" in page
    assert "điện thoại" in page
    assert found == []
