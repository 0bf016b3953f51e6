"""Message catalogues: collect texts for translation, compile them, say what lacks a translation.

    catalogues.py extract        update locale/en (our texts) and locale/vi (texts of the libraries)
    catalogues.py compile PO...  write the binary catalogue beside each

Our message ids are Vietnamese, so the English catalogue must be complete. The ids of the libraries
are English; where one brings no Vietnamese of its own, locale/vi must have it.
"""

from __future__ import annotations

import importlib.util
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCE = REPOSITORY / "src" / "danvan"
LOCALE = SOURCE / "locale"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
CHANGING_HEADS = tuple(
    f'"{name}:'
    for name in (
        "Generated-By",
        "Language-Team",
        "Last-Translator",
        "PO-Revision-Date",
        "POT-Creation-Date",
        "Report-Msgid-Bugs-To",
    )
)
SHOWN_LIBRARY_MODULES = (
    "django/contrib/auth/base_user.py",
    "django/contrib/auth/forms.py",
    "django/contrib/auth/password_validation.py",
    "django/core/validators.py",
    "django/db/models/fields/__init__.py",
    "django/forms/fields.py",
    "django/forms/formsets.py",
    "django/forms/models.py",
    "django/forms/widgets.py",
    "django/utils/dates.py",
    "allauth/account/adapter.py",
    "allauth/account/fields.py",
    "allauth/account/forms.py",
    "allauth/account/internal/flows/login.py",
)
"""Library modules whose texts can reach a page; the libraries' own templates are replaced."""


def package_folder(name: str) -> Path:
    """Return the folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        message = f"{name} is not installed"
        raise ModuleNotFoundError(message)
    return Path(spec.origin).parent


def texts_of(path: Path, root: Path) -> Iterator[tuple[str, Message]]:
    """Return the marked texts of one Python file or template, each with the place it stands."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    stream = io.BytesIO(source.encode())
    for line, found, _comments, context in extract(
        "python", stream, keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield f"{path.relative_to(root)}:{line}", Message(found, context=context)


def our_files(source: Path) -> list[Path]:
    """Return the files that may hold texts for people."""
    kinds = (source.rglob("*.py"), source.rglob("*.html"), source.rglob("*.txt"))
    return sorted(path for kind in kinds for path in kind if "migrations" not in path.parts)


def collected(files: Iterable[Path], root: Path, locale: str) -> Catalog:
    """Return one catalogue of all texts, in the order of files and lines, without translations."""
    catalogue = Catalog(
        locale=locale, project="danvan", version="", fuzzy=False, copyright_holder="danvan"
    )
    for path in files:
        for place, message in texts_of(path, root):
            name = place.rpartition(":")[0]
            catalogue.add(message.id, context=message.context, locations=[(name, 0)])
    return catalogue


def our_texts() -> Catalog:
    """Return every text of ours, which English must cover."""
    return collected(our_files(SOURCE), SOURCE, "en")


def library_texts() -> Catalog:
    """Return the libraries' texts that can reach a page and that Django has no Vietnamese for."""
    site = package_folder("django").parent
    texts = collected([site / name for name in SHOWN_LIBRARY_MODULES], site, "vi")
    known = read_catalogue(
        site / "django" / "conf" / "locale" / "vi" / "LC_MESSAGES" / "django.po", "vi"
    )
    theirs = {(text.id, text.context) for text in known if text.string and is_filled(text)}
    for text in list(texts):
        if (text.id, text.context) in theirs:
            texts.delete(text.id, text.context)
    return texts


def read_catalogue(path: Path, locale: str) -> Catalog:
    """Return the catalogue of a file; an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(locale=locale, project="danvan", version="", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def file_of(language: str) -> Path:
    """Return where the catalogue of a language stands."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def is_filled(text: Message) -> bool:
    """Return whether every form of a text is translated."""
    forms = text.string if isinstance(text.string, (list, tuple)) else (text.string,)
    return bool(forms) and all(forms)


def untranslated(wanted: Catalog, translated: Catalog) -> list[str]:
    """Return the texts that a catalogue ought to translate and does not, in the order of places."""
    lacking = []
    for text in wanted:
        there = translated.get(text.id, text.context) if text.id else None
        if text.id and (there is None or there.fuzzy or not is_filled(there)):
            lacking.append(text.id if isinstance(text.id, str) else text.id[0])
    return lacking


def update(language: str, wanted: Catalog) -> int:
    """Bring the catalogue of a language up to date; return how many texts lack a translation."""
    path = file_of(language)
    catalogue = read_catalogue(path, language)
    catalogue.update(wanted, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    write_catalogue(path, catalogue)
    return len(untranslated(wanted, catalogue))


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue without dates and names in its head, so that only texts differ."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, include_lineno=False)
    _head, _mark, texts = stream.getvalue().decode().partition('msgid ""')
    lines = [line for line in texts.splitlines() if not line.startswith(CHANGING_HEADS)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('msgid ""' + "\n".join(lines) + "\n", encoding="utf-8")


def compile_catalogue(path: Path) -> None:
    """Write the binary catalogue beside a text one."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parents[1].name)
    unfinished = path.with_suffix(".mo.new")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(path.with_suffix(".mo"))


def main() -> int:
    """Obey the command line."""
    command, files = sys.argv[1], [Path(name) for name in sys.argv[2:]]
    if command == "compile":
        for path in files:
            compile_catalogue(path)
        return 0
    print(f"English lacks {update('en', our_texts())} texts of ours")
    print(f"Vietnamese lacks {update('vi', library_texts())} texts of the libraries")
    return 0


if __name__ == "__main__":
    sys.exit(main())
