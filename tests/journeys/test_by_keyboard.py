"""The whole of a report by keyboard alone: sign in, find the work, record it, see it done."""

from __future__ import annotations

from playwright.sync_api import Page

from danvan.kernel.cases.models import Case

MOST_TABS = 150


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focused element matches; fails where the keyboard does not get there."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached by the keyboard")


def test_a_report_is_recorded_without_a_mouse(site, planned, desk, password):
    case = Case.objects.get(
        unit__key="front", occurrence__duty__code="000-d21-k2-a", occurrence__key="2023-03"
    )
    desk.goto(f"{site.url}/accounts/login/")
    tab_to(desk, "input[name=login]")
    desk.keyboard.type("mattran.pt")
    tab_to(desk, "input[name=password]")
    desk.keyboard.type(password)
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"{site.url}/")

    tab_to(desk, f"a[href='/cases/{case.slug}/']")
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/cases/{case.slug}/")
    tab_to(desk, f"a[href='/cases/{case.slug}/complete/']")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/complete/")
    tab_to(desk, "[name=effective_on]")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("08/04/2023")
    tab_to(desk, "[name=document_number]")
    desk.keyboard.type("12-BC/MTTQ")
    tab_to(desk, "main form[method=post] button.primary")
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/cases/{case.slug}/")
    case.refresh_from_db()

    assert case.state == "done"


def test_the_first_tab_leads_past_the_menu(site, planned, desk, sign_in):
    sign_in(desk, "mattran.pt")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")

    assert desk.evaluate("document.activeElement.closest('main') !== null")
