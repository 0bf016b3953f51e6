"""Confirming a draft: a whole pack on the shelf or nothing, downloaded, put to use, reopened."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path

import pytest

from danvan.areas.regulations.export import free_code, letter, shelf, stem_of, toml_of, zipped
from danvan.areas.regulations.models import Draft
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.models import Duty
from danvan.kernel.packs.models import Pack, PackUse
from danvan.law import packs as law_packs
from tests.areas.regulations.conftest import send
from tests.factories.drafts import (
    HEAD,
    TEXT,
    accept_all,
    address_of,
    begin,
    decide,
    load_base,
    save,
)

NAME = str(HEAD["name"])


@pytest.fixture
def draft(planner) -> Draft:
    load_base()
    send(planner, TEXT.encode())
    return begin(planner)


@pytest.fixture
def saved(planner, draft) -> Draft:
    accept_all(planner, draft)
    assert save(planner, draft).status_code == 302
    draft.refresh_from_db()
    return draft


def left_on_disk() -> list[str]:
    return sorted(path.name for path in shelf().glob("*")) if shelf().exists() else []


def test_what_was_accepted_becomes_a_pack_that_reads(saved):
    pack = law_packs.load(shelf() / NAME)

    assert (pack.state, pack.version, pack.requires) == ("draft", "2026.1", ("vn-base",))
    assert [duty.id for duty in pack.duties] == ["d2-k1-a", "d2-k2-a", "d3-k1-a"]
    assert pack.duties[0].deadline.day == 10
    assert pack.duties[0].act.en == pack.duties[0].act.vi
    assert pack.duties[0].tags == ("english_missing",)
    assert pack.document.issuer == "commune_party_committee"
    assert saved.confirmed_by in pack.packager
    assert pack.digest == saved.pack_digest
    assert left_on_disk() == [NAME]
    assert Entry.objects.filter(action="regulations.draft.confirm").count() == 1


def test_rejected_duties_do_not_stand_in_the_pack(planner, draft):
    decide(planner, draft.candidates.get(number=2), "reject", reason="Không phải")
    accept_all(planner, draft)
    page = planner.get(address_of(draft, "save/")).content.decode()
    save(planner, draft)

    assert "mọi đề xuất đã bị từ chối" in page
    assert len(law_packs.load(shelf() / NAME).duties) == 2


def test_undecided_candidates_stop_it(planner, draft):
    decide(planner, draft.candidates.get(number=1), "accept")
    told = HEAD | {"acknowledged": "x"}
    answer = planner.post(address_of(draft, "save/"), told)

    assert answer.status_code == 422
    assert "CONFIRM-07" in answer.content.decode()
    assert left_on_disk() == []


def test_nothing_accepted_is_nothing_to_save(planner, draft):
    for candidate in draft.candidates.all():
        decide(planner, candidate, "reject", reason="Không phải")

    assert "CONFIRM-10" in save(planner, draft).content.decode()
    assert left_on_disk() == []


def test_provisions_without_a_duty_are_listed_and_must_be_seen(planner, draft):
    accept_all(planner, draft)
    page = planner.get(address_of(draft, "save/")).content.decode()
    unseen = save(planner, draft, is_seen="")

    assert "/confirm/add/art_1/" in page
    assert "/confirm/add/art_2__cl_1/" not in page
    assert unseen.status_code == 422
    assert left_on_disk() == []


def test_a_list_that_changed_since_it_was_seen_must_be_seen_again(planner, draft):
    accept_all(planner, draft)
    page = planner.get(address_of(draft, "save/"))
    seen = page.context["form"].initial["acknowledged"]
    decide(planner, draft.candidates.get(number=2), "reject", reason="Không phải")
    late = planner.post(address_of(draft, "save/"), HEAD | {"acknowledged": seen})
    shown = late.context["form"]["acknowledged"].value()
    again = planner.post(
        address_of(draft, "save/"),
        HEAD | {"acknowledged": shown},
    )

    assert "CONFIRM-08" in late.content.decode()
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": "Xã Thử"}, "FORM-02"),
        ({"name": "../thu"}, "FORM-02"),
        ({"name": "phu-thuong-2022"}, "CONFIRM-09"),
        ({"version": "1"}, "FORM-02"),
        ({"issuer": "Không ai"}, "FORM-03"),
        ({"issuer": ["Đảng ủy xã", "Công an xã"]}, "FORM-02"),
        ({"issued_on": "mai"}, "FORM-04"),
    ],
)
def test_what_a_pack_cannot_be_called_is_told(planner, draft, changed, code):
    accept_all(planner, draft)
    answer = save(planner, draft, **changed)

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert left_on_disk() == []


def test_a_broken_candidate_is_found_by_the_check_of_packs(planner, draft):
    accept_all(planner, draft)
    broken = draft.candidates.get(number=1)
    broken.duty = {**broken.duty, "area": "no_such_area"}
    broken.save()
    answer = save(planner, draft)

    assert "CONFIRM-12" in answer.content.decode()
    assert left_on_disk() == []
    assert not Draft.objects.get(pk=draft.pk).confirmed_at


def test_a_shelf_that_cannot_be_written_is_told(planner, draft, settings, tmp_path):
    accept_all(planner, draft)
    (tmp_path / "file").write_text("x")
    settings.VAR = tmp_path / "file"

    assert "CONFIRM-15" in save(planner, draft).content.decode()
    assert not Draft.objects.get(pk=draft.pk).confirmed_at


def test_after_confirming_nothing_is_decided_or_undone(planner, saved):
    first = saved.candidates.get(number=1)
    late = decide(planner, first, "reject", reason="Muộn")
    undo = planner.post(address_of(saved, f"undo/{first.decision_id}/"), follow=True)
    twice = save(planner, saved, version="2026.2")

    assert "CONFIRM-03" in late.content.decode()
    assert "CONFIRM-03" in undo.content.decode()
    assert "CONFIRM-03" in twice.content.decode()
    assert "Đã lưu thành gói nháp" in planner.get(address_of(saved)).content.decode()


def test_the_pack_is_downloaded_as_its_files(planner, reader, saved):
    answer = planner.get(address_of(saved, "pack/"))
    packed = zipfile.ZipFile(io.BytesIO(answer.content))

    assert packed.namelist() == [f"{NAME}/duties/confirmed.toml", f"{NAME}/pack.toml"]
    assert tomllib.loads(packed.read(f"{NAME}/pack.toml").decode())["state"] == "draft"
    assert answer["Content-Disposition"] == f'attachment; filename="{NAME}-2026.1.zip"'
    assert zipped(NAME, saved.pack_digest) == answer.content


def test_a_pack_changed_on_disk_is_not_given_out(planner, saved):
    (shelf() / NAME / "pack.toml").write_text("x = 1")
    answer = planner.get(address_of(saved, "pack/"))

    assert (answer.status_code, "CONFIRM-13" in answer.content.decode()) == (410, True)


def test_the_pack_is_offered_and_put_to_use_as_proposed(planner, saved):
    address = f"/regulations/{saved.version.work_id}/"
    offered = planner.get(address).content.decode()
    answer = planner.post(f"{address}use/{NAME}/", {f"{NAME}-valid_from": "01/02/2026"})
    use = PackUse.objects.get(pack__name=NAME)

    assert "Đây là bản nháp" in offered
    assert answer.status_code == 302
    assert (use.pack.state, use.pack.digest) == ("proposed", saved.pack_digest)
    assert Duty.objects.filter(pack=use.pack).count() == 3
    assert f'href="/duties/{NAME}/d2-k1-a/"' in planner.get(address).content.decode()


def test_other_trees_are_not_offered_what_was_confirmed_here(stranger, planner, saved):
    send(stranger, TEXT.encode())
    work = Draft.objects.get().version.work.__class__.objects.order_by("-pk").first()
    address = f"/regulations/{work.pk}/"

    assert NAME not in stranger.get(address).content.decode()
    told = {f"{NAME}-valid_from": "01/02/2026"}
    assert stranger.post(f"{address}use/{NAME}/", told).status_code == 404
    assert not Pack.objects.filter(name=NAME).exists()


def test_reopened_it_becomes_a_later_version_and_keeps_its_ids(planner, saved):
    planner.post(address_of(saved, "reopen/"))
    first = saved.candidates.get(number=1)
    decide(planner, first, "split", first="gửi báo cáo", second="họp giao ban")
    accept_all(planner, saved)
    form = planner.get(address_of(saved, "save/")).context["form"]
    same = save(planner, saved)
    later = save(planner, saved, version="2026.2")
    ids = [duty.id for duty in law_packs.load(shelf() / NAME).duties]

    assert (form.initial["version"], form.initial["name"]) == ("2026.2", NAME)
    assert "CONFIRM-11" in same.content.decode()
    assert later.status_code == 302
    assert ids == ["d2-k1-b", "d2-k1-c", "d2-k2-a", "d3-k1-a"]
    kept = list((shelf() / ".kept").rglob("pack.toml"))
    assert [tomllib.loads(path.read_text())["version"] for path in kept] == ["2026.1"]


@pytest.mark.parametrize(
    ("address", "has_attachment", "stem"),
    [
        ("att_1__art_21__cl_2", True, "d21-k2"),
        ("art_1", True, "qd-d1"),
        ("art_1", False, "d1"),
        ("sec_2__cl_2.1__dash_3", False, "s2-k2-1-g3"),
        ("att_2__art_5_2__point_dd", True, "v2-d5-2-edd"),
        ("closing", False, "z"),
    ],
)
def test_ids_say_where_a_duty_stands(address, has_attachment, stem):
    assert stem_of(address, has_attachment=has_attachment) == stem


def test_letters_go_on_after_z():
    taken = {f"d1-{letter(number)}" for number in range(27)}

    assert free_code("d1", taken) == "d1-ab"


@pytest.mark.parametrize(
    "value",
    ['có "ngoặc" và \\', "dòng\nmới\ttab", "\x7f\x00", ["a", {"k": 1}], True, 12, "“”"],
)
def test_what_is_written_is_read_back(value):
    assert tomllib.loads(f"x = {toml_of(value)}")["x"] == value


def test_a_pack_that_is_not_there_is_refused():
    with pytest.raises(Refused) as caught:
        zipped("khong-co", "0")

    assert caught.value.code == "CONFIRM-13"
    assert isinstance(shelf(), Path)
