"""Say in words when a duty is due: the rhythm, the day as written, what a class of timing asks
for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.kernel.duties.models import Duty, LocalDate
from danvan.law.duties import OWING
from danvan.web.states import Text

RHYTHMS: Mapping[str, Text] = {
    "weekly": gettext_lazy("mỗi tuần"),
    "monthly": gettext_lazy("mỗi tháng"),
    "quarterly": gettext_lazy("mỗi quý"),
    "semiannual": gettext_lazy("mỗi sáu tháng"),
    "nine_months": gettext_lazy("mỗi kỳ chín tháng"),
    "annual": gettext_lazy("mỗi năm"),
    "multi_year": gettext_lazy("nhiều năm một lần"),
}
MEASURES: Mapping[str, Text] = {
    "hour": gettext_lazy("giờ"),
    "day": gettext_lazy("ngày"),
    "working_day": gettext_lazy("ngày làm việc"),
    "month": gettext_lazy("tháng"),
}
MONTHS: Mapping[str, Text] = {
    "every": gettext_lazy("của tháng báo cáo"),
    "next": gettext_lazy("của tháng sau kỳ"),
    "last_of_quarter": gettext_lazy("của tháng cuối kỳ"),
}
RELATIONS: Mapping[str, Text] = {
    "before": gettext_lazy("trước ngày %(day)s %(month)s"),
    "on": gettext_lazy("vào ngày %(day)s %(month)s"),
    "by": gettext_lazy("chậm nhất ngày %(day)s %(month)s"),
}
CLASSES: Mapping[str, Text] = {
    "period_not_stated": gettext_lazy("chờ ngày của địa phương kèm nguồn"),
    "by_reference": gettext_lazy("chờ ngày của địa phương kèm nguồn"),
    "timely": gettext_lazy("ghi ngày phát sinh và ngày làm, không kết luận chậm"),
    "urgent": gettext_lazy("ghi từng mốc giờ, không kết luận chậm"),
    "standing": gettext_lazy("ghi minh chứng vào ngày bất kỳ"),
}
"""What a class of timing asks for, where its name alone does not say it."""


def rule_words(period: str, rule: Mapping[str, Any] | None) -> str:
    """Return a rhythm with its day: "mỗi tháng, trước ngày 10 của tháng sau kỳ"."""
    rhythm = str(RHYTHMS.get(period, ""))
    day = _day_words(rule) if rule else ""
    if not day and rhythm:
        day = _("không ghi ngày")
    return ", ".join(part for part in (rhythm, day) if part)


def _day_words(rule: Mapping[str, Any]) -> str:
    if rule.get("relation") == "within":
        measure = MEASURES.get(str(rule.get("measure")), "")
        return _("trong %(amount)s %(measure)s") % {
            "amount": rule.get("amount"),
            "measure": measure,
        }
    if rule.get("relation") not in RELATIONS:
        return ""
    month = str(rule.get("month") or "every")
    words = _("tháng %(month)s") % {"month": month} if month.isdecimal() else MONTHS.get(month, "")
    return str(RELATIONS[rule["relation"]]) % {"day": rule.get("day"), "month": words}


def due_words(duty: Duty) -> str:
    """Return when a duty is due as its document has it; nothing where nobody owes anything."""
    kept = duty.snapshot
    if duty.modality not in OWING:
        return ""
    if duty.timing == "at_least":
        rhythm = RHYTHMS.get(duty.period, "")
        told = {"count": kept.get("at_least") or 1, "rhythm": rhythm}
        return _("ít nhất %(count)s lần %(rhythm)s") % told
    if duty.period and duty.timing not in {"period_not_stated", "by_reference"}:
        return rule_words(duty.period, kept.get("deadline"))
    day = _day_words(kept["deadline"]) if kept.get("deadline") else ""
    trigger = kept.get("before") or kept.get("event")
    parts = [str(CLASSES.get(duty.timing, "")), day, _said(trigger)]
    return "; ".join(part for part in parts if part)


def local_words(local: LocalDate) -> str:
    """Return a local date in words, what it does on rest days included."""
    words = rule_words(local.period, local.rule)
    if local.rests == "next_working_day":
        return _("%(rule)s; gặp ngày nghỉ thì dời sang ngày làm việc kế tiếp") % {"rule": words}
    return words


def _said(words: Mapping[str, str] | None) -> str:
    if not words:
        return ""
    english = (translation.get_language() or "vi").startswith("en")
    return words["en"] if english else words["vi"]
