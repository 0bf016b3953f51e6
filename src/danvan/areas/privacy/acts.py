"""What the acts on disposals and requests change beyond the state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from danvan.areas.privacy import queries
from danvan.areas.privacy.models import Disposal, Hold, Line, LocalTime, Request
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.audit.record import record
from danvan.kernel.cases.forgetting import forget_proofs
from danvan.kernel.cases.keeping import keeping
from danvan.kernel.cases.models import Case, Step
from danvan.kernel.cases.refused import Refused


@transaction.atomic
def set_local(one: queries.Kept, months: int, source: str, actor: Actor) -> None:
    """Set how long a place keeps what no text gives a time for, in place of what held before.

    Args:
        months: Nought ends the local time: it is unstated again.

    Raises:
        Refused: ``PRIV-01`` a text gives the time; ``CASE-01`` no planner of the tree.
    """
    if not actor.root_id or not actor.has(DeskRole.PLANNER, actor.root_id):
        raise Refused("CASE-01")
    if not one.takes_local:
        raise Refused("PRIV-01", source=one.source)
    now = timezone.now()
    if one.local:
        one.local.ended_at = now
        one.local.save(update_fields=["ended_at"])
    if months:
        LocalTime.objects.create(
            root_id=actor.root_id,
            key=one.keeping.key,
            months=months,
            source=source,
            set_at=now,
            set_by=actor.label,
        )
    record(
        "privacy.local_time.set",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"keeping:{one.keeping.key}",
        unit_id=actor.root_id,
        details={"months": months, "source": source},
    )


def list_due(case: Case, actor: Actor) -> None:
    """Put what is past its time at the unit on the list of a disposal that was just proposed.

    What is held stands on it too and stays held, so that somebody looks at each hold again.

    Raises:
        Refused: ``PRIV-02`` nothing is past its time.
    """
    disposal: Disposal = case.disposal
    one = queries.kept_by_key(actor, disposal.key)
    past = queries.due(actor, one, with_held=True) if one else Case.objects.none()
    rows = past.filter(unit_id=case.unit_id)
    targets = list(rows.order_by("closed_on", "pk")[: queries.MOST])
    if not targets:
        raise Refused("PRIV-02")
    for target in targets:
        Line.objects.create(disposal=disposal, target=target)


def hold(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Hold one case of the list: its people are not forgotten until the hold is lifted.

    Raises:
        Refused: ``PRIV-03`` it is not on the list or held already.
    """
    line = case.disposal.lines.filter(target__slug=data.get("target", "")).first()
    if line is None or queries.held([line.target_id]):
        raise Refused("PRIV-03")
    Hold.objects.create(
        target=line.target, reason=step.reason, held_at=step.recorded_at, held_by=actor.label
    )


def lift(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Lift the hold of one case of the list.

    Raises:
        Refused: ``PRIV-03`` it is not held.
    """
    del actor
    found = Hold.objects.filter(target__slug=data.get("target", ""), lifted_at=None)
    on_list = case.disposal.lines.values("target")
    standing = found.filter(target__in=on_list).first()
    if standing is None:
        raise Refused("PRIV-03")
    standing.lifted_at = step.recorded_at
    standing.save(update_fields=["lifted_at"])


def review(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep who looked the list over: never the one who proposed it.

    Raises:
        Refused: ``PRIV-04``.
    """
    del step, data
    disposal: Disposal = case.disposal
    if _same(disposal.proposed_by_id, disposal.proposed_by, actor):
        raise Refused("PRIV-04")
    disposal.reviewed_by, disposal.reviewed_by_id = actor.label, actor.user_id
    disposal.save(update_fields=["reviewed_by", "reviewed_by_id"])


def _same(user_id: int | None, label: str, actor: Actor) -> bool:
    """Whether somebody is the actor: by account, and by post where either came in by a slip."""
    return user_id == actor.user_id if user_id and actor.user_id else label == actor.label


def send_back(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Take the review back; the list is looked over anew."""
    del step, actor, data
    disposal: Disposal = case.disposal
    disposal.reviewed_by, disposal.reviewed_by_id = "", None
    disposal.save(update_fields=["reviewed_by", "reviewed_by_id"])


def carry_out(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Let each case on the list be emptied by its room; what is held or was reopened stays.

    Raises:
        Refused: ``PRIV-05`` the room that keeps it is switched off.
    """
    del actor, data
    disposal: Disposal = case.disposal
    declared = keeping(disposal.key)
    if declared is None or not declared.forget:
        raise Refused("PRIV-05")
    forget = import_string(declared.forget)
    lines = list(disposal.lines.filter(done_on=None).select_related("target").order_by("pk"))
    holds = queries.held(line.target_id for line in lines)
    emptied: Counter[str] = Counter()
    for line in lines:
        target, closed_on = line.target, line.target.closed_on
        is_past = closed_on is not None and closed_on < disposal.closed_before
        if line.target_id in holds or target.state not in declared.states or not is_past:
            continue
        emptied.update(forget(target))
        line.done_on = step.effective_on
        line.save(update_fields=["done_on"])
    disposal.emptied = dict(emptied)
    disposal.save(update_fields=["emptied"])


def extend(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Let the request take the longer time that the decree gives once."""
    del step, actor, data
    _keep(case, is_extended=True)


def answer(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep what was done on a request, or why not."""
    del step, actor
    _keep(case, answer=data["answer"])


def _keep(case: Case, **values: Any) -> None:
    request: Request = case.privacy_request
    for name, value in values.items():
        setattr(request, name, value)
    request.save(update_fields=list(values))


def forget_request(case: Case) -> dict[str, int]:
    """Empty who asked and what in a closed request; the wish, the days and the outcome stay."""
    request: Request = case.privacy_request
    people = bool(request.name or request.contact)
    _keep(case, name="", contact="", text="", answer="")
    return {"people": int(people), "texts": 1, **forget_proofs(case)}
