"""Duties of a pack become rows, and a tree works by one version at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.loading import article_of, load_pack, stop_pack, use_pack
from danvan.kernel.duties.models import Duty, PrerequisiteRule
from danvan.kernel.duties.planning import plan
from danvan.kernel.duties.values import duty_of
from danvan.kernel.packs.models import Pack, PackUse
from danvan.law.errors import PackError
from tests.factories.accounts import actor_at, planner_of
from tests.factories.cases import apply_all
from tests.factories.packs import EFFECTIVE, TIMED, bind_all, duty, read_pack
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db
JULY = date(2022, 7, 1)


@pytest.mark.parametrize(
    ("address", "article"),
    [
        ("art_1", "art_1"),
        ("att_1__art_21__cl_2__point_a", "att_1__art_21"),
        ("att_1__art_9", "att_1__art_9"),
        ("sec_1__dash_2", "sec_1__dash_2"),
    ],
)
def test_article_is_where_a_provision_stands(address, article):
    assert article_of(address) == article


def test_duties_stand_in_the_order_of_the_text(tmp_path):
    pack = load_pack(read_pack(tmp_path), by="Bàn")

    codes = list(Duty.objects.filter(pack=pack).order_by("position").values_list("code", flat=True))

    assert codes == ["meaning", *TIMED]


def test_duty_keeps_its_columns_bodies_and_snapshot(tmp_path):
    read = read_pack(tmp_path)
    pack = load_pack(read, by="Bàn")

    storm = Duty.objects.get(pack=pack, code="storm")

    assert (storm.timing, storm.period, storm.article) == ("urgent", "", "att_1__art_11")
    assert (storm.act_vi, storm.act_en) == ("làm việc storm", "do work storm")
    assert list(storm.roles.order_by("position").values_list("naming", "role__slug")) == [
        ("bearer", "board"),
        ("counterpart", "police"),
        ("receiver", "council"),
    ]
    kept = {row.code: duty_of(row.snapshot) for row in Duty.objects.filter(pack=pack)}
    assert kept == {one.id: one for one in read.duties}


def test_body_named_in_two_ways_is_kept_in_both(tmp_path):
    ways = 'receivers = [{ role = "bloc", as = "via" }, { role = "bloc", as = "copy" }]'

    load_pack(read_pack(tmp_path, duty("one", "standing", ways)), by="Bàn")

    roles = Duty.objects.get(code="one").roles.order_by("position")
    assert list(roles.values_list("naming", flat=True)) == ["bearer", "via", "copy"]


def test_prerequisites_are_loaded(tmp_path):
    load_pack(read_pack(tmp_path), by="Bàn")

    rows = PrerequisiteRule.objects.order_by("code")
    columns = ("code", "duty__code", "kind", "act", "needs", "compulsory")
    assert list(rows.values_list(*columns)) == [
        ("first", "issue", "duties.occurrence", "complete", ["meetings.record"], True),
        ("second", "issue", "duties.occurrence", "complete", ["meetings.record"], False),
    ]


def test_pack_brings_what_it_stands_on_and_loads_once(tmp_path):
    read = read_pack(tmp_path)

    first, again = (load_pack(read, by="Bàn") for _time in range(2))

    assert first == again
    assert sorted(Pack.objects.values_list("name", flat=True)) == ["base", "local"]
    assert Duty.objects.count() == len(TIMED) + 1


def test_other_content_under_the_same_version_is_refused(tmp_path):
    read = read_pack(tmp_path)
    load_pack(read, by="Bàn")

    with pytest.raises(PackError) as refused:
        load_pack(replace(read, digest="0" * 64), by="Bàn")

    assert refused.value.code == "PACK-40"


@pytest.fixture
def versions(tree, tmp_path):
    """Return two versions of one pack, and a tree whose board is bound."""
    read = read_pack(tmp_path)
    first = load_pack(read, by="Bàn")
    second = load_pack(replace(read, version="2", digest="1" * 64), by="Bàn")
    bind_all(tree, {"board": ("board",)})
    return first, second


def uses():
    rows = PackUse.objects.order_by("valid_from", "pk")
    return list(rows.values_list("pack__version", "valid_from", "valid_until"))


def start(tree, pack, day):
    return use_pack(pack, tree.root, valid_from=day, actor=planner_of(tree.root))


def test_tree_works_by_a_pack_from_a_day_on(tree, versions):
    start(tree, versions[0], EFFECTIVE)

    assert uses() == [("2026.1", EFFECTIVE, None)]
    entry = Entry.objects.get(action="packs.pack.use")
    assert (entry.unit_id, entry.details) == (tree.root.pk, {"from": "2022-05-11"})


def test_later_version_ends_the_earlier(tree, versions):
    start(tree, versions[0], EFFECTIVE)

    start(tree, versions[1], JULY)

    assert uses() == [("2026.1", EFFECTIVE, JULY), ("2", JULY, None)]


@pytest.mark.parametrize("day", [EFFECTIVE, date(2022, 5, 1)])
def test_version_from_the_same_day_takes_the_place(tree, versions, day):
    start(tree, versions[0], EFFECTIVE)

    start(tree, versions[1], day)

    assert uses() == [("2", day, None)]


def test_other_trees_and_packs_go_on(tree, versions, tmp_path):
    other = make_tree()
    start(other, versions[0], EFFECTIVE)

    start(tree, versions[1], EFFECTIVE)

    assert uses() == [("2026.1", EFFECTIVE, None), ("2", EFFECTIVE, None)]


def test_change_of_version_owes_nothing_twice(tree, versions):
    start(tree, versions[0], EFFECTIVE)
    apply_all(tree.root)
    start(tree, versions[1], JULY)

    found = plan(tree.root, today=JULY)

    reports = [one for one in found.additions if one.duty.code == "report"]
    assert [occasion.key for one in reports for occasion in one.occasions] == [
        f"2022-{month:02}" for month in range(6, 12)
    ]
    gone = {one.key for one in found.removals if one.duty.code == "report"}
    assert gone == {f"2022-{month:02}" for month in range(6, 12)}


def stop(use, tree, day, basis="Quyết định 9-QĐ/ĐU bãi bỏ"):
    stop_pack(use, valid_until=day, basis=basis, actor=planner_of(tree.root))


def test_stopping_shows_what_is_taken_back_with_the_pack_as_reason(tree, versions):
    use = start(tree, versions[0], EFFECTIVE)
    apply_all(tree.root)

    stop(use, tree, JULY)

    assert uses() == [("2026.1", EFFECTIVE, JULY)]
    found = plan(tree.root, today=JULY)
    assert found.additions == ()
    assert {one.reason for one in found.removals} == {"pack"}
    assert all(one.due_before is None or one.due_before >= JULY for one in found.removals)
    entry = Entry.objects.get(action="packs.pack.stop")
    assert entry.details == {"until": "2022-07-01", "basis": "Quyết định 9-QĐ/ĐU bãi bỏ"}


def test_use_that_never_began_is_taken_back(tree, versions):
    use = start(tree, versions[0], JULY)

    stop(use, tree, JULY)

    assert uses() == []


def test_stopping_needs_a_later_day_a_ground_and_a_planner(tree, versions):
    use = start(tree, versions[0], EFFECTIVE)
    with pytest.raises(Refused) as early:
        stop(use, tree, EFFECTIVE)
    with pytest.raises(Refused) as silent:
        stop(use, tree, JULY, basis=" ")
    with pytest.raises(Refused) as stranger:
        stop_pack(use, valid_until=JULY, basis="x", actor=actor_at(tree.root))
    stop(use, tree, JULY)
    use.refresh_from_db()
    with pytest.raises(Refused) as again:
        stop(use, tree, date(2022, 8, 1))

    codes = [one.value.code for one in (early, silent, stranger, again)]
    assert codes == ["USE-01", "USE-03", "CASE-01", "USE-02"]
    assert uses() == [("2026.1", EFFECTIVE, JULY)]
