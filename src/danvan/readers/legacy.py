"""Recognise the two encodings in which offices typed Vietnamese before Unicode, and turn them
into it.

TCVN3 (fonts named ``.Vn...``) keeps one sign a letter; VNI (fonts named ``VNI-...``) writes a vowel
and then its marks. Neither says what it is: only the right reading gives syllables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

TCVN3: Final = "tcvn3"
VNI: Final = "vni"
NAMES: Final = {TCVN3: "TCVN3 (ABC)", VNI: "VNI"}

_TCVN3_FROM_80: Final = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\xa0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
"""What the signs from 0x80 to 0xFF stand for, in order."""
_MARKS: Final = {
    "acute": "\u0301",
    "grave": "\u0300",
    "hook": "\u0309",
    "tilde": "\u0303",
    "dot": "\u0323",
}
_VNI_PLAIN: Final = dict(zip("ùøûõï", _MARKS.values(), strict=True))
_VNI_ROOF: Final = {"â": ""} | dict(zip("áàåãä", _MARKS.values(), strict=True))
_VNI_BOW: Final = {"ê": ""} | dict(zip("éèúüë", _MARKS.values(), strict=True))
_VNI_ALONE: Final = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "í": "í", "ì": "ì", "æ": "ỉ"} | {
    "ó": "ĩ",
    "ò": "ị",
}
_ROOF, _BOW = "\u0302", "\u0306"

_WORD: Final = re.compile(r"[^\W\d_]+")
_VOWELS: Final = (
    "iêu oai oay oao oeo uây uôi uya uyê uyu ươi ươu yêu uêu "
    "ai ao au ay âu ây eo êu ia iê iu oa oă oe oi oo ôi ơi ua uâ uê ui uô uơ uy ưa ưi ươ ưu yê "
    "a ă â e ê i o ô ơ u ư y"
)
_SYLLABLE: Final = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    rf"(?:{_VOWELS.replace(' ', '|')})(?:ch|ng|nh|[cmnpt])?"
)
_TONES: Final = dict.fromkeys(map(ord, _MARKS.values()))
_LOOKED_AT: Final = 60_000
_ENOUGH_MARKED: Final = 0.3
_SURE: Final = 0.9
_DOUBTFUL: Final = 0.6


def as_latin(content: bytes) -> str:
    """Return bytes as the signs a program without Vietnamese shows for them, one sign a byte."""
    return content.decode("cp1252", errors="surrogateescape").translate(_UNDEFINED)


_UNDEFINED: Final = {0xDC00 + byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""The five bytes that cp1252 leaves without a sign stand for themselves."""


def in_unicode(text: str) -> tuple[str, str]:
    """Return a text in Unicode, and what it was written in: ``tcvn3``, ``vni``, or nothing.

    A text that reads as Vietnamese already, or as nothing known, comes back as it is.
    """
    sample = text[:_LOOKED_AT]
    if sample.isascii() or _likeness(sample) > _DOUBTFUL:
        return text, ""
    likely = {name: _likeness(convert(sample)) for name, convert in READINGS.items()}
    name = max(likely, key=likely.__getitem__)
    return (READINGS[name](text), name) if likely[name] >= _SURE else (text, "")


def from_tcvn3(text: str) -> str:
    """Return what TCVN3 signs stand for."""
    return unicodedata.normalize("NFC", text.translate(_TCVN3))


def from_vni(text: str) -> str:
    """Return what VNI signs stand for: marks join the vowel before them."""
    return _VNI_PAIR.sub(_vni_letter, text)


def _tcvn3_table() -> Iterator[tuple[int, str]]:
    for place, letter in enumerate(_TCVN3_FROM_80, start=0x80):
        yield ord(as_latin(bytes([place]))), letter


def _vni_pairs() -> Iterator[tuple[str, str]]:
    groups = (("aeouyôö", "", _VNI_PLAIN), ("aeo", _ROOF, _VNI_ROOF), ("a", _BOW, _VNI_BOW))
    for vowels, shape, marks in groups:
        for vowel in vowels:
            letter = _VNI_ALONE.get(vowel, vowel)
            for sign, mark in marks.items():
                yield vowel + sign, unicodedata.normalize("NFC", letter + shape + mark)
    yield from _VNI_ALONE.items()


def _vni_letter(found: re.Match[str]) -> str:
    """Return one letter; it is large where its first sign is."""
    letter = _VNI[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter


def _likeness(text: str) -> float:
    """Return how far a text reads as Vietnamese: the share of its marked words that are syllables.

    Nothing where too few words carry a mark.
    """
    words = _WORD.findall(text)
    marked = [word for word in words if not word.isascii()]
    if not marked or len(marked) < _ENOUGH_MARKED * len(words):
        return 0
    return sum(_is_syllable(word) for word in marked) / len(marked)


def _is_syllable(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", parts)) is not None


_TCVN3: Final = dict(_tcvn3_table())
_VNI: Final = dict(_vni_pairs())
_VNI_PAIR: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)
READINGS: Final[dict[str, Callable[[str], str]]] = {TCVN3: from_tcvn3, VNI: from_vni}
