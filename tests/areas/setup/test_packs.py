"""Packs are put to use, changed for a newer version and stopped, each from a day on."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.setup.queries import heads, pack_line
from danvan.kernel.audit.models import Entry
from danvan.kernel.packs.models import Pack, PackUse
from tests.factories.accounts import planner_of
from tests.factories.trees import make_tree

NAME = "mau-xa-2025"
ADDRESS = f"/setup/packs/{NAME}/"


def use(client, day="02/03/2026"):
    return client.post(ADDRESS, {"valid_from": day})


def test_list_shows_what_may_be_used_and_how_far_it_was_confirmed(planner):
    text = planner.get("/setup/packs/").content.decode()

    assert "01-QĐ/ĐU" in text
    assert "chưa được xác nhận" in text
    assert text.index("Xã Mẫu") < text.index("văn bản của cấp khác")


def test_pack_is_loaded_and_used_in_one_press_and_leads_on(planner, tree):
    answer = use(planner)

    assert (answer.status_code, answer.url) == (302, "/setup/")
    kept = PackUse.objects.get()
    assert (kept.pack.name, kept.root, kept.valid_from) == (NAME, tree.root, date(2026, 3, 2))
    assert kept.pack.duties.exists()
    assert Entry.objects.get(action="packs.pack.use").unit_id == tree.root.pk


def test_day_is_proposed_as_today(planner):
    assert 'value="02/03/2026"' in planner.get(ADDRESS).content.decode()


@pytest.mark.parametrize("day", ["", "31/02/2026", "01/01/1900", "<b>"])
def test_day_that_is_none_is_refused(planner, day):
    answer = use(planner, day)

    assert answer.status_code == 422
    assert not PackUse.objects.exists()


def test_pack_in_use_is_not_used_again(planner):
    use(planner)

    answer = use(planner, "05/05/2026")

    assert "Dùng gói này" not in answer.content.decode()
    assert PackUse.objects.get().valid_from == date(2026, 3, 2)


def test_newer_version_takes_the_place_of_the_earlier(planner, tree, shelf):
    head = shelf(NAME) / NAME / "pack.toml"
    use(planner)
    head.write_text(head.read_text().replace('"2025.2"', '"2025.3"'), encoding="utf-8")
    offered = planner.get(ADDRESS).content.decode()

    use(planner, "01/04/2026")

    assert "Chuyển sang bản 2025.3" in offered
    rows = PackUse.objects.order_by("pk").values_list("pack__version", "valid_from", "valid_until")
    assert list(rows) == [
        ("2025.2", date(2026, 3, 2), date(2026, 4, 1)),
        ("2025.3", date(2026, 4, 1), None),
    ]


def test_same_version_with_other_content_is_told_by_its_code(planner, shelf):
    head = shelf(NAME) / NAME / "pack.toml"
    use(planner)
    PackUse.objects.all().delete()
    head.write_text(head.read_text() + "\n# other\n", encoding="utf-8")

    answer = use(planner)

    assert answer.status_code == 422
    assert "PACK-40" in answer.content.decode()


def test_broken_and_draft_packs_are_not_offered(shelf):
    folder = shelf(NAME, "tay-son-2021")
    (folder / NAME / "pack.toml").write_text("name = [", encoding="utf-8")
    head = folder / "tay-son-2021" / "pack.toml"
    head.write_text(head.read_text().replace('"proposed"', '"draft"'), encoding="utf-8")

    assert list(heads()) == []


def test_stopping_is_written_with_its_ground(planner):
    use(planner)

    answer = planner.post(
        f"{ADDRESS}stop/", {"valid_until": "01/06/2026", "basis": "Quyết định 2 bãi bỏ"}
    )

    assert (answer.status_code, answer.url) == (302, "/setup/packs/")
    assert PackUse.objects.get().valid_until == date(2026, 6, 1)


def test_stopping_before_it_began_is_refused_beside_the_day(planner):
    use(planner)

    answer = planner.post(f"{ADDRESS}stop/", {"valid_until": "01/02/2026", "basis": "x"})

    assert answer.status_code == 422
    assert "USE-01" in answer.content.decode()


def test_pack_that_was_stopped_is_told_so_and_may_be_used_again(planner, tree):
    use(planner)
    planner.post(f"{ADDRESS}stop/", {"valid_until": "03/03/2026", "basis": "Nhầm gói"})

    line = pack_line(planner_of(tree.root, today=date(2026, 3, 4)), NAME)

    assert (line.current, line.may_use) == (None, True)


def test_what_another_tree_loaded_from_elsewhere_is_not_shown(planner, tree):
    other = make_tree()
    kept = Pack.objects.get(name="vn-base")
    secret = Pack.objects.create(
        name="cua-xa-khac",
        version="1",
        digest=kept.digest,
        state="proposed",
        label_vi="Gói của xã khác",
        label_en="x",
        document_number="9-QĐ/ĐU",
        loaded_at=kept.loaded_at,
        loaded_by="tests",
    )
    PackUse.objects.create(pack=secret, root=other.root, valid_from=date(2026, 1, 1))

    assert "Gói của xã khác" not in planner.get("/setup/packs/").content.decode()
    assert planner.get("/setup/packs/cua-xa-khac/").status_code == 404


@pytest.mark.parametrize("name", ["vn-base", "khong-co", "..", "%2e%2e"])
def test_what_is_no_pack_of_duties_is_not_found(planner, name):
    assert planner.get(f"/setup/packs/{name}/").status_code == 404


@pytest.mark.parametrize("address", ["/setup/packs/", ADDRESS, f"{ADDRESS}stop/"])
def test_only_who_plans_sees_packs(officer, administrator, client, address):
    assert officer.get(address).status_code == 404
    assert administrator.get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_stranger_stops_nothing_here(planner, stranger):
    use(planner)

    answer = stranger.post(f"{ADDRESS}stop/", {"valid_until": "01/06/2026", "basis": "x"})

    assert answer.status_code == 404
    assert PackUse.objects.get().valid_until is None


def test_list_leaves_as_a_workbook(planner):
    answer = planner.get("/setup/packs/?format=xlsx")

    assert answer["Content-Disposition"] == 'attachment; filename="packs.xlsx"'
