"""Disposal: proposed by one, reviewed by another, held where there is a reason, never by itself."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.privacy import queries
from danvan.areas.privacy.models import Disposal, Hold
from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.models import Case, Evidence
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import path_of
from tests.areas.privacy.conftest import TODAY, at, do, filed, propose


def due(desk) -> list[Case]:
    return [line.case for line in queries.due_lines(desk.actor)]


@pytest.mark.parametrize(
    ("closed", "is_due"), [(date(2025, 5, 19), True), (date(2025, 5, 20), False)]
)
def test_filed_petition_is_past_its_time_after_twelve_months(house, closed, is_due):
    case = filed(house.first)
    Case.objects.filter(pk=case.pk).update(closed_on=closed)

    assert bool(due(house.first)) is is_due


def test_what_no_text_gives_a_time_for_is_never_past_it(house):
    case = filed(house.first)
    Case.objects.filter(pk=case.pk).update(state="answered")

    assert due(house.first) == []


def test_disposal_forgets_people_and_keeps_counts(house, django_capture_on_commit_callbacks):
    case = filed(house.first)
    digest = StoredFile.objects.get().digest
    disposal = propose(house.first)
    do(disposal, "review", house.second)

    with django_capture_on_commit_callbacks(execute=True):
        do(disposal, "carry_out", house.first)

    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.petition.signatory_count) == ("filed", 1)
    assert (case.petition.text, case.petition.petitioners.count()) == ("", 0)
    assert Evidence.objects.get(case=case).note == ""
    assert not StoredFile.objects.exists()
    assert not path_of(digest).exists()
    assert Disposal.objects.get().emptied["people"] == 1
    assert Disposal.objects.get().emptied["files"] == 1
    assert due(house.first) == []
    entry = Entry.objects.get(action="privacy.disposal.carry_out")
    assert "Tên thử" not in str(entry.details)


def test_file_that_stands_elsewhere_too_keeps_its_bytes(house, django_capture_on_commit_callbacks):
    filed(house.first, "Cùng một tệp")
    young = filed(house.first, "Cùng một tệp", on=TODAY)
    disposal = propose(house.first)
    do(disposal, "review", house.second)

    with django_capture_on_commit_callbacks(execute=True):
        do(disposal, "carry_out", house.first)

    stored = young.evidence.get().file
    assert path_of(stored.digest).exists()


def test_who_proposed_does_not_review(house):
    filed(house.first)
    disposal = propose(house.first)

    with pytest.raises(Refused) as refused:
        do(disposal, "review", house.first)

    assert refused.value.code == "PRIV-04"
    with pytest.raises(Refused):
        do(disposal, "carry_out", house.first)
    assert due(house.first) != []


def test_held_case_stays_and_stands_on_the_next_list_as_held(house):
    kept, gone = filed(house.first, "Đang thanh tra"), filed(house.first, "Hết hạn")
    disposal = propose(house.first)
    do(disposal, "hold", house.second, target=kept.slug)
    do(disposal, "review", house.second)
    do(disposal, "carry_out", house.second)

    assert Case.objects.get(pk=kept.pk).petition.text != ""
    assert Case.objects.get(pk=gone.pk).petition.text == ""
    assert due(house.first) == []
    assert Hold.objects.get().reason == "Theo danh sách"
    later = propose(house.first)
    sheet = house.first.client.get(f"/cases/{later.slug}/").content.decode()
    assert [line.target for line in later.disposal.lines.all()] == [kept]
    assert "giữ lại: Theo danh sách" in sheet
    do(later, "lift", house.second, target=kept.slug)
    assert due(house.first) == [kept]


def test_hold_is_lifted_and_the_case_is_past_its_time_again(house):
    kept = filed(house.first)
    filed(house.first, "Khác")
    disposal = propose(house.first)
    do(disposal, "hold", house.first, target=kept.slug)

    do(disposal, "lift", house.second, target=kept.slug)

    assert kept in due(house.first)
    with pytest.raises(Refused) as refused:
        do(disposal, "lift", house.second, target=kept.slug)
    assert refused.value.code == "PRIV-03"


def test_list_sent_back_is_reviewed_anew_and_may_be_dropped(house):
    case = filed(house.first)
    disposal = propose(house.first)
    do(disposal, "review", house.second)

    do(disposal, "send_back", house.first)
    assert Disposal.objects.get().reviewed_by == ""
    do(disposal, "drop", house.second)

    assert Case.objects.get(pk=case.pk).petition.text != ""
    assert due(house.first) == [case]


def test_case_that_was_opened_again_meanwhile_stays(house):
    case = filed(house.first)
    disposal = propose(house.first)
    do(disposal, "review", house.second)
    Case.objects.filter(pk=case.pk).update(state="accepted", closed_on=None)

    do(disposal, "carry_out", house.first)

    assert Case.objects.get(pk=case.pk).petition.text != ""


def test_nothing_past_its_time_makes_no_list(house):
    answer = house.first.client.post(
        "/cases/new/privacy.disposal/", {"unit": house.first.unit.pk, "key": "petitions.filed"}
    )

    assert (answer.status_code, "PRIV-02" in answer.content.decode()) == (422, True)
    assert not Case.objects.exists()


def test_foreign_users_see_no_list_and_propose_nothing_elsewhere(house):
    filed(house.first)
    disposal = propose(house.first)
    stranger = at(house.tree["front"])

    assert due(stranger) == due(house.other) == []
    assert stranger.client.get(f"/cases/{disposal.slug}/").status_code == 404
    answer = stranger.client.post(
        "/cases/new/privacy.disposal/", {"unit": house.first.unit.pk, "key": "petitions.filed"}
    )
    assert answer.status_code == 422


def test_pages_show_the_list_its_minutes_and_what_is_due(house):
    filed(house.first, "Đơn về tiếng ồn")
    before = house.first.client.get("/privacy/due/").content.decode()
    disposal = propose(house.first)
    do(disposal, "review", house.second)
    do(disposal, "carry_out", house.first)

    after = house.first.client.get("/privacy/due/").content.decode()
    sheet = house.first.client.get(f"/cases/{disposal.slug}/").content.decode()

    assert "Đơn về tiếng ồn" in before
    assert "Đơn về tiếng ồn" not in after
    assert "Biên bản: danh sách hồ sơ" in sheet
    assert "đã hủy" in sheet
