"""A report is recorded with its proof and stands on the board; a session proves what it matches."""

from __future__ import annotations

import re

from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.models import Unit
from tests.journeys.conftest import press


def unit(key: str) -> Unit:
    return Unit.objects.get(key=key)


def test_an_officer_records_a_report_and_the_board_shows_it(site, planned, desk, sign_in):
    case = Case.objects.get(
        unit=unit("front"), occurrence__duty__code="000-d21-k2-a", occurrence__key="2023-03"
    )
    sign_in(desk, "mattran.pt")

    press(desk.get_by_role("link", name=re.compile("tháng 03.2023")).first)
    press(desk.get_by_role("link", name="Ghi đã làm xong"))
    desk.locator("[name=effective_on]").fill("08/04/2023")
    desk.locator("[name=document_number]").fill("12-BC/MTTQ")
    press(desk.get_by_role("button", name="Ghi đã làm xong"))
    case.refresh_from_db()
    desk.goto(f"{site.url}/units/{unit('front').pk}/year/2023/")

    assert (case.state, str(case.closed_on)) == ("done", "2023-04-08")
    assert "12-BC/MTTQ" in [proof.document_number for proof in case.evidence.all()]
    assert desk.locator("svg").first.is_visible()
    assert desk.locator(f"a[href='/cases/{case.slug}/']").count() >= 1


def test_nothing_is_done_without_proof_and_what_was_typed_stays(site, planned, desk, sign_in):
    case = Case.objects.get(
        unit=unit("front"), occurrence__duty__code="000-d21-k2-a", occurrence__key="2023-03"
    )
    sign_in(desk, "mattran.pt")

    desk.goto(f"{site.url}/cases/{case.slug}/complete/")
    desk.locator("[name=effective_on]").fill("08/04/2023")
    press(desk.get_by_role("button", name="Ghi đã làm xong"))
    case.refresh_from_db()

    assert case.state == "open"
    assert "CASE-04" in desk.locator("main").inner_text()
    assert desk.locator("[name=effective_on]").input_value() == "08/04/2023"


def test_two_people_at_once_one_is_told(site, planned, open_page, sign_in):
    case = Case.objects.get(
        unit=unit("front"), occurrence__duty__code="000-d21-k2-a", occurrence__key="2023-03"
    )
    first, second = open_page(), open_page()
    for page in (first, second):
        sign_in(page, "mattran.pt")
        page.goto(f"{site.url}/cases/{case.slug}/add_proof/")
        page.locator("[name=effective_on]").fill("08/04/2023")
        page.locator("[name=note]").fill("Đã gửi qua bưu điện xã")

    for page in (first, second):
        press(page.locator("main form[method=post] button.primary"))

    assert case.evidence.count() == 1
    assert "CASE-02" in second.locator("main").inner_text()
    assert second.locator("[name=note]").input_value() == "Đã gửi qua bưu điện xã"


def test_a_person_of_another_commune_sees_nothing(site, planned, desk, sign_in, other_commune):
    case = Case.objects.filter(unit=unit("front")).first()
    sign_in(desk, other_commune)

    pages = [
        f"/cases/{case.slug}/",
        f"/cases/{case.slug}/complete/",
        f"/units/{unit('front').pk}/",
        f"/units/{unit('front').pk}/year/2023/",
        "/duties/phu-thuong-2022/000-d21-k2-a/",
    ]
    answers = [desk.goto(site.url + page).status for page in pages]
    desk.goto(f"{site.url}/duties/")
    register = desk.locator("main").inner_text()
    desk.goto(f"{site.url}/")

    assert answers == [404] * len(pages)
    assert "Khối Dân vận Đảng ủy" not in register
    assert desk.locator("a[href^='/cases/']").count() == 0
