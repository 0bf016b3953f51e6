"""Forgetting a petition whose time is over: its title, its words, and the papers drafted for it."""

from __future__ import annotations

import pytest

from danvan.areas.petitions.intake import forget
from danvan.areas.petitions.shapes import FEEDBACK
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.search import matching
from tests.areas.petitions.conftest import take_in
from tests.areas.petitions.test_merge import SENDER, act, draft, issued

NAMED = "Ông Người gửi thử than đường ngập"

pytestmark = pytest.mark.usefixtures("unprinted")


@pytest.fixture
def unprinted(monkeypatch):
    """Leave the print in the background out: it has tests of its own."""
    monkeypatch.setattr("danvan.areas.documents.acts.ordered", lambda *_told: None)


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_title_goes_and_kind_and_day_stand_in_its_place(desk):
    case = take_in(desk, FEEDBACK, title=NAMED).case

    forget(case)

    kept = again(case)
    assert (kept.title_vi, kept.title_en) == ("Phản ánh 06/04/2026", "Feedback 06/04/2026")
    assert not Case.objects.filter(matching("Người gửi thử"), pk=case.pk).exists()
    assert Case.objects.filter(matching("phản ánh"), pk=case.pk).exists()


def test_draft_of_a_paper_is_emptied_and_an_issued_one_is_counted(desk):
    case = take_in(desk, FEEDBACK, title=NAMED, senders=SENDER).case
    act(case, desk, "classify", competence="ours")
    act(case, desk, "accept")
    drafted = draft(case, desk, "answer", answer="Trả lời ông Người gửi thử.")
    out = issued(draft(case, desk, "answer", answer="Trả lời ông Người gửi thử."), desk)
    drafted.drafts.create(
        form="revise",
        person="user:1",
        label="Cán bộ",
        values={"body": "Người gửi thử"},
        version=0,
        saved_at="2026-04-15T00:00:00Z",
    )

    gone = forget(again(case))

    kept = again(drafted)
    document = kept.outgoing_document
    heap = f"{kept.title_vi} {kept.title_en} {kept.search} {document.summary} {document.content}"
    assert "gửi thử" not in heap
    assert "gui thu" not in heap
    assert not kept.drafts.exists()
    assert document.content["body"] == ""
    assert "Người gửi thử" in again(out).outgoing_document.content["body"]
    assert (gone["papers"], gone["papers_kept"]) == (1, 1)
