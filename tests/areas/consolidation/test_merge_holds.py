"""What stands in a merged report that was handed in is not taken back or dropped below."""

from __future__ import annotations

import pytest

from danvan.areas.consolidation.merge import is_counted_on, merge
from danvan.areas.reporting.intake import note_receipt
from danvan.areas.reporting.models import Delivery
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from tests.factories.lines import act

pytestmark = pytest.mark.django_db


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def merged(line, *, is_sent: bool = True) -> tuple[Case, Case]:
    """Return a report below and the merged one that took it."""
    low = line.submit("c11", received=4)
    case = line.open("p1")
    merge(case, line.actor("p1"))
    if is_sent:
        act(fresh(case), "submit", line.actor("p1"))
    return low, case


def code_of(case: Case, key: str, actor) -> str:
    with pytest.raises(Refused) as refused:
        act(fresh(case), key, actor, reason="nhầm kỳ")
    return refused.value.code


def test_who_hands_a_merge_in_has_received_what_is_in_it(line):
    low, _case = merged(line)

    sent = Delivery.objects.get(version__report=low.pk, unit=line["p1"])

    assert sent.received_by == line.actor("p1").label
    assert code_of(low, "take_back", line.actor("c11")) == "CASE-01"
    assert fresh(low).state == "submitted"


def test_taking_back_is_refused_where_the_receipt_was_never_noted(line):
    low, _case = merged(line)
    Delivery.objects.update(received_at=None, received_by="")

    assert code_of(low, "take_back", line.actor("c11")) == "REPORT-11"
    assert (fresh(low).state, low.report.versions.count()) == ("submitted", 1)


def test_returned_report_that_a_merge_counts_is_mended_and_not_dropped(line):
    low, _case = merged(line)
    act(fresh(low), "return", line.actor("p1"), reason="thiếu")

    assert code_of(low, "withdraw", line.actor("c11")) == "REPORT-11"
    assert fresh(low).state == "returned"
    assert act(fresh(low), "submit", line.actor("c11")).state == "submitted"


def test_report_is_taken_back_while_the_merge_is_being_written(line):
    low, case = merged(line, is_sent=False)

    assert act(fresh(low), "take_back", line.actor("c11")).state == "draft"
    assert act(fresh(low), "withdraw", line.actor("c11"), reason="nhầm kỳ").state == "withdrawn"
    assert not is_counted_on(low.report)
    assert fresh(case).state == "draft"


def test_merge_that_came_back_lets_what_is_below_go(line):
    low, case = merged(line)
    act(fresh(case), "return", line.actor("root"), reason="thiếu")
    act(fresh(low), "return", line.actor("p1"), reason="nhầm kỳ")

    assert act(fresh(low), "withdraw", line.actor("c11"), reason="nhầm kỳ").state == "withdrawn"


def test_receipt_of_one_version_says_nothing_of_others(line):
    first, second = line.submit("c11", received=4), line.submit("c12", received=1)

    assert note_receipt(first.report.versions.get(), [line["p1"].pk], line.actor("p1")) == 1
    assert not Delivery.objects.filter(version__report=second.pk).exclude(received_at=None)
