from __future__ import annotations

import io
import re

import pytest
import python_calamine
from django.contrib.messages import get_messages

from danvan.areas.consolidation.merge import merge
from danvan.areas.consolidation.models import Input
from danvan.areas.reporting.queries import current_version
from danvan.kernel.cases.models import Case
from danvan.kernel.notices.models import Notice
from tests.factories.lines import KEY, act, report_of
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db
PARTS = (
    "", "?notes=1", "inputs/", "figures/received/", "figures/share/", "own/", "words/done/",
    "send/", "file/",
)  # fmt: skip


def board(line, key="p1", *, period=KEY):
    return f"/consolidation/units/{line[key].pk}/{period}/"


def merged(line):
    """Return the merged report of the first province: two communes in, one missing."""
    line.submit("c11", received=4, on_time=1, done=("Đã họp.", "Đã nghe dân."))
    line.submit("c12", received=6, on_time=4, done=("Đã đối thoại.",))
    case = line.open("p1")
    merge(case, line.actor("p1"))
    return Case.objects.get(pk=case.pk)


def told(answer):
    return [str(one) for one in get_messages(answer.wsgi_request)]


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def figures(case):
    rows = current_version(report_of(case)).cells.filter(value__isnull=False)
    return {key: float(value) for key, value in rows.values_list("key", "value")}


def test_every_page_of_a_merged_report_shows_to_who_writes_it(line, client_at):
    case, client = merged(line), client_at("p1")
    paths = [f"/consolidation/{case.slug}/{part}" for part in PARTS]
    paths += ["/consolidation/", board(line), f"{paths[0]}inputs/{line['c11'].pk}/"]

    found = {path: client.get(path).status_code for path in paths}

    assert found == dict.fromkeys(paths, 200)


def test_strangers_find_nothing_and_change_nothing(line, client_at):
    case = merged(line)
    other = client_at("p2")
    paths = [f"/consolidation/{case.slug}/{part}" for part in PARTS]
    paths += [board(line), f"{paths[0]}inputs/{line['c11'].pk}/"]
    presses = [paths[0], f"{paths[0]}undo/", f"{paths[0]}own/", f"{paths[0]}words/done/"]
    presses += [f"{paths[0]}send/", f"{board(line)}remind/", f"{board(line)}open/"]
    before = figures(case)

    assert {path: other.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert {path: other.post(path).status_code for path in presses} == dict.fromkeys(presses, 404)
    assert (figures(case), Notice.objects.filter(key="consolidation.remind").count()) == (before, 0)
    assert "Đơn vị p1" not in text_of(other.get("/consolidation/"))


def test_who_gets_the_merged_report_sees_its_figures_but_not_the_cells_below(line, client_at):
    case = merged(line)
    act(case, "submit", line.actor("p1"))
    top = client_at("root")

    page = top.get(f"/consolidation/{case.slug}/")
    cells = top.get(f"/consolidation/{case.slug}/figures/received/")
    sheet = top.get(f"/consolidation/{case.slug}/file/")

    assert "2 đầu vào ngoài phạm vi của bạn" in text_of(page)
    assert "Đơn vị c11" not in text_of(cells)
    assert "Đơn vị c13" in text_of(page)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sheet.content))
    names = {row[0] for row in book.get_sheet_by_index(0).to_python()}
    assert names == {"Đơn vị", "Đơn vị c13", "Tổng hợp"}


def test_a_draft_is_seen_by_nobody_above(line, client_at):
    case = merged(line)

    assert client_at("root").get(f"/consolidation/{case.slug}/").status_code == 404


def test_a_reader_sees_and_writes_nothing(line, client_at):
    case = merged(line)
    act(case, "submit", line.actor("p1"))
    act(case, "return", line.actor("root"), reason="xem lại")
    reader = client_at("p1", "reader")

    page = reader.get(f"/consolidation/{case.slug}/")
    pressed = reader.post(f"/consolidation/{case.slug}/", {"digest": "x"})

    assert page.status_code == 200
    assert "Lấy lại từ các báo cáo" not in text_of(page)
    assert pressed.status_code == 404
    assert reader.post(f"{board(line)}remind/").status_code == 302
    assert not Notice.objects.filter(key="consolidation.remind").exists()


def test_merging_from_the_board_to_the_trace_of_a_figure(line, client_at):
    line.submit("c11", received=4)
    client = client_at("p1")
    opened = client.post(f"{board(line)}open/", {"occurrence": line.owed("p1").pk})
    page = client.get(opened["Location"])
    digest = re.search(r'name="digest" value="(\w+)"', page.content.decode())[1]

    pressed = client.post(opened["Location"], {"digest": digest})

    assert pressed.status_code == 302
    shown = text_of(client.get(f"{opened['Location']}figures/received/"))
    assert "Đơn vị c11 4 Bản 1 nhập tay" in shown


def test_what_changed_since_it_was_shown_is_not_written(line, client_at):
    line.submit("c11", received=4)
    case, client = line.open("p1"), client_at("p1")
    page = client.get(f"/consolidation/{case.slug}/")
    digest = re.search(r'name="digest" value="(\w+)"', page.content.decode())[1]
    line.submit("c12", received=5)

    pressed = client.post(f"/consolidation/{case.slug}/", {"digest": digest})
    without = client.post(f"/consolidation/{case.slug}/")

    assert (pressed.status_code, without.status_code) == (409, 409)
    assert "MERGE-01" in text_of(pressed)
    assert figures(case) == {}


def test_leaving_out_asks_why_and_takes_in_again(line, client_at):
    case, client = merged(line), client_at("p1")
    path = f"/consolidation/{case.slug}/inputs/{line['c11'].pk}/"

    blank = client.post(path, {"note": " "})
    left = client.post(path, {"note": "Trùng số"})
    shown = text_of(client.get(f"/consolidation/{case.slug}/inputs/"))
    values = figures(case)
    taken = client.post(path, {"take": "1"})

    assert (blank.status_code, left.status_code, taken.status_code) == (422, 302, 302)
    assert "người tổng hợp để ngoài: Trùng số" in shown
    assert (values["received"], figures(case)["received"]) == (6, 10)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("nhiều lắm", "REP-01"), ("9" * 30, "REP-02"), ("1,5", "REP-03"), ("1e9", "REP-01")],
)
def test_absurd_own_figures_are_refused_at_their_field(line, client_at, typed, code):
    case, client = merged(line), client_at("p1")

    answer = client.post(f"/consolidation/{case.slug}/own/", {"received": typed, "teams": "3"})

    assert answer.status_code == 422
    assert code in text_of(answer)
    assert typed in answer.content.decode()
    assert figures(case)["received"] == 10


def test_own_figures_are_added_and_shown_as_an_input(line, client_at):
    case, client = merged(line), client_at("p1")

    answer = client.post(f"/consolidation/{case.slug}/own/", {"received": "1.005"})

    assert answer.status_code == 302
    assert figures(case)["received"] == 1015
    assert "Đơn vị p1 số của chính đơn vị" in text_of(
        client.get(f"/consolidation/{case.slug}/inputs/")
    )


def test_undo_from_the_page(line, client_at):
    case, client = merged(line), client_at("p1")

    client.post(f"/consolidation/{case.slug}/undo/")
    again = client.post(f"/consolidation/{case.slug}/undo/")

    assert figures(case) == {}
    assert Input.objects.count() == 0
    assert "MERGE-03" in "".join(told(again))


def test_words_are_chosen_ordered_edited_and_keep_their_source(line, client_at):
    case, client = merged(line), client_at("p1")
    path = f"/consolidation/{case.slug}/words/done/"
    offered = re.findall(r'name="take" value="(\d+)"', client.get(path).content.decode())

    for pk in (offered[2], offered[0]):
        case.refresh_from_db()
        client.post(path, {"take": pk, "seen": case.version})
    case.refresh_from_db()
    rows = list(current_version(report_of(case)).paragraphs.order_by("position"))
    fields = {"seen": case.version, "text_0": "Tự viết.", "place_0": "2"}
    for place, row in zip((3, 1), rows, strict=True):
        fields |= {
            f"text_{row.pk}": row.text + ("!" if place == 1 else ""),
            f"place_{row.pk}": place,
        }
    kept = client.post(path, fields)

    assert kept.status_code == 302
    found = current_version(report_of(case)).paragraphs.order_by("position")
    assert [(one.text, one.origin_id and one.origin.text, one.is_edited) for one in found] == [
        ("Đã họp.!", "Đã họp.", True),
        ("Tự viết.", None, False),
        ("Đã đối thoại.", "Đã đối thoại.", False),
    ]
    page = text_of(client.get(f"/consolidation/{case.slug}/?notes=1"))
    assert "[1] Đơn vị c11, bản 1 · đã sửa lời" in page
    assert "Đơn vị c12, báo cáo bản 1" in page


def test_two_people_at_the_words_lose_nothing(line, client_at):
    case, client = merged(line), client_at("p1")
    path = f"/consolidation/{case.slug}/words/done/"
    seen = case.version
    offered = re.findall(r'name="take" value="(\d+)"', client.get(path).content.decode())
    client.post(path, {"take": offered[0], "seen": seen})

    late = client.post(path, {"seen": seen, "text_0": "Lời của người sau."})
    twice = client.post(path, {"take": offered[0], "seen": seen + 1})
    foreign = client.post(path, {"take": "9" * 40, "seen": seen + 1})

    assert late.status_code == 422
    assert "CASE-02" in text_of(late)
    assert "Lời của người sau." in late.content.decode()
    assert "MERGE-08" in "".join(told(twice))
    assert "MERGE-08" in "".join(told(foreign))


def test_a_unit_of_another_tree_has_no_board_here(line, client_at):
    stranger = make_tree().root

    assert client_at("root").get(f"/consolidation/units/{stranger.pk}/{KEY}/").status_code == 404
    assert client_at("p1").get(board(line, period="nothing")).status_code == 404
    assert client_at("p1").get(board(line, period="2019-01")).status_code == 200


def test_lists_are_found_by_name_and_leave_as_files(line, client_at):
    case, client = merged(line), client_at("p1")
    start = f"/consolidation/{case.slug}/"

    found = text_of(client.get(f"{board(line)}?q=don+vi+C12&sort=-due"))
    words = text_of(client.get(f"{start}words/done/?q=c12"))
    sheet = client.get(f"{board(line)}?format=xlsx&state=sent")
    inputs = client.get(f"{start}inputs/?format=xlsx")

    assert ("Đơn vị c12" in found, "Đơn vị c11" in found) == (True, False)
    assert ("Đã đối thoại." in words, "Đã họp." in words) == (True, False)
    names = []
    for answer in (sheet, inputs):
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        names.append([row[0] for row in book.get_sheet_by_index(0).to_python()][1:])
    assert names == [["Đơn vị c11", "Đơn vị c12"], ["Đơn vị c11", "Đơn vị c12", "Đơn vị c13"]]
