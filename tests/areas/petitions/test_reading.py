"""The desk of a body that passes petitions on: what left, to whom, answered or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from danvan.areas.petitions import reading
from danvan.areas.petitions.intake import receive, tell_petitioner
from danvan.areas.petitions.shapes import COMPLAINT, FEEDBACK, RECOMMENDATION, Intake, Sender
from danvan.kernel.accounts.actors import Actor, actor_of
from danvan.kernel.accounts.models import User
from danvan.kernel.cases.models import Case, Relation
from danvan.kernel.cases.perform import EvidenceInput, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.notices.models import Notice
from danvan.kernel.notices.reacting import react
from danvan.kernel.notices.wording import words_of
from danvan.kernel.organisations.models import Unit
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.openings import load_rules
from tests.factories.trees import make_tree

TODAY = date(2026, 5, 20)
FIRST = date(2026, 4, 6)
BODIES = {"front": "", "committee": "", "women": ""}


@dataclass(frozen=True)
class Side:
    """One body and who works there."""

    unit: Unit
    user: User

    @property
    def actor(self) -> Actor:
        actor = actor_of(self.user)
        assert actor is not None
        return actor

    @property
    def client(self) -> Client:
        client = Client()
        client.force_login(self.user)
        return client


def side(unit: Unit, roles: tuple[str, ...] = ("officer", "head")) -> Side:
    return Side(unit, make_user(make_post(unit, grants_at(unit, roles=roles))))


@pytest.fixture
def sides(db) -> dict[str, Side]:
    del db
    load_rules()
    tree = make_tree(BODIES, today=TODAY)
    return {key: side(tree[key]) for key in BODIES}


def raised(at: Side, kind: str = RECOMMENDATION, title: str = "Cống tắc ở xóm trong") -> Case:
    told = Intake(
        kind, at.unit.pk, title, "Cống tắc đã ba tháng.", FIRST, "letter", (Sender("Người gửi"),)
    )
    return receive(told, at.actor).case


def do(case: Case, act: str, by: Side, on: date = FIRST, **data) -> Case:
    fresh, proof = Case.objects.get(pk=case.pk), [EvidenceInput("dispatch", note="Công văn")]
    return perform(
        fresh, act, by.actor, effective_on=on, data=data, reason="Theo đơn", evidence=proof
    )


def passed(sides, kind: str = RECOMMENDATION, *, to: str = "committee", **told) -> Case:
    case = raised(sides["front"], kind, **told)
    do(case, "classify", sides["front"], competence="other")
    act = "forward" if kind == COMPLAINT else "transfer"
    aim = {"passed_to_unit": sides[to].unit.pk} if to in sides else {"passed_to": to}
    return do(case, act, sides["front"], **aim)


def row(cases, case):
    return next(one for one in cases if one.pk == case.pk)


@pytest.mark.parametrize("kind", [RECOMMENDATION, FEEDBACK, COMPLAINT])
def test_what_was_passed_on_stands_on_both_desks(sides, kind):
    case = passed(sides, kind)

    ours = reading.passed_on(sides["front"].actor)
    theirs = reading.passed_to_us(sides["committee"].actor)

    assert (list(ours), list(theirs)) == ([case], [case])
    assert row(ours, case).left_on == FIRST
    assert list(reading.passed_on(sides["committee"].actor)) == []
    assert list(reading.passed_to_us(sides["front"].actor)) == []


def test_another_body_of_the_tree_and_another_tree_see_nothing(sides):
    passed(sides)
    stranger = side(make_tree(BODIES, today=TODAY)["front"])

    for who in (sides["women"], stranger):
        for page in ("", "in/"):
            answer = who.client.get(f"/petitions/forwarded/{page}")
            book = who.client.get(f"/petitions/forwarded/{page}?format=xlsx")
            assert "Cống tắc" not in answer.content.decode()
            assert list(answer.context["page"].object_list) == []
            assert answer.context["tabs"][0]["count"] == 0
            assert book.status_code == 200


def test_days_of_the_answer_and_of_telling_the_citizen(sides):
    case = passed(sides)
    front, committee = sides["front"], sides["committee"]
    before = row(reading.passed_on(front.actor), case)

    do(case, "note_settled", committee, date(2026, 4, 8))
    settled = row(reading.passed_on(front.actor), case)
    do(case, "hear_result", committee, date(2026, 4, 22), answer="Đã nạo vét.")
    heard = row(reading.passed_on(front.actor), case)
    do(case, "answer", front, date(2026, 4, 24), answer="Đã nạo vét.")
    told = row(reading.passed_on(front.actor), case)

    assert before.answer_due is None
    assert settled.answer_due == date(2026, 4, 17)
    assert (heard.heard_on, heard.answer_due) == (date(2026, 4, 22), date(2026, 5, 4))
    assert (told.state, told.answer_due) == ("answered", None)


def test_nobody_is_late_before_the_day_of_settlement_is_known(sides):
    passed(sides)

    page = sides["front"].client.get("/petitions/forwarded/?how=overdue")
    silent = sides["front"].client.get("/petitions/forwarded/?how=long")

    assert list(page.context["page"].object_list) == []
    assert len(silent.context["page"].object_list) == 1


def test_overdue_answers_stand_first_then_those_that_wait_longest(sides):
    late = passed(sides, title="Muộn")
    waiting = passed(sides, title="Đang chờ")
    done = passed(sides, title="Xong")
    do(late, "note_settled", sides["committee"], date(2026, 4, 8))
    do(done, "hear_result", sides["committee"], date(2026, 4, 8), answer="Đã xong.")
    do(done, "answer", sides["front"], date(2026, 4, 9), answer="Đã xong.")

    shown = sides["front"].client.get("/petitions/forwarded/").context["page"].object_list

    assert [line.case.pk for line in shown] == [late.pk, waiting.pk, done.pk]


def test_reminder_reaches_the_receiving_body_and_is_shown_on_both_sides(sides):
    case = passed(sides)
    react()
    Notice.objects.all().delete()

    do(case, "remind", sides["front"], date(2026, 5, 12))
    react()

    notices = list(Notice.objects.select_related("post"))
    posts = {notice.post.unit_id for notice in notices}
    assert {words_of(notice) for notice in notices} == {"Nơi chuyển đơn nhắc: chưa có kết quả"}
    assert posts == {sides["committee"].unit.pk}
    for who in (sides["front"], sides["committee"]):
        assert "Nhắc nơi nhận" in who.client.get(f"/cases/{case.slug}/").content.decode()
    assert row(reading.passed_on(sides["front"].actor), case).reminded_on == date(2026, 5, 12)


def test_only_the_passing_body_reminds_and_only_the_two_sides_tell_the_result(sides):
    case = passed(sides)

    for act, who in (("remind", "committee"), ("hear_result", "women")):
        with pytest.raises(Refused) as refused:
            do(case, act, sides[who], answer="Đã xong.")
        assert refused.value.code == "CASE-01"


def test_answer_of_a_body_outside_is_recorded_by_the_passing_body(sides):
    case = passed(sides, to="Công ty thoát nước")

    answer = sides["front"].client.post(
        f"/cases/{case.slug}/hear_result/",
        {
            "effective_on": "20/05/2026",
            "version": Case.objects.get(pk=case.pk).version,
            "answer": "Đã thông cống.",
            "answer_number": "12/CV",
            "reason": "Công văn trả lời",
        },
    )

    assert answer.status_code == 302
    shown = sides["front"].client.get("/petitions/forwarded/?how=to_tell").content.decode()
    assert "Công ty thoát nước" in shown
    assert "đã có kết quả, chưa báo công dân" in shown


def test_receiving_body_takes_it_up_and_its_result_comes_back(sides):
    case = passed(sides)
    committee = sides["committee"]
    page = committee.client.get(f"/petitions/forwarded/{case.slug}/take-up/")
    form = page.context["form"]
    told = {name: form[name].value() or "" for name in form.fields}
    told |= {"received_on": "20/05/2026", "unit": committee.unit.pk}

    made = committee.client.post(f"/petitions/forwarded/{case.slug}/take-up/", told)

    own = Case.objects.exclude(pk=case.pk).get()
    assert made.status_code == 200
    assert own.petition.forwarder_unit == sides["front"].unit
    assert own.petition.text == case.petition.text
    assert own.petition.petitioners.get().name == "Người gửi"
    assert own.links_out.get().relation == Relation.CAUSED_BY
    assert committee.client.get(f"/petitions/forwarded/{case.slug}/take-up/").status_code == 404

    do(own, "classify", committee, TODAY, competence="ours")
    do(own, "accept", committee, TODAY)
    do(own, "answer", committee, TODAY, answer="Đã nạo vét.", answer_number="12/UBND")
    settled = row(reading.passed_on(sides["front"].actor), case)
    assert settled.answer_due == date(2026, 5, 29)
    do(own, "tell_forwarder", committee, TODAY)

    waiting = row(reading.passed_on(sides["front"].actor), case)
    assert (waiting.heard_on, waiting.petition.answer) == (TODAY, "Đã nạo vét.")


def test_only_the_receiving_body_may_take_it_up(sides):
    case = passed(sides)

    for who in ("front", "women"):
        answer = sides[who].client.get(f"/petitions/forwarded/{case.slug}/take-up/")
        assert answer.status_code == 404


def test_list_needs_as_many_queries_for_many_rows_as_for_few(sides, django_assert_num_queries):
    client = sides["front"].client
    passed(sides)
    client.get("/petitions/forwarded/")
    with CaptureQueriesContext(connection) as few:
        client.get("/petitions/forwarded/")
    for _one in range(6):
        passed(sides)

    with django_assert_num_queries(len(few)):
        client.get("/petitions/forwarded/")


def test_list_is_searched_sorted_and_exported(sides):
    passed(sides, title="Đèn đường hỏng")
    passed(sides, FEEDBACK, title="Rác ở chợ")
    client = sides["front"].client

    found = client.get("/petitions/forwarded/?q=den duong&sort=-left").context["page"]
    one_kind = client.get("/petitions/forwarded/?kind=petitions.feedback").context["page"]
    book = client.get("/petitions/forwarded/?format=xlsx")

    assert [line.case.title_vi for line in found.object_list] == ["Đèn đường hỏng"]
    assert [line.case.title_vi for line in one_kind.object_list] == ["Rác ở chợ"]
    assert book["Content-Type"].startswith("application/vnd.openxml")


def test_petitioner_learns_where_it_went_and_the_answer_only_once_told(sides):
    case = passed(sides, COMPLAINT)
    do(case, "hear_result", sides["committee"], date(2026, 4, 8), answer="Đã nạo vét.")
    before = tell_petitioner(Case.objects.get(pk=case.pk), "vi")

    do(case, "tell", sides["front"], date(2026, 4, 9), answer="Đã nạo vét.")
    after = tell_petitioner(Case.objects.get(pk=case.pk), "vi")

    assert "Đơn được chuyển đến nơi có thẩm quyền giải quyết" in [
        words for _day, words in before.days
    ]
    assert (before.answer, after.answer) == ("", "Đã nạo vét.")
