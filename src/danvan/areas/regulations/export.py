"""Write a confirmed draft as a pack: TOML files in a folder of its own, whole or not at all.

The folder is written beside the shelf, checked there as every pack is checked, and only then moved
to its place; what stood there before is kept, never overwritten.
"""

from __future__ import annotations

import io
import json
import secrets
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.utils import translation

from danvan.areas.regulations.models import Work
from danvan.areas.regulations.shapes import in_both_languages
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.tree import name_of
from danvan.kernel.packs.models import BodyRole, Term
from danvan.law import packs as law_packs
from danvan.law.findings import Finding
from danvan.law.messages import say
from danvan.law.pack_duties import Vocabulary
from danvan.law.pack_folders import digest_of
from danvan.law.pack_parts import Sheets, read_duties
from danvan.law.provisions import Provision

BASE = "vn-base"
DUTY_KEYS = (
    "provision",
    "bearers",
    "bearing",
    "modality",
    "act",
    "counterparts",
    "receivers",
    "timing",
    "period",
    "at_least",
    "event",
    "before",
    "deadline",
    "evidence",
    "area",
    "fulfilled_by",
    "reading",
    "also",
    "tags",
)
STEP_LETTERS = {
    "att": "v",
    "dvs": "h",
    "chp": "c",
    "sec": "s",
    "subsec": "t",
    "art": "d",
    "cl": "k",
    "point": "e",
    "para": "p",
    "dash": "g",
    "table": "b",
    "form": "f",
    "quote": "q",
    "closing": "z",
}
"""Letter before the number of a step in the id of a duty."""

ALPHABET = 26
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every file in a ZIP, so that the same pack gives the same bytes."""


def shelf() -> Path:
    """Return the folder that holds the packs confirmed on this site."""
    return Path(settings.VAR) / "packs"


def toml_of(value: Any) -> str:
    """Return a value as TOML on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} = {toml_of(one)}" for key, one in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(toml_of(one) for one in value)}]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def lines_of(table: Mapping[str, Any], keys: Iterable[str]) -> str:
    """Return keys with their values, one a line, those that are not given left out."""
    return "".join(f"{key} = {toml_of(table[key])}\n" for key in keys if key in table)


def duty_text(code: str, duty: Mapping[str, Any]) -> str:
    """Return one duty as TOML."""
    return f'[[duties]]\nid = "{code}"\n{lines_of(in_both_languages(duty), DUTY_KEYS)}\n'


def vocabulary() -> Vocabulary:
    """Return the bodies and lists that are loaded; three queries."""
    keys = Term.objects.values_list("key", flat=True)
    return Vocabulary(
        set(BodyRole.objects.values_list("slug", flat=True)),
        set(keys.filter(kind="areas")),
        set(keys.filter(kind="evidence")),
    )


def faults_of(duty: Mapping[str, Any], known: Vocabulary) -> list[Finding]:
    """Return what keeps a duty out of a pack, found by the reader of packs itself."""
    return next(iter(faults_of_each([duty], known)))


def faults_of_each(
    duties: Iterable[Mapping[str, Any]], known: Vocabulary
) -> Iterator[list[Finding]]:
    """Yield what keeps each of several duties out of a pack, in their order."""
    with TemporaryDirectory(prefix="danvan-") as name:
        path = Path(name) / "duties" / "one.toml"
        path.parent.mkdir()
        for duty in duties:
            path.write_text(duty_text("one", duty), encoding="utf-8")
            sheets = Sheets(Path(name))
            read_duties(sheets, known)
            yield [one for one in sheets.findings if one.severity == "stops"]


def stem_of(address: str, *, has_attachment: bool) -> str:
    """Return the beginning of the ids of a provision's duties, such as ``d21-k2``.

    Where the text has an attachment, ``qd-`` marks the decision before it.
    """
    steps = [*Provision.parse(address).steps]
    before = []
    if steps[0].short == "att":
        before = [f"v{steps[0].number}"] if steps[0].number != "1" else []
        steps = steps[1:]
    elif has_attachment:
        before = ["qd"]
    told = [
        STEP_LETTERS.get(one.short, "x")
        + one.number.replace(".", "-")
        + (f"-{one.copy}" if one.copy > 1 else "")
        for one in steps
    ]
    return "-".join([*before, *told])[:50]


def letter(number: int) -> str:
    """Return the letters that count from 0: a to z, then aa.

    Example:
        >>> letter(0), letter(25), letter(26)
        ('a', 'z', 'aa')
    """
    first, last = divmod(number, ALPHABET)
    return (letter(first - 1) if first else "") + chr(ord("a") + last)


def free_code(stem: str, taken: set[str]) -> str:
    """Return the first id with a stem that is not taken."""
    number = 0
    while f"{stem}-{letter(number)}" in taken:
        number += 1
    return f"{stem}-{letter(number)}"


def pack_files(
    head: Mapping[str, Any], duties: Iterable[tuple[str, Mapping[str, Any]]]
) -> dict[str, str]:
    """Return the files of a pack by name.

    Args:
        head: Keys of ``pack.toml``; ``document`` as a table.
        duties: Ids with their duties, in the order of the text.
    """
    document = head["document"]
    first = {key: value for key, value in head.items() if key != "document"}
    written = [duty_text(code, duty) for code, duty in duties]
    return {
        "pack.toml": f"{lines_of(first, first)}\n[document]\n{lines_of(document, document)}",
        "duties/confirmed.toml": "".join(written),
    }


@contextmanager
def written(name: str, files: Mapping[str, str]) -> Iterator[Path]:
    """Write a pack into a folder beside the shelf, gone again unless it was moved.

    Raises:
        Refused: ``CONFIRM-15`` the shelf cannot be written.
    """
    room = shelf() / f".writing-{secrets.token_hex(6)}"
    try:
        for path, text in files.items():
            (room / name / path).parent.mkdir(parents=True, exist_ok=True)
            (room / name / path).write_text(text, encoding="utf-8", newline="\n")
        yield room / name
    except OSError as error:
        raise Refused("CONFIRM-15", reason=error.strerror or type(error).__name__) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def put_on_shelf(name: str, files: Mapping[str, str]) -> str:
    """Check a pack and put it on the shelf; an earlier version under the name is kept aside.

    Returns:
        The digest of the pack.

    Raises:
        Refused: ``CONFIRM-12`` the pack as written has faults; ``CONFIRM-15`` it cannot be written.
    """
    with written(name, files) as folder:
        faults = [one for one in law_packs.check(folder) if one.severity == "stops"]
        if faults:
            raise Refused("CONFIRM-12", count=len(faults), first=_sentence(faults[0]))
        place = shelf() / name
        if place.exists():
            aside = shelf() / ".kept" / f"{name}-{secrets.token_hex(6)}"
            aside.parent.mkdir(parents=True, exist_ok=True)
            place.rename(aside)
        digest = digest_of(folder)
        folder.rename(place)
        return digest


def _sentence(fault: Finding) -> str:
    return say(fault.code, fault.fields, translation.get_language() or "vi")


def zipped(name: str, digest: str) -> bytes:
    """Return a pack of the shelf as a ZIP of its files.

    Raises:
        Refused: ``CONFIRM-13`` what stands on the shelf is not what was confirmed.
    """
    folder = shelf() / name
    if not folder.is_dir() or digest_of(folder) != digest:
        raise Refused("CONFIRM-13", pack=name)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", FIRST_DAY)
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def head_of(told: Mapping[str, Any], work: Work, actor: Actor) -> dict[str, Any]:
    """Return the keys of ``pack.toml`` from what a person said of the pack.

    The packager is the post that confirmed, with the day; nobody else is named as a reviewer.
    """
    term = {"until": told["until"]} if told["until"] else {}
    document = {
        "number": told["number"],
        "kind": work.kind or "document",
        "title": {"vi": told["title_vi"], "en": told["title_en"] or told["title_vi"]},
        "date": told["issued_on"],
        "effective_on": told["effective_on"],
        "issuer": told["issuer"][0],
        "place": told["place"],
        "mark": "V",
    }
    return {
        "name": told["name"],
        "version": told["version"],
        "publisher": name_of(work.root_id, actor.today),
        "packager": f"{actor.label}, {actor.today:%d/%m/%Y}",
        "licence": "none stated",
        "language": "vi",
        "state": "draft",
        "requires": [BASE],
        "label": {"vi": told["label_vi"], "en": told["label_en"] or told["label_vi"]},
        "contact": told["contact"],
        "document": document | ({"term": term} if term else {}),
    }
