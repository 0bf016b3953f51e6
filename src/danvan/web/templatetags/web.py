"""Words, days, states and form fields in templates: ``{% load web %}``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from danvan.law.duties import Words
from danvan.law.report_checks import told
from danvan.web import dates, due_words, states
from danvan.web.forms import Ticks
from danvan.web.once import FIELD, fresh

register = template.Library()
NOTHING = "—"
SORTS_OF_PASSAGES = {
    "name": gettext_lazy("họ tên"),
    "phone": gettext_lazy("số điện thoại"),
    "email": gettext_lazy("thư điện tử"),
    "address": gettext_lazy("địa chỉ"),
    "number": gettext_lazy("dãy số dài"),
    "birth": gettext_lazy("ngày sinh"),
    "other": gettext_lazy("chữ người soạn thêm"),
}
"""What looks like personal data, in words."""


@register.filter
def said(value: Any, column: str = "") -> str:
    """Return words in the reader's language: ``{{ duty|said:"act" }}``, ``{{ words|said }}``."""
    english = (translation.get_language() or "vi").startswith("en")
    if column:
        pair = [getattr(value, f"{column}_{part}", "") for part in ("vi", "en")]
        return str(pair[1] or pair[0]) if english else str(pair[0])
    if isinstance(value, Words):
        return value.said("en" if english else "vi")
    if isinstance(value, Mapping):
        return str(value.get("en" if english else "vi") or value.get("vi", ""))
    return "" if value is None else str(value)


@register.filter
def day(value: date | str | None) -> SafeString | str:
    """Return a day as dd/mm/yyyy with its machine form; a dash where there is none."""
    if not value:
        return NOTHING
    found = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return format_html(
        '<time datetime="{}">{}</time>', found.isoformat()[:10], dates.show_day(found)
    )


register.filter("last_day", dates.last_day)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """Return a moment as hh:mm dd/mm/yyyy with its machine form."""
    if value is None:
        return NOTHING
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), dates.show_moment(value))


@register.filter
def days_until(since: date | None, until: date | None) -> int | None:
    """Return how many days lie between two days; nothing where one of them is unknown."""
    return (until - since).days if since and until else None


@register.filter
def minutes_until(since: datetime | None, until: datetime | None) -> int | None:
    """Return how many whole minutes lie between two moments; nothing where one is unknown."""
    return (until - since) // timedelta(minutes=1) if since and until else None


@register.filter
def number(value: float | Decimal | None) -> str:
    """Return a number as 1.234,5; a decimal without the noughts it was kept with."""
    if value is None:
        return NOTHING
    if isinstance(value, Decimal):
        return told(value)
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


@register.filter
def get(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """Return what a mapping holds under a key, or nothing."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def by_paper(source: str) -> str:
    """Return which paper dates something: "theo hướng dẫn 12-HD/BDVTU"."""
    return due_words.paper_words(source)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return one shape of the sprite, silent for screen readers: its words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("web/icons.svg"),
        name,
    )


@register.simple_tag
def state(key: str, words: Any = "") -> SafeString:
    """Tell a state by shape and words; other words may stand in the place of the usual ones."""
    look = states.look_of(key)
    return format_html(
        '<span class="state state-{}">{}{}</span>', look.key, icon(look.icon), words or look.words
    )


@register.simple_tag
def state_letter(key: str) -> str:
    """Return the letter of a state, for boards."""
    return str(states.look_of(key).letter)


@register.simple_tag
def state_words(key: str) -> str:
    """Return the words of a state."""
    return str(states.look_of(key).words)


@register.inclusion_tag("web/components/_fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """Show all fields of a form with help and errors, under a summary that links to them."""
    return {"form": form}


@register.simple_tag
def once() -> SafeString:
    """Show the hidden value by which a form that is sent twice writes once."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, fresh())


@register.inclusion_tag("web/components/_error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """Show what is wrong with a form, each line leading to its field."""
    return {"form": form, "wrong": [bound for bound in form.visible_fields() if bound.errors]}


@register.filter
def anchor(bound: BoundField) -> str:
    """Return the id to which a line about a field leads."""
    return bound.id_for_label or f"{bound.auto_id}_group"


@register.inclusion_tag("web/components/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Show one field with label, help and errors."""
    widget = bound.field.widget
    single = isinstance(widget, forms.CheckboxInput)
    told = {"field": bound, "is_group": widget.use_fieldset, "is_checkbox": single}
    if isinstance(widget, Ticks):
        ticked = len(bound.value() or ())
        is_open = bool(ticked or bound.errors or not widget.folded)
        told |= {"folds": True, "ticked": ticked, "is_open": is_open}
    return told


@register.filter
def age(days: int | None) -> str:
    """Return a number of days in words: today, yesterday, so many days, months or years ago."""
    if days is None:
        return _("chưa có")
    if days <= 0:
        return _("hôm nay")
    told = ngettext("%(count)s ngày trước", "%(count)s ngày trước", days)
    return told % {"count": number(days)}


@register.filter
def sort_of_passage(sort: str) -> str:
    """Return what a passage that may have to be masked looks like, in words."""
    return str(SORTS_OF_PASSAGES[sort])
