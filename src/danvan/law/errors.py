"""What can go wrong on the ground floor, each with code and fields; the face makes sentences."""

from __future__ import annotations


class LawError(Exception):
    """Say that something cannot be done, by code and fields.

    Args:
        code: Stable code such as ``TXT-02``; its sentences stand in ``packs/vn-base/messages``.
        fields: Values the sentence needs. Never personal data.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields

    def __str__(self) -> str:
        """Return the code with its fields, for logs and tests."""
        told = ", ".join(f"{name}={value}" for name, value in self.fields.items())
        return f"{self.code} ({told})" if told else self.code


class AddressError(LawError):
    """A provision address that cannot be parsed."""


class CalendarGap(LawError):  # noqa: N818  the field's word; it names the gap, not the failure
    """A day outside the calendars that are known; the fields name the year and the known span."""


class PackError(LawError):
    """A pack that cannot be read or contradicts itself."""


class ReadError(LawError):
    """A file that cannot be read as text."""
