"""Spreadsheets: checked by rows, previewed, taken whole or not at all, and only by who may."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.tree import intake
from danvan.areas.tree.models import ImportFinding, ImportState, TreeImport
from danvan.kernel.accounts.models import Grant
from danvan.kernel.duties.models import Binding
from danvan.kernel.organisations.closure import tree_faults
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import is_below, period_of
from danvan.kernel.organisations.writing import add_unit, rebuild_closure
from danvan.law.errors import LawError
from tests.areas.tree.conftest import administrator, file_of, row, sheet, stream
from tests.factories.trees import BY, START, facts, make_tree

pytestmark = pytest.mark.django_db
GOOD = [
    row("to-con", parent="to-moi", is_locality="x", roles="commune_police; Công an xã"),
    row("to-moi", "Tổ mới", parent="board", name_en="New team"),
    row("tren-cung"),
]
WRONG = [
    row("a", parent="b"),
    row("b", parent="a"),
    row("c", valid_from="31/02/2021"),
    row("d", parent="nobody"),
]


def bring(desk, *rows, **more):
    """Send a spreadsheet and return its row; its job has run."""
    answer = desk.post("/tree/imports/", {"file": file_of(sheet(*rows)), **more})
    assert answer.status_code == 302, answer.content.decode()
    return TreeImport.objects.latest("pk")


def codes(brought):
    return list(ImportFinding.objects.filter(brought=brought).values_list("row", "code"))


def test_clean_sheet_is_previewed_before_anything_is_written(desk):
    before = Unit.objects.count()

    brought = bring(desk, *GOOD)
    page = desk.get(f"/tree/imports/{brought.pk}/").content.decode()

    assert (brought.state, brought.stops, brought.added, brought.bound) == ("checked", 0, 3, 1)
    assert Unit.objects.count() == before
    assert "Tổ mới" in page
    assert "/apply/" in page


def test_taken_sheet_stands_whole(desk, tree):
    brought = bring(desk, *GOOD)

    desk.post(f"/tree/imports/{brought.pk}/apply/")

    brought.refresh_from_db()
    child = Unit.objects.get(key="to-con")
    assert brought.state == ImportState.APPLIED
    assert child.locality == child
    assert is_below(child.pk, tree["board"].pk, date(2021, 3, 1))
    assert Unit.objects.get(key="tren-cung").periods.get().parent == tree.root
    assert Binding.objects.get(unit=child).role.slug == "commune_police"
    assert tree_faults(tree.root) == []


def test_taking_twice_takes_once(desk):
    brought = bring(desk, *GOOD)
    desk.post(f"/tree/imports/{brought.pk}/apply/")
    count = Unit.objects.count()

    page = desk.post(f"/tree/imports/{brought.pk}/apply/", follow=True).content.decode()

    assert Unit.objects.count() == count
    assert "TREE-42" in page


def test_same_sheet_again_changes_nothing(desk):
    desk.post(f"/tree/imports/{bring(desk, *GOOD).pk}/apply/")

    again = bring(desk, *GOOD)

    assert (again.added, again.changed, again.unchanged, again.bound) == (0, 0, 3, 0)


def test_wrong_rows_are_told_and_nothing_can_be_taken(desk):
    before = Unit.objects.count()

    brought = bring(desk, *WRONG)
    answer = desk.post(f"/tree/imports/{brought.pk}/apply/", follow=True)

    assert codes(brought) == [(2, "TREE-24"), (4, "TREE-28"), (5, "TREE-23")]
    assert "TREE-42" in answer.content.decode()
    assert Unit.objects.count() == before


def test_findings_are_listed_searched_and_exported(desk):
    brought = bring(desk, *WRONG)
    address = f"/tree/imports/{brought.pk}/"

    assert "TREE-28" in desk.get(address).content.decode()
    found = desk.get(f"{address}?q=khong+phai+la+mot+ngay").context["list"].lines
    assert [line.cells[0].value for line in found] == [4]
    assert desk.get(f"{address}?format=xlsx").content.startswith(b"PK")


def test_changed_rows_rename_and_move_from_their_day(desk, tree):
    new = row("team", "Tổ mới", parent="council", valid_from="01/02/2022")

    brought = bring(desk, new)
    desk.post(f"/tree/imports/{brought.pk}/apply/")

    assert (brought.changed, brought.added) == (1, 0)
    now = period_of(tree["team"].pk, date(2022, 2, 1))
    assert (now.name, now.parent) == ("Tổ mới", tree["council"])
    assert period_of(tree["team"].pk, date(2022, 1, 31)).parent == tree["bloc"]
    assert tree_faults(tree.root) == []


def test_tree_that_changed_since_is_previewed_anew(desk, tree):
    brought = bring(desk, *GOOD)
    add_unit(facts("Chen vào"), key="to-moi", valid_from=START, by=BY, parent=tree["board"])
    rebuild_closure(tree.root)
    count = Unit.objects.count()

    desk.post(f"/tree/imports/{brought.pk}/apply/")

    brought.refresh_from_db()
    assert (brought.state, brought.code) == (ImportState.CHECKED, "TREE-41")
    assert Unit.objects.count() == count


def test_nothing_stays_where_the_writing_breaks_off(desk, monkeypatch):
    brought = bring(desk, *GOOD)
    count = Unit.objects.count()
    monkeypatch.setattr("danvan.areas.tree.plan.bind_many", broken)

    desk.post(f"/tree/imports/{brought.pk}/apply/")

    brought.refresh_from_db()
    assert (brought.state, brought.code) == (ImportState.FAILED, "ORG-03")
    assert Unit.objects.count() == count


def broken(*_args, **_more):
    raise LawError("ORG-03", unit="x")


def test_post_that_lost_its_rights_takes_nothing_in(desk, user):
    brought = bring(desk, *GOOD)
    Grant.objects.filter(post=brought.post).update(valid_until=date(2022, 1, 1))
    TreeImport.objects.filter(pk=brought.pk).update(state=ImportState.APPLYING)
    brought.refresh_from_db()

    intake.apply(brought)

    brought.refresh_from_db()
    assert (brought.state, brought.code) == (ImportState.FAILED, "TREE-40")
    assert not Unit.objects.filter(key="to-moi").exists()


def test_cancelled_sheet_is_not_taken(desk):
    brought = bring(desk, *GOOD)

    desk.post(f"/tree/imports/{brought.pk}/cancel/")
    desk.post(f"/tree/imports/{brought.pk}/apply/")

    brought.refresh_from_db()
    assert brought.state == ImportState.CANCELLED
    assert not Unit.objects.filter(key="to-moi").exists()


def test_administrator_of_a_part_reaches_no_further(client, tree):
    client.force_login(administrator(tree["board"]))

    brought = bring(client, row("a", parent="council"), row("police"), row("b", parent="bloc"))

    assert codes(brought) == [(2, "TREE-33"), (3, "TREE-33")]
    assert brought.unit == tree["board"]


def test_foreign_sheets_are_not_found(client, desk, tree):
    brought = bring(desk, *GOOD)
    address = f"/tree/imports/{brought.pk}/"

    for stranger in (
        administrator(make_tree().root),
        administrator(tree["council"]),
        administrator(tree.root, roles=("planner",)),
    ):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        assert client.get(f"{address}?format=xlsx").status_code == 404
        assert client.post(f"{address}apply/").status_code == 404
        assert client.post(f"{address}cancel/").status_code == 404
    brought.refresh_from_db()
    assert brought.state == ImportState.CHECKED


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"PK\x03\x04 nothing", "FILE-04"),
        ("a.csv", b"a,b", "FILE-03"),
        ("a.xlsx", b"", "FORM-06"),
        ("a.xlsm", sheet(row("a")), "FILE-03"),
    ],
)
def test_files_that_are_no_workbook_are_refused(desk, name, content, code):
    answer = desk.post("/tree/imports/", {"file": file_of(content, name)})

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert not TreeImport.objects.exists()


def test_sheet_without_our_headings_is_told(desk):
    content = sheet(row("a"), header=[f"cột {number}" for number in range(13)])
    desk.post("/tree/imports/", {"file": file_of(content)})

    brought = TreeImport.objects.get()

    assert brought.state == ImportState.CHECKED
    assert {code for _row, code in codes(brought)} == {"TREE-10", "TREE-36"}


def test_page_of_work_under_way_loads_itself_anew(desk, tree, user, actor):
    brought = intake.bring(stream(sheet(*GOOD)), "a.xlsx", tree.root, actor)
    address = f"/tree/imports/{brought.pk}/"

    assert desk.get(address)["Refresh"] == "3"
    intake.check(brought)
    assert "Refresh" not in desk.get(address)


def test_filled_form_comes_back_and_changes_nothing(desk, tree):
    desk.post(f"/tree/imports/{bring(desk, *GOOD).pk}/apply/")
    content = desk.get("/tree/imports/form/?filled=1").content

    desk.post("/tree/imports/", {"file": file_of(content)})

    brought = TreeImport.objects.latest("pk")
    assert codes(brought) == []
    assert (brought.rows, brought.unchanged) == (9, 9)


@pytest.mark.slow
def test_twenty_thousand_wrong_rows_are_counted_and_nothing_is_written(desk):
    rows = [row(f"u{number}", parent=f"x{number}") for number in range(20_000)]

    brought = bring(desk, *rows)

    assert (brought.rows, brought.stops) == (20_000, 20_000)
    assert ImportFinding.objects.count() == intake.MOST_FINDINGS
    assert Unit.objects.filter(key__startswith="u").count() == 0


def test_unit_administered_alone_takes_no_spreadsheet(client, tree):
    client.force_login(administrator(tree["board"], downward=False))
    file = file_of(sheet(row("new-one", "Tổ mới")))

    answer = client.post("/tree/imports/", {"file": file, "unit": ""})

    assert answer.status_code == 422
    assert "TREE-46" in answer.content.decode()
    assert not TreeImport.objects.exists()
