"""Tree templates of a pack are read, and what is wrong with one is found."""

from __future__ import annotations

import pytest

from danvan.law.pack_folders import pack_folder
from danvan.law.pack_parts import Sheets
from danvan.law.pack_trees import read_trees
from danvan.law.packs import load

GOOD = """
key = "commune"
label = { vi = "Xã", en = "Commune" }
note = { vi = "Mẫu", en = "Sample" }
tier = "commune"
begins_on = 2025-07-01

[[kinds]]
key = "commune"
names = { vi = "xã", en = "commune" }

[[units]]
key = "office"
names = { vi = "Văn phòng {place}", en = "Office of {place}" }
tier = "commune"
side = "party"
roles = ["known"]
source = "x"
mark = "C"

[[units]]
key = "team"
names = { vi = "Tổ {hamlet}", en = "Team of {hamlet}" }
tier = "hamlet"
side = "party"
parent = "office"
each_hamlet = true
source = "x"
mark = "C"

[[posts]]
unit = "office"
titles = { vi = "Chánh", en = "Head" }
grants = [{ role = "head" }, { role = "officer", unit = "office" }]
"""


def read(tmp_path, text):
    (tmp_path / "trees").mkdir(exist_ok=True)
    (tmp_path / "trees" / "one.toml").write_text(text, encoding="utf-8")
    sheets = Sheets(tmp_path)
    return read_trees(sheets, {"known"}), [one.code for one in sheets.findings]


def test_template_is_read(tmp_path):
    (template,), codes = read(tmp_path, GOOD)

    assert codes == []
    assert [unit.key for unit in template.units] == ["office", "team"]
    assert template.posts[0].grants == (("head", ""), ("officer", "office"))
    assert template.has_hamlets


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('roles = ["known"]', 'roles = ["strange"]', "PACK-09"),
        ('parent = "office"', 'parent = "nobody"', "PACK-09"),
        ('key = "team"', 'key = "office"', "PACK-08"),
        ("Văn phòng {place}", "Văn phòng {hamlet}", "PACK-06"),
        ("Văn phòng {place}", "Văn phòng {0}", "PACK-06"),
        ("Tổ {hamlet}", "Tổ {place}", "PACK-06"),
        ('tier = "hamlet"', 'tier = "village"', "PACK-07"),
        ('{ role = "head" }', '{ role = "administrator" }', "PACK-07"),
        ('unit = "office"\ntitles', 'unit = "nobody"\ntitles', "PACK-09"),
        ("begins_on = 2025-07-01", 'begins_on = "hôm nay"', "PACK-06"),
        ("each_hamlet = true", "each_hamlet = true\nstrange = 1", "PACK-04"),
        ('[[kinds]]\nkey = "commune"\nnames = { vi = "xã", en = "commune" }', "", "PACK-05"),
    ],
)
def test_what_is_wrong_is_found(tmp_path, old, new, code):
    assert old in GOOD

    assert code in read(tmp_path, GOOD.replace(old, new))[1]


def test_templates_of_the_base_pack_are_sourced():
    templates = load(pack_folder("vn-base")).trees

    assert {one.key for one in templates} == {"commune", "province", "city"}
    assert all(unit.source for one in templates for unit in one.units)
