"""What somebody may send who presses twice, too late, or with made-up addresses and numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from danvan.areas.consolidation.acts import open_upper, send_also
from danvan.areas.consolidation.merge import merge
from danvan.areas.consolidation.models import OwnFigure, Round
from danvan.areas.reporting.models import Cell, Report
from danvan.areas.reporting.queries import current_version
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from tests.areas.consolidation.test_views import board, figures, merged, text_of, told
from tests.factories.lines import act, report_of, typed

pytestmark = pytest.mark.django_db
HUGE = "9" * 23


def digest_in(answer):
    return answer.context["plan"].digest


@pytest.mark.parametrize("method", ["get", "post"])
def test_numbers_no_database_holds_are_no_addresses(line, client_at, method):
    case, client = merged(line), client_at("p1")
    unit, at = f"/consolidation/units/{HUGE}/2022-05/", ("open/", "remind/", "take-over/")
    paths = [f"/consolidation/{case.slug}/inputs/{HUGE}/"]
    paths += [unit] if method == "get" else [unit + part for part in at]

    found = {path: getattr(client, method)(path).status_code for path in paths}

    assert found == dict.fromkeys(paths, 404)


def test_absurd_numbers_in_fields_break_nothing(line, client_at):
    case, client = merged(line), client_at("p1")
    start = f"/consolidation/{case.slug}"

    opened = client.post(f"{board(line)}open/", {"occurrence": HUGE})
    words = client.post(f"{start}/words/done/", {"seen": HUGE, "text_0": "Lời."})
    sent = client.post(f"{start}/send/", {"unit": HUGE, "part": "copy"})
    page = client.get(f"{start}/words/done/?page={HUGE}")

    codes = (opened.status_code, words.status_code, sent.status_code, page.status_code)
    assert codes == (404, 422, 422, 200)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("received", "-5", "REP-04"), ("largest", "999.999.999.999", "REP-05")],
)
def test_own_figures_keep_to_the_bounds_of_the_form(line, client_at, field, value, code):
    case, client = merged(line), client_at("p1")

    answer = client.post(f"/consolidation/{case.slug}/own/", {field: value})

    assert answer.status_code == 422
    assert code in str(answer.context["form"].errors[field])
    assert value in answer.content.decode()
    assert not OwnFigure.objects.exists()
    assert figures(case)["received"] == 10


def test_an_own_figure_that_jumps_asks_why(line, client_at):
    may, june = line.open("p1"), date(2022, 7, 5)
    merge(may, line.actor("p1"), own={"received": Decimal(2)})
    act(Case.objects.get(pk=may.pk), "submit", line.actor("p1"))
    case, client = line.open("p1", period="2022-06", today=june), client_at("p1")
    path = f"/consolidation/{case.slug}/own/"

    asked = client.post(path, {"received": "40"})
    given = client.post(path, {"received": "40", "r_received": "Tháng có hội nghị toàn tỉnh."})

    assert asked.status_code == 422
    assert "REP-06" in str(asked.context["form"].errors["received"])
    assert given.status_code == 302
    cell = Cell.objects.get(version=current_version(report_of(case)), key="received")
    assert (cell.value, cell.reason) == (40, "Tháng có hội nghị toàn tỉnh.")
    again = client.get(path).content.decode()
    assert "Tháng có hội nghị toàn tỉnh." in again


def test_nothing_is_handed_in_on_a_wrong_own_figure(line):
    line.submit("c11", received=9)
    case, actor = line.open("p1"), line.actor("p1")
    merge(typed(case, actor, {"received": -5}), actor)
    case = Case.objects.get(pk=case.pk)
    assert figures(case)["received"] == 4

    with pytest.raises(Refused, match="MERGE-15") as refused:
        act(case, "submit", actor)

    assert "-5" in refused.value.fields["told"].vi
    assert current_version(report_of(case)).submitted_at is None
    merge(Case.objects.get(pk=case.pk), actor, own={"received": Decimal(5)})
    act(Case.objects.get(pk=case.pk), "submit", actor)


LATE = {
    "own/": {"received": "1234"},
    "words/done/": {"text_0": "Lời viết lâu.", "place_0": "1"},
    "inputs/{c11}/": {"note": "Trùng số của xã khác"},
}


@pytest.mark.parametrize("part", LATE, ids=str)
def test_who_types_while_the_report_is_handed_in_keeps_the_text(line, client_at, part):
    case, client = merged(line), client_at("p1")
    path = f"/consolidation/{case.slug}/" + part.format(c11=line["c11"].pk)
    fields = LATE[part] | {"seen": str(case.version)}
    act(case, "submit", line.actor("p1"))
    before = figures(case)

    answer = client.post(path, fields)

    assert answer.status_code == 422
    assert "REPORT-02" in text_of(answer)
    assert next(iter(LATE[part].values())) in answer.content.decode()
    assert figures(case) == before
    for key, roles in (("p2", ()), ("root", ()), ("p1", ("reader",))):
        assert client_at(key, *roles).post(path, fields).status_code == 404


def test_merging_undoing_and_taking_after_it_was_handed_in_say_why(line, client_at):
    case, client = merged(line), client_at("p1")
    start = f"/consolidation/{case.slug}/"
    act(case, "submit", line.actor("p1"))

    pressed = client.post(start, {"digest": "x"})
    undone = client.post(f"{start}undo/")
    taken = client.post(f"{start}words/done/", {"take": "1", "seen": "1"}, follow=True)

    assert pressed.status_code == 409
    assert "REPORT-02" in text_of(pressed)
    assert "REPORT-02" in "".join(told(undone))
    assert (taken.status_code, "REPORT-02" in text_of(taken)) == (200, True)
    assert client.get(f"{start}own/").status_code == 404


def test_one_report_for_one_unit_and_period_however_it_is_opened(line, client_at):
    client, owed = client_at("p1"), line.owed("p1")

    first = client.post(f"{board(line)}open/", {"occurrence": ""})
    second = client.post(f"{board(line)}open/", {"occurrence": owed.pk})
    third = client.post(f"{board(line)}open/")

    found = Report.objects.get(case__unit=line["p1"], period_key="2022-05")
    assert found.occurrence_id == owed.pk
    assert {one["Location"] for one in (first, second, third)} == {
        f"/consolidation/{found.case.slug}/"
    }
    assert open_upper(line["p1"], "2022-05", line.actor("p1"), owed) == found.case


def test_the_button_of_a_standing_report_says_state_and_version(line, client_at):
    case = merged(line)
    client = client_at("p1")

    draft = text_of(client.get(board(line)))
    act(case, "submit", line.actor("p1"))
    sent = text_of(client.get(board(line)))

    assert "đang soạn, bản 1" in draft
    assert "đã nộp, bản 1" in sent
    assert "Tổng hợp vào" not in sent


@pytest.mark.parametrize(
    "key", ["9999-12", "0000-01", "0000", "2022-W00", "2022-W54", "２０２２-05", "1944", "2022-13"]
)
def test_impossible_periods_have_no_board(line, client_at, key):
    assert client_at("p1").get(board(line, period=key)).status_code == 404


@pytest.mark.parametrize("key", ["2022-W53", "2022-Q4", "2022", "2022-9M", "2022-H2"])
def test_empty_periods_have_a_board(line, client_at, key):
    assert client_at("p1").get(board(line, period=key)).status_code == 200


def test_merging_twice_says_that_it_is_done(line, client_at):
    line.submit("c11", received=4)
    case, client = line.open("p1"), client_at("p1")
    path = f"/consolidation/{case.slug}/"
    digest = digest_in(client.get(path))

    first = client.post(path, {"digest": digest})
    second = client.post(path, {"digest": digest})
    third = client.post(path, {"digest": digest_in(client.get(path))})

    assert (first.status_code, second.status_code, third.status_code) == (302, 409, 409)
    assert "MERGE-13" in text_of(second)
    assert "MERGE-01" not in text_of(second)
    assert "MERGE-13" in text_of(third)
    assert Round.objects.count() == 1


def test_a_receiver_twice_is_told_as_such(line, client_at):
    case, client = merged(line), client_at("p1")
    act(case, "submit", line.actor("p1"))
    path, fields = f"/consolidation/{case.slug}/send/", {"unit": line["root"].pk, "part": "copy"}

    answer = client.post(path, fields)
    unknown = client.post(path, fields | {"unit": line["c11"].pk})

    assert answer.status_code == unknown.status_code == 422
    assert "MERGE-14" in str(answer.context["form"].errors["unit"])
    assert "FORM-03" in str(unknown.context["form"].errors["unit"])
    with pytest.raises(Refused, match="MERGE-14"):
        send_also(case, {line["root"].pk: "copy"}, line.actor("p1"))
