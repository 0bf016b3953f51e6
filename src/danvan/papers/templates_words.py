"""The fields of a template: which names it uses, in which loops and conditions, and nothing else.

The words between braces are parsed, never run, and each kind of expression must be on a short list.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from danvan.law.duties import Words
from danvan.law.findings import Finding
from danvan.law.pack_folders import packs_folder
from danvan.papers.templates_archive import stop

FILTERS: Final = ("upper", "lower", "trim", "capitalize")
DEEPEST: Final = 3
"""Loops and conditions inside each other."""

MOST_TAGS: Final = 400
"""Braces of one part: no pattern runs over more."""

_LOOP: Final = ("index", "first", "last", "length")
_FREE: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip
_SHORTEST_CONST: Final = 200


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a template may use; ``columns`` are those of one row."""

    key: str
    kind: str
    label: Words
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a name stands for at one place of a template."""

    kind: str
    columns: Mapping[str, str] = field(default_factory=dict)


_Names = Mapping[str, _Known]


@lru_cache(maxsize=4)
def known_fields(folder: Path | None = None) -> Mapping[str, Field]:
    """Return the fields of the base pack, by key, in the order of the file."""
    path = (folder or packs_folder()) / "vn-base" / "papers" / "fields.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["fields"]
    return {
        row["key"]: Field(
            row["key"],
            row["kind"],
            Words(row["label"]["vi"], row["label"]["en"]),
            row.get("columns", {}),
        )
        for row in rows
    }


def environment() -> ImmutableSandboxedEnvironment:
    """Return what templates are parsed and filled with: no globals, few filters, all escaped."""
    made = ImmutableSandboxedEnvironment(autoescape=True)
    made.globals.clear()
    made.tests.clear()
    kept = {name: made.filters[name] for name in FILTERS}
    made.filters.clear()
    made.filters.update(kept)
    return made


def findings_of(source: str, part: str) -> list[Finding]:
    """Return what is wrong with the fields of one part of a template.

    Args:
        source: XML of the part as it would be filled; one paragraph a line.
        part: Where the words stand, for the sentence.
    """
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as error:
        mend = "MEND-template_syntax"
        return [stop("PAPER-78", mend, line=error.lineno or 1, part=part, told=error.message or "")]
    except RecursionError:
        return [stop("PAPER-81", "MEND-template_loops", part=part, name="(((")]
    names = {key: _Known(each.kind, each.columns) for key, each in known_fields().items()}
    return _without_repeats(_Reader(part).read(tree, names, 0))


def _without_repeats(found: Iterator[Finding]) -> list[Finding]:
    seen: dict[tuple[str, str], Finding] = {}
    for finding in found:
        seen.setdefault((finding.code, str(finding.fields.get("name"))), finding)
    return list(seen.values())


class _Reader:
    """Walks through a parsed template and points at what is not allowed."""

    def __init__(self, part: str) -> None:
        self.part = part

    def read(self, node: Any, names: _Names, depth: int) -> Iterator[Finding]:
        """Return the findings of a node and all below it."""
        if depth > DEEPEST:
            yield self._told("PAPER-81", "MEND-template_loops", node, f"> {DEEPEST}")
        elif isinstance(node, nodes.For):
            yield from self._loop(node, names, depth)
        elif isinstance(node, nodes.If):
            for inner in node.iter_child_nodes():
                yield from self.read(inner, names, depth + 1)
        elif isinstance(node, (nodes.Name, nodes.Getattr)):
            yield from self._value(node, names)
        elif isinstance(node, nodes.Filter):
            yield from self._filter(node, names, depth)
        elif isinstance(node, _FREE):
            yield from self._free(node, names, depth)
        else:
            kind = type(node).__name__
            yield self._told("PAPER-79", "MEND-template_plain", node, kind)

    def _free(self, node: Any, names: _Names, depth: int) -> Iterator[Finding]:
        if isinstance(node, nodes.Const) and len(str(node.value)) > _SHORTEST_CONST:
            yield self._told("PAPER-79", "MEND-template_plain", node, "Const")
        for inner in node.iter_child_nodes():
            yield from self.read(inner, names, depth)

    def _loop(self, node: nodes.For, names: _Names, depth: int) -> Iterator[Finding]:
        if not isinstance(node.target, nodes.Name) or node.test or node.recursive or node.else_:
            yield self._told("PAPER-79", "MEND-template_plain", node, "For")
            return
        over = self._kind_of(node.iter, names)
        shown = _shown(node.iter)
        if over is None:
            yield from self._unknown(node.iter, names)
            return
        if over.kind not in {"texts", "rows"} or (depth and _root(node.iter) in known_fields()):
            yield self._told("PAPER-81", "MEND-template_loops", node, shown)
            return
        inside = _Known("text") if over.kind == "texts" else _Known("row", over.columns)
        loop = _Known("row", dict.fromkeys(_LOOP, "text"))
        below = {**names, node.target.name: inside, "loop": loop}
        for inner in node.body:
            yield from self.read(inner, below, depth + 1)

    def _value(self, node: Any, names: _Names) -> Iterator[Finding]:
        if self._kind_of(node, names) is None:
            yield from self._unknown(node, names)

    def _filter(self, node: nodes.Filter, names: _Names, depth: int) -> Iterator[Finding]:
        plain = not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
        if node.name not in FILTERS or not plain or node.node is None:
            yield self._told("PAPER-80", "MEND-template_filters", node, node.name)
        else:
            yield from self.read(node.node, names, depth)

    def _kind_of(self, node: Any, names: _Names) -> _Known | None:
        if isinstance(node, nodes.Name):
            return names.get(node.name)
        if isinstance(node, nodes.Getattr):
            owner = self._kind_of(node.node, names)
            if owner is not None and owner.kind == "row" and node.attr in owner.columns:
                return _Known(owner.columns[node.attr])
        return None

    def _unknown(self, node: Any, names: _Names) -> Iterator[Finding]:
        """Return that a name is not known, with the nearest one that is."""
        shown = _shown(node)
        if not shown:
            yield self._told("PAPER-79", "MEND-template_plain", node, type(node).__name__)
            return
        owner = shown.rpartition(".")[0]
        if owner:
            row = names.get(owner)
            choices = [f"{owner}.{key}" for key in (row.columns if row else ())]
        else:
            choices = list(names)
        near = difflib.get_close_matches(shown, choices, 1, 0.5) or choices[:1] or list(names)[:1]
        yield stop(
            "PAPER-77", "MEND-template_names", line=node.lineno, part=self.part, name=shown[:60],
            near=near[0],
        )  # fmt: skip

    def _told(self, code: str, mend: str, node: Any, name: str) -> Finding:
        line = getattr(node, "lineno", None) or 1
        return stop(code, mend, line=line, part=self.part, name=name[:60])


def _shown(node: Any) -> str:
    """Return a name with its dots, or nothing where it is no plain name."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        owner = _shown(node.node)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def _root(node: Any) -> str:
    return _shown(node).split(".")[0]
