"""Receipts: given at the counter, found by code and PIN, replaced when lost."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from danvan.kernel.accounts.codes import typed
from danvan.kernel.cases.models import Case
from danvan.kernel.letterbox.codes import Slip, code_digest, fresh_slip, pin_digest
from danvan.kernel.letterbox.models import Letter

PASS_LASTS: Final = 3600
"""How long, in seconds, a page that was opened with code and PIN can be used."""
_VISIT: Final = "danvan.letterbox.visit"


def hand_receipt(case: Case, promised_on: date | None) -> Slip:
    """Give a receipt for a case that was opened at the counter; call it in the same transaction."""
    slip, now = fresh_slip(), timezone.now()
    Letter.objects.create(
        code_digest=slip.code_digest,
        pin_digest=slip.pin_digest,
        unit_id=case.unit_id,
        kind=case.kind,
        received_on=case.opened_on,
        promised_on=promised_on,
        made_at=now,
        taken_at=now,
        case=case,
    )
    return slip


def promised_to(case: Case) -> date | None:
    """Return the day that was told to who handed a case in; ``None`` without a receipt."""
    return Letter.objects.filter(case=case).values_list("promised_on", flat=True).first()


def find(code: str, pin: str) -> Letter | None:
    """Return the letter of a receipt; ``None`` for a wrong code as for a wrong PIN.

    Spaces, dashes and capitals do not matter. A wrong code costs what a wrong PIN costs.
    """
    code, pin = typed(code), "".join(sign for sign in pin if sign.isdecimal())
    rows = Letter.objects.filter(code_digest=code_digest(code))
    found = rows.select_related("unit__root", "case__unit__root").first()
    told = pin_digest(code, pin)
    kept = found.pin_digest if found else told[::-1]
    return found if constant_time_compare(kept, told) and found else None


def pass_of(letter: Letter) -> str:
    """Return what stands for code and PIN on the pages of one visit; a new receipt ends it."""
    return signing.dumps([letter.pk, letter.pin_digest[:16]], salt=_VISIT)


def by_pass(signed: str) -> Letter | None:
    """Return the letter of a pass; ``None`` for one that is too old, made up or replaced."""
    try:
        letter_id, digest = signing.loads(signed, salt=_VISIT, max_age=PASS_LASTS)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    rows = Letter.objects.filter(pk=letter_id, pin_digest__startswith=digest)
    return rows.select_related("unit__root", "case__unit__root").first()
