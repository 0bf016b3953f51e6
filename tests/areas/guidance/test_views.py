from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from danvan.areas.duties.plan import local_lines
from danvan.areas.guidance.forms import months_for
from danvan.kernel.duties.models import Card, LocalDate, Occurrence
from danvan.kernel.files.models import StoredFile
from tests.areas.guidance.conftest import DAY, SERIES, client_at, page_of
from tests.factories.accounts import grants_at, planner_of
from tests.factories.cases import apply_all
from tests.factories.packs import duty, put_to_work

PAPER = "Hướng dẫn 12-HD/BDVTU ngày 15/02/2022"
RULES = {
    "monthly": ("before", "10", "next"),
    "quarterly": ("by", "15", "last_of_quarter"),
    "semiannual": ("inside", "", ""),
    "annual": ("on", "20", "11"),
}


def sent(worked, rules=None, **changed):
    told = {"source": PAPER, "valid_from": "20/05/2022"}
    for code, (relation, day, month) in (RULES if rules is None else rules).items():
        key = worked.duty(code).pk
        told |= {f"relation_{key}": relation, f"day_{key}": day, f"month_{key}": month}
    return told | changed


def enter(client, worked, rules=None, **changed):
    return client.post("/guidance/new/", sent(worked, rules, **changed))


def test_one_paper_dates_many_series_for_all_below(worked, planner, officer, tree):
    done = enter(planner, worked)
    apply_all(tree.root, today=DAY, until=date(2022, 12, 31))
    dated = Occurrence.objects.filter(unit=tree["board_below"], origin="local")
    case = dated.get(duty__code="monthly", key="2022-05").case

    assert (done.status_code, done.url) == (302, "/guidance/")
    assert set(LocalDate.objects.values_list("duty__code", flat=True)) == set(RULES)
    assert case.due_on == date(2022, 6, 9)
    assert dated.get(duty__code="annual").case.due_on == date(2022, 11, 20)
    mark = "theo hướng dẫn 12-HD/BDVTU ngày 15/02/2022"
    assert mark in page_of(officer, f"/cases/{case.slug}/")
    assert mark in page_of(officer, "/", tab="coming")
    assert mark in page_of(officer, "/duties/")
    tree.root.demo_on = date(2022, 6, 2)
    tree.root.save()
    assert mark in page_of(officer, f"/units/{tree['board_below'].pk}/")


def test_the_form_holds_every_series_with_a_rhythm_and_no_day(worked, planner):
    page = page_of(planner, "/guidance/new/")

    shown = {code for code in SERIES if f"relation_{worked.duty(code).pk}" in page}
    assert shown == set(SERIES)
    assert all(
        f"relation_{worked.duty(code).pk}" not in page for code in ("anyhow", "elsewhere", "fixed")
    )


def test_the_duty_that_asks_for_guidance_leads_to_the_form(worked, planner):
    asked = worked.duty("elsewhere")
    link = f"/guidance/new/?duty={asked.pk}"

    assert link in page_of(planner, "/duties/local/elsewhere/")
    assert link.replace(str(asked.pk), "") not in page_of(planner, "/duties/local/always/")
    assert "làm việc elsewhere" in page_of(planner, link)


@pytest.mark.parametrize("told", ["0", "x", "-1", "9" * 30, "³", ""])
def test_a_duty_that_is_none_is_passed_over(worked, planner, told):
    assert "Cho nhiệm vụ" not in page_of(planner, "/guidance/new/", duty=told)


@pytest.mark.parametrize(
    ("rules", "changed", "expected"),
    [
        ({}, {}, "điền ít nhất một dòng. (FORM-01)"),
        (None, {"source": "  "}, "FORM-01"),
        (None, {"source": "x" * 301}, "FORM-05"),
        (None, {"valid_from": "mai"}, "FORM-04"),
        ({"monthly": ("by", "", "next")}, {}, "cần một ngày"),
        ({"monthly": ("by", "10", "")}, {}, "cần một tháng"),
        ({"monthly": ("by", "32", "next")}, {}, "FORM-09"),
        ({"monthly": ("by", "0", "next")}, {}, "FORM-08"),
        ({"monthly": ("by", "mười", "next")}, {}, "FORM-02"),
        ({"monthly": ("", "10", "next")}, {}, "chưa chọn cách ghi"),
        ({"monthly": ("by", "10", "last_of_quarter")}, {}, "FORM-03"),
        ({"quarterly": ("by", "10", "every")}, {}, "FORM-03"),
        ({"annual": ("within", "10", "next")}, {}, "FORM-03"),
    ],
)
def test_what_cannot_be_comes_back_with_its_sentence(worked, planner, rules, changed, expected):
    answer = enter(planner, worked, rules, **changed)

    assert answer.status_code == 422
    assert expected in answer.content.decode()
    assert not LocalDate.objects.exists()


def test_all_or_nothing_where_a_later_day_stands(worked, planner):
    enter(planner, worked, {"annual": RULES["annual"]}, valid_from="01/07/2022")
    file = SimpleUploadedFile("huong-dan.txt", b"Noi dung")

    answer = enter(planner, worked, file=file)

    assert answer.status_code == 422
    assert "LOCAL-03" in answer.content.decode()
    assert LocalDate.objects.count() == 1
    assert not StoredFile.objects.exists()


def test_a_file_that_lies_about_its_kind_is_refused(worked, planner):
    answer = enter(planner, worked, file=SimpleUploadedFile("hd.pdf", b"khong phai"))

    assert answer.status_code == 422
    assert "FILE-04" in answer.content.decode()
    assert not LocalDate.objects.exists()


def test_papers_are_listed_with_what_they_date(worked, planner, officer):
    empty = page_of(planner, "/guidance/")
    file = SimpleUploadedFile("huong-dan.txt", b"Noi dung")
    enter(planner, worked, file=file)

    page = page_of(officer, "/guidance/")

    assert "Chưa nhập hướng dẫn nào" in empty
    assert "5 việc theo kỳ còn chờ ngày" in empty
    assert page.count(f">{PAPER}</h2>") == 1
    assert "mỗi tháng, trước ngày 10 của tháng sau kỳ" in page
    assert "huong-dan.txt" in page
    assert "1 việc theo kỳ còn chờ ngày" in page
    assert "Làm việc anyhow" in page
    assert "Làm việc elsewhere" not in page
    assert "/end/" not in page
    assert "/guidance/new/" not in page


def test_a_second_paper_takes_the_place_of_the_first(worked, planner):
    enter(planner, worked)
    enter(planner, worked, source="Hướng dẫn 20", valid_from="01/09/2022")

    page = page_of(planner, "/guidance/")
    form = page_of(planner, "/guidance/new/")

    assert page.index("Hướng dẫn 20") < page.index(PAPER)
    assert "thôi từ" in page
    assert "theo hướng dẫn 20" in form


def test_ending_a_paper_ends_all_it_dates(worked, planner, tree):
    enter(planner, worked)
    apply_all(tree.root, today=DAY, until=date(2022, 12, 31))
    address = f"/guidance/{LocalDate.objects.first().pk}/end/"

    shown = page_of(planner, address)
    wrong = planner.post(address, {"last_day": "32/06/2022"})
    done = planner.post(address, {"last_day": "30/06/2022"})

    assert "4 việc sẽ lại chờ ngày" in shown
    assert wrong.status_code == 422
    assert "FORM-04" in wrong.content.decode()
    assert done.status_code == 302
    ends = set(LocalDate.objects.values_list("valid_until", flat=True))
    assert ends == {date(2022, 7, 1)}


def test_a_paper_that_ended_is_not_found_again(worked, planner):
    enter(planner, worked)
    address = f"/guidance/{LocalDate.objects.first().pk}/end/"
    planner.post(address, {"last_day": "19/05/2022"})

    assert planner.get(address).status_code == 404
    assert "Chưa nhập hướng dẫn nào" in page_of(planner, "/guidance/")


def test_only_who_plans_this_tree_enters_and_ends(worked, planner, officer, stranger, tree):
    enter(planner, worked)
    part = client_at(tree["bloc"], grants_at(tree["bloc"], roles=("planner",)))
    for address in ("/guidance/new/", f"/guidance/{LocalDate.objects.first().pk}/end/"):
        for client in (officer, part):
            assert client.get(address).status_code == 404
            assert client.post(address, sent(worked)).status_code == 404
        assert Client().get(address).status_code == 302
    assert stranger.get(f"/guidance/{LocalDate.objects.first().pk}/end/").status_code == 404
    assert PAPER not in page_of(stranger, "/guidance/")
    assert "Không có việc nào chờ hướng dẫn" in page_of(stranger, "/guidance/")


def test_who_forges_a_series_of_another_tree_dates_nothing(worked, stranger):
    answer = stranger.post("/guidance/new/", sent(worked))

    assert answer.status_code == 422
    assert not LocalDate.objects.exists()


def test_without_series_the_form_says_so(tree, tmp_path, planner):
    put_to_work(tree, tmp_path, duty("always", "standing"))

    assert "Không có việc nào chờ hướng dẫn" in page_of(planner, "/guidance/new/")
    assert planner.post("/guidance/new/", {}).status_code == 422


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("monthly", ["every", "next"]),
        ("quarterly", ["next", "last_of_quarter"]),
        ("nine_months", ["next", "last_of_quarter", *map(str, range(1, 13))]),
        ("weekly", []),
    ],
)
def test_only_months_that_fit_a_rhythm_are_offered(period, expected):
    assert [key for key, _words in months_for(period)] == expected


def test_duty_that_only_follows_guidance_waits_no_more(worked, planner, tree):
    before = {line.duty.code: line.state for line in local_lines(planner_of(tree.root, today=DAY))}
    apply_all(tree.root, today=DAY, until=date(2022, 12, 31))
    card = Card.objects.filter(duty__code="elsewhere").first().case
    waiting = page_of(planner, f"/cases/{card.slug}/")

    enter(planner, worked)

    after = {line.duty.code: line.state for line in local_lines(planner_of(tree.root, today=DAY))}
    assert (before["elsewhere"], after["elsewhere"]) == ("waiting", "guided")
    assert "chờ ngày của địa phương kèm nguồn" in waiting
    shown = page_of(planner, f"/cases/{card.slug}/")
    assert "chờ ngày của địa phương kèm nguồn" not in shown
    assert "Theo hướng dẫn của cấp trên đã nhập" in shown
    assert "theo hướng dẫn đã nhập" in page_of(planner, "/local-dates/")
