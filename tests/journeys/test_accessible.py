"""axe finds nothing on any page: full, empty, in error; desk and phone; both languages."""

from __future__ import annotations

import pytest

from danvan.kernel.cases.models import Case
from danvan.kernel.duties.models import Card, Duty
from danvan.kernel.organisations.models import Unit
from tests.journeys.conftest import press

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def pages() -> list[str]:
    """Return every kind of page a planner and head reaches."""
    front = Unit.objects.get(key="front")
    occurrence = Case.objects.filter(unit=front, kind="duties.occurrence").first()
    card = Card.objects.filter(unit=front).first().case
    duty = Duty.objects.get(code="000-d21-k2-c")
    return [
        "/",
        "/?tab=undated",
        "/?tab=standing",
        "/cases/",
        f"/cases/{occurrence.slug}/",
        f"/cases/{card.slug}/",
        f"/cases/{card.slug}/add_proof/",
        "/cases/new/meetings.record/",
        "/duties/",
        "/duties/?q=khong-co-gi-ca",
        f"/duties/{duty.pack.name}/{duty.code}/",
        f"/duties/{duty.pack.name}/000-d21-k2-a/board/2023/",
        f"/local-dates/{duty.pk}/",
        "/units/",
        f"/units/{front.pk}/",
        f"/units/{front.pk}/year/2023/",
        f"/units/{front.pk}/year/2019/",
        "/plan/",
        "/plan/applied/",
        "/bindings/",
        "/bindings/commune_peoples_committee/",
        "/guidance/",
        f"/guidance/new/?duty={duty.pk}",
        "/regulations/",
        "/regulations/import/",
        "/meetings/",
        "/notices/",
        "/help/",
        "/khong-co-trang-nay/",
    ]


@pytest.mark.parametrize(("size", "language"), [(DESK, "vi"), (PHONE, "vi"), (DESK, "en")])
def test_full_pages_are_clean(site, planned, open_page, sign_in, accessibility, size, language):
    page = open_page(size=size)
    sign_in(page, "vanphong.pt")
    if language == "en":
        press(page.get_by_role("button", name="English").first)
    found = {}
    for path in pages():
        page.goto(site.url + path)
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        problems = accessibility(page) + (["wider than the screen"] if wide else [])
        if problems:
            found[path] = problems

    assert found == {}


def test_empty_pages_are_clean(site, commune, desk, sign_in, accessibility):
    sign_in(desk, "vanphong.pt")
    found = {}
    for path in (
        "/",
        "/cases/",
        "/duties/",
        "/plan/",
        "/bindings/",
        "/guidance/",
        "/regulations/",
        "/notices/",
    ):
        desk.goto(site.url + path)
        if problems := accessibility(desk):
            found[path] = problems

    assert found == {}


def test_forms_in_error_are_clean(site, planned, desk, sign_in, accessibility):
    found = {}
    desk.goto(f"{site.url}/accounts/login/")
    desk.locator("input[name=login]").fill("ai-do")
    desk.locator("input[name=password]").fill("sai")
    press(desk.locator("main button").first)
    if problems := accessibility(desk):
        found["login"] = problems
    sign_in(desk, "vanphong.pt")
    duty = Duty.objects.get(code="000-d21-k2-c")
    card = Case.objects.filter(unit__key="party_office", kind="duties.card").first()
    forms = [
        "/guidance/new/",
        "/cases/new/meetings.record/",
        f"/local-dates/{duty.pk}/",
        "/regulations/import/",
    ]
    forms += [f"/cases/{card.slug}/add_proof/", "/bindings/commune_peoples_committee/"]
    for path in forms:
        desk.goto(site.url + path)
        press(desk.locator("main form[method=post] button").last)
        if problems := accessibility(desk):
            found[path] = problems
        if not desk.locator("[aria-invalid=true], .errors, [role=alert]").count():
            found[path] = [*found.get(path, []), "no error is shown"]

    assert found == {}
