"""The reference: pages written from what the code and the packs declare, so that they cannot lie.

reference.py write    write docs/reference and docs/glossary.md
reference.py check    name the pages that are not current; exit 1 where there are any
reference.py show     print the pages
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from django.utils.translation import override

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.config.settings.test")
django.setup()

import timed_table  # noqa: E402  Django must be set up first
from pack_keys import keys_asked  # noqa: E402  as above

from danvan.config.reactions import REACTIONS  # noqa: E402  as above
from danvan.faces.cli import entry  # noqa: E402  as above
from danvan.kernel.accounts.models import DeskRole  # noqa: E402  as above
from danvan.kernel.cases import kinds  # noqa: E402  as above
from danvan.kernel.cases.kinds import Act, CaseKind  # noqa: E402  as above
from danvan.kernel.notices import wording  # noqa: E402  as above
from danvan.kernel.notices.models import Notice  # noqa: E402  as above

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / "docs" / "reference"
PACKS = REPOSITORY / "packs"
SETTINGS = REPOSITORY / "src" / "danvan" / "config" / "settings"
WRITTEN_BY = "Written by `make reference`; a change belongs into the code or the pack.\n"


def in_both(label: object) -> str:
    """Return a label in Vietnamese and English."""
    with override("vi"):
        vietnamese = str(label)
    with override("en"):
        english = str(label)
    return vietnamese if english == vietnamese else f"{vietnamese} / {english}"


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


NAMED = ("account", "count", "days", "receiver")
"""What the sentences of notices name."""


def notices_page() -> str:
    """Return the page of notices: what people are told, and which events lead to it."""
    text = f"# Notices\n\n{WRITTEN_BY}\n" + table("notice", "words")
    for key in sorted({*wording.USUAL, *(set(REACTIONS) - {"duties.plan.apply"})}):
        notice = Notice(key=key, fields=dict.fromkeys(NAMED, "n"))
        with override("vi"):
            vietnamese = wording.words_of(notice)
        with override("en"):
            english = wording.words_of(notice)
        text += row(key, vietnamese if english == vietnamese else f"{vietnamese} / {english}")
    text += "\n## What follows an event\n\n" + table("event", "what follows")
    return text + "".join(
        row(name, (reaction.__doc__ or "").strip().splitlines()[0])
        for name, reaction in sorted(REACTIONS.items())
    )


def glossary_page() -> str:
    """Return the glossary: identifier, Vietnamese, English, meaning."""
    terms = tomllib.loads((PACKS / "vn-base" / "glossary.toml").read_text(encoding="utf-8"))
    text = f"# Glossary\n\n{WRITTEN_BY}\nIts source is `packs/vn-base/glossary.toml`.\n\n"
    text += table("term in code", "Vietnamese", "English", "meaning", "not to be confused with")
    for term in sorted(terms["terms"], key=lambda term: term["key"]):
        names, meaning = term["names"], term.get("definition", {"vi": "", "en": ""})
        others = ", ".join(term.get("not_to_be_confused_with", ()))
        said = f"{meaning['vi']} {meaning['en']}".strip()
        text += row(f"`{term['key']}`", names["vi"], names["en"], said, others)
    return text


def pack_keys_page() -> str:
    """Return the page of keys that a pack may hold, as its reader asks for them."""
    text = (
        f"# Keys of a pack\n\n{WRITTEN_BY}\nWhat the reader of packs asked for while it read the "
        "packs of this repository: a key that it never asks for is refused with PACK-04, and what "
        "is needed sometimes depends on the keys beside it. How they are used is told in "
        "[write a pack](../how-to/write-a-pack.md).\n"
    )
    for (file, inside), keys in sorted(keys_asked(PACKS).items()):
        text += f"\n## {file}{f' : {inside}' if inside else ''}\n\n"
        text += table("key", "form", "needed", "one of")
        for name, asked in sorted(keys.items()):
            text += row(f"`{name}`", asked.form, asked.needed, ", ".join(asked.allowed))
    return text


def settings_page() -> str:
    """Return the page of settings: the environment, and the figures of a site."""
    text = f"# Settings\n\n{WRITTEN_BY}\n## From the environment\n\n"
    text += table("name", "form", "without it")
    found: dict[str, str] = {}
    for path in sorted(SETTINGS.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= dict(variables_of(tree))
    text += "".join(found[name] for name in sorted(found))
    text += "\nWhat they mean is told in [run on a server](../how-to/run-on-a-server.md).\n"
    text += "\n## Figures and lists in `config/settings/base.py`\n\n"
    text += table("name", "value", "meaning")
    base = ast.parse((SETTINGS / "base.py").read_text(encoding="utf-8"))
    return text + "".join(told_settings(base))


def variables_of(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield every variable that a settings file reads, with its row."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner, form = node.func.value, node.func.attr
        is_ours = isinstance(owner, ast.Name) and owner.id == "environment"
        if not is_ours or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        name = f"DANVAN_{node.args[0].value!s}"
        default = ast.unparse(node.args[1]) if len(node.args) > 1 else ""
        yield name, row(f"`{name}`", form, f"`{default}`" if default else "")


def told_settings(tree: ast.Module) -> Iterator[str]:
    """Yield a row for every setting that has a docstring below it."""
    for node, below in zip(tree.body, tree.body[1:], strict=False):
        if not isinstance(node, ast.Assign) or not isinstance(below, ast.Expr):
            continue
        if isinstance(below.value, ast.Constant) and isinstance(below.value.value, str):
            name, value = ast.unparse(node.targets[0]), ast.unparse(node.value)
            yield row(f"`{name}`", f"`{value}`", " ".join(below.value.value.split()))


def commands_page() -> str:
    """Return the page of the command line."""
    text = f"# Commands\n\n{WRITTEN_BY}\n" + table("command", "takes", "words")
    found: dict[str, str] = {}
    for group in (*entry.GROUPS, "run"):
        for name, parser, told in commands_of(entry._parser([group])):  # noqa: SLF001  the only list
            found[name] = row(f"`{name}`", takes(parser), told)
    return text + "".join(found[name] for name in sorted(found))


def commands_of(
    parser: argparse.ArgumentParser, told: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Yield every command below a parser that does something, with the words that tell of it."""
    inner = [
        action
        for action in parser._actions  # noqa: SLF001  argparse offers no other way
        if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001  as above
    ]
    if not inner and "run" in parser._defaults:  # noqa: SLF001  as above
        yield parser.prog, parser, parser.description or told
    for action in inner:
        helps = {each.dest: each.help or "" for each in action._choices_actions}  # noqa: SLF001  as above
        for name, below in action.choices.items():
            yield from commands_of(below, helps.get(name, ""))


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
    "../glossary.md": glossary_page,
    "codes.md": codes_page,
    "commands.md": commands_page,
    "kinds.md": kinds_page,
    "notices.md": notices_page,
    "pack-keys.md": pack_keys_page,
    "packs.md": packs_page,
    "roles.md": roles_page,
    "settings.md": settings_page,
    "timed-duties.md": timed_table.page,
}
"""Every page by its place beside the reference."""


def stale() -> list[str]:
    """Return the pages that say something else than the code."""
    return [
        name
        for name, page in PAGES.items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != page()
    ]


def main() -> int:
    """Obey the command line."""
    asked = sys.argv[1:]
    FOLDER.mkdir(parents=True, exist_ok=True)
    if asked == ["check"]:
        print("\n".join(stale()) or "current")
        return 1 if stale() else 0
    for name, page in PAGES.items():
        if asked == ["write"]:
            (FOLDER / name).write_text(page(), encoding="utf-8")
        else:
            print(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
