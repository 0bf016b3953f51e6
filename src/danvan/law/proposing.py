"""Read a document whole: its contract with proposed duties and with the clerk's findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from danvan.law import proposals
from danvan.law.bodies import body_index
from danvan.law.bodies_read import NamedBodies
from danvan.law.clerk import clerk
from danvan.law.extract import propose
from danvan.law.text.contract import as_contract
from danvan.law.text.document import Document
from danvan.law.wording import Wording


def whole_contract(
    document: Document,
    source: Mapping[str, object],
    language: str = "vi",
    today: date | None = None,
) -> dict[str, object]:
    """Return what ``danvan law read --json`` prints, duties and all findings included.

    Args:
        document: What ``read_document`` gives.
        source: ``name``, ``sha256``, ``encoding`` and ``pages`` of the file.
        language: Of messages and suggestions.
        today: Legal day on which the term is judged; without it the term is not judged.
    """
    bodies = NamedBodies(body_index(document.header.on), Wording(document.text))
    proposed = propose(document, bodies=bodies)
    found = clerk(document, proposed, today, bodies=bodies)
    del bodies
    duties = (proposals.as_contract(each) for each in proposed)
    return as_contract(document, source, language, duties, found)
