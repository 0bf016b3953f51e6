"""From an empty database to the board: import, pack, bodies, plan, apply, proof, board."""

from __future__ import annotations

import re

import pytest

from danvan.kernel.cases.models import Case
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit
from tests.journeys.conftest import press


@pytest.fixture
def regulation(documents):
    """Return the file of document 000."""
    return next(documents.glob("000_*.txt"))


def test_from_import_to_the_board(site, commune, desk, sign_in, regulation):
    sign_in(desk, "vanphong.pt")
    desk.goto(f"{site.url}/regulations/import/")
    desk.locator("input[type=file]").set_input_files(str(regulation))
    press(desk.locator("main form[method=post] button.primary"))
    reading = desk.locator("main").inner_text()

    desk.locator("[name$=valid_from]").fill("01/01/2023")
    press(desk.get_by_role("button", name="Dùng gói này"))
    desk.goto(f"{site.url}/bindings/")
    bodies = desk.locator("main").inner_text()
    desk.goto(f"{site.url}/plan/")
    planned = desk.locator("main").inner_text()
    press(desk.locator("main form[method=post] button.primary"))
    team = Unit.objects.get(key="team_1")
    reports = Case.objects.filter(unit=team, occurrence__duty__code="000-d21-k2-a")

    assert "Điều 11" in reading
    assert "Khối Dân vận" in bodies
    assert "khoản 2 Điều 21" in planned
    assert sorted(str(day) for day in reports.values_list("due_on", flat=True)) == [
        f"2023-{month:02}-09" for month in range(1, 13)
    ]

    desk.context.clear_cookies()
    sign_in(desk, "xom1.pt")
    case = reports.get(occurrence__key="2023-04")
    desk.goto(f"{site.url}/cases/{case.slug}/complete/")
    desk.locator("[name=effective_on]").fill("28/04/2023")
    desk.locator("input[type=file]").set_input_files(
        files=[{"name": "bao-cao.txt", "mimeType": "text/plain", "buffer": b"Noi dung bao cao"}]
    )
    press(desk.locator("main form[method=post] button.primary"))
    desk.goto(f"{site.url}/units/{team.pk}/year/2023/")
    case.refresh_from_db()

    assert case.state == "done"
    assert case.evidence.get().file.name == "bao-cao.txt"
    assert desk.locator(f"a[href='/cases/{case.slug}/']").count() >= 1


def test_what_cannot_be_read_is_refused_and_nothing_is_written(site, commune, desk, sign_in):
    sign_in(desk, "vanphong.pt")
    desk.goto(f"{site.url}/regulations/import/")
    desk.locator("input[type=file]").set_input_files(
        files=[{"name": "quy-che.docx", "mimeType": "text/plain", "buffer": b"%PDF-1.7 gia"}]
    )
    press(desk.locator("main form[method=post] button.primary"))
    told = desk.locator("main").inner_text()

    assert re.search(r"READ-\d\d", told)
    assert StoredFile.objects.count() == 0
