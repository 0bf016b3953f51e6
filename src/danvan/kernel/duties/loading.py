"""Load a pack whole, and let a tree use it: identity and words below, duties here."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import planner
from danvan.kernel.duties.models import Duty, DutyRole, Naming, PrerequisiteRule
from danvan.kernel.duties.values import snapshot_of
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.loading import load_identity
from danvan.kernel.packs.models import BodyRole, Pack, PackUse
from danvan.law import duties as law
from danvan.law import packs as law_packs
from danvan.law.provisions import Provision


@transaction.atomic
def load_pack(pack: law_packs.Pack, *, by: str, root_id: int | None = None) -> Pack:
    """Load a pack and what it requires; loading the same version again changes nothing.

    Args:
        pack: As read and checked by ``danvan.law.packs.load``.
        by: Label of the post or process.
        root_id: The tree whose administrators read of it, where one asked for it.

    Raises:
        PackError: ``PACK-40`` the same version was loaded with other content.
    """
    for base in pack.bases:
        load_pack(base, by=by, root_id=root_id)
    row, made = load_identity(pack, by=by, root_id=root_id)
    if made:
        _load_duties(row, pack)
    return row


def article_of(address: str) -> str:
    """Return the address of the article a provision stands in.

    Or the address itself where there is none.

    Example:
        >>> article_of("att_1__art_21__cl_2")
        'att_1__art_21'
    """
    parts = address.split("__")
    for number, part in enumerate(parts):
        if part.startswith("art_"):
            return "__".join(parts[: number + 1])
    return address


def _load_duties(row: Pack, pack: law_packs.Pack) -> None:
    ordered = sorted(pack.duties, key=lambda duty: Provision.parse(duty.provision))
    made = Duty.objects.bulk_create(
        Duty(
            pack=row,
            code=duty.id,
            provision=duty.provision,
            position=position,
            article=article_of(duty.provision),
            timing=duty.timing,
            period=duty.period or "",
            modality=duty.modality,
            bearing=duty.bearing,
            area=duty.area,
            act_vi=duty.act.vi,
            act_en=duty.act.en,
            snapshot=snapshot_of(duty),
        )
        for position, duty in enumerate(ordered)
    )
    roles = dict(BodyRole.objects.values_list("slug", "pk"))
    DutyRole.objects.bulk_create(
        DutyRole(duty=duty, role_id=roles[slug], naming=naming, position=position)
        for duty, value in zip(made, ordered, strict=True)
        for position, (naming, slug) in enumerate(_named(value))
    )
    rows = {duty.code: duty for duty in made}
    PrerequisiteRule.objects.bulk_create(
        PrerequisiteRule(
            duty=rows[rule.duty],
            code=rule.id,
            kind=rule.kind,
            act=rule.act,
            needs=list(rule.needs),
            compulsory=rule.compulsory,
        )
        for rule in pack.prerequisites
    )


def _named(duty: law.Duty) -> list[tuple[str, str]]:
    named = [(Naming.BEARER.value, slug) for slug in duty.bearers]
    named += [(Naming.COUNTERPART.value, slug) for slug in duty.counterparts]
    named += [(one.delivery, one.role) for one in duty.receivers]
    return list(dict.fromkeys(named))


@transaction.atomic
def use_pack(pack: Pack, root: Unit, *, valid_from: date, actor: Actor) -> PackUse:
    """Let a tree work by a pack from a day on; another version of the same pack ends there.

    One that would only have begun then or later is taken back, so that nothing is owed twice.

    Args:
        valid_from: First day whose due days are counted in this tree.
    """
    others = PackUse.objects.filter(root=root, pack__name=pack.name).exclude(pack=pack)
    others.filter(valid_from__gte=valid_from).delete()
    still = Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from)
    others.filter(still).update(valid_until=valid_from)
    use, _made = PackUse.objects.update_or_create(
        pack=pack, root=root, defaults={"valid_from": valid_from, "valid_until": None}
    )
    record(
        "packs.pack.use",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"pack:{pack.pk}",
        unit_id=root.pk,
        details={"from": valid_from.isoformat()},
    )
    return use


@transaction.atomic
def stop_pack(use: PackUse, *, valid_until: date, basis: str, actor: Actor) -> None:
    """Let a tree work by a pack no longer, from a day on; one that never began is taken back.

    No case is touched: the next plan shows what is taken back, and what stays as worked on.

    Args:
        valid_until: First day on which it is no longer in use.
        basis: The paper that replaces or repeals, or the reason.

    Raises:
        Refused: ``CASE-01`` no planner at the root, ``USE-01`` the day does not come after its
            first, ``USE-02`` it is ended already, ``USE-03`` no ground is named.
    """
    planner(actor, use.root_id)
    if not basis.strip():
        raise Refused("USE-03")
    rows = PackUse.objects.filter(pk=use.pk)
    never_began = use.valid_from > actor.today and valid_until <= use.valid_from
    if never_began:
        rows.delete()
    elif valid_until <= use.valid_from:
        raise Refused("USE-01", valid_from=use.valid_from)
    elif not rows.filter(valid_until=None).update(valid_until=valid_until):
        raise Refused("USE-02", day=use.valid_until)
    record(
        "packs.pack.stop",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"pack:{use.pack_id}",
        unit_id=use.root_id,
        details={"until": valid_until.isoformat(), "basis": basis.strip()},
    )
