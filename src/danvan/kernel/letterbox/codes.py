"""Code and PIN of a receipt: told once, kept as keyed digests."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.utils.crypto import salted_hmac

from danvan.kernel.accounts.codes import ALPHABET, digest_of

CODE_SIGNS: Final = 15
PIN_SIGNS: Final = 6


@dataclass(frozen=True, slots=True)
class Slip:
    """What a petitioner is given: the code without dashes, and the PIN."""

    code: str
    pin: str

    @property
    def code_digest(self) -> str:
        """Return the digest under which the letter is found."""
        return code_digest(self.code)

    @property
    def pin_digest(self) -> str:
        """Return the digest that proves the PIN."""
        return pin_digest(self.code, self.pin)


def code_digest(code: str) -> str:
    """Return the digest of a code."""
    return digest_of("petition.code", code)


def pin_digest(code: str, pin: str) -> str:
    """Return the digest of a PIN, bound to its code."""
    return digest_of("petition.pin", f"{code}:{pin}")


def slip_of(secret: str) -> Slip:
    """Return the code and PIN that follow from the random value of a form.

    The key is the site's, so nobody else can tell them from the value; the same form always leads
    to the same slip.
    """
    told = salted_hmac("danvan.letterbox.slip", secret, algorithm="sha256").digest()
    number = int.from_bytes(told[:16], "big")
    code = ""
    for _sign in range(CODE_SIGNS):
        number, place = divmod(number, len(ALPHABET))
        code += ALPHABET[place]
    return Slip(code, f"{int.from_bytes(told[16:], 'big') % 10**PIN_SIGNS:0{PIN_SIGNS}d}")


def fresh_slip() -> Slip:
    """Return a new code and PIN, for the counter."""
    return slip_of(secrets.token_urlsafe(24))
