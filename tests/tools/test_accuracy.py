"""What measures the reader: texts with their expectations, and when two duties are the same."""

from __future__ import annotations

import json
from pathlib import Path

import accuracy
import duty_rows
import examples
import pytest
from marked import named_in, read_marked

from danvan.law.text import read_document, walk
from danvan.law.text.tree import PLAIN

DATA = Path(__file__).resolve().parents[1] / "data"
TEXTS = sorted([*DATA.glob("corpus/*.marked"), *DATA.glob("held/*.marked")])
SMALL = """% a remark
@letterhead
ĐẢNG ỦY XÃ THỬ
Số 1-QĐ/ĐU

@art_1 [Báo cáo]
Điều 1. Báo cáo

@art_1__cl_1
1. Công an xã gửi báo cáo tháng cho Đảng ủy; khi cần thì họp.
» commune_police | duty | period monthly | - | - | commune_party_committee, copy:người dân | reporting/other | report | gửi báo cáo tháng … Đảng ủy
» lead_with:tổ a, tổ b; tổ c | right/power | ad_hoc | within 3 day | * | - | * | * | họp
~~~
@art_2
Điều 2. Trang sau.
"""  # noqa: E501  one duty a line


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_provision_and_every_act_of_a_text_is_found(path):
    marked = read_marked(path.read_text(encoding="utf-8"))
    document = read_document(marked.pages)
    nodes = {node.address for node in walk(document.nodes) if node.level not in PLAIN}
    levels = accuracy.LETTERED if path.stem.startswith(accuracy.NOISY) else None
    wanted = {
        one[0]
        for one in marked.provisions
        if (level := accuracy.level_of(one[0])) and (levels is None or level in levels)
    }

    assert wanted - nodes == set()
    assert len(duty_rows.of_marked(marked, document)) == len(marked.duties) > 5


def test_there_are_enough_texts_and_some_of_them_are_held_back():
    held = [path for path in TEXTS if path.parent.name == "held"]

    assert len(TEXTS) >= 23
    assert len(held) >= 5


def test_a_marked_text_says_pages_places_and_duties():
    found = read_marked(SMALL)

    assert [page.split("\n")[0] for page in found.pages] == ["ĐẢNG ỦY XÃ THỬ", "Điều 2. Trang sau."]
    assert ("art_1", "Báo cáo", "Điều 1. Báo cáo") in found.provisions
    first, second = found.duties
    assert (first.timings, first.period) == (("period",), "monthly")
    assert first.receivers == {("commune_party_committee", "receiver"), ("người dân", "copy")}
    assert (second.bearing, second.bearers) == ("lead_with", {"tổ a, tổ b", "tổ c"})
    assert second.due == ("within", None, None, None, 3, "day")
    assert (second.counterparts, second.areas, second.evidence) == (None, None, None)
    assert second.modalities == ("right", "power")


def test_a_semicolon_after_one_name_keeps_its_comma():
    assert named_in("Báo và Phát thanh, Truyền hình;") == {"báo và phát thanh, truyền hình"}


@pytest.mark.parametrize(
    ("written", "told"),
    [("@art_1\n", "nothing stands"), ("@art_1\nĐiều 1.\n» a | b\n", "2 columns")],
)
def test_a_text_marked_wrongly_is_refused(written, told):
    with pytest.raises(ValueError, match=told):
        read_marked(written)


def row(**changed):
    usual = {
        "address": "art_1", "timing": "standing", "period": None, "at_least": None, "due": None,
        "bearers": frozenset({"a"}), "bearing": "each", "modality": "duty",
        "counterparts": frozenset(), "receivers": frozenset(), "areas": frozenset({"other"}),
        "evidence": frozenset(), "act": (0, 10), "told": "",
    }  # fmt: skip
    return duty_rows.Row(**{**usual, **changed})


@pytest.mark.parametrize(
    ("mine", "is_found"),
    [
        (row(), True),
        (row(act=(0, 30)), True),
        (row(act=(6, 30)), False),
        (row(address="art_2"), False),
        (row(act=(0, 10), timing="once"), True),
    ],
)
def test_a_duty_is_found_where_most_of_its_act_is(mine, is_found):
    pairs, missing, extra = duty_rows.paired([row()], [mine])

    assert (len(pairs), len(missing), len(extra)) == ((1, 0, 0) if is_found else (0, 1, 1))


def test_without_a_place_the_rhythm_decides_and_each_row_counts_once():
    expected = [row(act=None, timing="period", period="monthly"), row(act=None, timing="once")]
    found = [row(timing="dated", period="monthly"), row(timing="period", period="monthly")]

    pairs, missing, extra = duty_rows.paired(expected, found)

    assert (len(pairs), len(missing), len(extra)) == (1, 1, 1)


def test_the_likest_of_two_is_taken():
    two = [row(bearers=frozenset({"b"})), row()]

    pairs, _missing, _extra = duty_rows.paired([row()], two)

    assert pairs[0][1].bearers == {"a"}


def test_what_nobody_could_say_is_not_counted():
    expected = row(bearers=None, areas=None, evidence=None, counterparts=None)

    told = duty_rows.fields_of([(expected, row(evidence=frozenset({"report"})))])

    assert not {name for name in told if name.startswith(("bearers", "area", "evidence"))}
    assert duty_rows.right_bearers(expected, row()) is True


def test_a_year_that_a_pack_does_not_name_is_no_fault():
    mine = ("before", 5, "12", 2024, None, None)

    assert duty_rows.same_due(("before", 5, "12", None, None, None), mine)
    assert not duty_rows.same_due(("before", 6, "12", None, None, None), mine)
    assert not duty_rows.same_due(None, mine)


def test_examples_of_the_confirming_page_are_read_again(tmp_path):
    text = "ĐẢNG ỦY XÃ THỬ\nSố 1-QĐ/ĐU\n\nQUYẾT ĐỊNH\nvề việc thử\n\nĐiều 1. Báo cáo\n\n"
    text += "1. Công an xã gửi báo cáo hằng tháng cho Đảng ủy.\n\n2. Công an xã họp hằng quý.\n"
    start = text.index("gửi báo cáo")
    duty = {
        "provision": "art_1__cl_1", "timing": "period", "period": "monthly", "bearing": "each",
        "bearers": ["commune_police"], "modality": "duty", "area": "reporting",
        "act": {"start": start, "end": start + 20},
    }  # fmt: skip
    kept = {"schema": 1, "text": text, "decided": ["art_1__cl_1"], "duties": [duty]}
    (tmp_path / "one.json").write_text(json.dumps(kept), encoding="utf-8")

    found = list(examples.of_examples(tmp_path, accuracy.Text))
    pairs, missing, extra = accuracy.score(found[0])

    assert (len(pairs), len(missing), len(extra)) == (1, 0, 0)
    assert list(examples.of_examples(None, accuracy.Text)) == []
