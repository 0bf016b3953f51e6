"""From a text to a pack: candidates are decided by keyboard, without script, and put to use."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from danvan.areas.regulations.models import Candidate, Draft, Work
from danvan.kernel.packs.models import PackUse
from tests.journeys.conftest import press
from tests.journeys.test_by_keyboard import tab_to

TEXT = """ĐẢNG ỦY XÃ THỬ
Số 07-QĐ/ĐU
Xã Thử, ngày 05 tháng 01 năm 2023
QUYẾT ĐỊNH
Về việc thử
Điều 1. Phạm vi
Văn bản này nói về việc thử.
Điều 2. Báo cáo
1. Ủy ban nhân dân xã báo cáo Đảng ủy xã trước ngày 10 hằng tháng.
2. Công an xã họp với Ủy ban nhân dân xã mỗi quý và gửi biên bản.
Điều 3. Tiếp dân
1. Ủy ban nhân dân xã thường xuyên tiếp công dân.
2. Công an xã kịp thời báo tin cho Đảng ủy xã.
"""
PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    return settings.VAR / "packs"


@pytest.fixture
def imported(site, commune, open_page, sign_in) -> Work:
    page = open_page()
    sign_in(page, "vanphong.pt")
    page.goto(f"{site.url}/regulations/import/")
    page.locator("input[type=file]").set_input_files(
        files=[{"name": "thu.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}]
    )
    press(page.locator("main form[method=post] button.primary"))
    return Work.objects.get()


def tab_and_enter(page: Page, selector: str) -> None:
    """Reach something by Tab and press Enter."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def access_key(page: Page, letter: str) -> None:
    """Hold Alt and press a letter, as the browser itself sees it."""
    told = {"type": "keyDown", "modifiers": 1, "key": letter, "unmodifiedText": letter}
    with page.expect_navigation():
        page.context.new_cdp_session(page).send("Input.dispatchKeyEvent", told)


def address(site, work: Work, rest: str = "") -> str:
    return f"{site.url}/regulations/{work.pk}/confirm/{rest}"


def begin(page: Page, site, work: Work) -> Draft:
    page.goto(address(site, work))
    press(page.locator("main form[method=post] button.primary"))
    return Draft.objects.get()


def test_a_text_becomes_a_pack_in_use_by_keyboard_without_script(
    site, imported, open_page, sign_in, password
):
    page = open_page(script=False)
    sign_in(page, "vanphong.pt")
    page.goto(f"{site.url}/regulations/{imported.pk}/")
    tab_and_enter(page, "a[href$='/confirm/']")
    tab_and_enter(page, "main form[method=post] button.primary")
    tab_and_enter(page, "a[href$='/confirm/next/']")
    total = Candidate.objects.count()
    tab_and_enter(page, "form[action$='/accept/'] button")
    tab_and_enter(page, "a[href$='/edit/']")
    tab_to(page, "[name=act_vi]")
    page.keyboard.press("Control+A")
    page.keyboard.type("họp với Ủy ban nhân dân xã")
    tab_and_enter(page, "main form button.primary")
    tab_and_enter(page, "a[href$='/reject/']")
    tab_to(page, "[name=reason]")
    page.keyboard.type("Chỉ nêu nguyên tắc")
    tab_and_enter(page, "main form button.primary")
    for _ in range(Candidate.objects.filter(standing="undecided").count()):
        tab_and_enter(page, "form[action$='/accept/'] button")
    tab_and_enter(page, "a[href$='/save/']")
    for name, words in {"name": "xa-thu-2023", "title_vi": "Về việc thử"}.items():
        tab_to(page, f"[name={name}]")
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
    tab_to(page, "[name=is_seen]")
    page.keyboard.press("Space")
    tab_and_enter(page, "main form[method=post] button.primary")
    page.goto(f"{site.url}/regulations/{imported.pk}/")
    page.locator("[name$=valid_from]").fill("01/02/2023")
    tab_and_enter(page, "form[action$='/use/xa-thu-2023/'] button")
    use = PackUse.objects.get(pack__name="xa-thu-2023")
    acts = list(use.pack.duties.order_by("position").values_list("act_vi", flat=True))

    assert total >= 4
    assert len(acts) == total - 1
    assert acts[1] == "họp với Ủy ban nhân dân xã"
    assert "chưa được xác nhận" in page.locator("main").inner_text()


def test_access_keys_decide_and_move_on(site, imported, desk, sign_in):
    sign_in(desk, "vanphong.pt")
    draft = begin(desk, site, imported)
    desk.goto(address(site, imported, "next/"))
    access_key(desk, "a")
    in_focus = desk.evaluate("document.activeElement.closest('article')?.id")
    access_key(desk, "p")
    access_key(desk, "u")

    assert in_focus == f"c{draft.candidates.get(number=2).pk}"
    assert draft.candidates.get(number=1).standing == "undecided"
    assert draft.decisions.count() == 2


def test_of_two_people_the_slower_is_told_and_keeps_what_was_typed(
    site, imported, open_page, sign_in
):
    first, second = open_page(), open_page()
    for page in (first, second):
        sign_in(page, "vanphong.pt")
    candidate = begin(first, site, imported).candidates.get(number=1)
    for page in (first, second):
        page.goto(address(site, imported, f"{candidate.pk}/reject/"))
        page.locator("[name=reason]").fill("Trùng với đề xuất khác")
    for page in (first, second):
        press(page.locator("main form[method=post] button.primary"))

    assert "CONFIRM-02" in second.locator("main").inner_text()
    assert second.locator("[name=reason]").input_value() == "Trùng với đề xuất khác"
    assert candidate.draft.decisions.count() == 1


FULL = ("", "next/", "at/art_1/", "decisions/", "save/", "add/art_1/")
FORMS = ("edit", "split", "merge", "reject")
WRONG = ("add/art_1/", "{pk}/reject/", "{pk}/split/")


@pytest.fixture
def look(site, imported, accessibility):
    """Return a function that says what is wrong with a page, sent as it stands where asked."""

    def problems(page: Page, rest: str, *, send: bool = False) -> list[str]:
        page.goto(address(site, imported, rest))
        found = []
        if send:
            press(page.locator("main form[method=post] button.primary").last)
            found = [] if page.locator("[role=alert]").count() else ["no error is shown"]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            found.append("wider than the screen")
        return found + accessibility(page)

    return problems


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE])
def test_pages_of_confirming_are_clean(site, imported, open_page, sign_in, look, size):
    page = open_page(size=size)
    sign_in(page, "vanphong.pt")
    found = {"start": look(page, "")}
    pk = begin(page, site, imported).candidates.get(number=1).pk
    for rest in (*FULL, *(f"{pk}/{act}/" for act in FORMS)):
        found[rest] = look(page, rest)
    for rest in WRONG:
        found[f"{rest} sent"] = look(page, rest.format(pk=pk), send=True)
    page.goto(address(site, imported, "next/"))
    for _ in range(Candidate.objects.count()):
        press(page.locator("form[action$='/accept/'] button"))
    for rest in ("", "at/art_2/", "decisions/", "save/"):
        found[f"{rest} decided"] = look(page, rest)
    found["save/ sent"] = look(page, "save/", send=True)

    assert {rest: problems for rest, problems in found.items() if problems} == {}
