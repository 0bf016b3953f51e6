"""The entry point `danvan`: finds the sub-commands, sets the language, tells errors as
sentences.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from danvan.faces.cli.refusals import USAGE, help_in_vietnamese, in_vietnamese
from danvan.law.errors import LawError
from danvan.law.messages import say

GROUPS: dict[str, tuple[tuple[str, ...], str]] = {
    "law": (
        ("read", "law_due", "law_compare", "law_import", "law_in_force"),
        "đọc văn bản và tính ngày, không cần cơ sở dữ liệu",
    ),
    "pack": (("packs",), "kiểm tra, chạy ví dụ và nạp gói"),
    "mail": (("mail",), "thử máy chủ thư, ghi thư bị trả lại"),
}
"""Groups of sub-commands with the modules that add to them; they never import the application."""

TOP = ("first", "site", "keeping", "examples")
"""Modules whose sub-commands stand directly under `danvan`."""

LANGUAGES = ("vi", "en")
FAILED = 1
REFUSED = 2

Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """A parser that refuses with a code and a sentence."""

    language = "vi"

    def format_help(self) -> str:
        """Return the page of help, its headings in the language asked for."""
        text = super().format_help()
        return help_in_vietnamese(text) if self.language == "vi" else text

    def error(self, message: str) -> NoReturn:
        """Stop with the usage and the sentence of ``CLI-01``."""
        usage, detail = self.format_usage(), message
        if self.language == "vi":
            usage, detail = usage.replace(*USAGE, 1), in_vietnamese(message)
        sys.stderr.write(usage)
        _tell("CLI-01", {"detail": detail}, self.language)
        raise SystemExit(REFUSED)


def _tell(code: str, fields: dict[str, object], language: str) -> None:
    print(f"{code}: {say(code, fields, language)}", file=sys.stderr)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; each sub-command sets ``run`` to a function of the parsed arguments.

    Returns:
        0 done, 1 done with faults found, 2 refused.
    """
    words, language = _without_language(list(sys.argv[1:] if argv is None else argv))
    Parser.language = language
    try:
        arguments = _parser(words).parse_args(words)
        arguments.language = language
        run: Run = arguments.run
        code = run(arguments)
        sys.stdout.flush()
    except LawError as error:
        _tell(error.code, error.fields, language)
        return REFUSED
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _without_language(words: list[str]) -> tuple[list[str], str]:
    """Take ``--language`` out of the words wherever it stands, so that every command knows it."""
    left: list[str] = []
    language = "vi"
    position = 0
    while position < len(words):
        name, _, value = words[position].partition("=")
        if name == "--language":
            if not value and position + 1 < len(words):
                position += 1
                value = words[position]
            language = value if value in LANGUAGES else language
            if value not in LANGUAGES:
                left += ["--language", value]
        else:
            left.append(words[position])
        position += 1
    return left, language


def _parser(words: Sequence[str]) -> Parser:
    parser = Parser(
        prog="danvan",
        description="Biến quy chế công tác dân vận thành việc có hạn, làm được và chứng minh được.",
    )
    parser.add_argument("--language", choices=LANGUAGES, help="vi (mặc định) hoặc en")
    commands = parser.add_subparsers(metavar="LỆNH", required=True)
    first = next((word for word in words if not word.startswith("-")), None)
    for name, (modules, told) in GROUPS.items():
        if first in {None, name} or first not in GROUPS:
            group = commands.add_parser(name, help=told, description=told)
            inner = group.add_subparsers(metavar="LỆNH", required=True)
            _add(modules if first == name else (), inner)
    if first not in GROUPS:
        _add(TOP, commands)
    return parser


def _add(modules: Sequence[str], commands: argparse._SubParsersAction[Parser]) -> None:
    """Let every module that is there add its sub-commands; one that is not installed is left
    out.
    """
    for name in modules:
        dotted = f"danvan.faces.cli.{name}"
        if importlib.util.find_spec(dotted) is not None:
            importlib.import_module(dotted).add_to(commands)


if __name__ == "__main__":
    raise SystemExit(main())
