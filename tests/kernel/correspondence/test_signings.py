from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.signings import (
    Signed,
    Signer,
    clear_signings,
    note_signing,
    set_signers,
)
from tests.factories.accounts import actor_at
from tests.factories.correspondence import TODAY, draft, stored


@pytest.fixture
def document(office):
    """Return a draft that two units sign."""
    made = draft(office)
    rows = [
        Signer(office.unit.pk, "Chủ tịch", "Người thứ nhất", "TM", "Ủy ban nhân dân"),
        Signer(office.tree["board"].pk, "Bí thư", "Người thứ hai"),
    ]
    set_signers(made, rows, office.clerk)
    return made


def by(manner="digital", on=TODAY):
    return Signed(manner, on, stored(), report={"is_valid": True})


def test_two_sign_in_order_each_in_another_manner(document, office):
    first, second = document.signings.order_by("order")
    board = actor_at(office.tree["board"], today=TODAY)

    note_signing(first, by("digital"), office.clerk)
    note_signing(second, by("scan"), board)

    assert list(document.signings.order_by("order").values_list("manner", flat=True)) == [
        "digital",
        "scan",
    ]
    assert first.report == {"is_valid": True}


def test_second_does_not_sign_before_the_first(document, office):
    with pytest.raises(Refused, match="REG-23"):
        note_signing(
            document.signings.get(order=2), by(), actor_at(office.tree["board"], today=TODAY)
        )


def test_nobody_notes_the_signature_of_the_other_side(document, office):
    note_signing(document.signings.get(order=1), by(), office.clerk)

    with pytest.raises(Refused, match="REG-01"):
        note_signing(document.signings.get(order=2), by(), office.clerk)


def test_nobody_signs_twice(document, office):
    first = document.signings.get(order=1)
    note_signing(first, by(), office.clerk)

    with pytest.raises(Refused, match="REG-23"):
        note_signing(first, by(), office.clerk)


def test_signers_stay_once_somebody_has_signed(document, office):
    note_signing(document.signings.get(order=1), by(), office.clerk)

    with pytest.raises(Refused, match="REG-22"):
        set_signers(document, [], office.clerk)


def test_signatures_are_taken_back_with_a_reason(document, office):
    note_signing(document.signings.get(order=1), by(), office.clerk)

    clear_signings(document, office.clerk, "Sửa nội dung sau khi ký")

    assert not document.signings.exclude(signed_at=None).exists()
    note_signing(document.signings.get(order=1), by(), office.clerk)


@pytest.mark.parametrize(("signed", "code"), [(("stamp", 0), "REG-24"), (("digital", 1), "REG-04")])
def test_signing_that_cannot_be_is_refused(document, office, signed, code):
    manner, days = signed

    with pytest.raises(Refused, match=code):
        note_signing(
            document.signings.get(order=1),
            by(manner, TODAY + timedelta(days=days)),
            office.clerk,
        )


def test_stranger_signs_nothing(document, office):
    stranger = office.stranger

    for change in (
        lambda: note_signing(document.signings.get(order=1), by(), stranger),
        lambda: set_signers(document, [], stranger),
        lambda: clear_signings(document, stranger, "x"),
    ):
        with pytest.raises(Refused, match="REG-01"):
            change()
