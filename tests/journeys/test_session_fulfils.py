"""A monthly session proves the monthly series and not the quarterly one, until a person says so."""

from __future__ import annotations

import re

from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.models import Unit
from tests.journeys.conftest import press

MONTHLY, QUARTERLY = "000-d21-k1-a", "000-d4-k6-a"
PARTNERS = ("bloc", "team", "organisations")


def occurrence(code: str, key: str) -> Case:
    return Case.objects.get(occurrence__duty__code=code, occurrence__key=key)


def bound(*roles: str) -> list[int]:
    found = Unit.objects.filter(bindings__role__slug__in=roles)
    return list(found.values_list("pk", flat=True).distinct())


def test_a_monthly_session_counts_by_itself_and_for_the_quarter_by_a_persons_word(
    site, planned, desk, sign_in
):
    sign_in(desk, "thuongtruc.pt")
    board = occurrence(MONTHLY, "2023-04").unit_id
    desk.goto(f"{site.url}/cases/new/meetings.record/")
    desk.locator("[name=title]").fill("Làm việc tháng 4 với Khối và các đoàn thể")
    desk.locator("[name=held_on]").fill("20/04/2023")
    desk.locator("select[name=convener]").select_option(str(board))
    for pk in bound("commune_mass_mobilization_bloc", "hamlet_mass_mobilization_team") + bound(
        "commune_political_social_orgs"
    ):
        desk.locator(f"[name=partners][value='{pk}']").check()
    desk.locator("[name=agenda]").fill("Tình hình tháng 4")
    press(desk.locator("main form[method=post] button.primary"))

    press(desk.get_by_role("link", name="Ghi đã họp"))
    desk.locator("[name=effective_on]").fill("20/04/2023")
    desk.locator("[name=document_number]").fill("4-BB")
    press(desk.locator("main form[method=post] button.primary"))

    assert occurrence(MONTHLY, "2023-04").state == "done"
    assert occurrence(QUARTERLY, "2023-Q2").state == "open"
    text = desk.locator("main").inner_text()
    assert "tự khớp theo chủ trì, thành phần và kỳ" in text


def test_an_unsuitable_session_is_not_offered_for_a_series(site, planned, desk, sign_in):
    sign_in(desk, "thuongtruc.pt")
    board = occurrence(MONTHLY, "2023-04").unit_id
    desk.goto(f"{site.url}/cases/new/meetings.record/")
    desk.locator("[name=title]").fill("Họp nội bộ")
    desk.locator("[name=held_on]").fill("21/04/2023")
    desk.locator("select[name=convener]").select_option(str(board))
    desk.locator("[name=agenda]").fill("Việc nội bộ")
    press(desk.locator("main form[method=post] button.primary"))
    press(desk.get_by_role("link", name="Ghi đã họp"))
    desk.locator("[name=effective_on]").fill("21/04/2023")
    desk.locator("[name=note]").first.fill("Biên bản lưu tại văn phòng")
    press(desk.locator("main form[method=post] button.primary"))

    assert occurrence(MONTHLY, "2023-04").state == "open"
    assert re.search("chưa có mặt", desk.locator("main").inner_text())
