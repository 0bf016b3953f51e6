from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.delivery import Receiver, set_addressees
from danvan.kernel.correspondence.documents import (
    add_version,
    change_draft,
    hold_number,
    issue,
    recall,
    set_joint_issuers,
    take_names,
)
from danvan.kernel.correspondence.issuers import issuers_of, set_profile
from danvan.kernel.correspondence.models import Document, DocumentVersion, Number
from danvan.kernel.correspondence.numbers import reserve
from danvan.kernel.correspondence.signings import Signer, set_signers
from tests.factories.correspondence import NAMES, TODAY, draft, make_office, stored

RENAMED = replace(NAMES["state"], name="Ủy ban nhân dân phường", abbreviation="UBNDP")


def issued(office, **kind):
    return issue(draft(office, **kind), TODAY, office.clerk, register=office.out)


def rename(office, on):
    set_profile(office.unit, "state", RENAMED, valid_from=on, actor=office.clerk)


def test_state_document_is_numbered_as_the_state_prints(office):
    document = issued(office)

    assert document.written == "Số: 01/BC-UBND"
    assert (document.issued_on, document.number.state) == (TODAY, "used")


def test_party_document_is_numbered_as_the_party_prints(committee):
    written = issued(committee).written

    assert written.startswith("Số 01")
    assert "BC/ĐU" in written


def test_line_of_the_register_tells_document_signer_and_addressee(office):
    document = draft(office)
    receivers = [Receiver(words="Tỉnh"), Receiver(unit_id=office.tree["police"].pk)]
    set_addressees(document, receivers, office.clerk)
    set_signers(document, [Signer(office.unit.pk, "Chủ tịch", "Người ký")], office.clerk)

    number = issue(document, TODAY, office.clerk, register=office.out).number

    line = Number.objects.get(pk=number.pk)
    assert line.summary == "Về việc thử"
    assert (line.addressee, line.signer) == ("Tỉnh; Đơn vị police", "Người ký")


def test_line_of_a_restricted_document_holds_no_words(office):
    document = issued(office, classification=Classification.CONFIDENTIAL)

    line = Number.objects.get(pk=document.number_id)
    assert (line.written, line.summary, line.signer) == ("Số: 01/BC-UBND", "", "")


def test_unit_renamed_between_draft_and_issue_keeps_the_name_of_the_draft(office):
    document = draft(office)
    take_names(document, date(2026, 6, 1), office.clerk)
    rename(office, date(2026, 6, 10))

    issue(document, TODAY, office.clerk, register=office.out)

    kept = Document.objects.get(pk=document.pk)
    assert (kept.issuer["name"], kept.written) == ("Ủy ban nhân dân xã", "Số: 01/BC-UBND")


def test_names_are_taken_anew_until_the_issue(office):
    document = draft(office)
    take_names(document, date(2026, 6, 1), office.clerk)
    rename(office, date(2026, 6, 10))

    take_names(document, TODAY, office.clerk)
    issue(document, TODAY, office.clerk, register=office.out)

    assert Document.objects.get(pk=document.pk).written == "Số: 01/BC-UBNDP"
    with pytest.raises(Refused, match="REG-17"):
        take_names(document, TODAY, office.clerk)


def test_what_is_issued_keeps_the_name_of_its_day(office):
    document = draft(office)
    rename(office, date(2026, 6, 10))
    issue(document, TODAY, office.clerk, register=office.out)
    set_profile(office.unit, "state", NAMES["state"], valid_from=TODAY, actor=office.clerk)

    kept = Document.objects.get(pk=document.pk)

    assert kept.issuer["name"] == "Ủy ban nhân dân phường"
    assert issuers_of(kept, date(2027, 1, 1)) == [kept.issuer]
    assert kept.written == "Số: 01/BC-UBNDP"


def test_draft_shows_the_names_of_the_day(office):
    document = draft(office)
    rename(office, TODAY)

    assert issuers_of(document, date(2026, 6, 14))[0]["name"] == "Ủy ban nhân dân xã"
    assert issuers_of(document, TODAY)[0]["name"] == "Ủy ban nhân dân phường"


def test_issue_without_names_takes_no_number(office):
    document = draft(office)
    office.unit.issuer_profiles.all().delete()

    with pytest.raises(Refused, match="REG-09"):
        issue(document, TODAY, office.clerk, register=office.out)

    assert not Number.objects.exists()
    assert Document.objects.get(pk=document.pk).issued_on is None


def test_held_number_is_the_one_issued(office):
    document = draft(office)
    number = reserve(office.out, "report", office.clerk, TODAY)
    reserve(office.out, "report", office.clerk, TODAY)
    hold_number(document, number, office.clerk)

    assert issue(document, TODAY, office.clerk).number.value == 1


def test_number_of_another_draft_unit_or_book_is_not_held(office, committee):
    number = reserve(office.out, "report", office.clerk, TODAY)
    hold_number(draft(office), number, office.clerk)
    away = reserve(committee.out, "report", committee.clerk, TODAY)
    came = reserve(office.into, "", office.clerk, TODAY)

    for taken, clerk in ((number, office.clerk), (away, committee.clerk), (came, office.clerk)):
        with pytest.raises(Refused, match="REG-19"):
            hold_number(draft(office), taken, clerk)


def test_issued_document_is_not_changed_or_issued_again(office):
    document = issued(office)

    for change in (
        lambda: change_draft(document, {"summary": "Khác"}, office.clerk),
        lambda: issue(document, TODAY, office.clerk, register=office.out),
        lambda: set_signers(document, [], office.clerk),
        lambda: set_addressees(document, [], office.clerk),
        lambda: set_joint_issuers(document, [], office.clerk),
    ):
        with pytest.raises(Refused, match="REG-17"):
            change()


def test_document_without_number_and_register_is_not_issued(office):
    with pytest.raises(Refused, match="REG-20"):
        issue(draft(office), TODAY, office.clerk)


def test_draft_is_changed_by_its_own_columns_only(office):
    document = draft(office)
    change_draft(document, {"summary": "Khác", "content": {"body": []}}, office.clerk)

    assert Document.objects.get(pk=document.pk).summary == "Khác"
    with pytest.raises(KeyError):
        change_draft(document, {"issued_on": TODAY}, office.clerk)


def test_joint_document_keeps_both_names_and_both_numbers(office):
    other = make_office("party", body="board", tree=office.tree)
    document = draft(office, type_key="report", world="joint")
    set_joint_issuers(document, [other.unit.pk], office.clerk)
    joint = document.joint_issuers.get()
    hold_number(joint, reserve(other.out, "report", other.clerk, TODAY), other.clerk)

    issue(document, TODAY, office.clerk, register=office.out)

    joint.refresh_from_db()
    assert [one["abbreviation"] for one in issuers_of(document, TODAY)] == ["UBND", "ĐU"]
    assert document.written == "Số: 01/BC-UBND"
    assert joint.written.endswith("BC-ĐU")
    assert (joint.number.state, joint.issuer["name"]) == ("used", "Đảng ủy xã")


def test_joint_document_with_one_number_carries_both_symbols(office):
    other = make_office("party", body="board", tree=office.tree)
    document = draft(office, type_key="report", world="joint")
    set_joint_issuers(document, [other.unit.pk], office.clerk)

    issue(document, TODAY, office.clerk, register=office.out)

    assert document.written == "Số: 01/BC-UBND-ĐU"


def test_each_issuer_of_a_joint_draft_changes_it_and_others_do_not(office):
    other = make_office("party", body="board", tree=office.tree)
    document = draft(office, type_key="report", world="joint")
    with pytest.raises(Refused, match="REG-01"):
        change_draft(document, {"summary": "Khác"}, other.clerk)

    set_joint_issuers(document, [other.unit.pk], office.clerk)
    change_draft(document, {"summary": "Khác"}, other.clerk)

    assert Document.objects.get(pk=document.pk).summary == "Khác"


def test_unit_issues_once(office):
    with pytest.raises(Refused, match="REG-18"):
        set_joint_issuers(draft(office), [office.unit.pk], office.clerk)


def test_recalled_document_keeps_its_number_void_in_the_register(office):
    document = issued(office)

    recall(document, office.clerk, "Sai nội dung")

    number = Number.objects.get(pk=document.number_id)
    assert (number.state, number.reason, number.written) == (
        "void",
        "Sai nội dung",
        "Số: 01/BC-UBND",
    )
    assert issued(office).number.value == 2


def test_recalled_draft_gives_its_number_back(office):
    document = draft(office)
    hold_number(document, reserve(office.out, "report", office.clerk, TODAY), office.clerk)

    recall(document, office.clerk, "Thôi")

    assert document.number is None
    assert issued(office).number.value == 1


def test_versions_follow_each_other_with_a_digest(office):
    document = draft(office)
    first = add_version(document, docx=stored("a"), why="Dự thảo", actor=office.clerk)
    second = add_version(document, docx=stored("b"), pdf=stored("c"), why="Sửa", actor=office.clerk)

    assert (first.order, second.order) == (1, 2)
    assert first.digest != second.digest


def test_database_refuses_to_change_or_delete_a_version(office):
    made = add_version(draft(office), pdf=stored(), why="Dự thảo", actor=office.clerk)
    rows = DocumentVersion.objects.filter(pk=made.pk)

    for change in (lambda: rows.update(why="Khác"), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_version_needs_a_file_and_a_reason(office):
    document = draft(office)

    with pytest.raises(Refused, match="REG-21"):
        add_version(document, why="Dự thảo", actor=office.clerk)
    with pytest.raises(Refused, match="REG-05"):
        add_version(document, pdf=stored(), why="", actor=office.clerk)


def test_stranger_changes_nothing(office):
    document, stranger = draft(office), office.stranger

    for change in (
        lambda: change_draft(document, {"summary": "x"}, stranger),
        lambda: issue(document, TODAY, stranger, register=office.out),
        lambda: recall(document, stranger, "x"),
        lambda: add_version(document, pdf=stored(), why="x", actor=stranger),
        lambda: set_joint_issuers(document, [], stranger),
    ):
        with pytest.raises(Refused, match="REG-01"):
            change()
