"""Templates: each is used, fragments belong to a page, and every word a person reads is marked."""

from __future__ import annotations

import ast
import html
import re
from pathlib import Path

import pytest
from sources import SOURCE, calls, last_word, modules, shown, templates, tree_of

NAMED = re.compile(r"[\w./-]+\.(?:html|txt|svg)")
INCLUSION = re.compile(r"{%\s*(?:include|extends)\s.*?%}", re.DOTALL)
LIBRARY_FOLDERS = ("account", "allauth", "mfa", "socialaccount", "registration")
LIBRARY_PAGES = {"404.html", "403.html", "500.html", "400.html", "403_csrf.html", "429.html"}
"""Templates that a library or Django asks for by its own name."""

SILENT = re.compile(
    r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}|<!--.*?-->|<(script|style)\b.*?</\1>"
    r"|{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
SPOKEN_ATTRIBUTE = re.compile(r"\b(?:alt|title|placeholder|aria-label|summary)=\"([^\"]*)\"")
TAG = re.compile(r"<[^>]*>", re.DOTALL)
CODE = re.compile(r"\b\d{3}-[A-Z]+\b")
LETTERS = re.compile(r"[^\W\d_]{2,}")
SAME_IN_EVERY_LANGUAGE = {"danvan", "English", "Tiếng", "Việt"}
VIETNAMESE = re.compile(r"[à-ỹÀ-ỸđĐăĂơƠưƯ]")
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"}
MARKERS |= {"pgettext_lazy", "npgettext", "Words", "compile", "maketrans"}
"""Calls whose texts are translated, hold both languages themselves, or are no words."""

LONGEST_WORD = 12
"""A longer string without a space is an alphabet or the like, not a word."""


def name_of(template: Path) -> str:
    """Return the name by which code asks for a template."""
    parts = template.parts
    last = len(parts) - 1 - parts[::-1].index("templates")
    return "/".join(parts[last + 1 :])


def named_in_code() -> set[str]:
    """Return every template name that stands in a string of the code."""
    return {
        name
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for name in NAMED.findall(node.value)
    }


def answered_alone() -> set[str]:
    """Return the fragments that a view answers with by themselves."""
    return {
        keyword.value.value
        for path in modules()
        for _line, _name, call in calls(tree_of(path))
        for keyword in call.keywords
        if keyword.arg == "fragment" and isinstance(keyword.value, ast.Constant)
    }


def named_in_templates() -> set[str]:
    """Return every template name that another template extends or includes."""
    return {
        name
        for path in templates()
        for tag in INCLUSION.findall(path.read_text(encoding="utf-8"))
        for name in NAMED.findall(tag)
    }


def is_library_page(name: str) -> bool:
    """Return whether a library or Django asks for the template by its own name."""
    return name in LIBRARY_PAGES or name.partition("/")[0] in LIBRARY_FOLDERS


def unmarked_words(text: str) -> list[str]:
    """Return words of a template that a reader sees and no translation covers."""
    visible = SILENT.sub(" ", text)
    spoken = " ".join(SPOKEN_ATTRIBUTE.findall(visible))
    plain = html.unescape(f"{TAG.sub(' ', visible)} {spoken}")
    return [
        word for word in LETTERS.findall(CODE.sub("", plain)) if word not in SAME_IN_EVERY_LANGUAGE
    ]


def unmarked_strings(tree: ast.Module) -> list[int]:
    """Return the lines of Vietnamese strings that are neither docstrings nor marked."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
        if isinstance(node, ast.Call) and last_word(node.func) in MARKERS:
            silent |= {id(inner) for inner in ast.walk(node)}
        if (
            isinstance(node, ast.FunctionDef)
            and node.returns
            and last_word(node.returns) == "Words"
        ):
            silent |= {id(inner) for inner in ast.walk(node)}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and VIETNAMESE.search(node.value)
        and is_word(node.value)
        and id(node) not in silent
    ]


def is_word(text: str) -> bool:
    """Return whether a string may be read as words: no single letter, no alphabet."""
    return len(text) > 1 and (" " in text or len(text) <= LONGEST_WORD)


def test_every_template_is_used():
    used = named_in_code() | named_in_templates()
    unused = [name for path in templates() if (name := name_of(path)) not in used]

    assert [name for name in unused if not is_library_page(name)] == []


def test_fragments_are_included_by_a_page():
    included = named_in_templates() | (named_in_code() - answered_alone())
    fragments = [name for path in templates() if (name := name_of(path)).split("/")[-1][0] == "_"]

    assert [name for name in fragments if name not in included] == []


def test_named_templates_exist():
    there = {name_of(path) for path in templates()}
    wanted = {name for name in named_in_templates() if not is_library_page(name)}

    assert sorted(wanted - there) == []


@pytest.mark.parametrize("path", templates(), ids=shown)
def test_words_of_templates_are_marked(path: Path):
    assert unmarked_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", modules("kernel", "web", "areas", "config"), ids=shown)
def test_words_of_code_are_marked(path: Path):
    assert unmarked_strings(tree_of(path)) == []


@pytest.mark.parametrize("path", templates(), ids=shown)
def test_templates_stay_inside_the_content_policy(path: Path):
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"\s(?:on[a-z]+|style)=\"|<script(?![^>]*\bsrc=)|src=\"https?:", text) == []


def test_checkers_find_what_is_wrong():
    good = '{% translate "Lưu" %}<b class="x">{{ y }}</b>403-CSRF'
    good += "{% blocktranslate %}Có{% endblocktranslate %}"
    bad = '<img alt="Ảnh chụp"> {# nothing #} Xin <i>chào</i>'
    assert unmarked_words(good) == []
    assert unmarked_words(bad) == ["Xin", "chào", "Ảnh", "chụp"]
    assert unmarked_strings(ast.parse('"""Lời"""\na = _("Lưu")\nb = "Lưu"')) == [3]
    assert name_of(SOURCE / "web" / "templates" / "web" / "base.html") == "web/base.html"
