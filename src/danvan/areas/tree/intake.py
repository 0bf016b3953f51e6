"""Take in a spreadsheet of units: kept, checked by rows, previewed, then written whole or not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from danvan.areas.tree import plan, queries
from danvan.areas.tree.models import ImportFinding, ImportState, TreeImport
from danvan.kernel.accounts.actors import Actor, actor_of
from danvan.kernel.audit.record import record
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.store import FileRefused, keep, read
from danvan.kernel.organisations.models import Unit
from danvan.law.collation import fold
from danvan.law.errors import LawError
from danvan.law.findings import Finding
from danvan.law.messages import say, show
from danvan.law.tree_rows import Checked, Sheet, check_rows
from danvan.readers.sheets import read_sheet

MOST_ROWS = 100_000
"""Technical limit of one spreadsheet."""
MOST_FINDINGS = 5_000
"""How many findings one spreadsheet keeps; all are counted."""
SHOWN = 200
"""How many units the preview shows."""
OPEN = (ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED)
WORKING = (ImportState.UPLOADED, ImportState.CHECKING, ImportState.APPLYING)
ENDING = ".xlsx"


def bring(source: Any, name: str, unit: Unit, actor: Actor) -> TreeImport:
    """Keep a spreadsheet; it is checked by a job.

    Raises:
        FileRefused: It is no workbook, empty or too large.
    """
    if not name.lower().endswith(ENDING):
        raise FileRefused("FILE-03", name=name, kinds=ENDING)
    return TreeImport.objects.create(
        unit=unit,
        file=keep(source, name, by=actor.label),
        user_id=actor.user_id or 0,
        post_id=actor.post_id or 0,
        brought_by=actor.label,
        brought_at=timezone.now(),
    )


def check(brought: TreeImport) -> None:
    """Check every row and keep what was found; doing it again gives the same."""
    if not _turn(brought, OPEN, ImportState.CHECKING):
        return
    try:
        checked = _checked(brought)
    except (LawError, FileRefused) as error:
        _fail(brought, error)
        return
    with transaction.atomic():
        _keep_findings(brought, checked)
        _note(brought, checked)


def apply(brought: TreeImport) -> None:
    """Write a checked spreadsheet whole; nothing stays of it where something of it cannot be.

    Where the tree has changed since the preview, the new preview is shown instead.
    """
    if brought.state != ImportState.APPLYING:
        return
    try:
        with transaction.atomic():
            root = brought.unit.root or brought.unit
            Unit.objects.select_for_update().get(pk=root.pk)
            checked = _checked(brought)
            if checked.digest != brought.digest or not checked.is_clean:
                _keep_findings(brought, checked)
                _note(brought, checked, code="TREE-41")
                return
            plan.take(checked, root, actor=_actor(brought))
            _end(brought, ImportState.APPLIED)
    except (LawError, FileRefused, Refused) as error:
        _fail(brought, error)
    except IntegrityError:
        mine = TreeImport.objects.filter(pk=brought.pk)
        mine.update(state=ImportState.CHECKED, code="TREE-41")


def ask_to_apply(brought: TreeImport, actor: Actor) -> None:
    """Say that a previewed spreadsheet is to be written.

    Raises:
        Refused: ``TREE-42`` it is not in a state to be, or something stops it.
    """
    rows = TreeImport.objects.filter(pk=brought.pk, state=ImportState.CHECKED, stops=0)
    if not rows.update(state=ImportState.APPLYING, code="", brought_by=actor.label):
        raise Refused("TREE-42")


def cancel(brought: TreeImport, actor: Actor) -> None:
    """Put a spreadsheet aside; nothing of it was written.

    Raises:
        Refused: ``TREE-42`` it is being written or was.
    """
    if not _turn(brought, (*OPEN, ImportState.FAILED), ImportState.CANCELLED):
        raise Refused("TREE-42")
    _record("tree.import.cancel", brought, actor.label)


def _checked(brought: TreeImport) -> Checked:
    """Read and check the file against the tree as it stands, by the rights of who brought it."""
    actor = _actor(brought)
    unit, root = brought.unit, brought.unit.root or brought.unit
    rows = read_sheet(read(brought.file), brought.file.name, most_rows=MOST_ROWS)
    mine = TreeImport.objects.filter(pk=brought.pk)
    mine.update(rows=max(len(rows.rows) - 1, 0), rows_read=0)
    return check_rows(
        Sheet(rows.rows, rows.formulas),
        queries.vocabulary(),
        queries.standing(root, actor),
        unit.key,
        lambda count: _tell(mine, count),
    )


def _tell(mine: QuerySet[TreeImport], count: int) -> None:
    mine.update(rows_read=count)


def _actor(brought: TreeImport) -> Actor:
    """Return who brought it, with the rights of today.

    Raises:
        LawError: ``TREE-40`` the post no longer administers the unit.
    """
    actor = actor_of(brought.user, brought.post_id)
    if actor is None or not queries.administers_below(actor, brought.unit):
        raise LawError("TREE-40")
    return actor


def _keep_findings(brought: TreeImport, checked: Checked) -> None:
    queries.findings(brought).delete()
    ImportFinding.objects.bulk_create(islice(_findings(brought, checked), MOST_FINDINGS))


def _findings(brought: TreeImport, checked: Checked) -> Iterator[ImportFinding]:
    for one in sorted(checked.findings, key=lambda one: one.place.line_start):
        fields = _plain(one)
        words = f"{one.place.line_start} {fields['column']} {one.code} {say(one.code, fields)}"
        yield ImportFinding(
            brought=brought,
            row=one.place.line_start,
            column=str(fields["column"]),
            code=one.code,
            severity=one.severity,
            fields=fields,
            search=fold(words),
        )


def _plain(finding: Finding) -> dict[str, object]:
    """Return the fields of a finding as JSON carries them."""
    return {
        name: value if isinstance(value, int | str) else show(value)
        for name, value in finding.fields.items()
    }


def _note(brought: TreeImport, checked: Checked, code: str = "") -> None:
    stops = sum(one.severity == "stops" for one in checked.findings)
    shown = plan.branches((*checked.added, *checked.changed))
    TreeImport.objects.filter(pk=brought.pk).update(
        state=ImportState.CHECKED,
        rows=checked.rows,
        rows_read=checked.rows,
        added=len(checked.added),
        changed=len(checked.changed),
        unchanged=checked.unchanged,
        bound=len(checked.bound) + sum(len(line.roles) for line in checked.added),
        stops=stops,
        notes=len(checked.findings) - stops,
        digest=checked.digest,
        preview=[list(branch) for branch in islice(shown, SHOWN)],
        code=code,
        fields={},
    )


def _fail(brought: TreeImport, error: LawError | FileRefused | Refused) -> None:
    fields = {
        name: value if isinstance(value, int) else show(value)
        for name, value in error.fields.items()
    }
    TreeImport.objects.filter(pk=brought.pk).update(
        state=ImportState.FAILED,
        code=error.code,
        fields=fields,
        ended_at=timezone.now(),
    )


def _end(brought: TreeImport, state: ImportState) -> None:
    rows = TreeImport.objects.filter(pk=brought.pk)
    rows.update(state=state, ended_at=timezone.now(), code="", fields={})
    _record("tree.import.apply", brought, brought.brought_by)


def _turn(brought: TreeImport, before: tuple[ImportState, ...], state: ImportState) -> bool:
    """Change the state if it is still one of some; of two that try at once one succeeds."""
    rows = TreeImport.objects.filter(pk=brought.pk, state__in=before)
    return rows.update(state=state) == 1


def _record(action: str, brought: TreeImport, by: str) -> None:
    record(
        action,
        actor=by,
        subject=f"tree-import:{brought.pk}",
        unit_id=brought.unit_id,
        details={"added": brought.added, "changed": brought.changed, "bound": brought.bound},
    )
