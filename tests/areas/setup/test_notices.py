"""Calendar notices are entered with their paper, listed, withdrawn with a reason."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.kernel.packs.models import CalendarNotice

LIST, NEW = "/setup/calendar/", "/setup/calendar/new/"
STORM = {
    "kind": "day_off",
    "first_on": "09/03/2026",
    "last_on": "10/03/2026",
    "name_vi": "Nghỉ phòng bão",
    "paper": "Thông báo 9/TB-UBND",
    "paper_on": "06/03/2026",
}


def give(client, **changed):
    return client.post(NEW, STORM | changed)


def test_notice_is_entered_and_listed_with_its_paper(planner):
    answer = give(planner)

    assert (answer.status_code, answer.url) == (302, LIST)
    text = planner.get(LIST).content.decode()
    for words in ("09/03/2026 đến 10/03/2026", "Nghỉ phòng bão", "Thông báo 9/TB-UBND"):
        assert words in text
    assert "Chưa ngày nào dời" in text


def test_one_day_needs_no_last_day_and_a_year_is_the_whole_of_it(planner):
    give(planner, last_on="")
    give(planner, kind="year", first_on="05/02/2027", last_on="", name_vi="Lịch 2027")

    days = CalendarNotice.objects.order_by("pk").values_list("first_on", "last_on")
    assert [(str(first), str(last)) for first, last in days] == [
        ("2026-03-09", "2026-03-09"),
        ("2027-01-01", "2027-12-31"),
    ]
    assert "2020 đến 2027" in planner.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"kind": "make_up", "last_on": ""}, "CAL-05"),
        ({"kind": "swapped", "last_on": ""}, "CAL-08"),
        ({"first_on": "14/03/2026", "last_on": "15/03/2026"}, "CAL-07"),
        ({"last_on": "01/03/2026"}, "CAL-04"),
        ({"first_on": "01/01/1890"}, "FORM-12"),
        ({"first_on": "mồng một"}, "FORM-04"),
        ({"kind": "<script>"}, "FORM-03"),
        ({"paper": ""}, "FORM-01"),
        ({"paper_on": ""}, "FORM-01"),
        ({"name_vi": "x" * 201}, "FORM-05"),
    ],
)
def test_notice_that_cannot_hold_is_refused_with_its_code(planner, changed, told):
    answer = give(planner, **changed)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not CalendarNotice.objects.exists()


def test_second_notice_on_a_day_names_the_first(planner):
    give(planner)

    answer = give(planner, first_on="10/03/2026", last_on="", paper="Thông báo 10/TB-UBND")

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "CAL-06" in text
    assert "Thông báo 9/TB-UBND, 06/03/2026" in text


def test_paper_is_kept_and_given_for_saving_only(planner, officer, stranger, settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"
    paper = SimpleUploadedFile("thông báo.pdf", b"%PDF-1.4\n1 0 obj", "application/pdf")
    give(planner, file=paper)
    address = f"{LIST}{CalendarNotice.objects.get().pk}/file/"

    answer = officer.get(address)

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert stranger.get(address).status_code == 404


def test_withdrawing_needs_a_reason_and_stays_to_be_read(planner):
    give(planner)
    address = f"{LIST}{CalendarNotice.objects.get().pk}/withdraw/"

    silent = planner.post(address, {"reason": " "})
    done = planner.post(address, {"reason": "Bão <b>đổi</b> hướng"})

    assert (silent.status_code, done.status_code) == (422, 302)
    text = planner.get(LIST).content.decode()
    assert "đã rút: Bão &lt;b&gt;đổi&lt;/b&gt; hướng" in text
    assert address not in text
    assert "Đã rút lúc" in planner.get(address).content.decode()


def test_list_is_searched_narrowed_and_leaves_as_a_workbook(planner):
    give(planner)
    give(planner, first_on="16/03/2026", last_on="", name_vi="Giỗ Tổ")

    assert "Nghỉ phòng bão" not in planner.get(LIST, {"q": "gio to"}).content.decode()
    assert "Giỗ Tổ" not in planner.get(LIST, {"state": "withdrawn"}).content.decode()
    answer = planner.get(LIST, {"format": "xlsx"})
    assert answer["Content-Disposition"] == 'attachment; filename="calendar-notices.xlsx"'


@pytest.mark.parametrize("address", [LIST, NEW])
def test_only_who_plans_sees_the_list(officer, administrator, address):
    assert officer.get(address).status_code == 404
    assert administrator.get(address).status_code == 404


def test_stranger_neither_sees_nor_withdraws(planner, stranger):
    give(planner)
    notice = CalendarNotice.objects.get()

    assert "Nghỉ phòng bão" not in stranger.get(LIST).content.decode()
    answer = stranger.post(f"{LIST}{notice.pk}/withdraw/", {"reason": "x"})
    assert answer.status_code == 404
    notice.refresh_from_db()
    assert notice.withdrawn_at is None
