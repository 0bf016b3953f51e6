"""An envelope from one tree to another: made, read in, registered once, answered."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from danvan.areas.exchange.models import Envelope, Organ, Receipt
from danvan.kernel.cases.models import Case
from danvan.kernel.correspondence.models import Direction, Incoming, Number
from danvan.kernel.files.store import read
from danvan.papers import edxml
from danvan.papers.edxml_status import read_status
from tests.areas.exchange.conftest import HERE, THERE
from tests.factories.documents import act, bring, draft, register_of, signed

pytestmark = pytest.mark.django_db
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
RECEIVER = f"{THERE} | Đảng ủy xã Khác"


def ticket_of(answer) -> str:
    return TICKET.search(answer.content.decode())[1]


def take(side, answer, **told):
    register = register_of(side.unit, Direction.IN)
    return side.client.post(
        "/exchange/read/decide/", {"ticket": ticket_of(answer), "register": register.pk, **told}
    )


def refuse(side, answer, why="Không thuộc thẩm quyền"):
    told = {"ticket": ticket_of(answer), "refuse": "1", "refuse-why": why}
    return side.client.post("/exchange/read/decide/", told)


def test_an_envelope_holds_what_the_document_says(here, made, sent):
    envelope = edxml.read(sent)
    shown = here.client.get(f"/exchange/envelopes/{made.pk}/").content.decode()

    assert (envelope.number, envelope.notation) == ("01", "BC-UBND")
    assert (envelope.sender.id, envelope.receivers[0].id) == (HERE, THERE)
    assert (envelope.subject, envelope.signer) == ("Mời phối hợp", "Người Ký")
    assert [one.name for one in envelope.attachments] == ["01-BC-UBND.pdf", "01-BC-UBND.docx"]
    assert "Mời phối hợp" in shown
    assert "01-BC-UBND.docx" in shown


def test_it_is_shown_first_and_registered_when_asked(there, sent, upload):
    shown = upload(there.client, sent)
    before = Case.objects.filter(kind="documents.incoming").count()
    answer = take(there, shown)

    incoming = Incoming.objects.get()
    page = shown.content.decode()
    assert (shown.status_code, before, answer.status_code) == (200, 0, 302)
    assert all(word in page for word in ("Mời phối hợp", "01/BC-UBND", "(PDF, "))
    assert (incoming.their_number, incoming.number.value) == ("01/BC-UBND", 1)
    assert incoming.type_key == "report"
    assert read(incoming.file).startswith(b"%PDF")
    assert [one.file.name for one in incoming.case.evidence.all()] == ["01-BC-UBND.docx"]
    assert incoming.case.state == "registered"


def test_the_same_document_is_registered_once(there, sent, upload):
    first = upload(there.client, sent)
    take(there, first)

    again = upload(there.client, sent)
    forced = take(there, first)

    assert "đã vào sổ trước đó" in again.content.decode()
    assert not TICKET.search(again.content.decode())
    assert forced.status_code == 422
    assert "EXCH-04" in forced.content.decode()
    assert Number.objects.filter(incoming_document__isnull=False).count() == 1


def test_what_came_on_paper_before_is_pointed_at(there, sent, upload):
    came = bring(there.unit, there.actor, summary="Bản giấy đã nhận").incoming_document
    envelope = edxml.read(sent)
    came.their_number, came.their_day = "01/BC-UBND", envelope.dated
    came.sender = envelope.sender.name
    came.save()

    page = upload(there.client, sent).content.decode()

    assert "Bản giấy đã nhận" in page


def test_the_receipt_goes_back_and_is_noted_once(here, there, made, sent, upload):
    take(there, upload(there.client, sent))
    arrival = Envelope.objects.get(direction="in")
    receipt = there.client.get(f"/exchange/envelopes/{arrival.pk}/receipt/").content

    first = upload(here.client, receipt, "phan-hoi.xml")
    second = upload(here.client, receipt, "phan-hoi.xml")

    made.refresh_from_db()
    assert (read_status(receipt).told, read_status(receipt).sender.id) == ("taken", THERE)
    assert (first.status_code, second.status_code) == (302, 302)
    assert (made.state, Receipt.objects.count()) == ("taken", 1)


def test_a_receiver_outside_has_it_once_it_says_so(here, there, upload, printed):
    case = draft(here.unit, here.actor, others=["Đảng ủy xã Khác"])
    act(act(signed(case, here.actor), "issue", here.actor), "deliver", here.actor, how="trục")
    here.client.post(f"/exchange/issued/{case.slug}/", {"receivers": RECEIVER})
    sent = here.client.get(f"/exchange/envelopes/{Envelope.objects.get().pk}/file/").content
    take(there, upload(there.client, sent))
    arrival = Envelope.objects.get(direction="in")

    upload(here.client, there.client.get(f"/exchange/envelopes/{arrival.pk}/receipt/").content)

    addressee = case.outgoing_document.addressees.get(words="Đảng ủy xã Khác")
    assert addressee.acknowledged_on == here.actor.today


def test_a_refusal_keeps_its_reason_and_no_file(here, there, made, sent, upload):
    shown = upload(there.client, sent)
    unreasoned = refuse(there, shown, why="")
    refuse(there, shown)
    arrival = Envelope.objects.get(direction="in")

    upload(here.client, there.client.get(f"/exchange/envelopes/{arrival.pk}/receipt/").content)

    made.refresh_from_db()
    assert unreasoned.status_code == 422
    assert (arrival.state, arrival.header["files"], arrival.case) == ("refused", [], None)
    assert (made.state, made.reason) == ("refused", "Không thuộc thẩm quyền")
    assert not Incoming.objects.exists()


def test_what_was_refused_may_be_sent_again_and_registered(there, sent, upload):
    refuse(there, upload(there.client, sent))

    again = upload(there.client, sent)
    take(there, again)

    assert "đã bị từ chối trước đó" in again.content.decode()
    assert Envelope.objects.get(direction="in").state == "taken"


def test_a_unit_without_a_code_makes_none(here, issued):
    Organ.objects.all().delete()

    answer = here.client.post(f"/exchange/issued/{issued.slug}/", {"receivers": RECEIVER})

    assert answer.status_code == 422
    assert "EXCH-01" in answer.content.decode()
    assert not Envelope.objects.exists()


@pytest.mark.parametrize("lines", ["Đảng ủy xã Khác", f"{THERE}", f"{RECEIVER}\n{RECEIVER}", "x|y"])
def test_a_line_that_names_nobody_is_told(here, issued, lines):
    answer = here.client.post(f"/exchange/issued/{issued.slug}/", {"receivers": lines})

    assert answer.status_code == 422
    assert "EXCH-02" in answer.content.decode()


def test_a_draft_is_not_sent(here, printed):
    case = draft(here.unit, here.actor)

    assert here.client.get(f"/exchange/issued/{case.slug}/").status_code == 404


def test_pages_of_an_envelope_are_for_its_side_alone(here, there, tree, clerk_at, made, issued):
    _actor, neighbour = clerk_at(tree, "police")
    urls = [
        f"/exchange/envelopes/{made.pk}/",
        f"/exchange/envelopes/{made.pk}/file/",
        f"/exchange/issued/{issued.slug}/",
    ]

    assert {here.client.get(url).status_code for url in urls} == {200}
    assert {there.client.get(url).status_code for url in urls} == {404}
    assert {neighbour.get(url).status_code for url in urls} == {404}


@pytest.mark.parametrize("url", ["/exchange/", "/exchange/issued/", "/exchange/organs/"])
def test_lists_show_the_own_side_alone(here, there, made, url):
    own = here.client.get(url)
    page = there.client.get(f"{url}?q=").content.decode()
    exported = there.client.get(f"{url}?format=xlsx")

    assert own.status_code == exported.status_code == 200
    assert "Mời phối hợp" not in page
    assert HERE not in page


def test_a_receipt_of_others_is_not_noted(here, there, made, sent, upload):
    take(there, upload(there.client, sent))
    arrival = Envelope.objects.get(direction="in")
    receipt = there.client.get(f"/exchange/envelopes/{arrival.pk}/receipt/").content

    answer = upload(there.client, receipt)

    assert answer.status_code == 422
    assert "EXCH-05" in answer.content.decode()
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((THERE.encode(), b"000.00.09.H56"), "EXCH-06"),
        ((b">03<", b">77<"), "EXCH-07"),
        ((b">03<", b">x<"), "EDXML-08"),
    ],
)
def test_a_receipt_that_does_not_fit_is_told(here, there, made, sent, upload, change, code):
    take(there, upload(there.client, sent))
    arrival = Envelope.objects.get(direction="in")
    receipt = there.client.get(f"/exchange/envelopes/{arrival.pk}/receipt/").content

    answer = upload(here.client, receipt.replace(*change))

    made.refresh_from_db()
    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert made.state == "made"


def test_a_ticket_is_for_who_got_it(here, there, sent, upload):
    ticket = ticket_of(upload(there.client, sent))

    stolen = here.client.post("/exchange/read/decide/", {"ticket": ticket})
    forged = there.client.post("/exchange/read/decide/", {"ticket": "x:y"})

    assert (stolen.status_code, forged.status_code) == (404, 302)
    assert not Incoming.objects.exists()


def test_a_reader_sends_and_reads_nothing(tree, clerk_at, here, issued):
    _actor, reader = clerk_at(tree, "board", "reader")

    urls = [reverse("exchange-read"), reverse("exchange-organ-new"), reverse("exchange-organs")]

    assert {reader.get(url).status_code for url in urls} == {404}
    assert reader.get(f"/exchange/issued/{issued.slug}/").status_code == 404


def test_codes_are_told_once(here):
    told = {"organ_id": "000.00.07.h56", "name": "Mặt trận xã Mẫu"}
    first = here.client.post("/exchange/organs/new/", told)
    second = here.client.post("/exchange/organs/new/", told)
    unit = here.client.post(
        "/exchange/organs/new/", {**told, "organ_id": "000.00.08.H56", "unit": here.unit.pk}
    )
    wrong = here.client.post("/exchange/organs/new/", {**told, "organ_id": "mã"})

    assert [one.status_code for one in (first, second, unit, wrong)] == [302, 422, 422, 422]
    assert "EXCH-08" in second.content.decode()
    assert "EXCH-09" in unit.content.decode()
    assert Organ.objects.get(name="Mặt trận xã Mẫu").organ_id == "000.00.07.H56"


def test_a_code_is_mended_by_its_own_side(here, there):
    organ = Organ.objects.get(organ_id=HERE)
    told = {"organ_id": HERE, "name": "Tên mới", "unit": here.unit.pk}
    url = f"/exchange/organs/{organ.pk}/"

    foreign, own = there.client.post(url, told), here.client.post(url, told)

    organ.refresh_from_db()
    assert (foreign.status_code, own.status_code, organ.name) == (404, 302, "Tên mới")


def test_sheet_of_an_issued_document_leads_its_clerk_to_the_envelope(here, issued, tree, clerk_at):
    _actor, reader = clerk_at(tree, "board", "reader")
    address = f"/exchange/issued/{issued.slug}/"

    assert address in here.client.get(f"/cases/{issued.slug}/").content.decode()
    assert address not in reader.get(f"/cases/{issued.slug}/").content.decode()
