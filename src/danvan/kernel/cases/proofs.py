"""Proofs that one case gives another: an issued document, of the act it tells about."""

from __future__ import annotations

from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.models import Case, Evidence


def attach(proof: Evidence, actor: Actor) -> None:
    """Keep a proof that another case gives; once only while it stands."""
    standing = Evidence.objects.filter(
        case=proof.case, source_case=proof.source_case, withdrawn_at=None
    )
    if standing.exists():
        return
    proof.recorded_at, proof.actor = timezone.now(), actor.label
    proof.save(force_insert=True)
    _tell("cases.proof.attach", proof.case, proof.source_case, actor)


def detach(case: Case, source: Case, actor: Actor) -> None:
    """Let what another case proved count no more; it stays to be read."""
    rows = Evidence.objects.filter(case=case, source_case=source, withdrawn_at=None)
    if rows.update(withdrawn_at=timezone.now()):
        _tell("cases.proof.detach", case, source, actor)


def _tell(action: str, case: Case, source: Case | None, actor: Actor) -> None:
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"case:{case.slug}",
        unit_id=case.unit_id,
        details={"source": source.slug if source else ""},
    )
