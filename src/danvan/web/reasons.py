"""Why a due day is what it is, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from danvan.kernel.cases.models import Case, Clock
from danvan.kernel.duties.models import Occurrence
from danvan.kernel.duties.series import REST_DAY
from danvan.kernel.duties.wording import period_words
from danvan.law.duties import DueRule
from danvan.law.errors import AddressError
from danvan.law.messages import say
from danvan.law.provisions import Provision
from danvan.law.schedules import Occasion, reason_for
from danvan.web.dates import show_day

RULE_FIELDS = frozenset(field.name for field in fields(DueRule))


def why(clock: Clock, case: Case) -> str:
    """Return the sentence that explains a clock's due day; empty where nothing is known."""
    occurrence: Occurrence | None = getattr(case, "occurrence", None)
    rule = clock.snapshot.rule
    if occurrence is None or not occurrence.begins_on or not occurrence.ends_on:
        return ""
    if rule.get("rests") == "next_working_day":
        return _moved(occurrence, clock)
    occasion = Occasion(
        occurrence.key,
        occurrence.begins_on,
        occurrence.ends_on,
        clock.due_on,
        occurrence.written_on,
    )
    return _sentence(_rule(rule), occasion)


def place(address: str) -> str:
    """Return a provision in words; an address that is none as it stands."""
    return _place(address, translation.get_language() or "vi")


@lru_cache(maxsize=4096)
def _place(address: str, language: str) -> str:
    try:
        return Provision.parse(address).show(language)
    except AddressError:
        return address


def _rule(rule: Mapping[str, Any]) -> DueRule | None:
    kept = {name: value for name, value in rule.items() if name in RULE_FIELDS}
    return DueRule(**kept) if kept.get("relation") else None


def _sentence(rule: DueRule | None, occasion: Occasion) -> str:
    language = translation.get_language() or "vi"
    reason = reason_for(rule, occasion)
    told = dict(reason.fields) | {"period": period_words(occasion.key).said(language)}
    return say(reason.code, told, language)


def _moved(occurrence: Occurrence, clock: Clock) -> str:
    """Return why a local day stands where it does, the paper behind a day off named."""
    told = {
        "written": show_day(occurrence.written_on or clock.due_on),
        "due": show_day(clock.due_on),
        "paper": clock.snapshot.rule.get(REST_DAY, ""),
    }
    if told["paper"]:
        return (
            _(
                "Ngày do địa phương đặt là %(written)s; ngày ấy nghỉ theo %(paper)s nên dời sang "
                "ngày làm việc kế tiếp, và ngày cuối còn đúng hạn là %(due)s."
            )
            % told
        )
    return (
        _(
            "Ngày do địa phương đặt là %(written)s; rơi vào ngày nghỉ thì dời sang ngày làm việc "
            "kế tiếp, nên ngày cuối còn đúng hạn là %(due)s."
        )
        % told
    )
