from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.consolidation import acts
from danvan.areas.consolidation.merge import merge
from danvan.areas.reporting.queries import current_version
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.notices.models import Notice
from danvan.kernel.notices.wording import words_of
from tests.factories.accounts import grants_at, make_post
from tests.factories.lines import KEY, act, report_of

pytestmark = pytest.mark.django_db


def code_of(run):
    with pytest.raises(Refused) as refused:
        run()
    return refused.value.code


def fresh(case):
    return Case.objects.get(pk=case.pk)


def test_one_press_reminds_all_who_are_missing_once_a_day(line):
    posts = {key: make_post(line[key], grants_at(line[key])).pk for key in ("c11", "c12", "c21")}
    line.submit("c11")

    first = acts.remind(line["p1"].pk, KEY, line.actor("p1"))
    again = acts.remind(line["p1"].pk, KEY, line.actor("p1"))
    tomorrow = acts.remind(line["p1"].pk, KEY, line.actor("p1", today=date(2022, 6, 6)))

    rows = Notice.objects.filter(key="consolidation.remind")
    assert (first, again, tomorrow) == (2, 0, 2)
    assert {row.post_id for row in rows} == {posts["c12"]}
    assert words_of(rows[0]) == "Bàn của p1 nhắc: báo cáo này chưa nộp"


def test_only_who_receives_reminds(line):
    assert code_of(lambda: acts.remind(line["p1"].pk, KEY, line.actor("p2"))) == "CASE-01"


def test_own_report_is_that_of_the_duty_and_opened_once(line):
    owed = acts.owed_upward(line.actor("p1"), line["p1"].pk, KEY)

    case = acts.open_upper(line["p1"], KEY, line.actor("p1"), owed[0])

    assert [one.pk for one in owed] == [line.owed("p1").pk]
    assert report_of(case).occurrence_id == owed[0].pk
    assert acts.owed_upward(line.actor("p1"), line["p1"].pk, KEY) == []
    assert acts.open_upper(line["p1"], KEY, line.actor("p1"), owed[0]) == case


def test_who_owes_nobody_opens_one_of_its_own_once(line):
    case = acts.open_upper(line["root"], KEY, line.actor("root"))

    report = report_of(case)
    assert (report.occurrence_id, report.period_key, report.period_kind, report.form) == (
        None, KEY, "monthly", line.form,
    )  # fmt: skip
    assert acts.open_upper(line["root"], KEY, line.actor("root")) == case
    assert code_of(lambda: acts.open_upper(line["root"], "2019-01", line.actor("root"))) == (
        "MERGE-02"
    )
    assert code_of(lambda: acts.open_upper(line["root"], KEY, line.actor("p1"))) == "CASE-01"


def test_nothing_came_and_nobody_owes_cannot_be_merged(line):
    case = line.open("c11")

    assert code_of(lambda: merge(case, line.actor("c11"))) == "MERGE-02"


def test_further_receivers_get_it_at_once_after_it_was_handed_in(line):
    line.submit("c11", received=4)
    case, office = line.open("p1"), line["office"]
    merge(case, line.actor("p1"))
    early = code_of(lambda: acts.send_also(fresh(case), {office.pk: "copy"}, line.actor("p1")))
    act(fresh(case), "submit", line.actor("p1"))
    hidden = fresh(case) not in visible_cases(line.actor("office"))

    count = acts.send_also(fresh(case), {office.pk: "copy"}, line.actor("p1"))

    rows = current_version(report_of(case)).deliveries.order_by("pk")
    assert (early, hidden, count) == ("MERGE-07", True, 1)
    assert [(one.unit.key, one.part, one.sent_at is None) for one in rows] == [
        (line["root"].key, "receiver", False), ("office", "copy", False),
    ]  # fmt: skip
    assert fresh(case) in visible_cases(line.actor("office"))


def test_nobody_gets_a_report_twice_from_a_stranger_or_in_a_way_of_its_own(line):
    case = line.submit("p1", received=4)
    office = line["office"].pk

    told = [
        code_of(lambda: acts.send_also(case, {0: "copy"}, line.actor("p1"))),
        code_of(lambda: acts.send_also(case, {line["c21"].pk: "copy"}, line.actor("p1"))),
        code_of(lambda: acts.send_also(case, {line["root"].pk: "copy"}, line.actor("p1"))),
        code_of(lambda: acts.send_also(case, {office: "x"}, line.actor("p1"))),
        code_of(lambda: acts.send_also(case, {}, line.actor("p1"))),
        code_of(lambda: acts.send_also(case, {office: "copy"}, line.actor("p2"))),
    ]

    assert told == [*["MERGE-06"] * 2, "MERGE-14", *["MERGE-06"] * 2, "CASE-01"]


def test_a_free_report_goes_to_whom_it_names_when_handed_in(line):
    line.submit("p1", received=4)
    case, office = acts.open_upper(line["root"], KEY, line.actor("root")), line["office"]
    merge(case, line.actor("root"))
    able = acts.able_receivers(fresh(case), line.actor("root"))

    acts.send_also(fresh(case), {office.pk: "receiver"}, line.actor("root"))
    before = fresh(case) in visible_cases(line.actor("office"))
    act(fresh(case), "submit", line.actor("root"))

    assert able == [(office.pk, "Văn phòng")]
    assert not before
    assert fresh(case) in visible_cases(line.actor("office"))
    assert current_version(report_of(case)).deliveries.get().sent_at is not None


def test_words_taken_twice_or_from_elsewhere_are_refused(line):
    low = line.submit("c11", done=("Đã họp.",))
    strange = line.submit("c21", done=("Nơi khác.",))
    case = line.open("p1")
    merge(case, line.actor("p1"))
    case = fresh(case)
    paragraph = current_version(report_of(low)).paragraphs.get()
    other = current_version(report_of(strange)).paragraphs.get()

    question = acts.take_paragraph(case, line.actor("p1"), paragraph.pk, version=case.version)

    assert question == "done"
    for pk in (paragraph.pk, other.pk, 0):
        again = fresh(case)
        assert (
            code_of(
                lambda pk=pk, again=again: acts.take_paragraph(
                    again, line.actor("p1"), pk, version=again.version
                )
            )
            == "MERGE-08"
        )


def test_receipt_is_noted_by_who_received(line):
    case = line.submit("c11")
    act(case, "receive", line.actor("p1"))

    delivery = current_version(report_of(case)).deliveries.get()

    assert (delivery.unit, delivery.received_by) == (line["p1"], "Bàn của p1")
    assert fresh(case) in visible_cases(line.actor("p1"))
