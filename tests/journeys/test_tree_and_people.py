"""The pages of the tree, of people and of background work: full, found empty and in error."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.accounts.models import DeskRole, Grant, Holding
from danvan.kernel.organisations.models import Unit
from tests.journeys.conftest import DESK, PHONE, press

UNIT = ("", "add/", "rename/", "move/", "end/")
LISTS = ("/people/posts/", "/people/grants/", "/people/slips/", "/people/audit/", "/jobs/")
TREE = ("/tree/", "/tree/?q=zzz", "/tree/ended/", "/tree/imports/")


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_pages_of_the_administrator_are_clean(
    site, commune, open_page, sign_in, accessibility, size
):
    post = Holding.objects.get(user__username="vanphong.pt").post
    reach = {"unit": commune.root, "downward": True, "valid_from": date(2020, 1, 1)}
    Grant.objects.create(post=post, desk_role=DeskRole.ADMINISTRATOR, **reach)
    page = open_page(size=size)
    sign_in(page, "vanphong.pt")
    unit = f"/tree/units/{Unit.objects.get(key='front').pk}/"
    root = f"/tree/units/{commune.root.pk}/templates/"
    found = {}
    for path in (*TREE, *(unit + rest for rest in UNIT), root, f"{root}commune/", *LISTS):
        page.goto(site.url + path)
        found[path] = accessibility(page)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            found[path].append("the page is wider than the screen")
    for path in (f"{unit}add/", f"{unit}end/"):
        page.goto(site.url + path)
        press(page.locator("main form[method=post] button").last)
        told = [] if page.locator("[role=alert]").count() else ["no error is shown"]
        found[f"{path} in error"] = accessibility(page) + told

    assert {path: faults for path, faults in found.items() if faults} == {}
