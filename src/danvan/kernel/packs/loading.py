"""Load what a pack holds besides duties: identity, bodies, closed lists, calendar, forms."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from danvan.kernel.audit.record import record
from danvan.kernel.packs.models import BodyRole, Pack, PackForm, Term
from danvan.kernel.packs.rules import kept_rules
from danvan.kernel.packs.values import content_of
from danvan.law import packs as law_packs
from danvan.law.errors import PackError
from danvan.law.pack_folders import pack_folder

BASE = "vn-base"
"""The pack that every other stands on: bodies, words, calendar."""


def _plain(value: Any) -> Any:
    """Return nested values with dates as ISO text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


@transaction.atomic
def load_identity(
    pack: law_packs.Pack, *, by: str, root_id: int | None = None
) -> tuple[Pack, bool]:
    """Record a pack with its bodies, lists, calendar and forms of reports.

    A version that stands already is left alone.

    Args:
        root_id: The tree whose administrators read of it, where one asked for it.

    Returns:
        The row, and whether it was made now.

    Raises:
        PackError: ``PACK-40`` the same version was loaded with other content.
    """
    found = Pack.objects.filter(name=pack.name, version=pack.version).first()
    if found:
        if found.digest != pack.digest:
            raise PackError("PACK-40", pack=pack.name, version=pack.version)
        return found, False
    document = pack.document
    made = Pack.objects.create(
        name=pack.name,
        version=pack.version,
        digest=pack.digest,
        state=pack.state,
        label_vi=pack.label.vi,
        label_en=pack.label.en,
        document=_plain(asdict(document)) if document else {},
        document_number=document.number if document else "",
        effective_on=document.effective_on if document else None,
        expires_on=document.in_force.until if document else None,
        calendar=kept_calendar(pack),
        rules=kept_rules(pack),
        loaded_at=timezone.now(),
        loaded_by=by,
    )
    _load_words(pack)
    _load_forms(made, pack)
    record(
        "packs.pack.load",
        actor=by,
        subject=f"pack:{made.pk}",
        unit_id=root_id,
        details={"digest": pack.digest},
    )
    return made, True


def follow_base(*, by: str) -> Pack:
    """Load the base pack that came with this version of the program, unless it stands.

    What trees use is not touched; only words, bodies and the calendar are those of today.

    Raises:
        PackError: The base pack is broken, or stands with other content (``PACK-40``).
    """
    return load_identity(law_packs.load(pack_folder(BASE)), by=by)[0]


def kept_calendar(pack: law_packs.Pack) -> dict[str, Any]:
    """Return the calendar of a pack as plain values for keeping; empty where it has none."""
    if not pack.calendars:
        return {}
    found: dict[str, Any] = _plain(
        {
            "years": [asdict(year) for year in pack.calendars],
            "fixed": [asdict(holiday) for holiday in pack.fixed_holidays],
        }
    )
    return found


def _load_forms(row: Pack, pack: law_packs.Pack) -> None:
    PackForm.objects.bulk_create(
        PackForm(
            pack=row,
            key=form.key,
            version=form.version,
            valid_from=form.valid_from,
            valid_until=form.valid_until,
            content=content_of(form),
        )
        for form in pack.forms
    )


def _load_words(pack: law_packs.Pack) -> None:
    for position, body in enumerate(pack.bodies):
        BodyRole.objects.update_or_create(
            slug=body.slug,
            defaults={
                "name_vi": body.names.vi,
                "name_en": body.names.en,
                "level": body.level,
                "side": body.side,
                "looked_for": body.looked_for,
                "position": position,
            },
        )
    for kind, terms in pack.terms.items():
        for position, term in enumerate(terms):
            Term.objects.update_or_create(
                kind=kind,
                key=term.key,
                defaults={
                    "label_vi": term.names.vi,
                    "label_en": term.names.en,
                    "position": position,
                },
            )
