"""How Vietnamese documents cite each other: kinds, numbers, dates, issuers, as patterns and small
values.

Reads: a stretch of cleaned text.
Writes: the documents it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

KINDS: Final = {
    "hiến pháp": "constitution",
    "bộ luật": "code",
    "luật": "law",
    "pháp lệnh": "ordinance",
    "nghị quyết": "resolution",
    "nghị định": "decree",
    "quyết định": "decision",
    "chỉ thị": "directive",
    "thông tư": "circular",
    "thông tri": "party_circular",
    "quy chế": "regulation",
    "quy định": "rules",
    "quy trình": "procedure",
    "quy ước": "convention",
    "hương ước": "convention",
    "nội quy": "house_rules",
    "điều lệ": "charter",
    "kết luận": "conclusion",
    "hướng dẫn": "guidance",
    "kế hoạch": "plan",
    "chương trình": "programme",
    "đề án": "scheme",
    "phương án": "option_paper",
    "công văn": "dispatch",
    "thông báo": "notice",
    "báo cáo": "report",
    "tờ trình": "submission",
    "biên bản": "minutes",
    "giấy mời": "invitation",
}
"""Kinds of document in Vietnamese, lower case, and the key each is given."""

_NAMES: Final = "|".join(
    f"[{name[0].upper()}{name[0]}]{name[1:]}" for name in sorted(KINDS, key=len, reverse=True)
)
_INITIALS: Final = (
    "".join(sorted({each for name in KINDS for each in (name[0], name[0].upper())})) + "s0-9"
)
_OF_LAWS: Final = ("uật ", "Hiến pháp ", "Pháp lệnh ", "Điều lệ ")
_NUMBERED: Final = re.compile(r"[0-9][a-zđ]?\s?[-–/]\s?[A-ZĐƯ]")
_SYMBOL: Final = r"[A-ZĐƯ][\w&.]*"
NUMBER: Final = (
    rf"[0-9]+[a-zđ]?(?:\s?/\s?(?:19|20)[0-9]{{2}})?\s?[-–/]\s?{_SYMBOL}"
    rf"(?:(?:[-–/]|\s[-–/]\s?(?=[A-ZĐ]{{2}})|[-–/]\s(?=[A-ZĐ]{{2}})){_SYMBOL})*(?<!\.)"
)
"""A number with its symbol, as offices print it: "30/2020/NĐ-CP", "121 -CV/ĐU", "07/QĐ - UBND"."""
DATE: Final = (
    r"(?P<day>[0-9]{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)"
    r"(?P<month>[0-9]{1,2})(?:\s*[/.-]\s*|\s+năm\s+)"
    r"(?P<year>[0-9]{4})(?![0-9])"
)
_ISSUER: Final = (
    r"[^\W\d_][^,;.:\"“”()\n]{1,90}?"
    r"(?=\s+(?:về|ban hành|quy định|và (?:có|được|thay|các|việc|theo|hướng|"
    + _NAMES
    + r"))\b|\s*[,;.:\"“”()\n]|$)"
)
_DATED: Final = (
    rf"(?:\s*,?\s*(?:ra |ký |ban hành )?ngày\s+{DATE})?(?:,?\s+của\s+(?P<issuer>{_ISSUER}))?"
)
_LAW_NAME: Final = rf"(?:(?!\s(?:{_NAMES})\b)[^;:.\n\"“”()]){{1,150}}?"
_CITED: Final = re.compile(
    rf"(?<!\w)(?=[{_INITIALS}])(?:(?P<kind>{_NAMES})(?:(?:\s+liên (?:tịch|ngành))?(?:\s+số\s*:?)?"
    rf"|(?<=uật){_LAW_NAME}\s+số\s*:?)|số\s*:?|(?:(?<=,\s)|(?<=và\s))(?=[0-9]{{1,4}}[-/][A-ZĐ]{{2}}))"
    rf"\s*(?P<number>{NUMBER}){_DATED}"
)
_NAMED: Final = re.compile(
    rf"(?P<kind>{_NAMES})\s+[^;.\n]{{2,160}}?(?:ngày\s+{DATE}|năm\s+(?P<only_year>[0-9]{{4}})|$)"
)
_CAPITAL: Final = "A-ZĐÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ"
_STOP: Final = (
    r"(?:năm|ngày|số|quy định|có|được|về|này|hoặc|thì|đã|theo|tại|như|để|của|do|khi|trừ|hiện hành"
    r"|là|sửa đổi|không|phải|hết|mới|thay|nên|với|cho|từ)"
)
_LISTED: Final = (
    r",\s(?=(?:chống|sử dụng|bảo vệ|phòng|quản lý|hoạt động|nhập cảnh|xuất cảnh|quá cảnh|bồi dưỡng"
    r"|vũ khí|vật liệu|trật tự|công cụ|khen thưởng)\b)"
)
_GOES_ON: Final = rf"\s(?=và\s(?!(?:các|những|văn bản|pháp luật)\b)[^\W\d_{_CAPITAL}])(?:và\s)?"
"""An "và" inside a name, as in "Luật Hôn nhân và gia đình"."""
_OF_NAME: Final = re.compile(
    rf"(?<!\w)(?P<kind>Bộ luật|Luật|Pháp lệnh|Điều lệ)\s(?P<name>[{_CAPITAL}]\w*"
    rf"(?:(?:\s(?!{_STOP}\b|và\b)|{_LISTED}|{_GOES_ON})"
    rf"[^\W\d_]\w*){{0,20}})"
    rf"(?:\s+năm\s+(?P<only_year>[0-9]{{4}})|\s+ngày\s+{DATE})?"
    rf"|(?<!\w)Hiến pháp(?:\s+năm\s+(?P<constitution>[0-9]{{4}}))"
)
UNNUMBERED: Final = re.compile(
    r"\s*(?:của\s+)?(?P<name>(?:"
    + "|".join(f"{name[0].upper()}{name[1:]}" for name in sorted(KINDS, key=len))
    + r")\s+(?!này\b)[^\W\d_][^,;.:\n]{2,80}?)(?=\s+(?:ngày|năm|như sau|quy định|và)\b|[,;.:\n]|$)"
)
"""A document named by its kind and a few words: "Quy định về sổ thư"."""

_LEADING: Final = re.compile(rf"(?P<kind>{_NAMES})\b")
_PARTY_NUMBER: Final = re.compile(r"([0-9]+)/([^\W\d_]+)/([^\W\d_]+)")
_YEARS: Final = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Citation:
    """A document named in a text.

    Args:
        start, end: Character offsets into the text that was searched, half-open.
        kind: Key from ``KINDS``; ``None`` where no kind is named.
        number: In the usual form, such as ``23-QĐ/TW``; ``None`` where none is written.
        on: Day of the document; ``None`` where none is written or the day does not exist.
        issuer: As written; ``None`` where none is written.
        name: Such as "Luật Thử nghiệm năm 2024", of a law cited without its number.
    """

    start: int
    end: int
    kind: str | None
    number: str | None
    on: date | None
    issuer: str | None
    name: str | None = None


def usual_number(written: str) -> str:
    """Return a number in its usual form: no spaces, and ``2387-QĐ/TU`` where ``2387/QĐ/TU`` is
    printed.
    """
    number = re.sub(r"^([0-9]+)\s+(?=[^\W\d_])", r"\1-", written)
    number = re.sub(r"\s+", "", number).replace("–", "-")
    return _PARTY_NUMBER.sub(r"\1-\2/\3", number) if _PARTY_NUMBER.fullmatch(number) else number


def day_of(match: re.Match[str]) -> date | None:
    """Return the day that ``DATE`` matched, or ``None`` where no such day exists."""
    if match["day"] is None:
        return None
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def cited(text: str) -> Iterator[Citation]:
    """Return the documents that a text cites by kind and number, in order."""
    if _NUMBERED.search(text) is None:
        return iter(())
    return map(_citation, _CITED.finditer(text))


def named(text: str) -> Iterator[Citation]:
    """Return the laws that a text cites by name, with their year where it is written, in order.

    ``number`` is empty; ``name`` holds the words.
    """
    for match in _OF_NAME.finditer(text) if any(word in text for word in _OF_LAWS) else ():
        kind = match["kind"]
        year = match["only_year"]
        words = f"{kind} {match['name']}" if kind else match[0]
        yield Citation(
            match.start(),
            match.end(),
            KINDS[kind.lower() if kind else "hiến pháp"],
            None,
            day_of(match),
            None,
            f"{words} năm {year}" if year else words,
        )


def leading(text: str) -> Citation:
    """Return the document that a text begins with, as far as it says: by number, by name and day,
    or by kind alone.
    """
    kind = _LEADING.match(text)
    if kind is None:
        return Citation(0, len(text), None, None, None, None)
    numbered = _CITED.match(text)
    if numbered is not None:
        return _citation(numbered)
    named = _NAMED.match(text)
    end, on = (named.end(), day_of(named)) if named else (len(text), None)
    return Citation(0, end, KINDS[kind["kind"].lower()], None, on, None)


def _citation(match: re.Match[str]) -> Citation:
    """Return what ``_CITED`` matched."""
    issuer, kind = match["issuer"], match["kind"]
    return Citation(
        match.start(),
        match.end(),
        KINDS[kind.lower()] if kind else None,
        usual_number(match["number"]),
        day_of(match),
        issuer.strip() if issuer else None,
    )
