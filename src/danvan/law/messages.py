"""Sentences for codes, in Vietnamese and English, from the base pack."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from danvan.law.duties import Words
from danvan.law.pack_folders import message_files, packs_folder


class _Fields(dict[str, object]):
    """Values of a sentence; one that is not given stays visible as its name in braces."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def say(code: str, fields: Mapping[str, object] | None = None, language: str = "vi") -> str:
    """Return the sentence of a code.

    Dates are written dd/mm/yyyy, several values with commas between. A code without a sentence
    gives the code and its values, so that a missing sentence never hides a message.

    Args:
        code: Such as ``CAL-01``.
        fields: Values the sentence needs.
        language: ``vi``, or anything that begins with ``en``.
    """
    shown = {name: show(value, language) for name, value in (fields or {}).items()}
    words = sentences(packs_folder()).get(code)
    if words is None:
        told = ", ".join(f"{name}={value}" for name, value in shown.items())
        return f"{code} ({told})" if told else code
    return words.said(language).format_map(_Fields(shown))


def show(value: object, language: str = "vi") -> str:
    """Return a value as a person reads it in a sentence."""
    if isinstance(value, Words):
        return value.said(language)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(show(each, language) for each in value)
    return str(value)


@lru_cache(maxsize=8)
def sentences(folder: Path) -> Mapping[str, Words]:
    """Return all sentences of the base pack in a packs folder, by code; kept after the first
    reading.
    """
    found: dict[str, Words] = {}
    for path in message_files(folder):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= {code: Words(table["vi"], table["en"]) for code, table in tables.items()}
    return found
