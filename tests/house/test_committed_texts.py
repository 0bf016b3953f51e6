"""No committed file holds copied sentences, addresses of registries or paths of a machine."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from sources import kept_files, shown, text_of

RUN = 14
"""So many words in the same order are somebody else's sentence."""

REGISTRY = re.compile(
    r"https?://[^\s\"'<>)]*(?:py"
    r"pi|pythonhosted|npm"
    r"js|deb\.deb"
    r"ian|registry|mirror)[^\s\"'<>)]*",
    re.IGNORECASE,
)
NAMESPACES = {"http://openoffice.org/2001/registry"}
"""Names in the form of an address that lead nowhere."""
MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:home/\w|root/|work/|Users/\w|opt/wheels)")
LOCK = re.compile(r"(?:^|/)(?:requirements/.*\.txt|.*lock.*\.(?:txt|json|toml)|package.*\.json)$")


def words(text: str) -> list[str]:
    """Return the words of a text, lower-case, in one Unicode form."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of fourteen words."""
    found = words(text)
    return {tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


def test_no_sentence_of_the_documents_is_copied(documents: Path):
    theirs = set().union(
        *(runs(path.read_text(encoding="utf-8")) for path in documents.glob("*.txt"))
    )

    copied = {
        shown(path): " ".join(min(shared))
        for path in kept_files()
        if (text := text_of(path)) and (shared := runs(text) & theirs)
    }

    assert copied == {}


def test_no_file_names_a_registry():
    named = {
        shown(path): found
        for path in kept_files()
        if (found := set(REGISTRY.findall(text_of(path) or "")) - NAMESPACES)
    }

    assert named == {}


def test_no_lock_names_an_address():
    locks = [path for path in kept_files() if LOCK.search(shown(path))]

    assert locks != []
    assert [shown(path) for path in locks if re.search(r"https?:|file:", text_of(path) or "")] == []


def test_no_file_names_a_path_of_some_machine():
    named = {
        shown(path): MACHINE_PATH.findall(text)
        for path in kept_files()
        if path != Path(__file__) and (text := text_of(path)) and MACHINE_PATH.search(text)
    }

    assert named == {}


def test_checkers_find_what_is_wrong():
    sentence = " ".join(f"word{number}" for number in range(RUN))

    assert len(runs(f"before {sentence} after")) == 3
    assert runs(f"{sentence}".upper()) == runs(sentence)
    assert REGISTRY.search(f"see https://{'py'}pi.org/simple")
    assert MACHINE_PATH.search("in /home/somebody")
    assert not MACHINE_PATH.search("$root/work/x")
