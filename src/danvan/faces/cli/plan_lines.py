"""A plan as lines that a person reads: what comes, goes, moves and stays, when, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.duties.changes import Addition, Change, Plan
from danvan.kernel.duties.models import Duty
from danvan.kernel.duties.wording import period_words
from danvan.kernel.organisations.tree import names_of
from danvan.law.messages import say, show
from danvan.law.provisions import Provision


def plan_lines(shown: Plan, actor: Actor, language: str) -> Iterator[str]:
    """Yield a line for every addition and change, and one that counts them with the digest."""
    changes = (*shown.removals, *shown.moves, *shown.kept)
    names = names_of([change.unit_id for change in changes], actor.today, language)
    for one in shown.additions:
        yield _added(one, language)
    for sign, group, reason in (
        ("-", shown.removals, ""),
        ("~", shown.moves, ""),
        ("=", shown.kept, "worked_on"),
    ):
        for change in group:
            yield _changed(sign, change, names[change.unit_id], reason, language)
    counts = {
        "added": shown.added,
        "removed": len(shown.removals),
        "moved": len(shown.moves),
        "digest": shown.digest,
    }
    yield say("SITE-05", counts, language)


def _added(one: Addition, language: str) -> str:
    due = [occasion.due_on for occasion in one.occasions]
    told = {
        "count": one.count,
        "provision": _provision(one.duty, language),
        "act": _act(one.duty, language),
        "days": _days(due, language, " – "),
        "reason": say(f"PLAN-{one.reason}", {}, language),
    }
    return say("CLI-22", told, language)


def _changed(sign: str, change: Change, unit: str, reason: str, language: str) -> str:
    is_card = change.key == change.duty.code
    act = _act(change.duty, language)
    period = "" if is_card else f" ({period_words(change.key).said(language)})"
    days = [day for day in (change.due_before, change.due_after) if day]
    told = {
        "sign": sign,
        "unit": unit,
        "provision": _provision(change.duty, language),
        "act": f"{act}{period}",
        "days": _days(days, language, " → "),
        "reason": say(f"PLAN-{reason or change.reason}", {}, language),
    }
    return say("CLI-23", told, language)


def _days(days: list[date], language: str, between: str) -> str:
    """Return the first and the last of some days, or that there is none."""
    if not days:
        return say("CLI-24", {}, language)
    ends = (days[0], days[-1]) if len(days) > 1 else (days[0],)
    return between.join(show(day, language) for day in ends)


def _provision(duty: Duty, language: str) -> str:
    return Provision.parse(duty.provision).show(language)


def _act(duty: Duty, language: str) -> str:
    return duty.act_en if language == "en" else duty.act_vi
