"""What this room refuses, and what it points at before a document is signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import get_language

from danvan.areas.documents import export
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.issuers import profile_on
from danvan.kernel.correspondence.models import Document, Number
from danvan.kernel.correspondence.templates import templates_for
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import keep
from danvan.law.errors import LawError
from danvan.law.findings import Finding
from danvan.law.messages import say
from danvan.papers.checks import Facts, check_paper
from danvan.papers.layouts import paper_type
from danvan.papers.secrecy import secret_mark
from danvan.papers.values import Paper
from danvan.readers.reading import read_file
from danvan.web.errors import sentence

READ_ENDINGS: Final = (".pdf", ".docx", ".txt")


def refuse_secret(text: str) -> None:
    """Refuse a text that carries a mark of State secrets on a line of its own.

    Raises:
        Refused: ``DOC-01``; the advice names what may be kept.
    """
    mark = secret_mark(text)
    if mark:
        raise Refused("DOC-01", mark=mark.written)


def refuse_secret_file(upload: Any) -> None:
    """Refuse a file whose words carry a mark of State secrets; a picture has none to read.

    Raises:
        Refused: ``DOC-01``.
    """
    if not str(upload.name).lower().endswith(READ_ENDINGS):
        return
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    try:
        pages = read_file(content, str(upload.name))
    except LawError:
        return
    refuse_secret("\f".join(pages.texts))


def refuse_type(type_key: str, world: str) -> None:
    """Refuse a type of document that a world does not know.

    Raises:
        Refused: ``DOC-02``.
    """
    kind = paper_type(type_key)
    if world not in kind.symbols:
        raise Refused("DOC-02", type=kind.name)


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


def kept(upload: Any, actor: Actor | None) -> StoredFile | None:
    """Return an upload as a kept file; nothing where nothing was chosen.

    Raises:
        FileRefused: It is none that may be kept.
    """
    if not upload:
        return None
    upload.seek(0)
    return keep(upload, upload.name, by=actor.label if actor else "")


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


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing a careful clerk would point at before a document is signed.

    Args:
        stops: Whether it must be mended first.
        mend: What to do about it, in words; may be empty.
    """

    code: str
    stops: bool
    text: str
    mend: str = ""


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


def remark_of(finding: Finding) -> Remark:
    """Return a finding in words of the reader."""
    language = get_language() or "vi"
    mend = say(finding.suggestion, finding.fields, language) if finding.suggestion else ""
    text = f"{say(finding.code, finding.fields, language)} ({finding.code})"
    return Remark(finding.code, finding.severity == "stops", text, mend)


def refuse_signed(number: Number) -> None:
    """Refuse to give back a number that stands in a print signed digitally.

    Raises:
        Refused: ``DOC-11``.
    """
    document = Document.objects.filter(number=number).first()
    if document is not None and "dated" in document.content:
        raise Refused("DOC-11", value=number.value)
