"""The lists of set-up: bodies and units, local dates, leaders, plans applied; and their files."""

from __future__ import annotations

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from danvan.areas.duties.merge import setup_steps
from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.duties.models import Binding
from tests.areas.duties.conftest import DAY, page_of
from tests.factories.accounts import grants_at, make_post, make_user, planner_of
from tests.factories.cases import apply_all
from tests.factories.packs import bind_all, duty, put_to_work
from tests.factories.plans import local

LISTS = ("/bindings/", "/local-dates/", "/leaders/", "/plan/applied/")


def file_of(client, address, **query):
    answer = client.get(address, query | {"format": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return book.get_sheet_by_index(0).to_python()


def test_bindings_are_searched_without_marks_narrowed_and_exported(worked, planner):
    found = page_of(planner, "/bindings/", q="than board")
    unbound = page_of(planner, "/bindings/", state="unbound")

    assert "Thân board" in found
    assert "Thân police" not in found
    assert "Thân board" not in unbound
    assert "Thân front" in unbound
    head, *lines = file_of(planner, "/bindings/")
    assert head[0] == "Cơ quan theo văn bản"
    assert "Đơn vị board" in next(line for line in lines if line[0] == "Thân board")[2]


def test_local_dates_show_what_waits_and_what_was_set_with_its_source(worked, planner, tree):
    local(tree, "half", month="6", day=14, period="semiannual", since=date(2022, 7, 1))

    page = page_of(planner, "/local-dates/")

    assert "Làm việc half" in page
    assert "Thông báo 1" in page
    assert "Làm việc elsewhere" in page
    assert "Làm việc report" not in page
    assert "Làm việc half" not in page_of(planner, "/local-dates/", state="waiting")
    states = {line[0]: line[2] for line in file_of(planner, "/local-dates/")[1:]}
    assert states == {"Làm việc half": "đã đặt", "Làm việc elsewhere": "chờ ngày"}


def test_local_date_that_ended_says_so(worked, planner, tree):
    made = local(tree, "half", month="6", period="semiannual", since=date(2022, 7, 1))
    type(made).objects.filter(pk=made.pk).update(
        valid_from=date(2022, 1, 1), valid_until=date(2022, 5, 1)
    )

    assert "Làm việc half" in page_of(planner, "/local-dates/", state="ended")


def test_joint_duties_wait_for_a_leader_in_their_list(tree, tmp_path, planner):
    joint = {"bearers": ["board", "police"], "bearing": "jointly"}
    put_to_work(tree, tmp_path, duty("open", "standing", 'tags = ["leader_to_be_named"]', **joint))

    page = page_of(planner, "/leaders/")

    assert "chờ phân công" in page
    assert 'href="/duties/local/open/leader/"' in page
    assert [line[0] for line in file_of(planner, "/leaders/")[1:]] == ["Làm việc open"]


def test_applied_plans_are_listed_with_the_newest_to_undo(applied, planner):
    page = page_of(planner, "/plan/applied/")

    assert page.count("Bỏ lần áp dụng này") == 1
    assert len(file_of(planner, "/plan/applied/")) == 2


def test_register_leaves_as_a_workbook(applied, planner):
    lines = file_of(planner, "/duties/")

    assert lines[0][1] == "Mã"
    assert {"report", "quarter"} <= {line[1] for line in lines}


@pytest.mark.parametrize("address", LISTS)
def test_strangers_find_nothing_of_another_tree(applied, stranger, officer, address):
    text = page_of(stranger, address)

    assert "Thân" not in text
    assert "Làm việc" not in text
    assert len(file_of(stranger, address)) == 1
    assert officer.get(address).status_code == 404


def test_proposals_are_ticked_and_bound_in_one_press(tree, tmp_path, planner):
    put_to_work(tree, tmp_path, bodies={})
    page = page_of(planner, "/bindings/proposed/")
    pairs = [f"{key}:{tree[key].pk}" for key in ("board", "council")]

    told = {"pairs": pairs, "valid_from": "11/05/2022", "basis": "Quyết định 3"}
    answer = planner.post("/bindings/proposed/", told)

    assert "Thân board – Đơn vị board" in page
    assert page.count("checked") >= 2
    assert (answer.status_code, answer.url) == (302, "/plan/")
    rows = Binding.objects.order_by("pk").values_list("role__slug", "unit__key", "basis")
    assert list(rows) == [
        ("board", "board", "Quyết định 3"),
        ("council", "council", "Quyết định 3"),
    ]


def test_bodies_that_resemble_no_unit_are_named_and_the_list_comes_next(tree, tmp_path, planner):
    put_to_work(tree, tmp_path, bodies={})
    Binding.objects.all().delete()
    tree["board"].key = "other"
    tree["board"].save()
    page = page_of(planner, "/bindings/proposed/")

    told = {"pairs": [f"council:{tree['council'].pk}"], "valid_from": "11/05/2022"}
    answer = planner.post("/bindings/proposed/", told)

    assert "Cơ quan không trùng tên đơn vị nào" in page
    assert answer.url == "/bindings/"


@pytest.mark.parametrize("pair", ["board:999999", "board", "x:1", "board:"])
def test_pairs_that_were_not_proposed_are_refused(tree, tmp_path, planner, stranger, pair):
    put_to_work(tree, tmp_path, bodies={})

    answer = planner.post("/bindings/proposed/", {"pairs": [pair], "valid_from": "11/05/2022"})

    assert answer.status_code == 422
    assert not Binding.objects.exists()


def test_units_of_another_tree_cannot_be_bound_from_here(tree, tmp_path, stranger):
    put_to_work(tree, tmp_path, bodies={})

    told = {"pairs": [f"board:{tree['board'].pk}"], "valid_from": "11/05/2022"}

    assert stranger.post("/bindings/proposed/", told).status_code == 422
    assert not Binding.objects.exists()


def progress(tree):
    return {step.key: step.progress for step in setup_steps(planner_of(tree.root, today=DAY))}


def test_steps_follow_what_stands(tree, tmp_path):
    assert progress(tree) == {}
    put_to_work(tree, tmp_path, bodies={})
    first = progress(tree)

    bind_all(tree, {"board": ("board",)})
    apply_all(tree.root, today=DAY)

    assert (first["bodies"], first["plan"], first["local_dates"]) == ("todo", "todo", "part")
    assert (progress(tree)["bodies"], progress(tree)["plan"]) == ("done", "done")


def test_step_of_the_plan_counts_what_one_sees(applied):
    root = applied.tree.root
    seen = setup_steps(planner_of(root, today=DAY))[-1].told
    administrator = actor_of(make_user(make_post(root, grants_at(root, roles=("administrator",)))))

    step = setup_steps(administrator)[-1]

    assert "kỳ đang mở" in seen
    assert (step.key, step.progress, step.told) == ("plan", "done", "Đã áp dụng kế hoạch.")
