"""Posts, holders, grants and accounts at the browser."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from danvan.kernel.accounts.models import Holding, Post, User
from tests.factories.accounts import PASSWORD
from tests.factories.trees import TODAY

DAY = timedelta(days=1)
LISTS = ("posts/", "accounts/", "grants/", "slips/", "audit/")


def cells_of(content):
    """Return the rows of a workbook."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def shown(day):
    return day.strftime("%d/%m/%Y")


def pages_of(place):
    """Return every page about one thing of a place."""
    holding = Holding.objects.get(user=place.users["officer"])
    grant = place.posts["officer"].grants.first()
    post, user = place.posts["officer"].pk, place.users["officer"].pk
    parts = ("", "edit/", "close/", "grant/", "holder/", "substitute/", "handover/")
    acts = ("", "reset/", "sessions-end/", "shut/", "open/")
    return [
        *(f"/people/posts/{post}/{part}" for part in parts),
        *(f"/people/accounts/{user}/{act}" for act in acts),
        f"/people/grants/{grant.pk}/end/",
        f"/people/holdings/{holding.pk}/end/",
    ]


def test_pages_open_for_the_administrator(place, admin):
    for path in (*(f"/people/{name}" for name in LISTS), "/people/posts/new/", *pages_of(place)):
        assert admin.get(path).status_code == 200, path


def test_nothing_of_another_place_is_read_or_written(place, other_place):
    stranger = other_place.client()
    before = list(Holding.objects.values_list("pk", "valid_until"))

    for path in pages_of(place):
        assert stranger.get(path).status_code == 404, path
        assert stranger.post(path, {"last_day": shown(TODAY)}).status_code in {404, 405}, path
    assert list(Holding.objects.values_list("pk", "valid_until")) == before


def test_lists_and_files_show_nothing_of_another_place(place, other_place):
    stranger = other_place.client()
    marks = [place.posts["officer"].title, place.users["officer"].username]

    for name in LISTS:
        told = stranger.get(f"/people/{name}").content.decode()
        told += str(cells_of(stranger.get(f"/people/{name}?format=xlsx").content))
        found = stranger.get(f"/people/{name}?q={marks[1]}").content.decode()
        assert [mark for mark in marks if mark in told] == [], name
        assert marks[0] not in found, name


@pytest.mark.parametrize("who", ["officer", "nobody"])
def test_who_administers_nothing_finds_nothing(place, who):
    client = Client() if who == "nobody" else place.client("officer")
    expected = 302 if who == "nobody" else 404

    for path in (*(f"/people/{name}" for name in LISTS), "/people/posts/new/", *pages_of(place)):
        assert client.get(path).status_code == expected, path


def test_posts_are_sorted_and_searched_as_vietnamese_is(place, admin):
    for title in ("Đội trưởng", "Dân vận viên", "Ân", "An", "Ăn"):
        post = Post(unit=place.tree["bloc"], title=title)
        post.name_again()
        post.save()

    told = [row[0] for row in cells_of(admin.get("/people/posts/?format=xlsx").content)[1:]]

    kept = [one for one in told if not one.startswith("Cán bộ")]
    assert kept == ["An", "Ăn", "Ân", "Dân vận viên", "Đội trưởng"]
    found = admin.get("/people/posts/?q=doi truong").content.decode()
    assert "Đội trưởng" in found
    assert "Dân vận viên" not in found
    by_holder = admin.get(f"/people/posts/?q={place.users['officer'].username}").content.decode()
    assert place.posts["officer"].title in by_holder


def test_post_is_added_and_renamed(place, admin):
    unit = place.tree["bloc"].pk

    answer = admin.post("/people/posts/new/", {"unit": unit, "title": "Phó Khối", "title_en": ""})

    post = Post.objects.get(title="Phó Khối")
    assert answer.url == f"/people/posts/{post.pk}/"
    admin.post(f"/people/posts/{post.pk}/edit/", {"title": "Phó Trưởng Khối"})
    post.refresh_from_db()
    assert post.title == "Phó Trưởng Khối"
    again = admin.post("/people/posts/new/", {"unit": unit, "title": "Phó Trưởng Khối"})
    assert again.status_code == 422
    assert "PEOPLE-08" in again.content.decode()


def test_post_of_a_foreign_unit_is_not_added(other_place, admin):
    answer = admin.post(
        "/people/posts/new/", {"unit": other_place.tree["bloc"].pk, "title": "Phó Khối"}
    )

    assert answer.status_code == 422
    assert not Post.objects.filter(title="Phó Khối").exists()


def grant(place, **changed):
    return {
        "desk_role": "officer",
        "unit": place.tree["bloc"].pk,
        "highest": "1",
        "valid_from": shown(TODAY),
        "last_day": "",
        **changed,
    }


def test_grant_is_given_with_span_and_reach_and_ended(place, admin):
    post = place.posts["empty"]

    admin.post(
        f"/people/posts/{post.pk}/grant/", grant(place, downward="on", last_day=shown(TODAY + DAY))
    )

    made = post.grants.get()
    assert (made.downward, made.valid_until) == (True, TODAY + DAY + DAY)
    admin.post(f"/people/grants/{made.pk}/end/", {"last_day": shown(TODAY)})
    made.refresh_from_db()
    assert made.valid_until == TODAY + DAY


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"highest": "3"}, "PEOPLE-04"),
        ({"valid_from": "01/01/2020"}, "PEOPLE-14"),
        ({"last_day": "01/01/2020"}, "FORM-02"),
        ({"desk_role": "superuser"}, "FORM-03"),
        ({"valid_from": "31/02/2022"}, "FORM-04"),
    ],
)
def test_bad_grant_is_told_and_not_written(place, admin, changed, code):
    answer = admin.post(f"/people/posts/{place.posts['empty'].pk}/grant/", grant(place, **changed))

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert not place.posts["empty"].grants.exists()


def test_own_post_offers_no_change_and_refuses_one(place, admin):
    post = place.posts["first"]

    page = admin.get(f"/people/posts/{post.pk}/").content.decode()
    answer = admin.post(f"/people/posts/{post.pk}/grant/", grant(place))

    assert f"/people/posts/{post.pk}/grant/" not in page
    assert "PEOPLE-03" in answer.content.decode()


def test_new_account_shows_its_code_once_and_opens_by_it(place, admin):
    post = place.posts["empty"]
    told = {"person": "new", "username": "nguoi.moi", "valid_from": shown(TODAY)}

    page = admin.post(f"/people/posts/{post.pk}/holder/", told).content.decode()

    code = re.search(r"[a-z2-9]{5}(?:-[a-z2-9]{5}){3}", page)[0]
    user = User.objects.get(username="nguoi.moi")
    assert not user.has_usable_password()
    assert code not in admin.get(f"/people/accounts/{user.pk}/").content.decode()
    Client().post("/account/new-password/", {"code": code, "password": PASSWORD, "again": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_known_person_is_seated_and_a_stranger_cannot_be(place, other_place, admin):
    path = f"/people/posts/{place.posts['empty'].pk}/holder/"
    foreign = other_place.users["officer"].pk

    refused = admin.post(path, {"person": foreign, "valid_from": shown(TODAY)})
    admin.post(path, {"person": place.users["officer"].pk, "valid_from": shown(TODAY)})

    assert refused.status_code == 422
    assert [one.user for one in place.posts["empty"].holdings.all()] == [place.users["officer"]]


def test_refused_seat_leaves_no_account_behind(place, admin):
    told = {"person": "new", "username": "nguoi.moi", "valid_from": shown(TODAY)}

    answer = admin.post(f"/people/posts/{place.posts['officer'].pk}/holder/", told)

    assert "PEOPLE-11" in answer.content.decode()
    assert not User.objects.filter(username="nguoi.moi").exists()


def test_substitute_is_named_until_a_last_day(place, admin):
    path = f"/people/posts/{place.posts['officer'].pk}/substitute/"
    told = {"person": place.users["second"].pk, "valid_from": shown(TODAY)}

    wrong = admin.post(path, told | {"last_day": shown(TODAY - DAY)})
    admin.post(path, told | {"last_day": shown(TODAY)})

    assert wrong.status_code == 422
    made = Holding.objects.get(is_substitute=True)
    assert (made.valid_from, made.valid_until) == (TODAY, TODAY + DAY)
    page = admin.get(f"/people/posts/{place.posts['officer'].pk}/").content.decode()
    assert "người thay" in page


def test_account_is_reset_shut_and_opened(place, admin):
    user = place.users["officer"]
    base = f"/people/accounts/{user.pk}/"

    page = admin.post(f"{base}reset/", {"second_factor": "on"}).content.decode()
    admin.post(f"{base}sessions-end/")
    admin.post(f"{base}shut/")

    assert re.search(r"[a-z2-9]{5}(?:-[a-z2-9]{5}){3}", page)
    user.refresh_from_db()
    assert not user.is_active
    assert "đã khoá" in admin.get(base).content.decode()
    admin.post(f"{base}open/")
    user.refresh_from_db()
    assert user.is_active


def test_own_account_is_left_to_others(place, admin):
    base = f"/people/accounts/{place.users['first'].pk}/"

    assert f"{base}reset/" not in admin.get(base).content.decode()
    assert "PEOPLE-03" in admin.post(f"{base}shut/").content.decode()


def test_lists_take_a_fixed_number_of_queries(place, admin, django_assert_max_num_queries):
    for number in range(30):
        post = Post(unit=place.tree["bloc"], title=f"Chức danh {number}")
        post.name_again()
        post.save()

    for name in ("posts/", "accounts/", "grants/"):
        with django_assert_max_num_queries(30):
            admin.get(f"/people/{name}")


@pytest.mark.parametrize("act", ["holder/", "handover/"])
def test_second_press_on_a_new_account_leads_to_another_code(place, admin, act):
    post = place.posts["empty" if act == "holder/" else "officer"]
    path = f"/people/posts/{post.pk}/{act}"
    told = {"person": "new", "username": "nguoi.moi", "full_name": "Người Mới"}
    told |= {"valid_from": shown(TODAY), "happened_on": shown(TODAY)}
    told |= {
        "holding": Holding.objects.filter(post=post).values_list("pk", flat=True).first() or ""
    }
    assert "Nhập mã" in admin.post(path, told).content.decode()

    again = admin.post(path, told)

    user = User.objects.get(username="nguoi.moi")
    assert again.url == f"/people/accounts/{user.pk}/reset/"
    assert "Chưa chép mã thì lấy mã mới." in admin.get(again.url).content.decode()
    assert Holding.objects.filter(user=user).count() == 1


def test_name_that_somebody_else_has_is_still_refused(place, admin):
    told = {"person": "new", "username": place.users["officer"].username}

    answer = admin.post(
        f"/people/posts/{place.posts['empty'].pk}/holder/", told | {"valid_from": shown(TODAY)}
    )

    assert answer.status_code == 422
    assert "PEOPLE-07" in answer.content.decode()
