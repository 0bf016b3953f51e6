"""Words are found in the folded column."""

from __future__ import annotations

import pytest

from danvan.kernel.cases.models import Case
from danvan.kernel.cases.search import matching
from tests.factories.desks import make_desk, owe


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("bao cao", True),
        ("BÁO CÁO", True),
        ("tháng   báo", True),
        ("bao nam", False),
        ("", True),
        ("100%", False),
        ("_", False),
        ("\0", True),
        ("bao\0 cao\0", True),
    ],
)
def test_every_word_must_stand_in_the_case(words, is_found):
    case = owe(make_desk(), None, title="Báo cáo tháng")

    assert (list(Case.objects.filter(matching(words))) == [case]) is is_found
