"""What a paper is checked against, as a plain value, and the small words of its findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, NamedTuple

from danvan.law.duties import Words
from danvan.law.findings import Finding, Place, Severity
from danvan.papers.values import Paper, Part

Role = Literal["head", "deputy", "unit_head", "other"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about issuer, signers and addressees; what is not told is not checked.

    Args:
        today: Legal day on which the check is made.
        issuer_kind: ``grassroots_committee``, ``grassroots_standing``, ``cell`` or ``""``.
        is_collective: Whether the issuer decides together; ``None`` guesses from its name.
        posts: Role of each title in the issuer, as written in its profile.
        addressees: Names of the bodies that may be written to; ``None`` where there is no list.
        ended: Last day in force, inclusive, of papers that the bases name, by number and symbol as
            ``named_papers`` gives them.
        abbreviations: Those that need no explanation in this body.
        is_public: Whether the text will be published.
        people: Names that must not stand in a published text.
        needs_number: Whether the number should stand already.
        file: The DOCX or PDF that will be signed; ``b""`` where there is none yet.
    """

    today: date
    issuer_kind: str = ""
    is_collective: bool | None = None
    posts: Mapping[str, Role] = field(default_factory=dict)
    addressees: frozenset[str] | None = None
    ended: Mapping[str, date] = field(default_factory=dict)
    abbreviations: frozenset[str] = frozenset()
    is_public: bool = False
    people: tuple[str, ...] = ()
    needs_number: bool = True
    file: bytes = field(default=b"", repr=False)


COMPONENTS: Final = {
    "motto": Words("quốc hiệu hoặc tiêu đề", "motto"),
    "issuers": Words("tên cơ quan ban hành", "name of the issuing body"),
    "number": Words("số", "number"),
    "symbol": Words("ký hiệu", "symbol"),
    "place": Words("địa danh", "place"),
    "dated": Words("ngày tháng năm", "date"),
    "summary": Words("trích yếu nội dung", "summary"),
    "addressed": Words("nơi kính gửi", "addressees"),
    "body": Words("nội dung", "body"),
    "signers": Words("người ký", "signer"),
    "title": Words("chức vụ người ký", "post of the signer"),
    "name": Words("họ tên người ký", "name of the signer"),
    "recipients": Words("nơi nhận", "recipients"),
    "bases": Words("căn cứ", "bases"),
    "annexes": Words("phụ lục", "annexes"),
}
"""Parts of a paper in words."""


class Passage(NamedTuple):
    """A piece of text of a paper and where it stands."""

    address: str
    component: str
    text: str


def passages(paper: Paper) -> Iterator[Passage]:
    """Yield the texts of a paper in its order, signers left out."""
    yield Passage("summary", "summary", paper.summary)
    for component in ("bases", "addressed"):
        for place, text in enumerate(getattr(paper, component), start=1):
            yield Passage(f"{component}.{place}", component, text)
    yield from _parts(paper.body, "body", "body")
    for place, annex in enumerate(paper.annexes, start=1):
        yield Passage(f"annexes.{place}", "annexes", annex.title)
        yield from _parts(annex.body, f"annexes.{place}", "annexes")
    for place, text in enumerate(paper.recipients, start=1):
        yield Passage(f"recipients.{place}", "recipients", text)


def _parts(parts: tuple[Part, ...], address: str, component: str) -> Iterator[Passage]:
    for place, part in enumerate(parts, start=1):
        cells = [cell for row in part.rows for cell in row]
        for text in (part.text, *cells):
            if text:
                yield Passage(f"{address}.{place}", component, text)


def finding(
    code: str, severity: Severity, address: str, mend: str | None = None, **fields: object
) -> Finding:
    """Return a finding on a component; a paper has no lines, so its place is an address.

    Args:
        address: Such as ``number`` or ``signers.2``, counted from 1.
        mend: Code of the mend; ``None`` where the sentence says it.
    """
    return Finding(code, severity, Place(0, 0, address), fields, None, mend)
