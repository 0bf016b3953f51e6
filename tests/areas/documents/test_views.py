"""Pages of documents: who sees what, and that out of reach is not found."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.models import Case
from danvan.kernel.correspondence.models import Document, Number, NumberState, Register
from danvan.kernel.correspondence.numbers import reserve
from tests.factories.documents import act, bring, draft, register_of, scan, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed")]
MARKED = "ỦY BAN NHÂN DÂN\nMẬT\nNội dung"
FORM = {
    "type_key": "report",
    "summary": "Công tác dân vận",
    "urgency": "",
    "bases": "Căn cứ Luật số 72/2025/QH15",
    "body": "I. Tình hình\n1. Một việc",
    "others": "Cổng thông tin",
    "signer_0_title": "CHỦ TỊCH",
    "signer_0_name": "Người Ký",
}


@pytest.fixture
def issued(tree, clerk_at) -> Case:
    actor, _client = clerk_at(tree, "board")
    case = signed(draft(tree["board"], actor, to=[tree["council"]]), actor)
    return act(case, "issue", actor)


def pages_of(case: Case) -> list[str]:
    document = case.outgoing_document
    version, signing = document.versions.get(), document.signings.get()
    register = register_of(document.unit)
    return [
        reverse("documents-preview", args=[case.slug]),
        reverse("documents-draft-file", args=[case.slug, "docx"]),
        reverse("documents-version", args=[version.pk, "pdf"]),
        reverse("documents-signing", args=[signing.pk]),
        reverse("documents-register", args=[register.pk]),
        reverse("documents-reserve", args=[register.pk]),
        reverse("documents-stub", args=[register.pk]),
        reverse("documents-import", args=[register.pk]),
        reverse("documents-import-form", args=[register.pk]),
    ]


def test_pages_of_a_document_are_there_for_its_unit(tree, clerk_at, issued):
    _actor, client = clerk_at(tree, "board")

    assert {client.get(url).status_code for url in pages_of(issued)} == {200}


def test_pages_of_a_document_are_not_there_for_strangers(strangers, clerk_at, issued):
    _actor, client = clerk_at(strangers, "board")

    assert {client.get(url).status_code for url in pages_of(issued)} == {404}


def test_pages_of_a_document_are_not_there_for_another_unit(tree, clerk_at, issued):
    _actor, client = clerk_at(tree, "police")

    assert {client.get(url).status_code for url in pages_of(issued)} == {404}


@pytest.mark.parametrize(
    "url", ["/documents/", "/documents/incoming/", "/documents/registers/", "/documents/arrivals/"]
)
def test_lists_show_what_is_in_reach_and_nothing_else(tree, strangers, clerk_at, url):
    sender, client = clerk_at(tree, "board")
    clerk_at(tree, "council")
    case = draft(tree["board"], sender, to=[tree["council"]], summary="Việc riêng của xã")
    act(signed(case, sender), "issue", sender)
    act(case, "deliver", sender, how="trên danvan")
    bring(tree["board"], sender, summary="Việc riêng của xã")
    _foreign, stranger = clerk_at(strangers, "police")

    page = stranger.get(url).content.decode()
    exported = stranger.get(f"{url}?format=xlsx&q=rieng")

    assert client.get(url).status_code == 200
    assert "Việc riêng của xã" not in page
    assert f"/documents/registers/{register_of(tree['board']).pk}/" not in page
    assert exported.status_code == 200


def test_the_list_of_outgoing_documents_names_them(tree, clerk_at, issued):
    _actor, client = clerk_at(tree, "board")

    page = client.get("/documents/?q=dan+van").content.decode()

    assert f"/cases/{issued.slug}/" in page
    assert "01/BC-UBND" in page


def test_an_arrival_of_others_is_not_found(tree, strangers, clerk_at, issued):
    sender, _client = clerk_at(tree, "board")
    act(issued, "deliver", sender, how="trên danvan")
    addressee = issued.outgoing_document.addressees.get(unit=tree["council"])
    _stranger, stranger = clerk_at(strangers, "council")
    _police, police = clerk_at(tree, "police")
    _council, council = clerk_at(tree, "council")
    url = reverse("documents-receive", args=[addressee.pk])

    assert [each.get(url).status_code for each in (council, police, stranger)] == [200, 404, 404]


@pytest.mark.parametrize("role", [DeskRole.HEAD.value, DeskRole.OFFICER.value])
def test_without_a_register_of_what_comes_it_is_said_who_opens_one(tree, clerk_at, issued, role):
    sender, _client = clerk_at(tree, "board")
    act(issued, "deliver", sender, how="trên danvan")
    addressee = issued.outgoing_document.addressees.get(unit=tree["council"])
    _actor, client = clerk_at(tree, "council", role)
    Register.objects.filter(unit=tree["council"], direction="in").update(closed_on=sender.today)
    address = reverse("documents-receive", args=[addressee.pk])

    shown, sent = client.get(address), client.post(address, {"register": "1"})

    page = shown.content.decode()
    link = "documents-register-new" if role == DeskRole.HEAD else "documents-registers"
    assert (shown.status_code, sent.status_code) == (200, 422)
    assert "REG-75" in page
    assert f'href="{reverse(link)}"' in page
    assert "<select" not in page


def test_the_sheet_says_who_may_recall(tree, clerk_at, issued):
    _head, head = clerk_at(tree, "board")
    _officer, officer = clerk_at(tree, "board", DeskRole.OFFICER.value)

    found = [one.get(f"/cases/{issued.slug}/").content.decode() for one in (officer, head)]

    assert ["thu hồi được văn bản này" in page for page in found] == [True, False]


def test_a_draft_is_opened_by_its_form(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    profile = f"{tree['board'].pk}:state"

    answer = client.post(
        "/cases/new/documents.outgoing/",
        {**FORM, "profile": profile, "to_units": [tree["council"].pk]},
    )

    document = Document.objects.get()
    assert answer.status_code == 302
    assert document.content["to_units"] == [tree["council"].pk]
    assert client.get(f"/documents/cases/{document.case.slug}/").status_code == 200


def test_a_profile_of_others_cannot_be_chosen(tree, strangers, clerk_at):
    clerk_at(strangers, "board")
    _actor, client = clerk_at(tree, "board")

    answer = client.post(
        "/cases/new/documents.outgoing/", {**FORM, "profile": f"{strangers['board'].pk}:state"}
    )

    assert answer.status_code == 422
    assert not Document.objects.exists()


@pytest.mark.parametrize("field", ["body", "bases", "others"])
def test_a_draft_with_a_secret_mark_is_refused(tree, clerk_at, field):
    _actor, client = clerk_at(tree, "board")
    told = {**FORM, "profile": f"{tree['board'].pk}:state", field: MARKED}

    answer = client.post("/cases/new/documents.outgoing/", told)

    assert answer.status_code == 422
    assert "DOC-01" in answer.content.decode()
    assert not Document.objects.exists()


def test_an_incoming_file_with_a_secret_mark_is_refused(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    told = {
        "unit": tree["board"].pk,
        "sender": "Sở Nội vụ",
        "their_number": "1/SNV",
        "their_day": "01/05/2022",
        "summary": "Đề nghị",
        "received_on": f"{actor.today:%d/%m/%Y}",
        "scan": SimpleUploadedFile("den.txt", MARKED.encode(), content_type="text/plain"),
    }

    answer = client.post("/cases/new/documents.incoming/", told)

    assert answer.status_code == 422
    assert "DOC-01" in answer.content.decode()
    assert not Case.objects.exists()


def test_an_incoming_document_on_paper_is_opened(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    told = {
        "unit": tree["board"].pk,
        "sender": "Sở Nội vụ",
        "their_number": "1/SNV",
        "their_day": "01/05/2022",
        "summary": "Đề nghị",
        "received_on": f"{actor.today:%d/%m/%Y}",
        "answer_by": "30/05/2022",
        "scan": scan("den.png"),
    }

    answer = client.post("/cases/new/documents.incoming/", told)

    case = Case.objects.get()
    assert answer.status_code == 302
    assert f"{case.due_on:%d/%m/%Y}" == "30/05/2022"
    assert client.get(f"/cases/{case.slug}/").status_code == 200
    assert client.get(f"/documents/cases/{case.slug}/file/").status_code == 200


def test_the_outline_shows_what_is_to_be_mended(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    case = draft(tree["board"], actor, signers=[])

    page = client.get(f"/documents/cases/{case.slug}/").content.decode()

    assert "Phải sửa" in page
    assert "PAPER-20" in page


def test_sheets_show_signers_addressees_and_files(tree, clerk_at, issued):
    _actor, client = clerk_at(tree, "board")

    page = client.get(f"/cases/{issued.slug}/").content.decode()

    assert "CHỦ TỊCH, Người Ký" in page
    assert "Số: 01/BC-UBND" in page
    assert (
        reverse("documents-version", args=[issued.outgoing_document.versions.get().pk, "pdf"])
        in page
    )


def test_a_number_of_others_is_not_given_back(tree, strangers, clerk_at):
    actor, client = clerk_at(tree, "board")
    _stranger, stranger = clerk_at(strangers, "board")
    number = reserve(register_of(tree["board"]), "report", actor, actor.today)
    url = reverse("documents-release", args=[number.pk])

    refused = stranger.post(url, {"why": "Nhầm"})
    done = client.post(url, {"why": "Không dùng"})

    assert (refused.status_code, done.status_code) == (404, 302)
    assert Number.objects.get().state == NumberState.RELEASED
