"""Pages of units: listed, added, renamed, moved, ended; and nothing out of reach."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.accounts.models import Grant, Post
from danvan.kernel.duties.models import Binding
from danvan.kernel.organisations.closure import tree_faults
from danvan.kernel.organisations.models import Succession, Unit, UnitPeriod
from danvan.kernel.organisations.tree import is_below, name_of, period_of
from danvan.kernel.packs.models import BodyRole
from tests.areas.tree.conftest import administrator
from tests.factories.trees import START, TODAY, make_tree

pytestmark = pytest.mark.django_db
DAY = "01/03/2022"
ON = date(2022, 3, 1)
FACTS = {"tier": "commune", "side": "party", "valid_from": DAY, "basis": "Quyết định 7"}


def test_list_holds_what_is_administered(desk, tree):
    make_tree(name="elsewhere")

    page = desk.get("/tree/")

    assert page.status_code == 200
    assert {line.cells[1].value for line in page.context["list"].lines} == {
        tree.root.key,
        *tree.units.keys() - {"root"},
    }


def test_list_is_searched_without_marks_and_exported(desk):
    assert [
        line.cells[1].value for line in desk.get("/tree/?q=don+vi+TEAM").context["list"].lines
    ] == ["team"]
    assert desk.get("/tree/?format=xlsx").content.startswith(b"PK")


def test_unit_is_added_below(desk, tree):
    answer = desk.post(f"/tree/units/{tree['board'].pk}/add/", {"name": "Tổ Đá Đỏ", **FACTS})

    made = Unit.objects.get(key="to-da-do")
    assert answer.status_code == 302
    assert period_of(made.pk, ON).parent == tree["board"]
    assert is_below(made.pk, tree.root.pk, ON)
    assert tree_faults(tree.root) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"key": "team"}, "ORG-09"),
        ({"key": "có dấu"}, "TREE-21"),
        ({"valid_from": "31/02/2022"}, "FORM-04"),
        ({"valid_from": "01/01/2020"}, "ORG-07"),
        ({"basis": ""}, "FORM-01"),
        ({"tier": "x"}, "FORM-03"),
    ],
)
def test_bad_additions_are_told_in_the_form(desk, tree, change, code):
    before = Unit.objects.count()

    answer = desk.post(
        f"/tree/units/{tree['board'].pk}/add/", {"name": "Tổ mới", **FACTS, **change}
    )

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert Unit.objects.count() == before


def test_renaming_keeps_the_old_name_before_the_day(desk, tree):
    team = tree["team"]

    answer = desk.post(f"/tree/units/{team.pk}/rename/", {"name": "Tổ <b>mới</b>", **FACTS})
    page = desk.get(answer.url).content.decode()

    assert name_of(team.pk, ON) == "Tổ <b>mới</b>"
    assert name_of(team.pk, START) == "Đơn vị team"
    assert "Tổ &lt;b&gt;mới" in page
    assert "Đơn vị team" in page


def test_unit_moves_by_key_or_name(desk, tree):
    team = tree["team"]
    asked = {"parent": "Đơn vị council", "valid_from": DAY, "basis": "Quyết định 7"}

    assert desk.post(f"/tree/units/{team.pk}/move/", asked).status_code == 302
    assert is_below(team.pk, tree["council"].pk, ON)
    assert not is_below(team.pk, tree["board"].pk, ON)


@pytest.mark.parametrize(
    ("parent", "code"),
    [("team", "ORG-03"), ("board", "ORG-03"), ("nobody", "TREE-45"), ("đơn vị", "TREE-44")],
)
def test_bad_moves_are_told(desk, tree, parent, code):
    asked = {"parent": parent, "valid_from": DAY, "basis": "x"}

    answer = desk.post(f"/tree/units/{tree['board'].pk}/move/", asked)

    assert answer.status_code == 422
    assert code in answer.content.decode()


def test_unit_of_another_tree_is_no_parent(desk, tree):
    make_tree({"stranger": ""})
    asked = {"parent": "stranger", "valid_from": DAY, "basis": "x"}

    answer = desk.post(f"/tree/units/{tree['team'].pk}/move/", asked)

    assert answer.status_code == 422
    assert "TREE-45" in answer.content.decode()


def test_successor_takes_the_bodies_over(desk, tree):
    role = BodyRole.objects.get(slug="commune_police")
    old, new = tree["team"], tree["council"]
    Binding.objects.create(role=role, unit=old, valid_from=START)
    asked = {"manner": "merged", "new": "council", "hands_bodies_over": "on"}

    answer = desk.post(
        f"/tree/units/{old.pk}/end/", {**asked, "happened_on": DAY, "basis": "Nghị quyết 2"}
    )

    assert answer.status_code == 302
    assert period_of(old.pk, ON) is None
    assert Succession.objects.get().new == new
    rows = Binding.objects.filter(role=role).order_by("valid_from")
    assert [(row.unit, row.valid_from, row.valid_until) for row in rows] == [
        (old, START, ON),
        (new, ON, None),
    ]
    assert "Đơn vị team" in desk.get("/tree/ended/").content.decode()
    assert desk.get(f"/tree/units/{old.pk}/").status_code == 200
    assert tree_faults(tree.root) == []


def test_unit_with_units_below_does_not_end(desk, tree):
    asked = {"manner": "dissolved", "happened_on": DAY, "basis": "x"}

    answer = desk.post(f"/tree/units/{tree['board'].pk}/end/", asked)

    assert answer.status_code == 422
    assert "TREE-43" in answer.content.decode()
    assert "Đơn vị bloc" in answer.content.decode()


def test_unit_with_holders_does_not_end(desk, tree):
    administrator(tree["team"], downward=False)
    asked = {"manner": "dissolved", "happened_on": DAY, "basis": "x"}

    answer = desk.post(f"/tree/units/{tree['team'].pk}/end/", asked)

    assert answer.status_code == 422
    assert UnitPeriod.objects.get(unit=tree["team"]).valid_until is None


@pytest.mark.parametrize("new", ["", "team"])
def test_merged_unit_names_another(desk, tree, new):
    asked = {"manner": "merged", "new": new, "happened_on": DAY, "basis": "x"}

    assert desk.post(f"/tree/units/{tree['team'].pk}/end/", asked).status_code == 422


def test_first_day_is_corrected_to_an_earlier_one(desk, tree):
    asked = {"valid_from": "01/07/2020", "basis": "Quyết định 1"}

    assert desk.post(f"/tree/units/{tree.root.pk}/begin/", asked).status_code == 302
    assert period_of(tree.root.pk, date(2020, 7, 1)) is not None
    assert tree_faults(tree.root) == []


PAGES = ["", "add/", "rename/", "move/", "end/", "begin/", "templates/", "templates/commune/"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_to_the_administrator_alone(client, desk, tree, page):
    address = f"/tree/units/{tree['team'].pk}/{page}"
    assert desk.get(address).status_code == 200

    for stranger in (
        administrator(make_tree().root),
        administrator(tree["council"]),
        administrator(tree.root, roles=("planner", "officer", "head", "reader")),
        administrator(tree["board"], downward=False),
    ):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        assert client.post(address, FACTS | {"name": "x"}).status_code in {404, 405}


def test_root_neither_moves_nor_ends(desk, tree):
    assert desk.get(f"/tree/units/{tree.root.pk}/move/").status_code == 404
    assert desk.get(f"/tree/units/{tree.root.pk}/end/").status_code == 404


def test_administrator_below_sees_own_part(client, tree):
    client.force_login(administrator(tree["board"]))

    page = client.get("/tree/")

    assert {line.cells[1].value for line in page.context["list"].lines} == {"board", "bloc", "team"}
    assert TODAY > ON


@pytest.mark.parametrize("bodies", [0, 1])
def test_dissolved_unit_ends_without_a_successor(desk, tree, bodies):
    team = tree["team"]
    for role in BodyRole.objects.order_by("pk")[:bodies]:
        Binding.objects.create(role=role, unit=team, valid_from=START)
    asked = {"manner": "dissolved", "new": "", "hands_bodies_over": "on", "happened_on": DAY}

    answer = desk.post(f"/tree/units/{team.pk}/end/", {**asked, "basis": "Nghị quyết 2"})

    assert answer.status_code == 302
    assert desk.get(answer.url).status_code == 200
    assert period_of(team.pk, ON) is None
    assert Succession.objects.get().new is None
    assert not Binding.objects.filter(unit=team, valid_until=None).exists()
    assert tree_faults(tree.root) == []


def test_unit_administered_alone_takes_no_unit_below(client, tree):
    client.force_login(administrator(tree["board"], downward=False))
    before = Unit.objects.count()
    address = f"/tree/units/{tree['board'].pk}/"

    answer = client.post(f"{address}add/", {"name": "Tổ mới", **FACTS})

    assert answer.status_code == 422
    assert "TREE-46" in answer.content.decode()
    assert Unit.objects.count() == before
    page = client.get(address).content.decode()
    assert f"{address}add/" not in page
    assert f"{address}templates/" not in page


def test_unit_moves_only_where_it_stays_administered(client, tree):
    user = administrator(tree["board"])
    Grant.objects.create(
        post=Post.objects.get(unit=tree["board"]),
        desk_role="administrator",
        unit=tree["council"],
        downward=False,
        highest=1,
        valid_from=START,
    )
    client.force_login(user)
    asked = {"parent": "council", "valid_from": DAY, "basis": "x"}

    answer = client.post(f"/tree/units/{tree['team'].pk}/move/", asked)

    assert answer.status_code == 422
    assert "TREE-46" in answer.content.decode()


def test_unit_that_begins_later_leads_to_a_page(desk, tree):
    later = FACTS | {"name": "Tổ sau", "valid_from": "01/03/2030"}

    answer = desk.post(f"/tree/units/{tree['board'].pk}/add/", later)

    assert answer.status_code == 302
    assert desk.get(answer.url).status_code == 200


def test_templates_are_offered_by_tier(desk, tree):
    page = desk.get(f"/tree/units/{tree['team'].pk}/templates/")

    assert [one.key for one in page.context["templates"]] == ["commune"]
