"""An official document as values: what it says, who issues, who signs; no layout and no file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from danvan.law.errors import LawError

World = Literal["party", "state", "joint"]
Authority = Literal["", "TM", "KT", "TL", "TUQ", "Q"]
PartKind = Literal["heading", "paragraph", "clause", "point", "table"]


class PaperError(LawError):
    """A document, a template or a print that cannot be made."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues, as its letterhead says.

    Args:
        name: Name of the body in ordinary letters; the layout makes capitals of it.
        superior: Name of the body above it, or ``""`` where the letterhead shows none.
        abbreviation: What stands in the symbol, such as ``ĐU`` or ``UBND``.
        number: Its own number on a joint document that each side numbers; else ``""``.
        symbol: Its own symbol beside ``number``.
    """

    name: str
    superior: str = ""
    abbreviation: str = ""
    number: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """One signing block.

    Args:
        authority: In whose stead the person signs; ``""`` for a head who signs alone.
        on_behalf: Whom the authority line names: the collective for ``TM``, the head for ``KT``.
        title: Post of who signs.
        above: Collective named over a ``KT``, ``TL`` or ``Q`` line, or ``""``.
        name: Name of who signs.
    """

    authority: Authority = ""
    on_behalf: str = ""
    title: str = ""
    above: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the body.

    Args:
        kind: A table has ``rows``, everything else ``text``.
        number: As it is printed, such as ``Điều 1.``, ``2.`` or ``đ)``. A clause or a point without
            one is numbered in its place.
        text: May be empty.
        rows: Cells of a table by row; the first row is its head.
    """

    kind: PartKind
    number: str = ""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows on pages of its own."""

    title: str
    body: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """An official document.

    Args:
        world: Whose layout and symbols.
        type: Key of ``packs/vn-base/papers/types.toml``.
        issuers: One, or the two of a joint document with the leading body first.
        number: Digits only, padded or not; ``""`` while a draft.
        symbol: Such as ``BC/ĐU``; without the number and what joins the two.
        dated: Legal day of the document; ``None`` while a draft.
        title: Name of the type as printed; ``""`` takes the one of the type.
        addressed: Whom a dispatch or a submission turns to (Kính gửi).
        signers: In the order of signing; who leads is first.
        recipients: Lines of Nơi nhận; the line of what is kept may be left out.
        urgency: ``urgent``, ``very_urgent``, ``express`` or ``""``.
    """

    world: World
    type: str
    issuers: tuple[Issuer, ...]
    number: str = ""
    symbol: str = ""
    place: str = ""
    dated: date | None = None
    title: str = ""
    summary: str = ""
    bases: tuple[str, ...] = ()
    addressed: tuple[str, ...] = ()
    body: tuple[Part, ...] = ()
    signers: tuple[Signing, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    urgency: str = ""
