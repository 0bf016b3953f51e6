"""Short forms on a phone: in by a slip, and nowhere else with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import Slip
from danvan.kernel.accounts.slips import MOST_FAILURES, make_slips
from danvan.kernel.cases.models import Evidence, Step
from danvan.kernel.duties.loading import load_pack
from danvan.kernel.organisations.models import UnitPeriod
from danvan.web import urls
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.desks import TODAY, follow, make_desk, owe
from tests.factories.packs import read_pack

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 64
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def hamlet(desk):
    UnitPeriod.objects.filter(unit=desk.unit).update(tier="hamlet")
    desk.user.holdings.get().post.grants.exclude(desk_role="officer").delete()
    return desk


@pytest.fixture
def slip(hamlet):
    over_all = grants_at(hamlet.root, roles=("administrator",), downward=True)
    administrator = actor_of(make_user(make_post(hamlet.root, over_all)))
    post = hamlet.user.holdings.get().post
    return make_slips([post], valid_until=TODAY + DAY, actor=administrator)[0]


@pytest.fixture
def phone(slip):
    client = Client()
    entered = client.post(f"/s/{slip.code}/", {"pin": f"{slip.pin[:3]} {slip.pin[3:]}"})
    assert (entered.status_code, entered.url) == (302, "/short/")
    return client


@pytest.fixture
def with_words(db, tmp_path):
    del db
    load_pack(read_pack(tmp_path), by="tests")


def told(**changed):
    return {
        "version": "0",
        "effective_on": "15/04/2026",
        "note": "Đã họp tổ",
        "people": "",
        **changed,
    }


def test_page_of_a_slip_asks_for_the_number_and_says_nothing_of_the_post(slip, hamlet):
    page = Client().get(f"/s/{slip.code}/").content.decode()

    assert "Mã PIN trên phiếu" in page
    assert hamlet.user.holdings.get().post.title not in page
    assert Client().get("/s/no-such-slip/").content.decode().count("Mã PIN") == page.count("Mã PIN")


def test_list_shows_what_is_owed_with_one_button_each(phone, hamlet):
    late = owe(hamlet, date(2026, 4, 10), title="Báo cáo tháng ba")
    card = follow(hamlet, title="Vận động nhân dân")
    far = owe(hamlet, date(2026, 12, 10), title="Báo cáo năm")

    page = phone.get("/short/").content.decode()

    assert f"/short/{late.slug}/" in page
    assert f"/short/{card.slug}/" in page
    assert f"/short/{far.slug}/" not in page
    assert "<script" not in page
    assert "style=" not in page
    assert "chậm 5 ngày" in page


@pytest.mark.usefixtures("with_words")
def test_short_form_completes_with_words_photo_and_number(phone, hamlet):
    case = owe(hamlet, date(2026, 4, 10))
    photo = SimpleUploadedFile("anh.jpg", JPEG, content_type="image/jpeg")

    answer = phone.post(f"/short/{case.slug}/", told(people="25", file=photo))

    assert (answer.status_code, answer.url) == (302, "/short/")
    case.refresh_from_db()
    assert case.state == "done"
    proof = Evidence.objects.get(case=case)
    assert proof.note == "Đã họp tổ Số người tham gia: 25."
    assert proof.file.name == "anh.jpg"
    step = Step.objects.get(case=case)
    assert (step.actor_user_id, step.actor.endswith("(bằng phiếu)")) == (None, True)
    assert "Đã ghi xong" in phone.get("/short/").content.decode()


@pytest.mark.usefixtures("with_words")
def test_short_form_adds_proof_to_a_card(phone, hamlet):
    card = follow(hamlet)

    phone.post(f"/short/{card.slug}/", told())

    assert Evidence.objects.get(case=card).note == "Đã họp tổ"
    card.refresh_from_db()
    assert card.state == "open"


def test_day_is_filled_in_and_errors_keep_what_was_typed(phone, hamlet):
    case = owe(hamlet, date(2026, 4, 10))
    assert 'value="15/04/2026"' in phone.get(f"/short/{case.slug}/").content.decode()

    answer = phone.post(f"/short/{case.slug}/", told(effective_on="16/04/2026", note="Họp & ghi"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "CASE-05" in page
    assert "Họp &amp; ghi" in page
    assert not Evidence.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("anh.jpg", b"MZ no photo", "FILE-04"), ("a.exe", b"MZ", "FILE-03")],
)
def test_file_is_checked_by_its_content(phone, hamlet, name, content, code):
    case = owe(hamlet, date(2026, 4, 10))

    answer = phone.post(f"/short/{case.slug}/", told(file=SimpleUploadedFile(name, content)))

    assert answer.status_code == 422
    assert code in answer.content.decode()


def test_far_day_takes_the_words_for_its_reason(phone, hamlet):
    case = owe(hamlet, date(2026, 4, 10))

    phone.post(f"/short/{case.slug}/", told(effective_on="05/03/2026"))

    step = Step.objects.get(case=case)
    assert (step.back_dated, step.reason) == (True, "Đã họp tổ")


def test_somebody_faster_is_told_of(phone, hamlet):
    case = owe(hamlet, date(2026, 4, 10))

    answer = phone.post(f"/short/{case.slug}/", told(version="7"))

    assert answer.status_code == 422
    assert "CASE-02" in answer.content.decode()


def test_slip_opens_no_other_page(phone, hamlet):
    case = owe(hamlet, date(2026, 4, 10))
    closed = (
        "/",
        "/cases/",
        f"/cases/{case.slug}/",
        "/notices/",
        "/people/posts/",
        "/accounts/password/change/",
    )

    assert [phone.get(path).status_code for path in closed] == [404] * len(closed)
    assert phone.post(f"/cases/{case.slug}/complete/", {}).status_code == 404
    assert phone.post("/post/", {"post": "1"}).status_code == 404


def test_every_view_but_short_forms_is_closed_to_slips(phone):
    marked = {
        entry.name
        for entry in urls.urlpatterns
        if getattr(getattr(entry, "callback", None), "is_short_form", False)
    }

    assert marked == {"short", "short-act", "short-leave"}
    assert phone.get("/cases/new/meetings.record/").status_code == 404


def test_slip_reaches_only_cases_of_its_own_unit(phone):
    other = make_desk("Khối Dân vận xã bên")
    foreign = owe(other, date(2026, 4, 10))

    assert phone.get(f"/short/{foreign.slug}/").status_code == 404
    assert phone.post(f"/short/{foreign.slug}/", told()).status_code == 404
    assert foreign.title_vi not in phone.get("/short/").content.decode()


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_slip_that_ends_closes_its_session(phone, end):
    if end == "revoked":
        Slip.objects.update(revoked_at="2026-04-15T00:00Z")
    else:
        Slip.objects.update(valid_until=TODAY)

    answer = phone.get("/short/")

    assert answer.status_code == 403
    assert "Phiếu không còn dùng được" in answer.content.decode()
    assert phone.get("/short/").url.startswith("/accounts/login/")


def test_expired_slip_says_so_at_the_door(slip):
    Slip.objects.update(valid_until=TODAY)

    answer = Client().post(f"/s/{slip.code}/", {"pin": slip.pin})

    assert answer.status_code == 422
    assert "PEOPLE-20" in answer.content.decode()


def test_wrong_numbers_lock_the_slip(slip):
    client, wrong = Client(), f"{(int(slip.pin) + 1) % 10**6:06d}"

    pages = [
        client.post(f"/s/{slip.code}/", {"pin": wrong}).content.decode()
        for _number in range(MOST_FAILURES)
    ]
    last = client.post(f"/s/{slip.code}/", {"pin": slip.pin})

    assert all("PEOPLE-18" in page for page in pages)
    assert "PEOPLE-19" in last.content.decode()
    assert client.get("/short/").status_code == 302


def test_one_address_does_not_try_without_end(slip):
    answers = {
        Client().post(f"/s/guess{number}/", {"pin": "1"}).status_code for number in range(61)
    }

    assert answers == {422, 429}
    assert Client().get(f"/s/{slip.code}/").status_code == 200


def test_session_of_a_slip_is_short_and_takes_nobodys_place(slip, hamlet):
    client = Client()
    client.force_login(hamlet.user)

    client.post(f"/s/{slip.code}/", {"pin": slip.pin})

    assert client.get("/").status_code == 404
    assert client.session.get_expiry_age() <= 2 * 3600
    client.post("/short/leave/")
    assert client.get("/short/").status_code == 302


def test_session_of_a_slip_is_bound_to_its_browser(phone):
    answer = phone.get("/short/", HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Firefox/140.0")

    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


def test_signed_in_person_uses_the_short_forms_too(hamlet):
    case = owe(hamlet, date(2026, 4, 10))
    client = Client()
    client.force_login(hamlet.user)

    page = client.get("/short/").content.decode()

    assert f"/short/{case.slug}/" in page
    assert "Về trang việc của tôi" in page
    assert "Thoát" not in page
