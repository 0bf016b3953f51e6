"""Clerks at their books: numbers taken and a register closed, an envelope, a file handed over."""

from __future__ import annotations

import pytest
from django.test import Client

from danvan.areas.exchange.models import Envelope, Organ
from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.correspondence.filing import FileFacts, add_entry, open_list
from danvan.kernel.correspondence.models import (
    FileEntry,
    HandOver,
    Incoming,
    Number,
    NumberState,
)
from danvan.kernel.correspondence.sheets import file_paper
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.documents import act, bring, draft, let_issue, register_of, signed
from tests.factories.trees import make_tree
from tests.journeys.conftest import PHONE, press

HERE, THERE = "000.00.01.H56", "000.00.02.H56"


class Desk:
    """A clerk at a unit of a tree, in a browser."""

    def __init__(self, site, tree, open_page, *, code="", **how):
        user = make_user(make_post(tree["board"], grants_at(tree["board"])))
        self.unit, self.actor, self.url = tree["board"], actor_of(user), site.url
        let_issue(self.unit, self.actor)
        if code:
            root = self.actor.root_id
            Organ.objects.create(root_id=root, unit=self.unit, organ_id=code, name="Xã Mẫu")
        client = Client()
        client.force_login(user)
        self.page = open_page(**how)
        session = client.cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "url": site.url}
        self.page.context.add_cookies([cookie])

    def go(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def link(self, name: str) -> None:
        press(self.page.get_by_role("link", name=name, exact=True))

    def button(self, name: str) -> None:
        press(self.page.get_by_role("button", name=name, exact=True))

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"[name={name}]").fill(value)

    @property
    def words(self) -> str:
        return self.page.locator("main").inner_text()


@pytest.fixture
def printed(monkeypatch) -> None:
    monkeypatch.setattr("danvan.papers.printing.pdf", lambda docx, **_options: b"%PDF-1.7 " + docx)


@pytest.fixture
def desk_of(site, open_page):
    """Return a function that seats a clerk of a tree of their own."""

    def seated(*, code="", **how) -> Desk:
        return Desk(site, make_tree(), open_page, code=code, **how)

    return seated


def test_numbers_are_taken_given_back_and_the_register_closed(desk_of):
    desk = desk_of()
    register = register_of(desk.unit)

    desk.go(f"/documents/registers/{register.pk}/")
    for _each in range(2):
        desk.link("Giữ một số")
        desk.page.locator("[name=type_key]").select_option("report")
        desk.button("Giữ một số")
    press(desk.page.get_by_role("link", name="Trả lại 1"))
    desk.fill(why="Chưa ban hành")
    desk.button("Trả lại số 1")
    desk.link("Khóa sổ")
    shown = desk.words
    desk.button("Khóa sổ")

    states = dict(Number.objects.values_list("value", "state"))
    assert "không dự thảo nào cần" in shown
    assert states == {1: NumberState.VOID, 2: NumberState.VOID}
    assert "đã khóa từ" in desk.words


def test_an_envelope_travels_from_one_tree_to_another(desk_of, printed):
    sender, receiver = desk_of(code=HERE), desk_of(code=THERE, size=PHONE)
    case = draft(sender.unit, sender.actor, summary="Mời phối hợp")
    act(signed(case, sender.actor), "issue", sender.actor)

    sender.go("/exchange/issued/")
    sender.link("Mời phối hợp")
    sender.fill(receivers=f"{THERE} | Xã Mẫu")
    sender.button("Đóng gói")
    envelope = taken_away(sender, "Tải gói tin (XML)")
    read_in(receiver, envelope)
    receiver.page.locator("[name=register]").select_option(label="Sổ đến")
    receiver.button("Vào sổ")
    receipt = taken_away(receiver, "Tải phản hồi (XML)")
    read_in(receiver, envelope)
    again = receiver.words
    read_in(sender, receipt)

    assert Incoming.objects.get().summary == "Mời phối hợp"
    assert "đã vào sổ trước đó" in again
    assert "đã tiếp nhận" in sender.words
    assert Envelope.objects.get(direction="out").state == "taken"


def taken_away(desk: Desk, name: str) -> dict[str, object]:
    """Save a file from a page, as what may be sent on."""
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("link", name=name).click()
    content = saved.value.path().read_bytes()
    name = saved.value.suggested_filename
    return {"name": name, "mimeType": "application/xml", "buffer": content}


def read_in(desk: Desk, file: dict[str, object]) -> None:
    """Read a file in that came."""
    desk.go("/exchange/read/")
    desk.page.locator("[name=file]").set_input_files(file)
    desk.button("Đọc và kiểm tra")


def test_a_file_is_filled_closed_and_handed_over(desk_of):
    desk = desk_of(size=PHONE)
    bring(desk.unit, desk.actor, summary="Đề nghị phối hợp")

    desk.go("/archive/")
    desk.link("Mở hồ sơ")
    desk.fill(code="01-DV", title="Dân vận chính quyền", keeping="10 năm")
    desk.page.locator("[name=unit]").select_option(str(desk.unit.pk))
    desk.button("Mở hồ sơ")
    desk.link("Đưa văn bản vào")
    press(desk.page.get_by_role("button", name="Đưa vào 12/SNV-TH: Đề nghị phối hợp"))
    desk.link("Thêm tài liệu giấy")
    desk.fill(summary="Sổ tay cuộc họp")
    desk.button("Thêm tài liệu giấy")
    press(desk.page.get_by_role("button", name="Lên Sổ tay cuộc họp", exact=True))
    desk.link("Kết thúc hồ sơ")
    desk.button("Kết thúc hồ sơ")
    desk.link("Nộp lưu hồ sơ")
    desk.fill(archive="Lưu trữ huyện", taken_by="Lưu trữ viên")
    desk.button("Nộp lưu và lập biên bản")

    (file,) = HandOver.objects.get().minutes["files"]
    assert next(one["summary"] for one in file["documents"]) == "Sổ tay cuộc họp"
    assert len(file["documents"]) == 2
    assert "Lưu trữ huyện" in desk.words


def fill(desk: Desk) -> list[str]:
    """Let there be something on every page; return their addresses."""
    case = draft(desk.unit, desk.actor, summary="Mời phối hợp")
    act(signed(case, desk.actor), "issue", desk.actor)
    register = register_of(desk.unit)
    desk.go(f"/exchange/issued/{case.slug}/")
    desk.fill(receivers=f"{THERE} | Xã Khác")
    desk.button("Đóng gói")
    facts = FileFacts("01-DV", "Dân vận chính quyền", "10 năm", desk.actor.today, "Văn thư")
    entry = add_entry(open_list(desk.unit, 2022, desk.actor), facts, desk.actor)
    for word in ("Giấy thứ nhất", "Giấy thứ hai"):
        file_paper(entry, "05/BC", desk.actor.today, word, desk.actor)
    return [
        f"/documents/registers/{register.pk}/",
        f"/documents/registers/{register.pk}/close/",
        f"/documents/registers/{register.pk}/begin/",
        f"/exchange/issued/{case.slug}/",
        f"/exchange/envelopes/{Envelope.objects.get().pk}/",
        f"/archive/files/{entry.pk}/",
        f"/archive/files/{entry.pk}/add/",
        f"/archive/files/{entry.pk}/change/",
    ]


LISTS = (
    "/documents/registers/", "/documents/templates/", "/exchange/", "/exchange/issued/",
    "/exchange/organs/", "/exchange/organs/new/", "/exchange/read/", "/archive/", "/archive/due/",
    "/archive/hand-overs/", "/archive/hand-overs/new/", "/archive/files/new/",
)  # fmt: skip


def flaws(desk: Desk, paths, accessibility, *, wrong=False) -> list[str]:
    """Return what axe finds on pages and which are wider than the screen."""
    found = []
    for path in paths:
        desk.go(path)
        if wrong:
            press(desk.page.locator("main form[method=post] button.primary").first)
        found += [f"{path} {line}" for line in accessibility(desk.page)]
        if desk.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path} is too wide")
    return found


def test_pages_are_for_everybody_full_empty_and_in_error(desk_of, printed, accessibility):
    desk = desk_of(code=HERE, size=PHONE)

    empty = flaws(desk, LISTS, accessibility)
    paths = fill(desk)
    full = flaws(desk, [*paths, *LISTS], accessibility)
    wrong = ["/exchange/read/", "/exchange/organs/new/", "/archive/files/new/", paths[2]]
    refused = flaws(desk, wrong, accessibility, wrong=True)

    assert (empty, full, refused) == ([], [], [])


def test_pages_speak_english(desk_of, printed):
    desk = desk_of(code=HERE)
    paths = fill(desk)
    desk.page.context.add_cookies([{"name": "danvan_language", "value": "en", "url": desk.url}])

    for path in (*paths, *LISTS):
        desk.go(path)
        assert desk.page.locator("html").get_attribute("lang") == "en"
    assert FileEntry.objects.count() == 1
