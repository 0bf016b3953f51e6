"""The pages of reports: filling in, drafts, two people at once, returning, reading versions."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from danvan.areas.reporting.models import Cell
from danvan.kernel.cases.models import Case, Draft
from tests.factories.desks import TODAY, Desk, add_clerk, make_desk
from tests.factories.reports import (
    accepted,
    act,
    answers,
    begin,
    make_house,
    owe_report,
    report_of,
    returned,
    submitted,
)

pytestmark = pytest.mark.django_db


def signed_in(desk: Desk) -> Client:
    client = Client()
    client.force_login(desk.user)
    return client


def page(desk: Desk, address: str) -> str:
    answer = signed_in(desk).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def form_of(client: Client, address: str) -> dict[str, str]:
    """Return the hidden fields of a form, as a browser would send them back."""
    html = client.get(address).content.decode()
    found = dict(
        re.findall(r'<input type="hidden" name="(version|base|blank)" value="([^"]*)"', html)
    )
    return {name: value.replace("&quot;", '"') for name, value in found.items()}


GOOD = {
    "v_received": "5",
    "v_complaints": "2",
    "v_petitions": "3",
    "q_done": "Đã họp.\n\nĐã đi xóm.",
}


def test_period_offers_its_report_and_leads_on_to_it():
    house = make_house()
    owed = owe_report(house)

    before = page(house.sender, f"/cases/{owed.slug}/")
    answer = signed_in(house.sender).post(f"/reports/open/{owed.slug}/")
    report = Case.objects.get(kind="reporting.report")
    after = page(house.sender, f"/cases/{owed.slug}/")

    assert "Lập báo cáo" in before
    assert answer.headers["Location"] == f"/reports/{report.slug}/fill/"
    assert "Điền tiếp báo cáo" in after


def test_receiver_is_not_offered_to_write_the_report_of_others():
    house = make_house()
    owed = owe_report(house)

    assert "Lập báo cáo" not in page(house.bloc, f"/cases/{owed.slug}/")
    signed_in(house.bloc).post(f"/reports/open/{owed.slug}/")
    assert not Case.objects.filter(kind="reporting.report").exists()


def test_saving_keeps_the_report_open_and_handing_in_does_the_period():
    house = make_house()
    owed = owe_report(house)
    case = begin(house, owed)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"

    saved = client.post(address, GOOD | form_of(client, address) | {"save": "1"})
    kept = report_of(case).versions.get().cells.get(key="received").value
    sent = client.post(address, form_of(client, address) | GOOD | {"submit": "1"})

    assert (saved.status_code, saved.headers["Location"], kept) == (302, address, 5)
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/cases/{case.slug}/")
    owed.refresh_from_db()
    assert (owed.state, owed.closed_on) == ("done", TODAY)
    words = [one.text for one in report_of(case).versions.get().paragraphs.order_by("position")]
    assert words == ["Đã họp.", "Đã đi xóm."]


def test_late_report_is_told_by_days():
    house = make_house()
    case = begin(house)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"

    answer = client.post(address, GOOD | form_of(client, address) | {"submit": "1"}, follow=True)

    assert "sau hạn 5 ngày" in answer.content.decode()


@pytest.mark.parametrize(
    ("figure", "code"),
    [("mười hai", "REP-01"), ("9" * 40, "REP-0"), ("-4", "REP-04"), ("3,5", "REP-03")],
)
def test_absurd_figure_is_told_at_its_field_and_stays_there(figure, code):
    house = make_house()
    case = begin(house)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"

    sent = GOOD | form_of(client, address) | {"v_complaints": figure, "submit": "1"}
    answer = client.post(address, sent)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert code in html
    assert f'value="{figure}"' in html
    assert 'aria-invalid="true"' in html
    assert not Cell.objects.filter(value__isnull=False).exists()
    assert Draft.objects.get().values["v_complaints"] == figure


def test_parts_that_do_not_add_up_are_refused_when_handed_in_and_kept_when_saved():
    house = make_house()
    case = begin(house)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"
    wrong = GOOD | {"v_received": "9"}

    saved = client.post(address, wrong | form_of(client, address) | {"save": "1"})
    sent = client.post(address, wrong | form_of(client, address) | {"submit": "1"})

    assert saved.status_code == 302
    assert sent.status_code == 422
    assert "REP-07" in sent.content.decode()
    case.refresh_from_db()
    assert case.state == "draft"


def test_jump_against_the_last_period_asks_a_reason():
    from datetime import date

    house = make_house()
    earlier = (date(2026, 2, 1), date(2026, 2, 28))
    submitted(house, owe_report(house, key="2026-02", span=earlier, due_on=None))
    case = begin(house)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"
    jumped = GOOD | {"v_received": "500", "v_complaints": "250", "v_petitions": "250"}

    refused = client.post(address, jumped | form_of(client, address) | {"submit": "1"})
    html = refused.content.decode()
    reasoned = jumped | {"r_received": "Có dự án mới, nhiều đơn tập thể"}
    sent = client.post(address, reasoned | form_of(client, address) | {"submit": "1"})

    assert refused.status_code == 422
    assert "REP-06" in html
    assert 'name="r_received"' in html
    assert sent.status_code == 302
    assert (
        Cell.objects.get(version__report=case.pk, key="received").reason == reasoned["r_received"]
    )


def test_blank_figures_are_asked_about_once():
    house = make_house()
    case = begin(house)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"
    blank = {"v_received": "", "v_complaints": "", "v_petitions": "3", "submit": "1"}

    first = client.post(address, blank | form_of(client, address))
    second = client.post(address, blank | form_of(client, address) | {"blank": "2"})

    assert first.status_code == 422
    assert "REPORT-08" in first.content.decode()
    assert second.status_code == 302
    assert Cell.objects.get(version__report=case.pk, key="received").value is None


def test_book_pasted_from_a_text_program_is_refused_and_kept_in_the_draft():
    house = make_house()
    case = begin(house)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"
    book = "Tình hình nhân dân ổn định.\r\n" * 30_000

    answer = client.post(address, form_of(client, address) | {"q_done": book, "save": "1"})
    again = client.get(address).content.decode()

    assert answer.status_code == 422
    assert "REP-08" in answer.content.decode()
    assert "4.000" in answer.content.decode()
    assert again.count("Tình hình nhân dân ổn định.") >= 30_000


def test_table_is_kept_as_text_and_a_picture_is_refused():
    house = make_house()
    case = begin(house)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"

    table = client.post(
        address, form_of(client, address) | {"q_done": "Xóm\tĐơn\r\n1\t2", "save": "1"}
    )
    kept = [one.text for one in report_of(case).versions.get().paragraphs.all()]
    words = "Đã họp data:image/png;base64,iVBORw0KGgo= xong"
    picture = client.post(address, form_of(client, address) | {"q_done": words, "save": "1"})

    assert table.status_code == 302
    assert kept == ["Xóm | Đơn\n1 | 2"]
    assert picture.status_code == 422
    assert "REPORT-07" in picture.content.decode()
    assert "Đã họp data:image" in picture.content.decode()


def test_second_of_two_people_is_told_and_loses_nothing():
    house = make_house()
    colleague = Desk(house.sender.root, house.sender.unit, add_clerk(house.sender.unit))
    case = begin(house)
    first, second = signed_in(house.sender), signed_in(colleague)
    address = f"/reports/{case.slug}/fill/"
    mine, theirs = form_of(first, address), form_of(second, address)
    first.post(address, mine | {"v_received": "5", "v_complaints": "2", "save": "1"})

    told = second.post(address, theirs | {"v_received": "7", "v_petitions": "5", "save": "1"})
    html = told.content.decode()
    again = second.post(
        address,
        {"v_received": "7", "v_complaints": "2", "v_petitions": "5", "save": "1"}
        | dict(re.findall(r'<input type="hidden" name="(version|base)" value="([^"]*)"', html)),
    )

    assert told.status_code == 422
    assert "CASE-02" in html
    assert re.search(r'name="v_received" value="7"', html)
    assert re.search(r'name="v_complaints" value="2"', html)
    assert re.search(r"Người khác đã lưu: <span class=\"lines\">5</span>", html)
    assert again.status_code == 302
    values = dict(Cell.objects.values_list("key", "value"))
    assert values == {"received": Decimal(7), "complaints": Decimal(2), "petitions": Decimal(5)}


def test_words_typed_while_somebody_hands_in_wait_in_the_draft():
    house = make_house()
    colleague = Desk(house.sender.root, house.sender.unit, add_clerk(house.sender.unit))
    case = begin(house)
    first, second = signed_in(house.sender), signed_in(colleague)
    address = f"/reports/{case.slug}/fill/"
    mine, theirs = form_of(first, address), form_of(second, address)
    first.post(address, mine | GOOD | {"submit": "1"})

    told = second.post(address, theirs | {"q_next": "Họp xóm 3", "submit": "1"}, follow=True)
    case.refresh_from_db()
    act(case, "return", house.bloc, reason="Thiếu kế hoạch")
    back = second.get(address).content.decode()

    assert "Báo cáo đã khóa" in told.content.decode()
    assert Draft.objects.get().values["q_next"] == "Họp xóm 3"
    assert "Họp xóm 3" in back
    assert re.search(r'name="v_received" value="5"', back)


def test_draft_is_kept_without_a_step_and_offered_again():
    house = make_house()
    case = begin(house)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"
    version = case.version

    answer = client.post(
        f"/reports/{case.slug}/draft/",
        form_of(client, address) | {"v_received": "mười", "q_done": "Đang"},
    )
    back = client.get(address).content.decode()
    case.refresh_from_db()

    assert answer.json()["state"] == "saved"
    assert case.version == version
    assert 'value="mười"' in back
    assert "bản nháp của bạn" in back
    assert client.post(address, {"drop": "1"}).status_code == 302
    assert 'value="mười"' not in client.get(address).content.decode()


def test_draft_of_another_unit_or_of_a_locked_report_is_not_kept():
    house = make_house()
    case = submitted(house)

    mine = signed_in(house.sender).post(f"/reports/{case.slug}/draft/", {"q_done": "x"})
    other = signed_in(make_desk()).post(f"/reports/{case.slug}/draft/", {"q_done": "x"})

    assert (mine.status_code, mine.json()["state"]) == (409, "locked")
    assert other.status_code == 404
    assert not Draft.objects.exists()


def test_receiver_returns_with_a_remark_that_stands_at_the_figure():
    house = make_house()
    case = submitted(house)
    client = signed_in(house.bloc)
    paragraph = report_of(case).versions.get().paragraphs.first()

    empty = client.post(f"/reports/{case.slug}/return/", {"version": case.version})
    answer = client.post(
        f"/reports/{case.slug}/return/",
        {
            "version": case.version,
            "m_figure:received": "Cộng lại giúp",
            f"m_paragraph:{paragraph.pk}": "Họp ngày nào?",
        },
    )
    html = page(house.sender, f"/reports/{case.slug}/fill/")

    assert (empty.status_code, "REPORT-04" in empty.content.decode()) == (422, True)
    assert answer.status_code == 302
    assert "Cộng lại giúp" in html
    assert "Họp ngày nào?" in html
    assert "Đã họp." in html


def test_versions_are_read_and_compared():
    house = make_house()
    case = accepted(house)
    act(case, "correct", house.sender, reason="Đếm sót")
    act(case, "submit", house.sender, answers=answers(received=6, petitions=4))

    first = page(house.bloc, f"/reports/{case.slug}/versions/1/")
    compared = page(house.bloc, f"/reports/{case.slug}/versions/2/?against=1")

    assert "Bản 1" in first
    assert "Khác bản 1 ở 3 chỗ" in compared
    assert "Đếm sót" in compared


def test_receiver_reads_no_version_that_was_not_handed_in():
    house = make_house()
    case = returned(house)

    assert signed_in(house.bloc).get(f"/reports/{case.slug}/versions/2/").status_code == 404
    assert signed_in(house.sender).get(f"/reports/{case.slug}/versions/2/").status_code == 200


@pytest.mark.parametrize(
    "part", ["fill", "return", "versions/1", "paper", "entry", "records/received"]
)
def test_stranger_finds_no_page_of_a_report(part):
    house = make_house()
    case = submitted(house)

    assert signed_in(make_desk()).get(f"/reports/{case.slug}/{part}/").status_code == 404
