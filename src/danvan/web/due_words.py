"""Say in words when something is due: the rhythm, the day as written, the paper that sets it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.kernel.duties.models import LocalDate
from danvan.law.collation import fold
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
GUIDANCE = "huong dan"
"""How the title of a superior's guidance begins, marks left off."""


def rule_words(period: str, rule: Mapping[str, Any] | None) -> str:
    """Return a rhythm with its day: "mỗi tháng, trước ngày 10 của tháng sau kỳ"."""
    rhythm = str(RHYTHMS.get(period, ""))
    day = day_words(rule) if rule else ""
    if not day and rhythm:
        day = _("không ghi ngày")
    return ", ".join(part for part in (rhythm, day) if part)


def day_words(rule: Mapping[str, Any]) -> str:
    """Return a day as it is written, "before the 10th of the next month"; empty for none."""
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


def local_words(local: LocalDate) -> str:
    """Return a local date in words, what it does on rest days included."""
    words = rule_words(local.period, local.rule)
    if local.rests == "next_working_day":
        return _("%(rule)s; gặp ngày nghỉ thì dời sang ngày làm việc kế tiếp") % {"rule": words}
    return words


def paper_words(source: str) -> str:
    """Return which paper dates something: "theo hướng dẫn 12-HD/BDVTU"."""
    if fold(source).startswith(GUIDANCE):
        source = source[:1].lower() + source[1:]
    return _("theo %(source)s") % {"source": source}
