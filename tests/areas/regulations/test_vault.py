"""Examples: what people changed, without who they are."""

from __future__ import annotations

import json

import pytest

from danvan.areas.regulations import vault
from danvan.areas.regulations.models import Draft
from danvan.faces.cli import site as cli_site
from danvan.faces.cli.entry import main
from danvan.law.text import read_document
from tests.areas.regulations.conftest import send
from tests.factories.drafts import TEXT, accept_all, begin, decide, load_base

SIGNED = f"""{TEXT}
Nơi nhận:
- Lưu VP.

T/M ĐẢNG ỦY
BÍ THƯ

Trần Mẫu Thử
"""
REASON = "bà Nguyễn Thị Giả bảo thế"


@pytest.fixture
def draft(planner) -> Draft:
    load_base()
    send(planner, SIGNED.encode())
    return begin(planner)


def test_nothing_is_kept_where_nobody_changed_anything(planner, draft):
    accept_all(planner, draft)

    assert vault.example_of(draft) is None


def test_a_rejected_duty_is_kept_as_one_that_is_none(planner, draft):
    decide(planner, draft.candidates.get(address="art_3__cl_1"), "reject", reason=REASON)

    kept = vault.example_of(draft)

    assert kept["changed"] == kept["decided"] == ["art_3__cl_1"]
    assert kept["duties"] == []


def test_what_a_person_changed_is_kept_with_its_place(planner, draft):
    one = draft.candidates.get(address="art_2__cl_1")
    told = {
        "act_vi": "gửi báo cáo tháng", "bearers": ["Công an xã"], "bearing": "each",
        "modality": "duty", "area": "reporting", "timing": "standing",
    }  # fmt: skip
    decide(planner, one, "edit", **told)

    kept = vault.example_of(draft)

    duty = kept["duties"][0]
    assert (duty["bearers"], duty["timing"]) == (["commune_police"], "standing")
    act = kept["text"][duty["act"]["start"] : duty["act"]["end"]]
    assert act == "báo cáo Đảng ủy xã trước ngày 10 hằng tháng"


def test_a_wording_of_ones_own_is_no_change(planner, draft):
    one = draft.candidates.get(address="art_3__cl_1")
    told = {
        "act_vi": "tiếp công dân đều đặn", "bearers": ["Ủy ban nhân dân xã"], "bearing": "each",
        "modality": "duty", "area": "reporting", "timing": "standing",
    }  # fmt: skip
    decide(planner, one, "edit", **told)

    assert vault.example_of(draft) is None


def test_a_provision_left_open_does_not_count(planner, draft):
    rows = draft.candidates.filter(address="art_3__cl_1")
    decide(planner, rows.get(), "split", first="tiếp dân", second="ghi sổ")
    decide(planner, rows.filter(standing="undecided").first(), "accept")

    assert vault.example_of(draft) is None


def test_people_are_masked_and_offsets_stay(planner, draft):
    decide(planner, draft.candidates.get(address="art_3__cl_1"), "reject", reason=REASON)
    text = draft.version.text

    told = json.dumps(vault.example_of(draft), ensure_ascii=False)
    kept = vault.example_of(draft)["text"]

    for name in ("Trần Mẫu Thử", "Nguyễn Thị Giả", "giả", draft.opened_by):
        assert name not in told
    assert len(kept) == len(text)
    same = [(n.address, n.start) for n in read_document(text).nodes]
    assert [(n.address, n.start) for n in read_document(kept).nodes] == same


def test_telephone_and_letters_are_masked_sign_by_sign(draft):
    text = "Gọi 0912 345 678 hoặc viết an@mau.example, ngày 15/11/2025, Số 07-QĐ/ĐU."

    kept = vault.masked(text, draft.version.tree)

    assert kept == "Gọi 0000 000 000 hoặc viết xx@xxx.xxxxxxx, ngày 15/11/2025, Số 07-QĐ/ĐU."


def test_command_writes_one_file_a_text(planner, draft, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cli_site, "start", lambda: None)
    decide(planner, draft.candidates.get(address="art_3__cl_1"), "reject", reason=REASON)

    code = main(["examples", str(tmp_path / "kept")])

    files = list((tmp_path / "kept").iterdir())
    assert code == 0
    assert [path.suffix for path in files] == [".json"]
    assert json.loads(files[0].read_text(encoding="utf-8"))["schema"] == 1
    assert "1" in capsys.readouterr().out


def test_command_refuses_a_folder_it_cannot_write(planner, draft, tmp_path, monkeypatch, capsys):
    del planner, draft
    monkeypatch.setattr(cli_site, "start", lambda: None)
    (tmp_path / "file").write_text("x")

    code = main(["examples", str(tmp_path / "file")])

    assert code == 2
    assert "CLI-25" in capsys.readouterr().err
