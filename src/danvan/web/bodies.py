"""Bodies typed by name: a form field that offers the list, understands names, and keeps the order.

Works without script: the browser's own list of suggestions, and plain lines of text.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from danvan.law.collation import fold
from danvan.law.duties import Words
from danvan.web.templatetags.web import said


class BodiesInput(forms.Widget):
    """One line of text for every body, each with the list of bodies to choose from."""

    use_fieldset = True
    spare = 2

    def id_for_label(self, id_: str) -> str:
        """Return the id of the first line."""
        return f"{id_}_0"

    def format_value(self, value: Any) -> list[str]:
        """Return the lines to show, some empty ones after those that are filled."""
        lines = [one for one in value or [] if one]
        return [*lines, *([""] * (self.spare if lines else 1))]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return what was typed, line by line."""
        del files
        return data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, []))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Return whether the form did not have these lines."""
        del files
        return name not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the lines as inputs with the shared list."""
        del renderer
        told = dict(attrs or {})
        first = told.pop("id", f"id_{name}")
        rows = (
            (name, f"{first}_{number}", line, _("Cơ quan thứ %(n)s") % {"n": number + 1})
            for number, line in enumerate(self.format_value(value))
        )
        wrong = mark_safe(' aria-invalid="true"') if told.get("aria-invalid") else ""
        return format_html_join(
            "\n",
            '<input type="text" name="{}" id="{}" value="{}" list="bodies" maxlength="300" '
            'autocomplete="off" aria-label="{}"{}>',
            ((*row, wrong) for row in rows),
        )


class BodiesField(forms.Field):
    """Bodies typed by name; cleans to their slugs in the order typed, each once."""

    widget = BodiesInput

    def __init__(self, **options: Any) -> None:
        self.bodies: Mapping[str, Words] = {}
        options.setdefault("required", False)
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """Return names for slugs; what is no slug stays as typed."""
        return [said(self.bodies[one]) if one in self.bodies else one for one in value or []]

    def clean(self, value: Any) -> list[str]:
        """Return the slugs of the bodies typed.

        Raises:
            ValidationError: A name is not on the list, or none was given where one is needed.
        """
        typed = [part.strip() for line in value or [] for part in line.split(";") if part.strip()]
        if self.required and not typed:
            raise ValidationError(self.error_messages["required"], code="required")
        by_name = {
            fold(name): slug
            for slug, words in self.bodies.items()
            for name in (words.en, words.vi, slug)
        }
        unknown = [one for one in typed if fold(one) not in by_name]
        if unknown:
            raise ValidationError([self._not_known(one, by_name) for one in unknown])
        return list(dict.fromkeys(by_name[fold(one)] for one in typed))

    def _not_known(self, typed: str, by_name: Mapping[str, str]) -> str:
        near = get_close_matches(fold(typed), by_name, n=3, cutoff=0.5)
        names = [said(self.bodies[slug]) for slug in dict.fromkeys(by_name[one] for one in near)]
        if not names:
            return _("Không có cơ quan nào tên “%(typed)s”. (FORM-03)") % {"typed": typed}
        told = {"typed": typed, "near": "; ".join(names)}
        return _("Không có cơ quan nào tên “%(typed)s”. Gần nhất: %(near)s. (FORM-03)") % told
