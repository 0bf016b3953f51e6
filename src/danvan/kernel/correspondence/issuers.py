"""Who issues, as of a day: names as printed, symbols, committee terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import CommitteeTerm, Document, IssuerProfile, World
from danvan.kernel.correspondence.rights import KEEPERS, require, tell
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import holding_on


@dataclass(frozen=True, slots=True)
class IssuerFacts:
    """What a unit prints as issuer.

    Args:
        name: In ordinary letters; the layout makes capitals of it.
        superior: Name of the body above it, or ``""`` where the letterhead shows none.
        abbreviation: What stands in the symbol, such as ``ĐU``.
        rank: Kind of Party body, as ``papers.layouts.refusal`` asks; or ``""``.
        authorities: Authority lines it may use; none means that nothing is checked.
    """

    name: str
    superior: str
    abbreviation: str
    place: str
    rank: str = ""
    authorities: tuple[str, ...] = ()


@transaction.atomic
def set_profile(
    unit: Unit, world: str, facts: IssuerFacts, *, valid_from: date, actor: Actor
) -> IssuerProfile:
    """Say what a unit prints from a day on; what it printed before stays for the days before.

    What is already issued keeps the names it had.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-06`` a name, a symbol or the place is missing,
            ``REG-07`` one that begins on that day or later stands already.
    """
    require(actor, KEEPERS, unit.pk)
    told = {"name": facts.name, "symbol": facts.abbreviation, "place": facts.place}
    if world not in {World.PARTY, World.STATE} or not all(text.strip() for text in told.values()):
        raise Refused("REG-06")
    rows = IssuerProfile.objects.filter(unit=unit, world=world)
    if rows.filter(valid_from__gte=valid_from).exists():
        raise Refused("REG-07", day=valid_from)
    rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from)).update(
        valid_until=valid_from
    )
    made = IssuerProfile.objects.create(
        unit=unit,
        world=world,
        valid_from=valid_from,
        set_by=actor.label,
        set_at=timezone.now(),
        **{**asdict(facts), "authorities": list(facts.authorities)},
    )
    tell("issuer.set", f"unit:{unit.pk}", actor, unit.pk, {"world": world, **told})
    return made


@transaction.atomic
def set_term(
    unit: Unit, key: str, *, valid_from: date, actor: Actor, valid_until: date | None = None
) -> CommitteeTerm:
    """Say that a term of a Party committee begins; an open one before it ends on that day.

    Args:
        key: Such as ``2025-2030``.
        valid_until: First day on which it is over; ``None`` while nobody knows.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-72`` the term has no name, ``REG-73`` it stands
            already, ``REG-74`` it is over before it begins, ``REG-08`` it begins before one that
            stands.
    """
    require(actor, KEEPERS, unit.pk)
    rows = CommitteeTerm.objects.filter(unit=unit)
    if not key.strip():
        raise Refused("REG-72")
    if rows.filter(key=key.strip()).exists():
        raise Refused("REG-73", term=key)
    if valid_until is not None and valid_until <= valid_from:
        raise Refused("REG-74", term=key)
    if rows.filter(valid_from__gte=valid_from).exists():
        raise Refused("REG-08", term=key)
    rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from)).update(
        valid_until=valid_from
    )
    made = CommitteeTerm.objects.create(
        unit=unit, key=key.strip(), valid_from=valid_from, valid_until=valid_until
    )
    told = {"term": key, "from": valid_from.isoformat()}
    tell("term.set", f"unit:{unit.pk}", actor, unit.pk, told)
    return made


def profile_on(unit_id: int, world: str, on: date) -> IssuerProfile | None:
    """Return what a unit prints on a day; ``None`` where nobody has said so.

    Args:
        world: Of a joint document: the State's profile, or the Party's where there is no other.
    """
    rows = IssuerProfile.objects.filter(holding_on(on), unit_id=unit_id)
    if world == World.JOINT:
        return rows.order_by("-world").first()
    return rows.filter(world=world).first()


def term_on(unit_id: int, on: date) -> CommitteeTerm | None:
    """Return the term of a committee on a day."""
    return CommitteeTerm.objects.filter(holding_on(on), unit_id=unit_id).first()


def snapshot(profile: IssuerProfile) -> dict[str, Any]:
    """Return the names of an issuer as a document keeps them."""
    return {
        "unit": profile.unit_id,
        "world": profile.world,
        "name": profile.name,
        "superior": profile.superior,
        "abbreviation": profile.abbreviation,
        "place": profile.place,
        "rank": profile.rank,
        "authorities": profile.authorities,
    }


def issuers_of(document: Document, on: date) -> list[dict[str, Any]]:
    """Return the issuers of a document, the first one leading, as they are printed.

    Names that were taken stay; where none were, they are those of the day given.

    Raises:
        Refused: ``REG-09``, a unit has no names and symbols on that day.
    """
    others = document.joint_issuers.order_by("order").values_list("issuer", flat=True)
    kept = [document.issuer, *others]
    return kept if all(kept) else printed_on(document, on)


def printed_on(document: Document, on: date) -> list[dict[str, Any]]:
    """Return the issuers of a document as they would be printed on a day, the first one leading.

    Raises:
        Refused: ``REG-09``, a unit has no names and symbols on that day.
    """
    others = document.joint_issuers.order_by("order").values_list("unit_id", flat=True)
    return [_printed(unit_id, document.world, on) for unit_id in (document.unit_id, *others)]


def _printed(unit_id: int, world: str, on: date) -> dict[str, Any]:
    profile = profile_on(unit_id, world, on)
    if profile is None:
        raise Refused("REG-09", day=on)
    return snapshot(profile)


def symbol_of(issuers: Sequence[dict[str, Any]]) -> str:
    """Return the abbreviations of issuers as a symbol joins them."""
    return "-".join(one["abbreviation"] for one in issuers)
