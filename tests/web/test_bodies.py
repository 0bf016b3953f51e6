"""Bodies typed by name: marks and letter case aside, in order, with near names where none fits."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from danvan.law.duties import Words
from danvan.web.bodies import BodiesField

BODIES = {
    "committee": Words("Ủy ban nhân dân xã", "Commune People's Committee"),
    "police": Words("Công an xã", "Commune Police"),
}


def field(**options) -> BodiesField:
    found = BodiesField(**options)
    found.bodies = BODIES
    return found


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        (["Công an xã", "Ủy ban nhân dân xã"], ["police", "committee"]),
        (["cong an xa; UY BAN NHAN DAN XA"], ["police", "committee"]),
        (["Commune Police", "police", ""], ["police"]),
        ([], []),
        (None, []),
    ],
)
def test_names_become_bodies_in_the_order_typed(typed, slugs):
    assert field().clean(typed) == slugs


@pytest.mark.parametrize("typed", [["Không ai cả"], ["Công an xa lạ"]])
def test_a_name_that_fits_none_is_refused(typed):
    with pytest.raises(ValidationError, match="FORM-03"):
        field().clean(typed)


def test_a_body_may_be_needed():
    with pytest.raises(ValidationError):
        field(required=True).clean(["", " "])


def test_lines_are_shown_by_name_with_empty_ones_after():
    shown = field().widget.render("bearers", field().prepare_value(["police", "<b>"]), {"id": "id"})

    assert shown.count("<input") == 4
    assert 'value="Công an xã"' in shown
    assert "&lt;b&gt;" in shown
