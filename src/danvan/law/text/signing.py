"""Read the foot of a document: who receives it and who signed it.

Reads: lines of the recipients' list and of the signature.
Writes: recipients with the purpose in brackets, signatories with post and body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_RECIPIENTS: Final = re.compile(r"[-*]?\s*N(?:ơi nhận|ƠI NHẬN)\s*[:/]?\s*")
_PURPOSE: Final = re.compile(r"\(\s*(?P<purpose>[^()]*)\)\s*[,;.]?\s*$")
_KEPT: Final = re.compile(r"Lưu\b\s*:?\s*")
_BEHALF: Final = re.compile(
    r"(?:T[/.]?M|K[/.]?T|T[/.]?L|T[/.]?U[/.]?Q|Q)(?:\s*[./]\s*|\s+)(?P<body>.+)"
)
_BESIDE: Final = re.compile(
    r"(?P<left>.*?[:;,.)])\s*(?P<right>(?:T[/.]?M|K[/.]?T|T[/.]?L|TUQ|Q)[./]\s?[^\W\d_].+"
    r"|[^\W\d_]{2,}(?:\s[^\W\d_]{2,})+)"
)
_POST: Final = re.compile(
    r"(?:PHÓ|(?:THỨ|TỔ|ĐỘI|VỤ|CỤC|KHOA|VIỆN|XÃ) TRƯỞNG|CHỦ TỊCH|BÍ THƯ|TRƯỞNG"
    r"|GIÁM ĐỐC|CHÁNH|BỘ TRƯỞNG|THỦ TƯỚNG|TỔNG|CHỈ HUY|HIỆU TRƯỞNG"
    r"|ỦY VIÊN|UỶ VIÊN|THƯỜNG TRỰC|CHỦ NHIỆM|KIỂM SÁT|THẨM PHÁN|CHÍNH ỦY|NGƯỜI ĐỨNG ĐẦU)"
)
_NAME: Final = re.compile(r"(?:[^\W\d_]\w*)(?:\s+[^\W\d_]\w*){1,5}")


@dataclass(frozen=True, slots=True)
class Recipient:
    """A line of the recipients' list; ``purpose`` is what stands in brackets, or "lưu" for the
    archive copy.
    """

    text: str
    purpose: str | None


@dataclass(frozen=True, slots=True)
class Signatory:
    """A signer as printed; ``None`` where post or body are not printed."""

    name: str
    post: str | None
    on_behalf_of: str | None


def columns(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the lines of a recipients' list from the signature printed beside it on the same lines.

    Returns:
        The lines of the list, and the lines of the signature.
    """
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        match = _BESIDE.fullmatch(line)
        beside = match["right"] if match else ""
        if match and (_signs(beside) or (right and _is_name(beside))):
            left.append(match["left"])
            right.append(beside)
        elif _signs(line) or (right and _is_name(line)):
            right.append(line)
        else:
            left.append(line)
    return left, right


def _signs(text: str) -> bool:
    """Say whether words are a line of a signature: for whom, or the post."""
    return text.isupper() and (_BEHALF.fullmatch(text) or _POST.match(text)) is not None


def recipients(lines: Sequence[str]) -> tuple[Recipient, ...]:
    """Return the recipients; lines tied by braces share the purpose beside one of them."""
    found: list[Recipient] = []
    braced: list[int] = []
    shared: str | None = None
    for line in lines:
        text = _RECIPIENTS.sub("", line).strip(" -–•+*")
        tied = "}" in text
        purpose = _PURPOSE.search(text)
        said = purpose["purpose"].strip() if purpose else None
        words = _PURPOSE.sub("", text).replace("}", "").strip(" ,;.")
        if not words:
            continue
        if not tied:
            found = _shared(found, braced, shared)
            braced, shared = [], None
        else:
            braced.append(len(found))
            shared = shared or said
        found.append(Recipient(words, "lưu" if _KEPT.match(words) else said))
    return tuple(_shared(found, braced, shared))


def _shared(found: list[Recipient], braced: list[int], purpose: str | None) -> list[Recipient]:
    """Give the lines that a brace ties together their common purpose."""
    for number in braced:
        each = found[number]
        found[number] = Recipient(each.text, each.purpose or purpose)
    return found


def signatories(lines: Sequence[str]) -> tuple[Signatory, ...]:
    """Return the signers; a name printed twice, as signature and in print, counts once."""
    found: list[Signatory] = []
    post: str | None = None
    body: str | None = None
    for line in lines:
        behalf = _BEHALF.fullmatch(line)
        if behalf and line.isupper():
            body = behalf["body"]
        elif line.isupper():
            if _POST.match(line) and post is None:
                post = line
            else:
                body = body or line
        elif post is None and _POST.match(line.upper()) and not line.istitle():
            post = line
        elif _is_name(line):
            if not found or found[-1].name != line or post or body:
                found.append(Signatory(line, post, body))
            post = body = None
    return tuple(found)


def _is_name(line: str) -> bool:
    """Say whether a line is a person's name: two to six words, each with a capital."""
    return bool(_NAME.fullmatch(line)) and line.istitle()
