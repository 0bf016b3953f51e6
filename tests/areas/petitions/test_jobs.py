"""Marks, the duties of notice they raise, and petitions left lying."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.petitions.jobs import mark_left_lying
from danvan.areas.petitions.models import Mark
from danvan.kernel.cases.models import CaseLink, Relation
from danvan.kernel.duties.models import Duty, Occurrence
from danvan.kernel.organisations.models import Unit
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load
from tests.areas.petitions.conftest import take_in
from tests.areas.petitions.test_acts import act, classified
from tests.factories.desks import TODAY, follow, make_desk


def card(desk, timing, tag):
    """Let a duty of notice be followed at a desk, raised by petitions with a mark."""
    made = follow(desk, timing)
    duty = Duty.objects.get(pk=made.card.duty_id)
    duty.snapshot |= {"tags": [tag], "deadline": None}
    duty.save(update_fields=["snapshot"])
    return made


@pytest.mark.parametrize(
    ("mark", "timing", "tag"),
    [
        ("prolonged", "timely", "petition_prolonged"),
        ("over_head", "before", "petition_complicated"),
        ("mass", "before", "petition_complicated"),
        ("complicated", "before", "petition_complicated"),
    ],
)
def test_mark_raises_the_duty_of_notice_once(desk, mark, timing, tag):
    card(desk, timing, tag)
    case = take_in(desk).case

    act(case, desk, "mark_notable", TODAY, marks=[mark], words="Ba tháng chưa xong")
    act(case, desk, "mark_notable", TODAY, marks=[mark], words="Lần nữa")

    raised = Occurrence.objects.get()
    assert raised.caused_on == TODAY
    link = CaseLink.objects.get(relation=Relation.CAUSED_BY)
    assert (link.source, link.target) == (raised.case, case)
    assert Mark.objects.get().words == "Ba tháng chưa xong"
    assert "Ba tháng" not in raised.case.title_vi
    assert "Người gửi thử" not in raised.case.title_vi


def test_mark_raises_nothing_of_another_tree_or_another_tag(desk):
    card(make_desk(), "timely", "petition_prolonged")
    card(desk, "timely", "petition_complicated")
    case = take_in(desk).case

    act(case, desk, "mark_notable", TODAY, marks=["prolonged"], words="Lâu")

    assert not Occurrence.objects.exists()


def test_petition_of_many_is_marked_by_the_law(desk):
    card(desk, "before", "petition_complicated")

    case = classified(desk, signatory_count=5)

    mark = Mark.objects.get(petition=case.petition)
    assert (mark.key, mark.by_person) == ("mass", False)
    assert "42/2013/QH13" in mark.words
    assert Occurrence.objects.count() == 1


def test_extending_as_complex_raises_the_notice_before_settling(desk):
    card(desk, "before", "petition_complicated")
    case = act(classified(desk), desk, "accept")

    act(case, desk, "extend", complexity="Xác minh hai nơi")

    assert Mark.objects.get().key == "complicated"
    assert Occurrence.objects.count() == 1


@pytest.mark.parametrize(
    ("today", "count"), [(date(2026, 8, 29), 0), (date(2026, 8, 30), 1), (date(2026, 12, 1), 1)]
)
def test_what_lies_undecided_is_marked_by_night_once(desk, today, count):
    Unit.objects.filter(pk=desk.root.pk).update(demo_on=today)
    case = take_in(desk, received_on=date(2026, 7, 15)).case
    card(desk, "timely", "petition_prolonged")

    assert (mark_left_lying(), mark_left_lying()) == (count, 0)

    assert Mark.objects.filter(petition=case.petition).count() == count
    assert Occurrence.objects.count() == count


def test_what_was_decided_on_or_came_before_the_rule_is_not_marked(desk):
    Unit.objects.filter(pk=desk.root.pk).update(demo_on=date(2026, 12, 1))
    take_in(desk, received_on=date(2026, 6, 30))
    case = take_in(desk, received_on=date(2026, 7, 15)).case
    act(case, desk, "ask_more", date(2026, 7, 16))

    assert mark_left_lying() == 0


def test_two_duties_of_the_pack_wait_for_marks():
    pack = load(pack_folder("tay-son-2021"))
    wanted = {"petition_complicated", "petition_prolonged"}

    assert {duty.id: duty.tags for duty in pack.duties if wanted & set(duty.tags)} == {
        "002-d12-k2-b": ("petition_complicated",),
        "002-d12-k2-c": ("petition_prolonged",),
    }
