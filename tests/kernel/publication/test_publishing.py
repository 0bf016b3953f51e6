from __future__ import annotations

import io
from datetime import timedelta

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.store import keep
from danvan.kernel.publication.models import Publication, Standing
from danvan.kernel.publication.publishing import (
    MOST_FILES,
    add_file,
    approve,
    choice_of,
    give_back,
    propose,
    publish_of_case,
    seal_of,
    withdraw,
)
from danvan.kernel.publication.queries import (
    changed_copies,
    of_case,
    of_office,
    public_copy,
    shown_copies,
)
from tests.factories.desks import START, TODAY, make_desk, owe
from tests.factories.publications import approved, copy_of, shown, waiting

DAY = timedelta(days=1)


@pytest.fixture
def desk(db):
    del db
    return make_desk()


def refused(call) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def test_a_copy_waits_for_the_head_and_is_not_seen(desk):
    row = waiting(desk)

    assert row.standing == Standing.PROPOSED
    assert public_copy(row.slug) is None
    assert not shown_copies().exists()


def test_an_approved_copy_is_seen_as_it_was_proposed(desk):
    row = shown(desk)

    copy = public_copy(row.slug)

    assert copy.content["title"] == "Trả lời về cống thoát nước"
    assert copy.content["paragraphs"] == ["Ông [họ tên] nêu cống tắc.", "Ủy ban đã sửa xong."]
    assert list(shown_copies()) == [row]


def test_the_audit_tells_what_was_done_and_never_the_words(desk):
    row = shown(desk)

    entries = Entry.objects.filter(subject=f"publication:{row.slug}").order_by("pk")

    assert [one.action for one in entries] == [
        "publication.copy.propose",
        "publication.copy.publish",
    ]
    assert "cống" not in str([one.details for one in entries])
    assert entries[1].details["digest"] == row.digest


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "PUB-01"),
        ({"paragraphs": ("", " ")}, "PUB-01"),
        ({"shown_until": START - DAY}, "PUB-02"),
    ],
)
def test_a_copy_that_says_nothing_or_never_stands_is_refused(desk, changed, code):
    assert refused(lambda: propose(copy_of(desk, **changed), desk.actor)) == code
    assert not Publication.objects.exists()


def test_a_foreign_desk_neither_proposes_nor_decides(desk):
    row, stranger = waiting(desk), make_desk().actor

    assert refused(lambda: propose(copy_of(desk), stranger)) == "PUB-03"
    assert refused(lambda: approve(row, stranger, seen=seal_of(row))) == "PUB-03"
    assert refused(lambda: give_back(row, stranger, reason="x")) == "PUB-03"
    assert not of_office(stranger).exists()


def test_an_officer_prepares_and_only_the_head_approves(db):
    desk = make_desk(roles=("officer",))
    row = waiting(desk)

    assert refused(lambda: approve(row, desk.actor, seen=seal_of(row))) == "PUB-03"


def test_a_copy_is_decided_once(desk):
    row = shown(desk)

    assert refused(lambda: approve(row, desk.actor, seen=seal_of(row))) == "PUB-05"
    assert refused(lambda: give_back(row, desk.actor, reason="x")) == "PUB-05"


def test_a_copy_given_back_says_why(desk):
    row = waiting(desk)

    assert refused(lambda: give_back(row, desk.actor, reason=" ")) == "CASE-07"
    assert give_back(row, desk.actor, reason="Còn tên").reason == "Còn tên"


@pytest.mark.parametrize(
    ("first", "last", "is_seen"),
    [(TODAY, TODAY, True), (TODAY + DAY, None, False), (START, TODAY - DAY, False)],
)
def test_a_copy_is_seen_from_its_first_day_to_its_last(desk, first, last, is_seen):
    row = shown(desk, shown_from=first, shown_until=last)

    assert (public_copy(row.slug) is not None) is is_seen
    assert shown_copies().exists() is is_seen


def test_a_copy_by_address_is_in_no_list(desk):
    row = shown(desk, audience="address")

    assert public_copy(row.slug) is not None
    assert not shown_copies().exists()


def test_words_changed_behind_the_writer_are_not_shown(desk):
    row = shown(desk)
    Publication.objects.filter(pk=row.pk).update(content=row.content | {"title": "Khác"})

    assert public_copy(row.slug) is None
    assert changed_copies() == 1


def test_words_changed_before_the_head_decides_are_refused(desk):
    row = waiting(desk)
    Publication.objects.filter(pk=row.pk).update(content=row.content | {"title": "Khác"})
    row.refresh_from_db()

    assert refused(lambda: approve(row, desk.actor, seen=seal_of(row))) == "PUB-07"


def test_a_file_added_after_the_head_read_the_copy_is_refused(desk):
    case = owe(desk, TODAY)
    row = waiting(desk, case_slug=case.slug)
    seen, chosen = seal_of(row), choice_of(row)

    add_file(row, io.BytesIO(b"Chua che"), "chua-che.txt", desk.actor)

    told = {"publication": chosen}
    assert refused(lambda: approve(row, desk.actor, seen=seen)) == "PUB-07"
    assert refused(lambda: approve(row, desk.actor, seen="")) == "PUB-07"
    assert refused(lambda: publish_of_case(case, None, desk.actor, told)) == "PUB-07"
    row.refresh_from_db()
    assert row.standing == Standing.PROPOSED
    approved(row, desk)


def test_no_file_is_added_to_a_copy_that_was_read_before_it_was_approved(desk):
    row = waiting(desk)
    approved(Publication.objects.get(pk=row.pk), desk)

    assert row.standing == Standing.PROPOSED
    assert refused(lambda: add_file(row, io.BytesIO(b"x"), "x.txt", desk.actor)) == "PUB-05"


def test_a_withdrawn_copy_leaves_a_notice_and_no_words(desk):
    row = shown(desk)
    stored = keep(io.BytesIO(b"Da che"), "da-che.txt", by="tests")
    row.files.create(number=1, file=stored, label="da-che.txt")

    assert refused(lambda: withdraw(row, desk.actor, reason="", told="x")) == "CASE-07"
    withdraw(row, desk.actor, reason="Còn địa chỉ nhà", told="Trả lời về cống")

    notice = public_copy(row.slug)
    assert (notice.told, notice.reason) == ("Trả lời về cống", "Còn địa chỉ nhà")
    assert notice.withdrawn_on == TODAY
    assert "paragraphs" not in notice.content
    assert notice.files == ()
    assert not shown_copies().exists()
    assert refused(lambda: withdraw(row, desk.actor, reason="x", told="x")) == "PUB-04"


def test_a_better_copy_takes_the_place_of_the_old_one(desk):
    old = shown(desk)
    better = propose(copy_of(desk, title="Bản sửa"), desk.actor, replaces=old)
    assert public_copy(old.slug).content["title"] != "Bản sửa"

    approved(better, desk)

    assert public_copy(old.slug).replaced_by == better.slug
    assert list(shown_copies()) == [better]


def test_only_a_shown_copy_can_be_replaced(desk):
    row = waiting(desk)

    assert refused(lambda: propose(copy_of(desk), desk.actor, replaces=row)) == "PUB-04"


def test_files_go_with_a_copy_that_waits(desk):
    row = waiting(desk)
    for _turn in range(MOST_FILES):
        add_file(row, io.BytesIO(b"Da che"), "da-che.txt", desk.actor)

    assert refused(lambda: add_file(row, io.BytesIO(b"x"), "x.txt", desk.actor)) == "PUB-06"
    approve(row, desk.actor, seen=seal_of(row))
    assert refused(lambda: add_file(row, io.BytesIO(b"x"), "x.txt", desk.actor)) == "PUB-05"
    assert [one.number for one in public_copy(row.slug).files] == list(range(1, MOST_FILES + 1))


def test_an_act_approves_the_copy_of_its_case(desk):
    case = owe(desk, TODAY)
    row = waiting(desk, case_slug=case.slug)
    assert of_case(desk.actor, case.slug) == [row]

    publish_of_case(case, None, desk.actor, {"publication": choice_of(row)})
    publish_of_case(case, None, desk.actor, {"publication": ""})

    row.refresh_from_db()
    assert row.standing == Standing.PUBLISHED


def test_an_act_refuses_the_copy_of_another_case(desk):
    row = waiting(desk, case_slug="another")

    chosen = {"publication": choice_of(row)}
    assert refused(lambda: publish_of_case(owe(desk, TODAY), None, desk.actor, chosen)) == "PUB-05"
    assert not of_office(desk.actor).exists()
