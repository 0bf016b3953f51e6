"""A petition by phone from a QR poster: sent, tracked, answered, opened again, rated."""

from __future__ import annotations

import re

import pytest

from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.letterbox.models import Message, Poster, Rating
from danvan.kernel.letterbox.taking import take_waiting
from danvan.kernel.organisations.writing import UnitFacts, add_unit, rebuild_closure
from tests.factories.desks import BY, PASSWORD, START, make_desk
from tests.factories.letters import forget_all
from tests.factories.openings import load_rules
from tests.journeys.conftest import press

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def office(site):
    """Return a desk whose door is closed so far, with one residential group."""
    load_rules()
    forget_all()
    desk = make_desk("Ủy ban nhân dân phường Mẫu", side="state")
    facts = UnitFacts("Tổ dân phố 5", "hamlet", "none", "Group 5")
    add_unit(facts, key="group-5", valid_from=START, by=BY, parent=desk.root)
    rebuild_closure(desk.root)
    return desk


@pytest.fixture
def clean(accessibility):
    """Return a function that finds fault with a page: axe, and scrolling sideways."""

    def looked_at(page, name):
        del name
        assert accessibility(page) == []
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"]

    return looked_at


def enter(page, site, office):
    page.goto(f"{site.url}/accounts/login/")
    page.locator("input[name=login]").fill(office.user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page.locator("main button").first)


def open_door_with_poster(page, site, office, clean):
    """Open the door and make a poster; return where its code leads."""
    press(page.get_by_role("link", name="Cổng công khai").first)
    press(page.get_by_role("link", name="Ủy ban nhân dân phường Mẫu"))
    clean(page, "door-closed")
    page.get_by_label("Mở cổng").check()
    page.get_by_label("Nơi tiếp công dân").fill("Số 1 phố Mẫu")
    press(page.get_by_role("button", name="Lưu"))
    page.get_by_label("Khu dân cư").select_option(label="Tổ dân phố 5")
    press(page.get_by_role("button", name="Làm áp phích"))
    assert page.locator("svg.qr").is_visible()
    clean(page, "poster")
    address = page.locator(".poster-address").inner_text()
    assert address == f"{site.url}/portal/q/{Poster.objects.get().token}/"
    return address


def send_by_phone(phone, address, clean):
    """Send a petition, once with something missing; return code and PIN."""
    phone.goto(address)
    assert "Tổ dân phố 5" in phone.locator("main").inner_text()
    clean(phone, "letter")
    press(phone.get_by_role("button", name="Gửi và nhận giấy hẹn"))
    clean(phone, "letter-errors")
    phone.get_by_label("Phản ánh").check()
    phone.get_by_label("Việc gì, trong một dòng").fill("Đèn ngõ 5 hỏng")
    phone.get_by_label("Nội dung").fill("Đèn tắt từ đầu tháng, đi lại nguy hiểm.")
    picture = {"name": "den.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n...."}
    phone.locator("input[type=file]").set_input_files(picture)
    press(phone.get_by_role("button", name="Gửi và nhận giấy hẹn"))
    clean(phone, "receipt")
    return phone.locator(".secret").all_inner_texts()


def track(phone, site, code, pin):
    phone.goto(f"{site.url}/portal/track/")
    phone.get_by_label("Mã tra cứu").fill(code.upper())
    phone.get_by_label("Số PIN").fill(pin)
    press(phone.get_by_role("button", name="Xem"))


def lead(office, *acts):
    case = Case.objects.get()
    told = {
        "classify": {"competence": "ours"},
        "answer": {"answer": "Đã thay bóng đèn.", "answer_number": "12/UBND"},
    }
    for act in acts:
        data, today = told.get(act, {}), office.actor.today
        perform(case, act, office.actor, effective_on=today, data=data, reason="theo đơn")


def test_petition_from_a_poster_to_its_rating(site, office, open_page, clean):
    desk, phone = open_page(), open_page(size=PHONE, script=True)
    enter(desk, site, office)
    code, pin = send_by_phone(phone, open_door_with_poster(desk, site, office, clean), clean)

    track(phone, site, code, pin)
    assert "đang vào sổ" in phone.locator("main").inner_text()
    clean(phone, "waiting")
    take_waiting()
    track(phone, site, code, pin)
    clean(phone, "standing-empty")
    phone.get_by_label("Tin gửi nơi xử lý").fill("Ngõ tối, có trẻ nhỏ.")
    press(phone.get_by_role("button", name="Gửi tin"))
    assert "Tin đã gửi" in phone.get_by_role("status").inner_text()

    desk.goto(f"{site.url}/cases/{Case.objects.get().slug}/")
    press(desk.get_by_role("link", name=re.compile("Trao đổi với người gửi")))
    assert "Ngõ tối" in desk.locator("main").inner_text()
    assert desk.get_by_role("link", name="den.png").is_visible()
    clean(desk, "exchange")
    desk.get_by_label("Trả lời người gửi").fill("Tuần này thay.")
    press(desk.get_by_role("button", name="Gửi trả lời"))
    lead(office, "classify", "accept", "answer")

    track(phone, site, code, pin)
    assert "Đã thay bóng đèn." in phone.locator("main").inner_text()
    assert "Tuần này thay." in phone.locator("main").inner_text()
    clean(phone, "standing-answered")
    phone.get_by_label("Vì sao đề nghị mở lại").fill("Đèn lại tắt.")
    press(phone.get_by_role("button", name="Đề nghị mở lại"))
    assert Message.objects.filter(asks_to_reopen=True).count() == 1
    lead(office, "reopen", "answer")

    track(phone, site, code, pin)
    phone.get_by_label("4 - hài lòng").check()
    press(phone.get_by_role("button", name="Gửi đánh giá"))
    assert Rating.objects.get().score == 4
    clean(phone, "rated")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_before_writing_are_clean_and_need_no_script(site, office, open_page, language):
    phone = open_page(size=PHONE, script=False, language=language)

    phone.goto(f"{site.url}/portal/send/?q=khong-co-gi")
    assert phone.get_by_role("heading", level=1).is_visible()
    phone.goto(f"{site.url}/portal/track/")
    phone.keyboard.press("Tab")
    assert phone.locator(":focus").get_attribute("href") == "#main"
    phone.get_by_label("Mã tra cứu").fill("abc")
    phone.get_by_label("Số PIN").fill("1")
    phone.keyboard.press("Enter")
    phone.wait_for_selector("[role=alert]")
    assert "LET-13" in phone.locator("main").inner_text()
