"""Import a regulation, confirm its duties as a pack, put a pack to use; each writes all or nothing.

The decisions between opening a draft and confirming it stand in ``plan``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from danvan.areas.regulations.export import (
    free_code,
    head_of,
    pack_files,
    put_on_shelf,
    shelf,
    stem_of,
)
from danvan.areas.regulations.merge import moved, same_places
from danvan.areas.regulations.models import (
    Candidate,
    DecisionAct,
    Draft,
    Origin,
    Standing,
    Version,
    Work,
)
from danvan.areas.regulations.plan import BATCH, keep_decision, lock, state_of, told_of
from danvan.areas.regulations.queries import same_number
from danvan.areas.regulations.reading import (
    KIND_LENGTH,
    NUMBER_LENGTH,
    TITLE_LENGTH,
    Reading,
    group_of,
    positions_of,
)
from danvan.areas.regulations.register import (
    DECIDED,
    digest_of_lines,
    live,
    newest_id,
    progress_of,
    silent_lines,
)
from danvan.areas.regulations.shapes import duty_of
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.loading import load_pack
from danvan.kernel.duties.loading import use_pack as use_loaded_pack
from danvan.kernel.files.store import FileRefused, keep, read
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import Pack, PackUse
from danvan.law import packs as law_packs
from danvan.law.errors import LawError
from danvan.law.pack_folders import pack_folder, packs_folder


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
    """Load a pack from the packs folder, or from the shelf of packs confirmed here, and let the
    work's tree use it from a day on; a draft of this site is "proposed" once it is used.

    Raises:
        PackError: The pack is broken, or another content was loaded under its version.
    """
    found = law_packs.load(pack_folder(name, also=(shelf(),)))
    if found.folder.parent == shelf():
        found = replace(found, state="proposed")
    pack = load_pack(found, by=actor.label, root_id=work.root_id)
    use = use_loaded_pack(pack, work.root, valid_from=valid_from, actor=actor)
    _record(
        "regulations.work.use_pack", work, actor, {"pack": name, "from": valid_from.isoformat()}
    )
    return use


@transaction.atomic
def open_draft(work: Work, version: Version, actor: Actor) -> Draft:
    """Begin to confirm a text: one candidate for every duty proposed.

    Decisions on an earlier text of the same work are carried over for provisions whose words are
    equal; everything else is left undecided. A draft that was begun already is left as it is.

    Raises:
        Refused: ``CONFIRM-05`` the text was replaced by a newer one.
    """
    Unit.objects.select_for_update().get(pk=work.root_id)
    if version.pk != newest_id(work):
        raise Refused("CONFIRM-05")
    earlier = Draft.objects.filter(version__work=work).order_by("-version_id").first()
    if earlier and earlier.version_id == version.pk:
        return earlier
    draft = Draft.objects.create(
        version=version,
        opened_by=actor.label,
        opened_at=timezone.now(),
        **({"pack_name": earlier.pack_name, "head": earlier.head} if earlier else {}),
    )
    kept = _kept_candidates(earlier, version) if earlier else []
    rows = _in_order(draft, kept)
    for number, candidate in enumerate(rows, start=1):
        candidate.draft, candidate.number = draft, number
    Candidate.objects.bulk_create(rows, batch_size=BATCH)
    carried = [one for one in kept if one.standing in DECIDED]
    if carried:
        _record_carried(draft, carried, actor)
    _record(
        "regulations.draft.open", work, actor, {"version": version.sha256, "carried": len(carried)}
    )
    return draft


def proposals_of(version: Version) -> list[dict[str, Any]]:
    """Return the duties proposed for a text.

    A text that was imported before anything was proposed is read again from its file; offsets hold
    only where the text comes out the same.
    """
    if version.tree["duties"]:
        return list(version.tree["duties"])
    try:
        again = Reading(read(version.file), version.file.name)
    except (LawError, FileRefused):
        return []
    return list(again.tree["duties"]) if again.tree["text"] == version.text else []


def _in_order(draft: Draft, kept: list[Candidate]) -> list[Candidate]:
    """Return the candidates of a new draft: those kept, and proposals on all other provisions."""
    places = positions_of(draft.version.tree)
    taken = {one.address for one in kept}
    found = [
        Candidate(
            group=group_of(proposal["address"]),
            address=proposal["address"],
            position=places.get(proposal["address"], 0),
            origin=Origin.PROPOSED,
            proposal=proposal,
            duty=duty_of(proposal),
        )
        for proposal in proposals_of(draft.version)
        if proposal["address"] not in taken
    ]
    return sorted([*kept, *found], key=lambda one: one.position)


def _kept_candidates(earlier: Draft, version: Version) -> list[Candidate]:
    """Return copies of what an earlier draft holds on provisions that are equal and decided on."""
    same = same_places(earlier.version.tree, version.tree)
    places = positions_of(version.tree)
    rows = [one for one in live(earlier) if one.address in same]
    decided = {one.address for one in rows if one.standing in DECIDED}
    return [
        Candidate(
            group=group_of(one.address),
            address=one.address,
            position=places[one.address],
            origin=one.origin,
            proposal=moved(one.proposal, same[one.address]),
            duty=one.duty,
            standing=one.standing,
            reason=one.reason,
            code=one.code,
        )
        for one in rows
        if one.address in decided
    ]


def _record_carried(draft: Draft, carried: list[Candidate], actor: Actor) -> None:
    """Append the one decision that carried others over; undone, it leaves them undecided."""
    told = []
    for one in carried:
        after = state_of(one)
        before = {**after, "standing": Standing.UNDECIDED, "reason": ""}
        told.append({**told_of(one, after, 0), "before": before})
    decision = keep_decision(draft, DecisionAct.CARRY, actor, told)
    for one in carried:
        one.decision = decision
        one.save(update_fields=["decision"])


@transaction.atomic
def confirm(draft: Draft, told: Mapping[str, Any], actor: Actor) -> Draft:
    """Save what was accepted as a pack draft on the shelf of this site.

    Args:
        told: The form of the pack as filled in; ``acknowledged`` is the digest of the provisions
            without a duty that the person has seen.

    Raises:
        Refused: ``CONFIRM-05`` to ``CONFIRM-12`` and ``CONFIRM-15``; nothing is written.
    """
    work = draft.version.work
    Unit.objects.select_for_update().get(pk=work.root_id)
    if draft.version_id != newest_id(work):
        raise Refused("CONFIRM-05")
    draft = lock(draft)
    progress = progress_of(draft)
    if progress.left:
        raise Refused("CONFIRM-07", count=progress.left)
    if not progress.accepted:
        raise Refused("CONFIRM-10")
    if digest_of_lines(silent_lines(draft)) != told["acknowledged"]:
        raise Refused("CONFIRM-08")
    _check_name(work, told["name"], told["version"])
    duties = _coded(draft)
    draft.confirmed_by, draft.confirmed_at = actor.label, timezone.now()
    draft.pack_name, draft.pack_version = told["name"], told["version"]
    draft.pack_digest = put_on_shelf(
        draft.pack_name, pack_files(head_of(told, work, actor), duties)
    )
    draft.head = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in told.items()
        if name not in {"acknowledged", "is_seen"}
    }
    draft.save()
    details = {"pack": str(draft), "digest": draft.pack_digest, "duties": len(duties)}
    _record("regulations.draft.confirm", work, actor, details)
    return draft


def _check_name(work: Work, name: str, version: str) -> None:
    """Refuse a name that belongs to another pack, and a version that stands already."""
    others = Draft.objects.filter(pack_name=name).exclude(version__work=work)
    is_ours = Draft.objects.filter(pack_name=name, version__work=work).exclude(pack_digest="")
    loaded = Pack.objects.filter(name=name)
    is_taken = (packs_folder() / name).exists() or others.exists()
    if is_taken or (loaded.exists() and not is_ours.exists()):
        raise Refused("CONFIRM-09", pack=name)
    saved = is_ours.values_list("pack_version", flat=True)
    is_old = any(_number_of(version) <= _number_of(one) for one in saved)
    if is_old or loaded.filter(version=version).exists():
        raise Refused("CONFIRM-11", pack=name, version=version)


def _number_of(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _coded(draft: Draft) -> list[tuple[str, dict[str, Any]]]:
    """Return the accepted duties with their ids; an id once given stays with its duty."""
    rows = list(live(draft).filter(standing=Standing.ACCEPTED))
    taken = set(draft.candidates.exclude(code="").values_list("code", flat=True))
    has_attachment = any(node["part"] == "regulation" for node in draft.version.tree["provisions"])
    for one in rows:
        if not one.code:
            stem = stem_of(one.address, has_attachment=has_attachment)
            one.code = free_code(stem, taken)
            taken.add(one.code)
            one.save(update_fields=["code"])
    return [(one.code, one.duty) for one in rows]


@transaction.atomic
def reopen(draft: Draft, actor: Actor) -> None:
    """Let decisions be made again after confirming; the pack saved stays as it is.

    Raises:
        Refused: ``CONFIRM-06`` a newer text has its own draft.
    """
    work = draft.version.work
    if Draft.objects.filter(version__work=work, version_id__gt=draft.version_id).exists():
        raise Refused("CONFIRM-06")
    now = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    now.confirmed_at, now.confirmed_by = None, ""
    now.save()
    _record("regulations.draft.reopen", work, actor, {"pack": str(now)})


def _record(action: str, work: Work, actor: Actor, details: dict[str, Any]) -> None:
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"work:{work.pk}",
        unit_id=work.root_id,
        details=details,
    )
