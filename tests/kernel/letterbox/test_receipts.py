"""Receipts: found by code and PIN only."""

from __future__ import annotations

import pytest

from danvan.kernel.accounts.codes import spaced
from danvan.kernel.letterbox.codes import fresh_slip, slip_of
from danvan.kernel.letterbox.models import Letter
from danvan.kernel.letterbox.receipts import find, hand_receipt, promised_to
from tests.factories.desks import TODAY, follow, make_desk


def test_same_form_leads_to_the_same_slip_and_another_to_another():
    assert slip_of("a") == slip_of("a")
    assert slip_of("a") != slip_of("b")
    assert fresh_slip() != fresh_slip()


def test_slip_is_what_can_be_read_out():
    slip = fresh_slip()

    assert (len(slip.code), len(slip.pin)) == (15, 6)
    assert slip.code.isalnum()
    assert slip.pin.isdecimal()


@pytest.mark.django_db
def test_receipt_of_the_counter_is_found_however_it_is_typed():
    case = follow(make_desk())

    slip = hand_receipt(case, TODAY)

    assert find(spaced(slip.code).upper(), f" {slip.pin} ") == Letter.objects.get(case=case)
    assert promised_to(case) == TODAY


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["code", "pin", "both"])
def test_wrong_code_or_pin_finds_nothing(wrong):
    slip = hand_receipt(follow(make_desk()), TODAY)
    code = fresh_slip().code if wrong in {"code", "both"} else slip.code
    pin = "" if wrong in {"pin", "both"} else slip.pin

    assert find(code, pin) is None


@pytest.mark.django_db
def test_digests_tell_neither_code_nor_pin():
    slip = hand_receipt(follow(make_desk()), TODAY)

    kept = Letter.objects.get()
    assert slip.code not in f"{kept.code_digest}{kept.pin_digest}"
    assert kept.content == {}
