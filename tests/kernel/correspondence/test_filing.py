from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.documents import issue
from danvan.kernel.correspondence.filing import (
    FileFacts,
    HandOverFacts,
    add_entry,
    close_entry,
    hand_over,
    open_list,
)
from danvan.kernel.correspondence.models import FileEntry
from danvan.kernel.correspondence.sheets import file_case, file_paper
from tests.factories.accounts import actor_at
from tests.factories.correspondence import TODAY, arrived, draft

FACTS = FileFacts("01-PH", "Hồ sơ phối hợp", "10 năm", TODAY, "Văn thư")
TO_ARCHIVE = HandOverFacts("Lưu trữ xã", "Văn thư", "Lưu trữ viên", TODAY)


@pytest.fixture
def entry(office):
    """Return an open file of this year."""
    return add_entry(open_list(office.unit, 2026, office.clerk), FACTS, office.clerk)


def closed(entry, office):
    if not entry.sheets.exists():
        file_paper(entry, "", None, "Một tờ giấy", office.clerk)
    close_entry(entry, office.clerk, TODAY)
    return entry


def test_minutes_list_the_documents_in_order(entry, office):
    sent = issue(draft(office), TODAY, office.clerk, register=office.out)
    came = arrived(office)
    restricted = arrived(office, classification=Classification.INTERNAL)
    for case in (sent.case, came.case, restricted.case):
        file_case(entry, case, office.clerk)

    made = hand_over(office.unit, [closed(entry, office)], TO_ARCHIVE, office.clerk)

    (file,) = made.minutes["files"]
    assert [one["number"] for one in file["documents"]] == [
        "Số: 01/BC-UBND",
        "12/SA-VP",
        "12/SA-VP",
    ]
    assert (file["keeping"], made.minutes["unit"]) == ("10 năm", "Đơn vị council")


def test_minutes_hold_no_words_of_what_is_restricted(entry, office):
    restricted = arrived(office, classification=Classification.CONFIDENTIAL)
    reader = actor_at(office.unit, highest=Classification.CONFIDENTIAL, today=TODAY)
    file_case(entry, restricted.case, reader)

    made = hand_over(office.unit, [closed(entry, office)], TO_ARCHIVE, office.clerk)

    assert made.minutes["files"][0]["documents"][0]["summary"] == ""


def test_what_is_not_seen_is_not_filed(entry, office, committee):
    restricted = arrived(office, classification=Classification.CONFIDENTIAL)

    for case in (restricted.case, draft(committee).case):
        with pytest.raises(Refused, match="REG-01"):
            file_case(entry, case, office.clerk)


def test_document_lies_once_in_an_open_file(entry, office):
    case = draft(office).case
    file_case(entry, case, office.clerk)
    with pytest.raises(Refused, match="REG-67"):
        file_case(entry, case, office.clerk)
    closed(entry, office)

    with pytest.raises(Refused, match="REG-34"):
        file_case(entry, draft(office).case, office.clerk)
    with pytest.raises(Refused, match="REG-34"):
        close_entry(entry, office.clerk, TODAY)


def test_list_and_code_stand_once(entry, office):
    with pytest.raises(Refused, match="REG-32"):
        open_list(office.unit, 2026, office.clerk)
    with pytest.raises(Refused, match="REG-33"):
        add_entry(entry.file_list, FACTS, office.clerk)


@pytest.mark.parametrize("empty", ["code", "title", "keeping"])
def test_file_needs_its_words(entry, office, empty):
    with pytest.raises(Refused, match="REG-66"):
        add_entry(entry.file_list, replace(FACTS, **{"code": "02-PH", empty: " "}), office.clerk)


def test_open_file_is_not_handed_over(entry, office):
    with pytest.raises(Refused, match="REG-35"):
        hand_over(office.unit, [entry], TO_ARCHIVE, office.clerk)

    assert not office.unit.hand_overs.exists()


def test_file_is_handed_over_once_by_its_own_unit(entry, office, committee):
    closed(entry, office)
    with pytest.raises(Refused, match="REG-35"):
        hand_over(committee.unit, [entry], TO_ARCHIVE, committee.clerk)
    made = hand_over(office.unit, [entry], TO_ARCHIVE, office.clerk)

    assert FileEntry.objects.get(pk=entry.pk).hand_over == made
    for entries in ([entry], []):
        with pytest.raises(Refused, match="REG-35"):
            hand_over(office.unit, entries, TO_ARCHIVE, office.clerk)


def test_an_empty_file_is_not_closed(entry, office):
    with pytest.raises(Refused, match="REG-68"):
        close_entry(entry, office.clerk, TODAY)

    entry.refresh_from_db()
    assert entry.closed_on is None


def test_a_file_is_not_closed_before_it_was_opened(entry, office):
    with pytest.raises(Refused, match="REG-70"):
        close_entry(entry, office.clerk, entry.opened_on - timedelta(days=1))


def test_day_to_come_is_refused(entry, office):
    tomorrow = TODAY + timedelta(days=1)

    with pytest.raises(Refused, match="REG-04"):
        close_entry(entry, office.clerk, tomorrow)
    with pytest.raises(Refused, match="REG-04"):
        hand_over(office.unit, [entry], replace(TO_ARCHIVE, handed_on=tomorrow), office.clerk)


def test_stranger_files_nothing(entry, office):
    stranger = office.stranger

    for change in (
        lambda: open_list(office.unit, 2027, stranger),
        lambda: add_entry(entry.file_list, FACTS, stranger),
        lambda: file_case(entry, draft(office).case, stranger),
        lambda: close_entry(entry, stranger, TODAY),
        lambda: hand_over(office.unit, [entry], TO_ARCHIVE, stranger),
    ):
        with pytest.raises(Refused, match="REG-01"):
            change()
