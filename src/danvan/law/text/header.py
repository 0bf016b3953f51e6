"""Read what a document says of itself: number, date, place, kind, title, issuers, basis,
recipients, signers.

Reads: the tree.
Writes: a header; what is not written stays empty, nothing is invented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from danvan.law.text import citations, signing
from danvan.law.text.patterns import BODY
from danvan.law.text.signing import Recipient, Signatory
from danvan.law.text.tree import Node, walk

_NUMBER: Final = re.compile(
    r"(?:(?:(?:Bộ )?[Ll]uật|Nghị quyết|Pháp lệnh)\s+số|Số|SỐ)\s*[:.]?\s*"
    rf"(?P<number>{citations.NUMBER}|[0-9]+\s+[A-ZĐ][\w-]*(?:/[A-ZĐ]\w*)+)"
)
_BLANK_NUMBER: Final = re.compile(r"Số\s*:?[\s.…_]*(?P<symbol>[-/]\s?[^\W\d_][\w&/-]*)")
_PLACE: Final = re.compile(rf"(?P<place>[^\W\d_][^,\d]{{1,60}}?)\s*,\s*ngày\s+{citations.DATE}")
_MOTTO: Final = re.compile(
    r"CỘNG (?:HÒA|HOÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM"
    r"|Độc lập\s*-\s*Tự do\s*-\s*Hạnh phúc"
)
_KIND: Final = re.compile(
    "(?:" + "|".join(sorted(citations.KINDS, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_BASIS: Final = re.compile(
    r"(?:[-–•+]\s*)?(?P<word>Căn cứ|Xét|Theo đề nghị|Thực hiện)\s+(?P<basis>.+)"
)
_IN_FORCE: Final = re.compile(
    rf"có hiệu lực(?:\s+thi hành)?(?:\s+kể)?\s+từ\s+(?:(?P<signing>ngày ký)"
    rf"|(?P<issue>ngày ban hành)|ngày\s+{citations.DATE})"
)
_REPLACES: Final = re.compile(r"[Tt]hay thế(?:\s+cho)?\s+")
_SPAN: Final = re.compile(
    r"(?:giai đoạn|nhiệm kỳ)\s+(?P<from>[0-9]{4})\s*[-–]\s*(?P<until>[0-9]{4})", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?<!\d )\bnăm\s+(?P<from>[0-9]{4})(?P<until>)\b")
_LONGEST_CITATION: Final = 300
_LONGEST_LINE: Final = 2_000
_ADDRESSED: Final = re.compile(r"[-–]?\s*Kính gửi\s*:?\s*(?P<first>.*)")


@dataclass(frozen=True, slots=True)
class Basis:
    """A document or a reason that a text stands on or replaces; fields as in
    ``citations.Citation``.
    """

    text: str
    kind: str | None
    number: str | None
    on: date | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself.

    Args:
        kind: Key such as ``decision``; ``decision with regulation`` where a text is attached;
            ``None`` if unnamed.
        number: In the usual form, such as ``55-QĐ/ĐU``; ``number_as_written`` as printed.
        symbol: The number without its count, such as ``QĐ/ĐU``.
        issuers: Bodies that issue it, as printed, joined from letterhead and enacting line.
        on: Day of the document.
        in_force_on: First day in force, or ``None`` where the text does not say.
        in_force_rule: ``from_signing``, ``from_issue``, ``from_date`` or ``None``.
        term_from, term_until: Years of the span in the title, such as "2021"; ``term_text`` as
            printed.
    """

    kind: str | None = None
    number: str | None = None
    number_as_written: str | None = None
    symbol: str | None = None
    title: str | None = None
    issuers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    place: str | None = None
    on: date | None = None
    in_force_on: date | None = None
    in_force_rule: str | None = None
    term_from: str | None = None
    term_until: str | None = None
    term_text: str | None = None
    legal_basis: tuple[Basis, ...] = ()
    replaces: tuple[Basis, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signatories: tuple[Signatory, ...] = ()


def header(nodes: Sequence[Node]) -> Header:
    """Return the header of a document, read from the regions outside its provisions."""
    own = [node for node in nodes if node.part_index is None]
    head = _lines(own, "letterhead")
    preamble = _lines(own, "preamble")
    written, symbol = _number(head)
    place, on = _place(head)
    kind, title = _kind_and_title(head, symbol)
    if kind == "decision" and any(node.part == "regulation" for node in nodes):
        kind = "decision with regulation"
    if kind == "regulation" and title and title.lower().startswith("phối hợp"):
        kind = "coordination regulation"
    term = _SPAN.search(title or "") or _YEAR.search(title or "")
    in_force_on, in_force_rule = _in_force(own, on)
    received, beside = signing.columns(_lines(own, "recipients"))
    return Header(
        kind=kind,
        number=citations.usual_number(written) if written else None,
        number_as_written=written,
        symbol=symbol,
        title=title,
        issuers=_issuers(head, preamble),
        addressees=_addressees(head),
        place=place,
        on=on,
        in_force_on=in_force_on,
        in_force_rule=in_force_rule,
        term_from=term["from"] if term else None,
        term_until=(term["until"] or term["from"]) if term else None,
        term_text=term[0] if term else None,
        legal_basis=_legal_basis(preamble),
        replaces=_replaces(own),
        recipients=signing.recipients(received),
        signatories=signing.signatories((*beside, *_lines(nodes, "signature"))),
    )


def _lines(nodes: Sequence[Node], level: str) -> list[str]:
    """Return the lines of all top nodes of a level."""
    return [line for node in nodes if node.level == level for line in node.text.split("\n") if line]


def _number(head: Sequence[str]) -> tuple[str | None, str | None]:
    """Return number as written and symbol."""
    for line in head:
        match = _NUMBER.search(line)
        if match:
            usual = citations.usual_number(match["number"])
            return match["number"], re.sub(r"^[0-9]+[a-zđ]?(?:/[0-9]{4})?[-/]", "", usual)
        blank = _BLANK_NUMBER.match(line)
        if blank:
            return None, blank["symbol"].lstrip("-/ ")
    return None, None


def _place(head: Sequence[str]) -> tuple[str | None, date | None]:
    """Return place and day of the document."""
    for line in head:
        match = _PLACE.search(_MOTTO.sub("", _NUMBER.sub("", line)).strip())
        if match and not line.startswith("("):
            return match["place"].strip(), citations.day_of(match)
    return None, None


def _kind_and_title(head: Sequence[str], symbol: str | None) -> tuple[str | None, str | None]:
    """Return the key of the kind and the title below it; a dispatch has no line for its kind."""
    for at, line in enumerate(head):
        match = _KIND.match(line)
        if match and match[0].isupper() and not _MOTTO.search(line):
            rest = [line[match.end() :].strip(" :"), *head[at + 1 :]]
            return citations.KINDS[match[0].lower()], _title(rest)
    addressed = next((at for at, line in enumerate(head) if _ADDRESSED.match(line)), None)
    if addressed is None and not (symbol or "").startswith("CV"):
        return None, None
    first = next((at + 1 for at, line in enumerate(head) if _NUMBER.search(line)), 0)
    return "dispatch", _title(head[first:addressed])


def _title(lines: Sequence[str]) -> str | None:
    """Return the lines of a title as one; what stands below a rule or in brackets is not title."""
    words: list[str] = []
    for line in lines:
        enacting = bool(words) and line.isupper() and BODY.match(line)
        if enacting or line.startswith(("(", "---", "___")) or _ADDRESSED.match(line):
            break
        if line and not _MOTTO.search(line) and not _PLACE.search(line) and line.strip("* "):
            words.append(line)
    return " ".join(words) or None


def _issuers(head: Sequence[str], preamble: Sequence[str]) -> tuple[str, ...]:
    """Return the issuing bodies: of a joint letterhead all, else the last line, with the enacting
    body before it.
    """
    bodies: list[str] = []
    joint = False
    for line in head:
        if _NUMBER.search(line) or _KIND.match(line) or _PLACE.search(line):
            break
        left = _MOTTO.sub("", line).strip(" *")
        if not left or not left.isupper():
            continue
        if bodies and not BODY.match(left):
            bodies[-1] = f"{bodies[-1]} {left}"
        else:
            bodies.append(left)
        joint = joint or left.endswith("-")
    bodies = [body.strip(" -–") for body in bodies]
    enacting = _enacting(head, preamble)
    if joint or not bodies:
        return tuple(bodies or enacting)
    return (_joined(enacting[-1], bodies[-1]) if enacting else bodies[-1],)


def _enacting(head: Sequence[str], preamble: Sequence[str]) -> list[str]:
    """Return the lines that name the body which decides: below the title or before "QUYẾT ĐỊNH"."""
    titled = (at for at, line in enumerate(head) if line.isupper() and _KIND.match(line))
    below = head[next(titled, len(head)) + 1 :]
    return [
        line
        for line in (*below, *preamble)
        if line.isupper() and not _KIND.match(line) and BODY.match(line)
    ]


def _joined(enacting: str, body: str) -> str:
    """Return "BAN THƯỜNG VỤ ĐẢNG ỦY" and "ĐẢNG ỦY XÃ ..." as one name, where the end of one begins
    the other.
    """
    if body in enacting:
        return enacting
    words, following = enacting.split(), body.split()
    for length in range(min(len(words), len(following)), 0, -1):
        if words[-length:] == following[:length]:
            return " ".join([*words, *following[length:]])
    return enacting


def _addressees(head: Sequence[str]) -> tuple[str, ...]:
    """Return whom a letter is addressed to."""
    found: list[str] = []
    inside = False
    for line in head:
        match = _ADDRESSED.match(line)
        if match:
            inside = True
            found.append(match["first"])
        elif inside and line[0] in "-–•+":
            found.append(line[1:])
        else:
            inside = False
    stripped = (each.strip(" ,;.") for each in found)
    return tuple(each for each in stripped if each)


def _legal_basis(preamble: Sequence[str]) -> tuple[Basis, ...]:
    """Return the documents and reasons that the text stands on."""
    found: list[Basis] = []
    for line in preamble:
        match = _BASIS.match(line)
        if match is None:
            continue
        pieces = [piece.strip(" ,.:") for piece in match["basis"].split(";")]
        if match["word"] == "Thực hiện":
            pieces = [piece for piece in pieces[:1] if citations.leading(piece).number]
        found += [_basis(piece) for piece in pieces if piece]
    return tuple(found)


def _basis(text: str) -> Basis:
    """Return one basis with what its words say."""
    said = citations.leading(text)
    return Basis(text, said.kind, said.number, said.on, said.issuer)


def _replaces(own: Sequence[Node]) -> tuple[Basis, ...]:
    """Return the documents that the text says it replaces."""
    found: list[Basis] = []
    for node in walk(own):
        for match in _REPLACES.finditer(node.text):
            said = citations.leading(node.text[match.end() : match.end() + _LONGEST_CITATION])
            if said.number:
                text = node.text[match.end() : match.end() + said.end]
                found.append(Basis(text, said.kind, said.number, said.on, said.issuer))
    return tuple(found)


def _in_force(own: Sequence[Node], on: date | None) -> tuple[date | None, str | None]:
    """Return the first day in force and the rule that gives it."""
    for node in walk(own):
        match = _IN_FORCE.search(node.text)
        if match:
            if match["signing"]:
                return on, "from_signing"
            return (on, "from_issue") if match["issue"] else (citations.day_of(match), "from_date")
    return None, None
