"""What is refused of texts and files that come in, and how a file is kept."""

from __future__ import annotations

from typing import Any, Final

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import keep
from danvan.law.errors import LawError
from danvan.papers.layouts import paper_type
from danvan.papers.secrecy import secret_mark
from danvan.readers.reading import read_file

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


def kept(upload: Any, actor: Actor | None) -> StoredFile | None:
    """Return an upload as a kept file; nothing where nothing was chosen.

    Raises:
        FileRefused: It is none that may be kept.
    """
    if not upload:
        return None
    upload.seek(0)
    return keep(upload, upload.name, by=actor.label if actor else "")
