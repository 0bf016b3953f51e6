"""What this room refuses, and what it points at before a document is signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from danvan.areas.documents import export
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.issuers import profile_on
from danvan.kernel.correspondence.models import Document
from danvan.kernel.correspondence.templates import templates_for
from danvan.kernel.correspondence.uploads import kept, refuse_secret_file
from danvan.kernel.files.models import StoredFile
from danvan.law.errors import LawError
from danvan.papers.checks import Facts, check_paper
from danvan.papers.values import Paper
from danvan.web.errors import sentence
from danvan.web.remarks import Remark, remark_of


def refuse_template(
    template_id: int | None, unit_id: int, type_key: str, world: str, *, on: date
) -> None:
    """Refuse a template that is not offered to a unit for a type of document.

    Raises:
        Refused: ``DOC-13``.
    """
    rows = templates_for(unit_id, on).filter(type_key=type_key, world=world)
    if template_id and not rows.filter(pk=template_id).exists():
        raise Refused("DOC-13")


def kept_scan(upload: Any, actor: Actor) -> StoredFile:
    """Return the scan of a signed paper as a kept file.

    Raises:
        Refused: ``DOC-05`` there is none, ``DOC-01`` it carries a secret mark.
        FileRefused: It cannot be kept.
    """
    if not upload:
        raise Refused("DOC-05")
    refuse_secret_file(upload)
    file = kept(upload, actor)
    assert file is not None  # noqa: S101  an upload was given
    return file


def findings_of(document: Document, on: date) -> list[Remark]:
    """Return what is to be mended or looked at in a draft, what stops first."""
    try:
        paper = export.paper_now(document, on, dated=on)
        found = [remark_of(one) for one in check_paper(paper, facts_of(document, paper, on))]
    except (Refused, LawError) as refused:
        return [Remark(refused.code, stops=True, text=sentence(refused))]
    return sorted(found, key=lambda one: not one.stops)


def facts_of(document: Document, paper: Paper, on: date) -> Facts:
    """Return what a draft is checked against; who it goes to was chosen, so it is known."""
    profile = profile_on(document.unit_id, document.world, on)
    return Facts(
        today=on,
        needs_number=False,
        issuer_kind=profile.rank if profile else "",
        addressees=frozenset((*paper.addressed, *paper.recipients)),
    )
