"""Import a regulation and put a pack to use; both write all or nothing."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from danvan.areas.regulations.models import Version, Work
from danvan.areas.regulations.queries import same_number
from danvan.areas.regulations.reading import KIND_LENGTH, NUMBER_LENGTH, TITLE_LENGTH, Reading
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.duties.loading import load_pack
from danvan.kernel.duties.loading import use_pack as use_loaded_pack
from danvan.kernel.files.store import keep
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import PackUse
from danvan.law import packs as law_packs
from danvan.law.pack_folders import pack_folder


def import_regulation(upload: UploadedFile, actor: Actor) -> tuple[Work, bool]:
    """Read an uploaded file and keep it as a version of its work.

    Returns:
        The work, and whether the file is new; the same bytes twice change nothing.

    Raises:
        ReadError: The file cannot be read, ``READ-..``.
        FileRefused: The file cannot be kept, ``FILE-..``.
    """
    content, name = upload.read(), str(upload.name)
    found = Reading(content, name)
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=actor.root_id or 0)
        known = Version.objects.filter(work__root_id=actor.root_id, sha256=found.sha256)
        version = known.select_related("work").first()
        if version:
            return version.work, False
        stored = keep(BytesIO(content), name, by=actor.label)
        work = _work_of(found, actor)
        Version.objects.create(
            work=work,
            file=stored,
            sha256=found.sha256,
            text=found.tree["text"],
            tree=found.tree,
            findings_en=found.findings_en,
            read_at=timezone.now(),
        )
        _record("regulations.work.import", work, actor, {"sha256": found.sha256, "file": name})
    return work, True


def _work_of(found: Reading, actor: Actor) -> Work:
    """Return the work that a text says it is: the one of the same number, else a new one."""
    header = found.tree["document"]
    number = str(header["number"] or "")[:NUMBER_LENGTH]
    for work in Work.objects.filter(root_id=actor.root_id).exclude(number=""):
        if same_number(work.number, number):
            return work
    return Work.objects.create(
        root_id=actor.root_id or 0,
        number=number,
        title=str(header["title"] or found.name)[:TITLE_LENGTH],
        kind=str(header["kind"] or "")[:KIND_LENGTH],
        issued_on=date.fromisoformat(header["date"]) if header["date"] else None,
        added_by=actor.label,
        added_at=timezone.now(),
    )


@transaction.atomic
def use_pack(name: str, work: Work, *, valid_from: date, actor: Actor) -> PackUse:
    """Load a pack from the packs folder and let the work's tree use it from a day on.

    Raises:
        PackError: The pack is broken, or another content was loaded under its version.
    """
    pack = load_pack(law_packs.load(pack_folder(name)), by=actor.label)
    use = use_loaded_pack(pack, work.root, valid_from=valid_from, actor=actor)
    _record(
        "regulations.work.use_pack", work, actor, {"pack": name, "from": valid_from.isoformat()}
    )
    return use


def _record(action: str, work: Work, actor: Actor, details: dict[str, Any]) -> None:
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"work:{work.pk}",
        unit_id=work.root_id,
        details=details,
    )
