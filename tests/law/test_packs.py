"""Packs as a whole: what loads, what is refused, what one pack takes from another."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.law.errors import PackError
from danvan.law.packs import Confirmation, check, folders_beside, load
from danvan.law.periods import Period
from tests.factories.pack_folders import DOCUMENT, DUTY, write_base, write_local, write_pack


def codes(folder):
    return [finding.code for finding in check(folder)]


def test_pack_loads_with_all_its_values(tmp_path):
    pack = load(write_local(tmp_path))

    assert (pack.name, pack.version, pack.state) == ("local", "2026.1", "draft")
    assert list(pack.duty_by_id) == ["t-d1"]
    assert [each.id for each in pack.prerequisites] == ["t-p1"]
    assert list(pack.all_bodies) == ["council", "police"]
    assert list(pack.all_terms["areas"]) == ["reporting"]
    assert pack.calendar().kind_of(date(2026, 1, 10)) == "make_up"
    assert pack.document.in_force == Period(date(2026, 1, 5))
    assert len(pack.digest) == 64


def test_pack_without_calendar_or_lists_has_none(tmp_path):
    pack = load(write_pack(tmp_path, "alone", {}))

    assert pack.calendar() is None
    assert pack.all_terms == {}
    assert pack.document is None


def test_equal_files_make_equal_packs(tmp_path):
    folder = write_local(tmp_path)

    assert load(folder) == load(folder)


def test_digest_follows_every_file(tmp_path):
    folder = write_local(tmp_path)
    before = load(folder).digest

    (folder / "duties/all.toml").write_text(DUTY + "\n# a remark\n", encoding="utf-8")

    assert load(folder).digest != before


def test_folder_without_head_is_refused(tmp_path):
    with pytest.raises(PackError) as caught:
        load(tmp_path)

    assert caught.value.code == "PACK-01"


def test_load_refuses_with_the_first_finding_and_the_count(tmp_path):
    folder = write_local(tmp_path, **{"duties/all.toml": DUTY.replace("police", "nobody")})

    with pytest.raises(PackError) as caught:
        load(folder)

    assert caught.value.code == "PACK-09"
    assert caught.value.fields["file"] == "duties/all.toml"
    assert caught.value.fields["key"] == "duties[t-d1].bearers"
    assert caught.value.fields["count"] == 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('state = "draft"', 'state = "blessed"', ["PACK-07"]),
        ('publisher = "danvan"\n', "", ["PACK-05"]),
        ('publisher = "danvan"', 'publisher = ""', ["PACK-05"]),
        ('publisher = "danvan"', "publisher = 7", ["PACK-06"]),
        ('contact = "tests"', 'contact = "tests"\nsecret = true', ["PACK-04"]),
        (', en = "Test pack"', "", ["PACK-05"]),
        ('name = "alone"', 'name = "other"', ["PACK-29"]),
        ("[]", '["missing"]', ["PACK-27"]),
        ("[]", '["alone"]', ["PACK-26"]),
        ("[]", '["base", "base"]', ["PACK-08"]),
        ('version = "2026.1"', "version = ", ["PACK-03"]),
    ],
)
def test_faults_of_the_head_are_found(tmp_path, old, new, expected):
    write_base(tmp_path)
    folder = write_pack(tmp_path, "alone", {})
    head = (folder / "pack.toml").read_text(encoding="utf-8")
    assert old in head

    (folder / "pack.toml").write_text(head.replace(old, new), encoding="utf-8")

    assert codes(folder) == expected


def test_empty_head_is_not_a_pack(tmp_path):
    folder = write_pack(tmp_path, "alone", {})
    (folder / "pack.toml").write_text("", encoding="utf-8")

    with pytest.raises(PackError) as caught:
        load(folder)

    assert caught.value.code == "PACK-05"


def test_circle_of_three_packs_is_found(tmp_path):
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        write_pack(tmp_path, name, {}, requires=[other])

    found = check(tmp_path / "a")

    assert [each.code for each in found] == ["PACK-26", "PACK-28"]
    assert found[0].fields["value"] == "a → b → c → a"


def test_faults_of_a_required_pack_are_told_once(tmp_path):
    folder = write_local(tmp_path)
    write_base(tmp_path, **{"areas.toml": '[[areas]]\nkey = "reporting"\n'})

    assert codes(folder) == ["PACK-28"]


def test_required_packs_may_be_looked_up_elsewhere(tmp_path):
    folder = write_local(tmp_path / "here")
    write_base(tmp_path / "there")
    elsewhere = folders_beside(tmp_path / "there" / "any")

    assert load(folder, elsewhere).bases[0].folder == tmp_path / "there" / "base"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('issuer = "council"', 'issuer = "nobody"', ["PACK-09"]),
        ("effective_on = 2026-01-05", "effective_on = 2026-01-01", ["PACK-14"]),
        ("effective_on = 2026-01-05\n", "", ["PACK-05"]),
        ("date = 2026-01-02", "date = 2026-01-02T10:00:00", ["PACK-06"]),
        ('mark = "V"', 'mark = "X"', ["PACK-07"]),
        ('mark = "V"', 'mark = "V"\nterm = { until = 2030-01-01 }', []),
        ('mark = "V"', 'mark = "V"\nterm = { from = 2030-01-01, until = 2026-01-01 }', ["PACK-14"]),
    ],
)
def test_faults_of_the_document_are_found(tmp_path, old, new, expected):
    write_base(tmp_path)
    folder = write_pack(tmp_path, "local", {}, requires=["base"], extra=DOCUMENT.replace(old, new))

    assert codes(folder) == expected


def test_document_with_a_term_ends_with_it(tmp_path):
    write_base(tmp_path)
    term = DOCUMENT + "term = { until = 2030-01-01 }\n"

    pack = load(write_pack(tmp_path, "local", {}, requires=["base"], extra=term))

    assert pack.document.in_force == Period(date(2026, 1, 5), date(2030, 1, 1))


def test_required_pack_without_a_head_is_a_fault(tmp_path):
    folder = write_pack(tmp_path, "local", {}, requires=["empty"])
    write_pack(tmp_path, "empty", {})
    (tmp_path / "empty" / "pack.toml").write_text("", encoding="utf-8")

    assert codes(folder) == ["PACK-28"]


CONFIRMED = """
[confirmation]
body = "Ban Thường vụ Đảng ủy xã thử"
document = "2-TB/ĐU"
date = 2026-02-01
"""


@pytest.mark.parametrize(
    ("state", "extra", "expected"),
    [
        ("confirmed", "", ["PACK-34"]),
        ("confirmed", CONFIRMED, []),
        ("confirmed", CONFIRMED.replace("document", "paper"), ["PACK-05", "PACK-04"]),
        ("confirmed", CONFIRMED.replace("2026-02-01", '"soon"'), ["PACK-06"]),
        ("proposed", "", []),
    ],
)
def test_only_a_named_body_confirms_a_pack(tmp_path, state, extra, expected):
    folder = write_pack(tmp_path, "own", {}, extra=extra)
    head = (folder / "pack.toml").read_text(encoding="utf-8")
    head = head.replace('state = "draft"', f'state = "{state}"')
    (folder / "pack.toml").write_text(head, encoding="utf-8")

    assert codes(folder) == expected


def test_confirmation_is_kept_with_the_pack(tmp_path):
    pack = load(write_pack(tmp_path, "own", {}, extra=CONFIRMED))

    assert pack.confirmation == Confirmation(
        "Ban Thường vụ Đảng ủy xã thử", "2-TB/ĐU", date(2026, 2, 1)
    )
