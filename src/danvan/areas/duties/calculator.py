"""Say in words when a duty is due as its document has it, and what a class of timing asks for."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.kernel.duties.models import Duty
from danvan.law.duties import OWING
from danvan.web.due_words import RHYTHMS, day_words, rule_words
from danvan.web.states import Text

CLASSES: Mapping[str, Text] = {
    "period_not_stated": gettext_lazy("chờ ngày của địa phương kèm nguồn"),
    "by_reference": gettext_lazy("chờ ngày của địa phương kèm nguồn"),
    "timely": gettext_lazy("ghi ngày phát sinh và ngày làm, không kết luận chậm"),
    "urgent": gettext_lazy("ghi từng mốc giờ, không kết luận chậm"),
    "standing": gettext_lazy("ghi minh chứng vào ngày bất kỳ"),
}
"""What a class of timing asks for, where its name alone does not say it."""


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
    day = day_words(kept["deadline"]) if kept.get("deadline") else ""
    trigger = kept.get("before") or kept.get("event")
    parts = [str(CLASSES.get(duty.timing, "")), day, _said(trigger)]
    return "; ".join(part for part in parts if part)


def _said(words: Mapping[str, str] | None) -> str:
    if not words:
        return ""
    english = (translation.get_language() or "vi").startswith("en")
    return words["en"] if english else words["vi"]
