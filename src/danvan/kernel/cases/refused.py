"""What the one writer refuses, by code and fields.

Sentences stand with the messages of the packs.
"""

from __future__ import annotations


class Refused(Exception):  # noqa: N818  the field's word: an act is refused, nothing is broken
    """An act that cannot be performed now; nothing was written.

    Args:
        code: Stable code such as ``CASE-02``.
        fields: Values the sentence needs.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields
