"""The reference: pages written from what the code and the packs declare, so that they cannot lie.

reference.py write    write docs/reference
reference.py show     print the pages
"""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from django.utils.translation import override

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.config.settings.test")
django.setup()

from danvan.faces.cli import entry  # noqa: E402  Django must be set up first
from danvan.kernel.accounts.models import DeskRole  # noqa: E402  as above
from danvan.kernel.cases import kinds  # noqa: E402  as above
from danvan.kernel.cases.kinds import Act, CaseKind  # noqa: E402  as above

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / "docs" / "reference"
PACKS = REPOSITORY / "packs"
WRITTEN_BY = "Written by `make reference`; a change belongs into the code or the pack.\n"


def in_both(label: object) -> str:
    """Return a label in Vietnamese and English."""
    with override("vi"):
        vietnamese = str(label)
    with override("en"):
        return f"{vietnamese} / {label}"


def table(*columns: str) -> str:
    """Return the head of a table."""
    return f"| {' | '.join(columns)} |\n| {' | '.join('---' for _column in columns)} |\n"


def row(*cells: str) -> str:
    """Return one row of a table; a bar inside a cell is written so that it stays in the cell."""
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"


def kinds_page() -> str:
    """Return the page of case kinds: states, acts, roles, bases."""
    sections = "\n".join(kind_section(kind) for kind in kinds.every())
    return f"# Kinds of case\n\n{WRITTEN_BY}\n{sections}"


def kind_section(kind: CaseKind) -> str:
    """Return one kind's section."""
    text = f"## {kind.key}\n\n{in_both(kind.label)}\n\n" + table("state", "words", "ends it")
    for state, label in kind.states.items():
        mark = "yes" if state in kind.closed else ("begins here" if state == kind.initial else "")
        text += row(state, in_both(label), mark)
    text += "\n" + table("act", "words", "from", "to", "by", "asks for", "basis")
    return text + "".join(act_row(act) for act in kind.acts)


def act_row(act: Act) -> str:
    """Return one act's row."""
    asks = {"proof": act.evidence, "reason": act.needs_reason}
    return row(
        act.key,
        in_both(act.label),
        ", ".join(sorted(act.source)),
        act.target or "stays",
        ", ".join(sorted(act.by)),
        ", ".join(name for name, wanted in asks.items() if wanted),
        act.basis,
    )


def roles_page() -> str:
    """Return the page of desk roles."""
    text = f"# Desk roles\n\n{WRITTEN_BY}\n" + table("role", "words")
    return text + "".join(row(role.value, in_both(role.label)) for role in DeskRole)


def codes_page() -> str:
    """Return the page of codes and their sentences."""
    text = f"# Codes and sentences\n\n{WRITTEN_BY}"
    for path in sorted((PACKS / "vn-base" / "messages").glob("*.toml")):
        text += f"\n## {path.stem}\n\n" + table("code", "Vietnamese", "English")
        sentences = tomllib.loads(path.read_text(encoding="utf-8"))
        text += "".join(row(code, said["vi"], said["en"]) for code, said in sentences.items())
    return text


def packs_page() -> str:
    """Return the page of packs: what each holds and in which state it is."""
    text = f"# Packs\n\n{WRITTEN_BY}\n" + table("pack", "version", "state", "words", "duties")
    for folder in sorted(path.parent for path in PACKS.glob("*/pack.toml")):
        pack = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8"))
        duties = sum(
            len(tomllib.loads(path.read_text(encoding="utf-8")).get("duties", ()))
            for path in (folder / "duties").glob("*.toml")
        )
        label = f"{pack['label']['vi']} / {pack['label']['en']}"
        text += row(pack["name"], pack["version"], pack["state"], label, str(duties))
    return text


def commands_page() -> str:
    """Return the page of the command line."""
    text = f"# Commands\n\n{WRITTEN_BY}\n" + table("command", "takes", "words")
    found: dict[str, str] = {}
    for group in (*entry.GROUPS, "run"):
        for name, parser in commands_of(entry._parser([group])):  # noqa: SLF001  the only list
            found[name] = row(f"`{name}`", takes(parser), parser.description or "")
    return text + "".join(found[name] for name in sorted(found))


def commands_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Return every command below a parser that does something."""
    inner = [
        action
        for action in parser._actions  # noqa: SLF001  argparse offers no other way
        if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001  as above
    ]
    if not inner and "run" in parser._defaults:  # noqa: SLF001  as above
        yield parser.prog, parser
    for action in inner:
        for below in action.choices.values():
            yield from commands_of(below)


def takes(parser: argparse.ArgumentParser) -> str:
    """Return the arguments of a command, options in brackets."""
    words = []
    for action in parser._actions:  # noqa: SLF001  as above
        if isinstance(action, argparse._HelpAction):  # noqa: SLF001  as above
            continue
        value = action.metavar or action.dest.upper()
        shown = value if isinstance(value, str) else " ".join(value)
        if action.option_strings:
            shown = action.option_strings[-1] + ("" if action.nargs == 0 else f" {shown}")
        words.append(shown if action.required else f"[{shown}]")
    return " ".join(f"`{word}`" for word in words)


PAGES: dict[str, Callable[[], str]] = {
    "codes.md": codes_page,
    "commands.md": commands_page,
    "kinds.md": kinds_page,
    "packs.md": packs_page,
    "roles.md": roles_page,
}


def main() -> int:
    """Obey the command line."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        if sys.argv[1:] == ["write"]:
            (FOLDER / name).write_text(page(), encoding="utf-8")
        else:
            print(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
