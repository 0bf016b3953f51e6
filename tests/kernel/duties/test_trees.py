"""A whole tree from one file."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import User
from danvan.kernel.duties.loading import load_pack
from danvan.kernel.duties.models import Binding
from danvan.kernel.duties.trees import Account, write_tree
from danvan.kernel.organisations.models import Succession, Unit
from danvan.kernel.organisations.tree import is_below, period_of
from danvan.law.errors import PackError
from tests.factories.packs import read_pack

pytestmark = pytest.mark.django_db
TREE = """
[tree]
demo_on = 2022-05-20

[pack]
name = "local"
valid_from = 2022-05-11

[[units]]
key = "commune"
name = "Xã Thử"
name_en = "Trial commune"
tier = "commune"
side = "none"
valid_from = 2021-01-01
roles = ["council"]

[[units]]
key = "board"
name = "Ban"
tier = "commune"
side = "party"
parent = "commune"
valid_from = 2021-01-01
roles = ["board", "bloc"]
roles_from = 2022-01-01
basis = "Quyết định 1"

[[units]]
key = "village"
name = "Xóm"
tier = "hamlet"
side = "state"
parent = "commune"
valid_from = 2021-01-01
locality = true

[[successions]]
old = "board"
new = "village"
manner = "transferred"
on = 2023-01-01
basis = "Nghị quyết 1"

[[posts]]
unit = "board"
title = "Cán bộ"
title_en = "Officer"
username = "canbo"
grants = [
    { role = "officer", unit = "board" },
    { role = "reader", unit = "commune", downward = true },
]

[[posts]]
unit = "board"
title = "Trưởng ban"
username = "truong"
valid_from = 2022-06-01
grants = []
"""


@pytest.fixture
def write(tmp_path):
    load_pack(read_pack(tmp_path), by="tests")

    def written(text=TREE):
        path = tmp_path / "tree.toml"
        path.write_text(text, encoding="utf-8")
        return write_tree(path, password=lambda name: f"mat-khau-cua-{name}")

    return written


def test_tree_is_written_whole(write):
    tree = write()

    assert (tree.pack, tree.pack_from, tree.demo_on) == (
        "local",
        date(2022, 5, 11),
        date(2022, 5, 20),
    )
    assert list(tree.units) == ["commune", "board", "village"]
    assert (tree.root.key, tree.root.demo_on) == ("commune", date(2022, 5, 20))
    assert tree.units["board"].locality == tree.root
    assert tree.units["village"].locality == tree.units["village"]
    assert period_of(tree.root.pk, date(2022, 1, 1)).name_en == "Trial commune"
    assert is_below(tree.units["board"].pk, tree.root.pk, date(2022, 1, 1))


def test_units_are_bound_to_their_bodies(write):
    write()

    rows = Binding.objects.order_by("pk").values_list("role__slug", "unit__key", "valid_from")
    assert list(rows) == [
        ("council", "commune", date(2021, 1, 1)),
        ("board", "board", date(2022, 1, 1)),
        ("bloc", "board", date(2022, 1, 1)),
    ]
    assert set(Binding.objects.exclude(role__slug="council").values_list("basis", flat=True)) == {
        "Quyết định 1"
    }


def test_succession_ends_the_old_unit(write):
    tree = write()

    made = Succession.objects.get()

    assert (made.old, made.new) == (tree.units["board"], tree.units["village"])
    assert period_of(made.old_id, date(2023, 1, 1)) is None
    assert not is_below(made.old_id, made.old_id, date(2023, 1, 1))


def test_accounts_hold_posts_with_their_grants(write, client):
    tree = write()

    officer = actor_of(User.objects.get(username="canbo"))

    assert tree.accounts == (
        Account("canbo", "Cán bộ", "Ban"),
        Account("truong", "Trưởng ban", "Ban"),
    )
    assert officer.has("officer", tree.units["board"].pk)
    assert not officer.has("officer", tree.root.pk)
    assert officer.has("reader", tree.units["village"].pk)
    assert actor_of(User.objects.get(username="truong")) is None
    assert client.login(username="canbo", password="mat-khau-cua-canbo")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (TREE.replace('parent = "commune"', 'parent = "nobody"', 1), "TREE-01"),
        (TREE.replace('"board", "bloc"', '"board", "nobody"'), "TREE-02"),
    ],
)
def test_tree_that_contradicts_itself_is_not_written(write, wrong, code):
    with pytest.raises(PackError) as refused:
        write(wrong)

    assert refused.value.code == code
    assert not Unit.objects.exists()


def test_tree_needs_neither_successions_nor_posts(write):
    units = TREE[: TREE.index("[[successions]]")]

    assert write(units).accounts == ()
