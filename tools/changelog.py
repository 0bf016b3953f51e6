"""The changelog's fragments: changelog.d/NNN.KIND.md, one idea each, NNN the issue.

changelog.py show               print what the fragments add, kind by kind
changelog.py release VERSION DAY  move them into CHANGELOG.md
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
FRAGMENTS = REPOSITORY / "changelog.d"
CHANGELOG = REPOSITORY / "CHANGELOG.md"
KINDS = {
    "law": "Law (for people who run packs)",
    "data": "Data (for people who run packs)",
    "feature": "New",
    "fix": "Mended",
}
NAME = re.compile(rf"^(\d+)(?:-[a-z0-9-]+)?\.({'|'.join(KINDS)})\.md$")
HERE = "<!-- releases below this line, newest first -->\n"


def fragments(folder: Path) -> dict[str, list[str]]:
    """Return the texts of the fragments by kind, in the order of their issues.

    Raises:
        ValueError: A file's name is not NNN.KIND.md or NNN-words.KIND.md.
    """
    found: list[tuple[int, str, str]] = []
    for path in folder.glob("*.md"):
        name = NAME.match(path.name)
        if name is None:
            message = f"{path.name}: not NNN.KIND.md with KIND one of {', '.join(KINDS)}"
            raise ValueError(message)
        found.append((int(name[1]), name[2], path.read_text(encoding="utf-8").strip()))
    return {
        kind: [text for _issue, of, text in sorted(found) if of == kind]
        for kind in KINDS
        if any(of == kind for _issue, of, _text in found)
    }


def section(title: str, by_kind: dict[str, list[str]]) -> str:
    """Return one section of the changelog."""
    parts = [f"## {title}\n"]
    for kind, texts in by_kind.items():
        entries = "\n".join(f"- {text.replace(chr(10), chr(10) + '  ')}" for text in texts)
        parts.append(f"### {KINDS[kind]}\n\n{entries}\n")
    return "\n".join(parts)


def release(version: str, day: str) -> None:
    """Move the fragments into the changelog, under a version and its day."""
    added = section(f"{version} ({day})", fragments(FRAGMENTS))
    text = CHANGELOG.read_text(encoding="utf-8")
    CHANGELOG.write_text(text.replace(HERE, f"{HERE}\n{added}"), encoding="utf-8")
    for path in FRAGMENTS.glob("*.md"):
        path.unlink()


def main() -> int:
    """Obey the command line."""
    if sys.argv[1] == "release":
        release(sys.argv[2], sys.argv[3])
    else:
        print(section("Not released yet", fragments(FRAGMENTS)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
