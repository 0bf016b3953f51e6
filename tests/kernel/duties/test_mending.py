"""What is mended keeps its own day; a period is not closed before it begins."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.cases.perform import last_day, perform
from danvan.kernel.cases.refused import Refused
from tests.factories.accounts import actor_at
from tests.factories.cases import NOTE, apply_all, occurrence
from tests.factories.plans import REPORT

pytestmark = pytest.mark.django_db


def test_what_is_mended_keeps_its_day_and_a_period_is_not_closed_before_it_begins(tree, work):
    work(REPORT)
    apply_all(tree.root)
    case = occurrence("report", "2022-06")
    begun = actor_at(tree["board"], today=date(2022, 7, 20))
    early = date(2022, 5, 31)
    in_time, mended = date(2022, 7, 5), date(2022, 7, 20)

    with pytest.raises(Refused) as refused:
        perform(case, "complete", begun, effective_on=early, evidence=[NOTE])
    case.refresh_from_db()
    perform(case, "complete", begun, effective_on=in_time, evidence=[NOTE])
    perform(case, "reopen", begun, effective_on=mended, reason="Sai số văn bản")
    perform(case, "complete", begun, effective_on=in_time, evidence=[NOTE])

    assert refused.value.code == "CASE-11"
    assert case.closed_on == in_time
    assert last_day(case) == in_time
