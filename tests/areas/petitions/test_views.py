"""Pages of petitions: list, intake with receipt, why a day is what it is."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.areas.petitions.conditions import keep_values
from danvan.areas.petitions.models import Petition
from danvan.areas.petitions.shapes import FEEDBACK, INFORMATION
from danvan.kernel.cases.perform import perform
from danvan.kernel.organisations.models import Unit
from tests.areas.petitions.conftest import RECEIVED, signed_in, take_in
from tests.factories.desks import Desk, add_clerk, make_desk

MOST_QUERIES = 50
"""Of one sheet, however many acts, clocks and marks it shows."""
TOLD = {
    "title": "Đường ngập",
    "text": "Cống tắc.",
    "received_on": "06/04/2026",
    "channel": "letter",
    "signatory_count": "1",
    "part": "petitioner",
    "name": "Người gửi thử",
}


def test_list_shows_what_is_in_reach_and_nothing_else(desk, client):
    seen = take_in(desk).case
    hidden = take_in(make_desk()).case

    page = client.get("/petitions/").content.decode()

    assert f"/cases/{seen.slug}/" in page
    assert f"/cases/{hidden.slug}/" not in page


def test_list_is_narrowed_by_kind_and_by_what_is_overdue(desk, client):
    complaint, feedback = take_in(desk).case, take_in(desk, FEEDBACK).case

    of_kind = client.get("/petitions/?kind=petitions.feedback").content.decode()
    overdue = client.get("/petitions/?how=overdue").content.decode()

    assert (feedback.slug in of_kind, complaint.slug in of_kind) == (True, False)
    assert (feedback.slug in overdue, complaint.slug in overdue) == (True, False)


def test_receipt_is_shown_once_with_code_number_and_day(desk, client):
    page = client.post("/petitions/new/complaint/", {**TOLD, "unit": desk.unit.pk})

    told = page.content.decode()
    assert page.status_code == 200
    assert "16/04/2026" in told
    assert Petition.objects.count() == 1
    assert "Người gửi thử" not in told


def test_missing_matter_is_said_and_nothing_kept(desk, client):
    page = client.post("/petitions/new/complaint/", {"unit": desk.unit.pk})

    assert page.status_code == 422
    assert "FORM-01" in page.content.decode()
    assert not Petition.objects.exists()


def test_unit_out_of_reach_is_refused(desk, client):
    other = make_desk()

    page = client.post("/petitions/new/complaint/", {**TOLD, "unit": other.unit.pk})

    assert page.status_code == 422
    assert not Petition.objects.exists()


def test_kind_that_is_none_and_reader_are_not_found(desk, client):
    reader = signed_in(make_desk(roles=("reader",)))

    assert client.get("/petitions/new/denunciation/").status_code == 404
    assert reader.get("/petitions/new/complaint/").status_code == 404


def test_clock_says_day_by_day_why(desk, client):
    case = take_in(desk).case

    page = client.get(f"/petitions/{case.slug}/clock/acceptance/").content.decode()

    assert "16/04/2026" in page
    assert page.count("<tr>") == 12
    assert "Luật Khiếu nại 02/2011/QH13" in page


def test_clock_of_another_place_and_unknown_clock_are_not_found(desk, client):
    hidden = take_in(make_desk()).case
    case = take_in(desk, INFORMATION).case

    assert client.get(f"/petitions/{hidden.slug}/clock/acceptance/").status_code == 404
    assert client.get(f"/petitions/{case.slug}/clock/acceptance/").status_code == 404


def test_sheet_proposes_what_the_tree_says_once_classified(desk, client):
    case = take_in(desk).case
    before = client.get(f"/cases/{case.slug}/").content.decode()
    perform(
        case,
        "classify",
        desk.actor,
        effective_on=RECEIVED,
        data={"competence": "other"},
        reason="x",
    )

    after = client.get(f"/cases/{case.slug}/").content.decode()

    assert "hướng dẫn một lần" not in before
    assert "hướng dẫn một lần" in after


def test_what_the_tree_proposes_stands_first_until_it_is_decided(desk, client):
    case = take_in(desk).case
    told = {"competence": "ours", "condition": "eligible", "before": "nothing"}
    perform(case, "classify", desk.actor, effective_on=RECEIVED, data=told)
    page = client.get(f"/cases/{case.slug}/").content.decode()
    first = page[page.index('<ul class="acts">') :][:400]
    assert f'class="button primary" href="/cases/{case.slug}/accept/"' in first
    assert page.count('class="button primary"') == 1

    perform(case, "accept", desk.actor, effective_on=RECEIVED)

    after = client.get(f"/cases/{case.slug}/").content.decode()
    assert "Cây quyết định đề xuất" not in after
    assert "Đề xuất:" not in after


def test_text_and_sender_are_shown_to_handlers_only(desk, client):
    case = take_in(desk).case
    reader = Desk(desk.root, desk.unit, add_clerk(desk.unit, roles=("reader",)))

    of_handler = client.get(f"/cases/{case.slug}/").content.decode()
    of_reader = signed_in(reader).get(f"/cases/{case.slug}/").content.decode()

    assert "Người gửi thử" in of_handler
    assert "Cống tắc đã ba tháng." in of_handler
    assert "Người gửi thử" not in of_reader
    assert "Cống tắc đã ba tháng." not in of_reader
    assert case.title_vi in of_reader


def test_list_tells_very_late_by_the_number_of_the_place_and_is_narrowed_by_mark(desk, client):
    late, marked = take_in(desk, received_on=date(2026, 2, 2)).case, take_in(desk).case
    told = {"marks": ["mass"], "words": "Hai mươi hộ"}
    perform(marked, "mark_notable", desk.actor, effective_on=RECEIVED, data=told)

    def shown(query):
        page = client.get(f"/petitions/?{query}").content.decode()
        return late.slug in page, marked.slug in page

    assert shown("how=very_late") == (True, False)
    keep_values({"very_late_days": 63, "very_late_days_source": "QĐ 01"}, desk.actor)
    assert shown("how=very_late") == (False, False)
    assert shown("mark=mass") == (False, True)


def test_receipt_tells_the_safe_reading(desk, client):
    Unit.objects.filter(pk=desk.root.pk).update(demo_on=date(2026, 8, 27))
    told = {**TOLD, "unit": desk.unit.pk, "received_on": "26/08/2026"}

    page = client.post("/petitions/new/complaint/", told).content.decode()

    assert "Cách đọc an toàn" in page
    assert "05/09/2026" in page


def test_sheet_needs_no_query_for_each_act_and_part(desk, client):
    case = take_in(desk).case
    told = {"competence": "ours", "condition": "eligible", "before": "nothing"}
    perform(case, "classify", desk.actor, effective_on=RECEIVED, data=told)
    client.get(f"/cases/{case.slug}/")

    with CaptureQueriesContext(connection) as caught:
        client.get(f"/cases/{case.slug}/")

    assert len(caught) <= MOST_QUERIES


def test_list_begins_with_few_buttons_and_folds_the_ways_to_take_in(client):
    page = client.get("/petitions/").content.decode()

    actions = page[page.index('<div class="actions">') :].partition("<main")[0]
    actions = actions.partition('class="filters"')[0]
    for kind in ("complaint", "recommendation", "feedback", "voters", "information"):
        assert f"/petitions/new/{kind}/" in actions
    assert actions.count('<details class="more">') == 1
    assert actions.partition("</details>")[2].count('class="button') <= 4


def test_taking_in_can_be_left_without_taking_in(client):
    page = client.get("/petitions/new/complaint/").content.decode()

    assert '<a class="button" href="/petitions/">' in page
