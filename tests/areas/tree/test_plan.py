"""A place filled from a template: asked, shown whole, written once, and for administrators only."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.tree.plan import plant, templates
from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import Grant, Holding, Post
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.duties.models import Binding
from danvan.kernel.organisations.closure import tree_faults
from danvan.kernel.organisations.models import Unit, UnitPeriod
from danvan.kernel.organisations.tree import is_below, period_of
from danvan.law.duties import Words
from danvan.law.tree_plans import Place, filled
from tests.areas.tree.conftest import administrator
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db
ASKED = {
    "kind": "xã",
    "name": "Mẫu",
    "valid_from": "01/07/2025",
    "basis": "Nghị quyết 1",
    "hamlets": "Thôn Đông\n\n  Thôn   Bến \r\nTổ dân phố 5",
    "wanted": ["police", "mass_mobilization_team", "front_board"],
    "with_posts": "on",
}
CONFIRMED = {**ASKED, "confirmed": "1"}
DAY = date(2025, 7, 1)


@pytest.fixture
def desk(client, place):
    client.force_login(administrator(place.root))
    return client


@pytest.fixture
def address(place):
    return f"/tree/units/{place.root.pk}/templates/commune/"


def test_preview_shows_everything_and_writes_nothing(desk, address):
    before = Unit.objects.count()

    page = desk.post(address, ASKED).content.decode()

    assert Unit.objects.count() == before
    assert "Đảng ủy xã Mẫu" in page
    assert "Tổ dân vận thôn Bến" in page
    assert "Chánh Văn phòng Đảng ủy" in page
    assert "Trung tâm Phục vụ" not in page


def test_confirmed_template_stands_with_bodies_and_posts(desk, address, place):
    answer = desk.post(address, CONFIRMED)

    root = place.root
    team = Unit.objects.get(root=root, key="mass_mobilization_team-thon-ben")
    hamlet = Unit.objects.get(root=root, key="hamlet-thon-ben")
    assert answer.status_code == 302
    assert Unit.objects.filter(root=root).count() == 14 + 3 * 4
    assert period_of(team.pk, DAY).name == "Tổ dân vận thôn Bến"
    assert (team.locality, hamlet.locality) == (hamlet, hamlet)
    assert is_below(team.pk, root.pk, DAY)
    slugs = Binding.objects.filter(unit=team).values_list("role__slug", flat=True)
    assert "hamlet_mass_mobilization_team" in slugs
    assert not Holding.objects.filter(post__unit__root=root).exists()
    office = Post.objects.get(unit__key="party_office", unit__root=root)
    grants = Grant.objects.filter(post=office).values_list("desk_role", "unit_id", "downward")
    assert ("planner", root.pk, True) in grants
    assert not Grant.objects.filter(post__unit__root=root, desk_role="administrator").exists()
    assert tree_faults(root) == []


def test_young_root_stands_as_early_as_what_is_planted(desk, address, place):
    UnitPeriod.objects.filter(unit=place.root).update(valid_from=date(2022, 5, 1))
    early = {**CONFIRMED, "valid_from": "01/03/2022"}

    assert desk.post(address, early).status_code == 302
    assert period_of(place.root.pk, date(2022, 3, 1)) is not None
    assert tree_faults(place.root) == []


def test_sending_twice_plants_once(desk, address):
    desk.post(address, CONFIRMED)
    count = Unit.objects.count()

    answer = desk.post(address, CONFIRMED)

    assert answer.status_code == 422
    assert "TREE-39" in answer.content.decode()
    assert Unit.objects.count() == count


def test_two_communes_of_one_province_have_keys_of_their_own(client, base_pack):
    province = make_tree({"xa-a": "", "xa-b": ""}, name="tinh")
    client.force_login(administrator(province.root))

    for key in ("xa-a", "xa-b"):
        answer = client.post(
            f"/tree/units/{province[key].pk}/templates/commune/", {**CONFIRMED, "hamlets": ""}
        )
        assert answer.status_code == 302

    keys = Unit.objects.filter(root=province.root, key__endswith="party_office")
    assert set(keys.values_list("key", flat=True)) == {"xa-a-party_office", "xa-b-party_office"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "huyện"}, "FORM-03"),
        ({"name": ""}, "FORM-01"),
        ({"valid_from": "30/02/2025"}, "FORM-04"),
        ({"hamlets": "Thôn A\nThôn A"}, "FORM-02"),
        ({"hamlets": "\n".join(f"Thôn {number}" for number in range(201))}, "FORM-05"),
        ({"hamlets": "x" * 81}, "FORM-05"),
        ({"wanted": ["nobody"]}, "FORM-03"),
    ],
)
def test_bad_answers_are_told_and_nothing_is_written(desk, address, change, code):
    before = Unit.objects.count()

    answer = desk.post(address, {**CONFIRMED, **change})

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert Unit.objects.count() == before


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.key)
def test_every_template_can_be_planted(desk, place, template):
    asked = {**CONFIRMED, "kind": template.kinds[0].vi}
    asked["wanted"] = [one.key for one in template.units if one.is_optional]

    answer = desk.post(f"/tree/units/{place.root.pk}/templates/{template.key}/", asked)

    assert answer.status_code == 302
    assert tree_faults(place.root) == []


def test_unknown_template_is_not_found(desk, place):
    assert desk.get(f"/tree/units/{place.root.pk}/templates/nothing/").status_code == 404


def test_names_of_hamlets_are_text(desk, address):
    page = desk.post(address, {**ASKED, "hamlets": "Thôn <script>{place}"}).content.decode()

    assert "<script>{place}" not in page
    assert "&lt;script&gt;{place}" in page


def test_unit_administered_alone_is_not_planted(client, place, address):
    client.force_login(administrator(place.root, downward=False))
    before = Unit.objects.count()

    answer = client.post(address, CONFIRMED)

    assert answer.status_code == 422
    assert "TREE-46" in answer.content.decode()
    assert Unit.objects.count() == before


def test_posts_beyond_the_own_rights_are_left_out_and_told(client, place, address):
    client.force_login(administrator(place.root, highest=0))
    before = Post.objects.count()

    page = client.post(address, ASKED).content.decode()
    answer = client.post(address, CONFIRMED)

    assert "Chức danh không lập" in page
    assert answer.status_code == 302
    assert Unit.objects.filter(root=place.root).exists()
    assert Post.objects.count() == before


def test_writer_refuses_rights_beyond_the_own(place):
    template = next(one for one in templates() if one.key == "commune")
    name = Words("xã Mẫu", "Mẫu commune")
    lines, posts = filled(template, Place("xa-mau", name, "Mẫu", DAY, "x", (), (), ""))
    actor = actor_of(administrator(place.root, highest=0))

    with pytest.raises(AccountRefused, match="PEOPLE-04"):
        plant(place.root, lines, posts, actor=actor)
