"""A report becomes a document: what it says, whose layout it has, and who may make it."""

from __future__ import annotations

import io

import docx as word
import pytest

from danvan.areas.consolidation import merge as merging
from danvan.areas.consolidation.acts import take_paragraph
from danvan.areas.consolidation.notices import Order, make_document, profiles_for, written_file
from danvan.areas.consolidation.vault import Wanted, marked, spoken
from danvan.areas.reporting.models import ReportVersion
from danvan.areas.reporting.queries import seen_documents
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.issuers import IssuerFacts, set_profile, set_term
from danvan.kernel.correspondence.models import Document, Register
from danvan.kernel.correspondence.registers import open_register
from danvan.papers.values import Part
from tests.factories.documents import SIGNER, SINCE, scan
from tests.factories.documents import act as step
from tests.factories.lines import Line, act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def file_store(settings, tmp_path) -> None:
    settings.FILE_STORE = tmp_path / "files"


@pytest.fixture
def printed(monkeypatch) -> None:
    """Let nobody wait for LibreOffice where only the way of a document is asked."""
    monkeypatch.setattr("danvan.papers.printing.pdf", lambda docx, **_options: b"%PDF-1.7 " + docx)


def let_issue(line: Line, key: str, world: str = "party") -> Register:
    facts = IssuerFacts(f"Đảng ủy {key}", "Tỉnh ủy Mẫu", "ĐU", "Mẫu")
    actor = line.actor(key)
    set_profile(line[key], world, facts, valid_from=SINCE, actor=actor)
    set_term(line[key], "2020-2025", valid_from=SINCE, actor=actor)
    return open_register(line[key], "out", world, "Sổ đi", actor=actor)


def merged_report(line: Line) -> tuple[Case, ReportVersion]:
    """Return a province's report merged from two communes of three, handed in."""
    line.submit("c11", received=4, on_time=1, done=("Đã họp dân.",))
    line.submit("c12", received=6, on_time=4, done=("Đã đối thoại.",))
    case = line.open("p1")
    merging.merge(case, line.actor("p1"))
    return case, version_of(case)


def version_of(case: Case) -> ReportVersion:
    rows = ReportVersion.objects.select_related("report__case__unit__root", "report__form")
    return rows.get(report=case.pk, number=case.report.current)


def order(line: Line, case: Case, key: str, **wanted: bool) -> Order:
    profile = profiles_for(case, line.actor(key))[0]
    return Order(profile, SIGNER, Wanted(**wanted))


def words_of(content: bytes) -> str:
    file = word.Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def test_paper_names_the_missing_and_counts_what_came(line):
    _case, version = merged_report(line)

    said = spoken(line.actor("p1"), version)

    body = marked(said.body)
    assert body.startswith("Báo cáo này tổng hợp từ 2 báo cáo gửi đến.\n")
    assert "Chưa có báo cáo của 1 đơn vị: Đơn vị c13." in body
    row = next(row for part in said.body for row in part.rows if row[1] == "received")
    assert row[3] == "10"
    assert said.summary == "Tháng 05/2022"


def test_sources_stand_in_an_annex_only_on_request(line):
    case, version = merged_report(line)
    actor = line.actor("p1")
    below = Case.objects.get(unit=line["c11"], kind="reporting.report").report
    paragraph = below.versions.get().paragraphs.get()
    now = Case.objects.get(pk=case.pk)
    take_paragraph(now, actor, paragraph.pk, version=now.version)

    plain, with_notes = spoken(actor, version), spoken(actor, version, Wanted(notes=True))

    assert "Đã họp dân.\n" in marked(plain.body) + "\n"
    assert plain.annexes == ()
    assert "Đã họp dân. [1]" in marked(with_notes.body)
    assert [part.text for part in with_notes.annexes[-1].body] == ["[1] Đơn vị c11, báo cáo bản 1"]


def test_missing_figure_is_a_dash_and_a_cell_keeps_its_bars_out():
    text = marked((Part("table", rows=(("a", "b"), ("c", "—"))), Part("clause", "1.", "Một?")))

    assert text == "| a | b |\n| c | — |\n1. Một?"


@pytest.mark.usefixtures("printed")
def test_document_lives_its_life_and_the_report_shows_its_number(line, client_at):
    case, version = merged_report(line)
    actor = line.actor("p1")
    let_issue(line, "p1")
    act(Case.objects.get(pk=case.pk), "submit", actor)
    version = version_of(Case.objects.get(pk=case.pk))

    made = make_document(case, version, order(line, case, "p1"), actor)
    draft = Document.objects.get(pk=made.pk)
    step(made, "check", actor)
    step(made, "sign_last", actor, manner="scan", scan=scan())
    step(made, "issue", actor)
    page = client_at("p1").get(f"/cases/{case.slug}/").content.decode()
    theirs = client_at("p1").get(f"/cases/{made.slug}/").content.decode()

    issued = Document.objects.get(pk=made.pk)
    assert (draft.type_key, draft.world, draft.unit_id) == ("report", "party", line["p1"].pk)
    assert draft.content["to_units"] == [line["root"].pk]
    assert issued.written == "Số 01-BC/ĐU"
    assert "Số 01-BC/ĐU" in page
    assert case.slug in theirs


def test_second_document_of_a_version_is_refused_until_the_first_is_dropped(line, client_at):
    case, version = merged_report(line)
    actor = line.actor("p1")
    let_issue(line, "p1")
    wanted = order(line, case, "p1")
    made = make_document(case, version, wanted, actor)

    page = client_at("p1").get(f"/consolidation/{case.slug}/document/").content.decode()
    with pytest.raises(Refused) as refused:
        make_document(case, version, wanted, actor)
    step(made, "drop", actor, reason="Lập lại")
    again = make_document(case, version, wanted, actor)

    assert refused.value.code == "MERGE-12"
    assert "Lập dự thảo văn bản" not in page
    assert [(one.pk, mark) for one, mark in seen_documents(case, actor)] == [(again.pk, "bản 1")]


@pytest.mark.parametrize(
    ("world", "motto"), [("party", "ĐẢNG CỘNG SẢN VIỆT NAM"), ("state", "CỘNG HÒA XÃ HỘI")]
)
def test_plain_file_has_the_layout_of_its_body(line, world, motto):
    case, version = merged_report(line)
    let_issue(line, "p1", world)

    text = words_of(written_file(case, version, Wanted(), line.actor("p1")))

    assert motto in text
    assert "Chưa có báo cáo của 1 đơn vị: Đơn vị c13." in text


def test_plain_file_is_there_for_a_body_that_never_said_how_it_issues(line, client_at):
    case, _version = merged_report(line)

    answer = client_at("p1").get(f"/consolidation/{case.slug}/paper/docx/")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "ĐƠN VỊ P1" in words_of(answer.content)


def test_page_asks_who_signs_and_keeps_what_was_typed(line, client_at):
    case, _version = merged_report(line)
    let_issue(line, "p1")
    client, address = client_at("p1"), f"/consolidation/{case.slug}/document/"

    empty = client.post(address, {"profile": f"{line['p1'].pk}:party", "name": "Người Ký"})
    made = client.post(
        address, {"profile": f"{line['p1'].pk}:party", "title": "BÍ THƯ", "name": "Người Ký"}
    )

    assert empty.status_code == 422
    assert 'value="Người Ký"' in empty.content.decode()
    assert made.status_code == 302
    assert Document.objects.get().content["signers"][0]["title"] == "BÍ THƯ"


def test_page_says_what_to_do_where_nobody_issues(line, client_at):
    case, _version = merged_report(line)

    page = client_at("p1").get(f"/consolidation/{case.slug}/document/").content.decode()

    assert "Chưa khai cơ quan ban hành" in page
    assert "/documents/issuers/" in page


def test_receiver_reads_the_paper_and_makes_no_document_and_others_see_nothing(line, client_at):
    case, _version = merged_report(line)
    act(Case.objects.get(pk=case.pk), "submit", line.actor("p1"))
    address = f"/consolidation/{case.slug}/"

    above, beside = client_at("root"), client_at("c21")

    assert above.get(f"{address}document/").status_code == 200
    assert "Lập dự thảo văn bản" not in above.get(f"{address}document/").content.decode()
    assert above.post(f"{address}document/", {}).status_code == 404
    assert above.get(f"{address}paper/docx/").status_code == 200
    assert [
        beside.get(f"{address}{part}").status_code for part in ("document/", "paper/docx/")
    ] == [
        404,
        404,
    ]
    assert above.get(f"{address}paper/exe/").status_code == 404
