"""A file on its pages: opened, filled, put in order, closed, opened again; seen by its side."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.models import Case
from danvan.kernel.correspondence.filing import close_entry
from danvan.kernel.correspondence.models import FileEntry
from danvan.kernel.correspondence.numbers import keep_stub, reserve
from danvan.kernel.correspondence.sheets import file_case, file_paper, listed
from tests.factories.documents import bring, draft, register_of

pytestmark = pytest.mark.django_db
FILE = {
    "year": 2022,
    "code": "02-DV",
    "title": "Tiếp công dân",
    "keeping": "vĩnh viễn",
    "keeper": "Văn thư",
    "opened_on": "01/03/2022",
}


def url(name, row):
    return reverse(f"archive-{name}", args=[row.pk])


def page_of(client, entry) -> str:
    return client.get(url("file", entry)).content.decode()


def test_two_files_share_the_list_of_their_year(tree, clerk):
    _actor, client = clerk
    unit = tree["board"].pk

    first = client.post("/archive/files/new/", {**FILE, "unit": unit})
    second = client.post("/archive/files/new/", {**FILE, "unit": unit, "code": "03-DV"})
    double = client.post("/archive/files/new/", {**FILE, "unit": unit})

    assert [one.status_code for one in (first, second, double)] == [302, 302, 422]
    assert "REG-33" in double.content.decode()
    assert FileEntry.objects.values("file_list").distinct().count() == 1


def test_documents_are_found_and_laid_in(clerk, tree, entry):
    actor, client = clerk
    came = bring(tree["board"], actor, summary="Đề nghị phối hợp")
    waits = draft(tree["board"], actor, summary="Chưa ban hành")

    offered = client.get(f"{url('add', entry)}?q=de+nghi").content.decode()
    everything = client.get(url("add", entry)).content.decode()
    answer = client.post(url("add", entry), {"case": came.slug})
    again = client.post(url("add", entry), {"case": came.slug})

    assert came.slug in offered
    assert waits.slug not in everything
    assert (answer.status_code, again.status_code) == (302, 422)
    assert "REG-67" in again.content.decode()
    assert "Đề nghị phối hợp" in page_of(client, entry)


def test_what_others_keep_is_not_laid_in(tree, clerk, strangers, clerk_at, entry):
    _actor, client = clerk
    foreign, _stranger = clerk_at(strangers, "board")
    theirs = bring(strangers["board"], foreign)

    assert client.post(url("add", entry), {"case": theirs.slug}).status_code == 404
    assert listed(entry) == []


def test_of_a_secret_document_the_page_shows_number_day_and_mark(clerk, tree, entry):
    actor, client = clerk
    number = reserve(register_of(tree["board"]), "report", actor, actor.today)
    keep_stub(number, "top_secret", actor.today, actor)

    answer = client.post(url("add-stub", entry), {"number": number.pk})

    page = page_of(client, entry)
    assert answer.status_code == 302
    assert "Tối mật" in page
    assert f"{actor.today:%d/%m/%Y}" in page


def test_of_a_restricted_document_the_list_holds_no_words(clerk, tree, entry, clerk_at):
    actor, client = clerk
    came = bring(tree["board"], actor, summary="Việc riêng của một người")
    file_case(entry, came, actor)
    Case.objects.filter(pk=came.pk).update(classification=Classification.CONFIDENTIAL)

    page = page_of(client, entry)

    assert "Việc riêng của một người" not in page
    assert "12/SNV-TH" in page


def test_a_paper_is_told_in_words(clerk, entry):
    _actor, client = clerk

    wrong = client.post(url("add-paper", entry), {"summary": ""})
    answer = client.post(url("add-paper", entry), {"summary": "Sổ tay họp", "written": "5"})

    assert (wrong.status_code, answer.status_code) == (422, 302)
    assert "Sổ tay họp" in page_of(client, entry)


@pytest.mark.parametrize(("to", "first"), [("2", "hai"), ("x", "một"), ("9" * 40, "một")])
def test_the_order_is_changed(clerk, entry, to, first):
    actor, client = clerk
    sheet = file_paper(entry, "", None, "một", actor)
    file_paper(entry, "", None, "hai", actor)

    answer = client.post(url("move", sheet), {"to": to})

    assert answer.status_code == 302
    assert listed(entry)[0].summary == first


def test_a_document_is_taken_out_and_stays_in_danvan(clerk, tree, entry):
    actor, client = clerk
    came = bring(tree["board"], actor)
    sheet = file_case(entry, came, actor)

    client.post(url("out", sheet))

    assert listed(entry) == []
    assert client.get(f"/cases/{came.slug}/").status_code == 200


def test_a_closed_file_opens_again_with_a_reason(clerk, entry):
    actor, client = clerk
    day = f"{actor.today:%d/%m/%Y}"

    empty = client.post(url("file-close", entry), {"on": day})
    file_paper(entry, "05/BC", actor.today, "Báo cáo cũ", actor)
    far = client.post(url("file-close", entry), {"on": "01/01/2030"})
    client.post(url("file-close", entry), {"on": day})
    sheet_refused = client.post(url("add-paper", entry), {"summary": "muộn"})
    why = client.post(url("file-reopen", entry), {"why": ""})
    client.post(url("file-reopen", entry), {"why": "Còn tài liệu"})

    entry.refresh_from_db()
    assert [one.status_code for one in (far, sheet_refused, why)] == [422, 422, 422]
    assert "REG-68" in empty.content.decode()
    assert "REG-04" in far.content.decode()
    assert "REG-34" in sheet_refused.content.decode()
    assert entry.closed_on is None


def test_a_file_is_mended(clerk, entry):
    _actor, client = clerk
    told = {**FILE, "title": "Tên đúng"}

    assert client.post(url("file-change", entry), told).status_code == 302
    assert "Tên đúng" in page_of(client, entry)


def test_pages_of_a_file_are_for_its_unit_alone(tree, strangers, clerk_at, clerk, entry):
    actor, client = clerk
    file_paper(entry, "", None, "một", actor)
    _stranger, stranger = clerk_at(strangers, "board")
    _police, police = clerk_at(tree, "police")
    names = ("file", "file-change", "file-close", "file-reopen", "add", "add-paper", "add-stub")
    urls = [url(name, entry) for name in names]
    urls.append(reverse("archive-contents", args=[entry.pk, "pdf"]))

    assert {client.get(one).status_code for one in urls} == {200}
    assert {stranger.get(one).status_code for one in urls} == {404}
    assert {police.get(one).status_code for one in urls} == {404}


def test_who_only_reads_changes_nothing(tree, clerk_at, clerk, entry):
    actor, _client = clerk
    sheet = file_paper(entry, "", None, "một", actor)
    _reader, reader = clerk_at(tree, "board", "reader")

    assert reader.get(url("file", entry)).status_code == 200
    assert reader.get(url("file-change", entry)).status_code == 404
    assert reader.post(url("out", sheet)).status_code == 404
    assert reader.post(url("move", sheet), {"to": "1"}).status_code == 404
    assert len(listed(entry)) == 1


@pytest.mark.parametrize("path", ["/archive/", "/archive/due/", "/archive/hand-overs/"])
def test_lists_show_the_own_files_alone(strangers, clerk_at, clerk, entry, path):
    actor, client = clerk
    file_paper(entry, "05/BC", actor.today, "Báo cáo cũ", actor)
    close_entry(entry, actor, actor.today)
    _stranger, stranger = clerk_at(strangers, "board")

    assert client.get(path).status_code == 200
    assert "Dân vận chính quyền" not in stranger.get(path).content.decode()
    assert stranger.get(f"{path}?format=xlsx&q=dan").status_code == 200


def test_the_list_is_searched_and_narrowed(clerk, entry):
    actor, client = clerk
    file_paper(entry, "05/BC", actor.today, "Báo cáo cũ", actor)
    close_entry(entry, actor, actor.today)

    found = client.get("/archive/?q=01-DV&state=closed").content.decode()
    other = client.get("/archive/?state=open").content.decode()

    assert url("file", entry) in found
    assert url("file", entry) not in other
