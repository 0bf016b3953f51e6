"""Only the few writers write; nowhere else bulk statements, raw SQL, state changes, receivers."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from sources import REPOSITORY, calls, last_word, modules, shown, tree_of

BULK = {"bulk_create", "bulk_update", "update_or_create"}
QUERYSET_WORDS = {"objects", "all", "filter", "exclude"}
WRITERS = {
    "src/danvan/areas/consolidation/acts.py",
    "src/danvan/areas/consolidation/calculator.py",
    "src/danvan/areas/consolidation/merge.py",
    "src/danvan/areas/regulations/acts.py",
    "src/danvan/areas/regulations/plan.py",
    "src/danvan/areas/reporting/intake.py",
    "src/danvan/areas/tree/intake.py",
    "src/danvan/kernel/accounts/codes.py",
    "src/danvan/kernel/accounts/handovers.py",
    "src/danvan/kernel/accounts/passwords.py",
    "src/danvan/kernel/accounts/slips.py",
    "src/danvan/kernel/cases/bringing.py",
    "src/danvan/kernel/cases/bulk.py",
    "src/danvan/kernel/cases/bulk_sql.py",
    "src/danvan/kernel/cases/clocks.py",
    "src/danvan/kernel/cases/drafts.py",
    "src/danvan/kernel/cases/forgetting.py",
    "src/danvan/kernel/cases/joining.py",
    "src/danvan/kernel/cases/perform.py",
    "src/danvan/kernel/cases/proofs.py",
    "src/danvan/kernel/cases/running.py",
    "src/danvan/kernel/correspondence/delivery.py",
    "src/danvan/kernel/correspondence/documents.py",
    "src/danvan/kernel/correspondence/filing.py",
    "src/danvan/kernel/correspondence/importing.py",
    "src/danvan/kernel/correspondence/incoming.py",
    "src/danvan/kernel/correspondence/issuers.py",
    "src/danvan/kernel/correspondence/numbers.py",
    "src/danvan/kernel/correspondence/registers.py",
    "src/danvan/kernel/correspondence/signings.py",
    "src/danvan/kernel/correspondence/templates.py",
    "src/danvan/kernel/duties/applying.py",
    "src/danvan/kernel/duties/bindings.py",
    "src/danvan/kernel/duties/calendar_notices.py",
    "src/danvan/kernel/duties/fulfilment.py",
    "src/danvan/kernel/duties/leaders.py",
    "src/danvan/kernel/duties/loading.py",
    "src/danvan/kernel/duties/local_dates.py",
    "src/danvan/kernel/jobs/keeping.py",
    "src/danvan/kernel/letterbox/doors.py",
    "src/danvan/kernel/letterbox/following.py",
    "src/danvan/kernel/letterbox/rounds.py",
    "src/danvan/kernel/letterbox/taking.py",
    "src/danvan/kernel/accounts/rounds.py",
    "src/danvan/kernel/jobs/queue.py",
    "src/danvan/kernel/jobs/running.py",
    "src/danvan/kernel/jobs/schedule.py",
    "src/danvan/kernel/notices/addressing.py",
    "src/danvan/kernel/notices/alarms.py",
    "src/danvan/kernel/notices/bounces.py",
    "src/danvan/kernel/notices/dispatch.py",
    "src/danvan/kernel/notices/feeds.py",
    "src/danvan/kernel/notices/outbox.py",
    "src/danvan/kernel/notices/policy.py",
    "src/danvan/kernel/notices/preferences.py",
    "src/danvan/kernel/notices/texts.py",
    "src/danvan/kernel/organisations/bulk.py",
    "src/danvan/kernel/organisations/writing.py",
    "src/danvan/kernel/packs/loading.py",
    "src/danvan/kernel/publication/figures.py",
    "src/danvan/kernel/publication/publishing.py",
}
"""Modules that may change many rows in one statement; each records what it does in the audit."""

RAW_SQL = {
    "src/danvan/kernel/cases/search.py",
    "src/danvan/kernel/audit/seals.py",
    "src/danvan/kernel/organisations/writing.py",
    "src/danvan/kernel/cases/bulk.py",
    "src/danvan/kernel/cases/bulk_sql.py",
}
STATE_WRITERS = {"src/danvan/kernel/cases/perform.py", "src/danvan/kernel/cases/bulk.py"}


def bulk_statements(tree: ast.AST) -> list[int]:
    """Return the lines where a queryset is changed or emptied by one statement."""
    found = []
    for line, name, call in calls(tree):
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        if name in BULK or (name in {"update", "delete"} and owner and reads_rows(owner)):
            found.append(line)
    return sorted(found)


def reads_rows(node: ast.AST) -> bool:
    """Return whether an expression is a queryset by its look."""
    if isinstance(node, ast.Call):
        return last_word(node.func) in QUERYSET_WORDS or reads_rows(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr in QUERYSET_WORDS or reads_rows(node.value)
    return False


def state_changes(tree: ast.AST) -> list[int]:
    """Return the lines where a case's state is assigned."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
        and target.attr == "state"
        and last_word(target.value) == "case"
    ]


def uses(tree: ast.AST, words: set[str]) -> list[int]:
    """Return the lines that use one of some names, as an attribute, a call or an import."""
    lines = {
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, (ast.Attribute, ast.Name)) and last_word(node) in words)
        or (isinstance(node, ast.ImportFrom) and words & {alias.name for alias in node.names})
    }
    return sorted(lines)


def signal_imports(tree: ast.AST) -> list[int]:
    """Return the lines that import Django's signals."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("django")
        and {"signals", "dispatch"} & set((node.module or "").split("."))
    ]


def looks_up_by(tree: ast.AST, ending: str) -> list[int]:
    """Return the lines of keyword arguments with some look-up ending."""
    return sorted(
        node.value.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg and node.arg.endswith(ending)
    )


def kinds_asked_for(text: str, own: str) -> list[str]:
    """Return the kinds that code compares with by name, those of the package itself left out."""
    return [
        name
        for name in re.findall(r"\bkind(?:\.key)?\s*(?:[!=]=|in)\s*[({\[]?[\"']([\w.]+)", text)
        if not name.startswith(own)
    ]


def outside(allowed: set[str], *floors: str) -> list[Path]:
    """Return the modules of some floors but for those allowed."""
    return [path for path in modules(*floors) if shown(path) not in allowed]


@pytest.mark.parametrize("path", outside(WRITERS), ids=shown)
def test_bulk_statements_stand_in_writers(path: Path):
    assert bulk_statements(tree_of(path)) == []


@pytest.mark.parametrize("path", outside(RAW_SQL), ids=shown)
def test_raw_sql_stands_in_three_modules(path: Path):
    assert uses(tree_of(path), {"cursor", "RawSQL", "RunSQL", "raw"}) == []


@pytest.mark.parametrize("path", outside(STATE_WRITERS), ids=shown)
def test_only_perform_changes_a_state(path: Path):
    assert state_changes(tree_of(path)) == []


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_nothing_listens_to_signals(path: Path):
    assert signal_imports(tree_of(path)) == []


@pytest.mark.parametrize("path", modules("areas", "web", "faces"), ids=shown)
def test_mail_has_one_door(path: Path):
    assert uses(tree_of(path), {"send_mail", "EmailMessage"}) == []


@pytest.mark.parametrize(
    "path", [path for path in modules("areas", "web") if path.stem == "models"], ids=shown
)
def test_files_have_one_door(path: Path):
    assert uses(tree_of(path), {"FileField", "ImageField", "BinaryField"}) == []


@pytest.mark.parametrize("path", modules("areas", "web", "faces"), ids=shown)
def test_search_has_one_door(path: Path):
    assert looks_up_by(tree_of(path), "__icontains") == []


@pytest.mark.parametrize(
    "path", [path for path in modules() if "view" in path.stem or "pages" in path.stem], ids=shown
)
def test_views_ask_gates_and_queries(path: Path):
    assert uses(tree_of(path), {"objects"}) == []


@pytest.mark.parametrize(
    "path", [path for path in modules("kernel") if path.stem != "kinds"], ids=shown
)
def test_the_kernel_never_asks_which_kind(path: Path):
    own = "duties." if path.parent.name == "duties" else "no kind of its own"

    assert kinds_asked_for(path.read_text(encoding="utf-8"), own) == []


@pytest.mark.parametrize("path", modules("areas"), ids=shown)
def test_numbers_of_days_stand_in_packs(path: Path):
    amounts = [
        line
        for line, name, call in calls(tree_of(path))
        if name in {"timedelta", "TimeLimit"}
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]
        if isinstance(argument, ast.Constant) and argument.value not in (0, 1)
    ]

    assert amounts == []


def test_writers_on_the_list_are_there():
    assert [name for name in WRITERS | RAW_SQL if not (REPOSITORY / name).exists()] == []


def test_checkers_find_what_is_wrong():
    assert kinds_asked_for('if case.kind == "petitions.complaint":', "duties.") != []
    assert kinds_asked_for('if case.kind == "duties.card":', "duties.") == []
    bulk = "Case.objects.filter(a=1).update(b=2)\nCase.objects.all().delete()\nset().update(x)\n"
    bulk += "digest.update(b'')\nCase.objects.bulk_create([])\nrow.delete()"
    assert bulk_statements(ast.parse(bulk)) == [1, 2, 5]
    assert state_changes(ast.parse("case.state = 'x'\nself.case.state = 'y'\nother.state = 1")) == [
        1,
        2,
    ]
    assert uses(ast.parse("from a import receiver\nb.objects.all()"), {"receiver", "objects"}) == [
        1,
        2,
    ]
    assert signal_imports(ast.parse("from django.dispatch import receiver")) == [1]
    assert looks_up_by(ast.parse("x.filter(a__icontains='b')"), "__icontains") == [1]
