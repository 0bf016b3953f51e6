"""Read a text that danvan wrote as Akoma Ntoso: its words, to be read anew like any other file."""

from __future__ import annotations

from danvan.law.akoma_reading import contract_of


def read(content: bytes, name: str) -> tuple[tuple[str, ...], str]:
    """Return the text as one page.

    Duties and findings in the file are not trusted: they are found again from the words.

    Raises:
        ReadError: ``READ-16`` no plain XML, ``READ-17`` not written by danvan, ``READ-18`` changed
            since.
    """
    return (contract_of(content, name)["text"],), "akoma-ntoso"
