"""Confirming: candidates beside the text, decided one by one, each decision undone by another."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.areas.regulations.models import Candidate, Decision, Draft
from danvan.kernel.audit.models import Entry
from tests.areas.regulations.conftest import send
from tests.factories.drafts import TEXT, address_of, begin, decide, load_base, proposal

BEARER = "Ủy ban nhân dân xã"
DUTY = {
    "act_vi": "gửi báo cáo",
    "bearers": [BEARER],
    "bearing": "each",
    "modality": "duty",
    "area": "reporting",
    "timing": "standing",
}


@pytest.fixture
def draft(planner) -> Draft:
    load_base()
    send(planner, TEXT.encode())
    return begin(planner)


@pytest.fixture
def first(draft) -> Candidate:
    return draft.candidates.get(address="art_2__cl_1")


def page(client, draft: Draft, rest: str = "", **asked) -> str:
    answer = client.get(address_of(draft, rest), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def standing(candidate: Candidate) -> str:
    return Candidate.objects.get(pk=candidate.pk).standing


def test_beginning_makes_one_candidate_for_each_proposal(planner, draft):
    rows = draft.candidates.order_by("number")

    assert list(rows.values_list("number", "address", "standing")) == [
        (1, "art_2__cl_1", "undecided"),
        (2, "art_2__cl_2", "undecided"),
        (3, "art_3__cl_1", "undecided"),
    ]
    assert Entry.objects.filter(action="regulations.draft.open").count() == 1


def test_beginning_again_changes_nothing(planner, draft):
    planner.post(address_of(draft))

    assert (Draft.objects.count(), Candidate.objects.count()) == (1, 3)


def test_the_article_shows_words_and_reasons_beside_the_text(planner, draft, first):
    shown = page(planner, draft, "at/art_2/", c=first.pk)

    assert '<mark class="match">trước ngày 10</mark>' in shown
    assert "mỗi tháng, trước ngày 10 của tháng sau kỳ" in shown
    assert "Câu ghi cả nhịp và ngày cuối." in shown
    assert "Độ chắc 90 %" in shown
    assert "đã quyết 0 trong 3" in shown


def test_accepting_leads_to_the_next_undecided(planner, draft, first):
    answer = decide(planner, first, "accept")
    second = draft.candidates.get(number=2)

    assert answer.url.endswith(f"/confirm/at/art_2/?c={second.pk}#c{second.pk}")
    assert standing(first) == "accepted"
    assert "đã quyết 1 trong 3" in page(planner, draft, "at/art_2/")
    entry = Entry.objects.get(action="regulations.candidate.accept")
    assert entry.details == {"decision": 1, "candidates": [1]}


def test_what_no_pack_can_hold_is_not_accepted_but_opened_for_editing(planner, draft):
    unknown = [{"text": "các ban", "role": None}]
    begin_again = draft.candidates.get(number=2)
    begin_again.duty = {**begin_again.duty, "bearers": []}
    begin_again.proposal = {**begin_again.proposal, "bearers": unknown}
    begin_again.save()

    answer = decide(planner, begin_again, "accept")

    assert answer.url.endswith(f"/{begin_again.pk}/edit/")
    shown = planner.get(answer.url).content.decode()
    assert "CONFIRM-01" in shown
    assert "các ban" in shown
    assert standing(begin_again) == "undecided"


def test_editing_keeps_every_field_and_accepts(planner, draft, first):
    told = DUTY | {
        "act_en": "send the report",
        "timing": "dated",
        "period": "quarterly",
        "relation": "by",
        "day": "20",
        "month": "last_of_quarter",
        "bearers": ["công an xã", "Uy ban nhan dan xa"],
        "bearing": "lead_with",
        "receivers": ["Đảng ủy xã"],
        "via": ["Ủy ban Mặt trận Tổ quốc xã"],
        "evidence": ["report", "minutes"],
        "reading_vi": "Ngày 20 còn đúng hạn",
        "also": ["coordination"],
        "kinds": ["meetings.record"],
        "match": ["period"],
    }
    answer = decide(planner, first, "edit", **told)

    assert answer.status_code == 302, answer.content.decode()
    duty = Candidate.objects.get(pk=first.pk).duty
    assert duty["bearers"] == ["commune_police", "commune_peoples_committee"]
    assert duty["deadline"] == {"relation": "by", "day": 20, "month": "last_of_quarter"}
    assert duty["act"] == {"vi": "gửi báo cáo", "en": "send the report"}
    assert duty["receivers"] == [
        {"role": "commune_party_committee", "as": "receiver"},
        {"role": "commune_fatherland_front", "as": "via"},
    ]
    assert duty["fulfilled_by"] == {"kinds": ["meetings.record"], "match": ["period"]}
    assert standing(first) == "accepted"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"act_vi": ""}, "FORM-01"),
        ({"bearers": ["Hội không có thật"]}, "FORM-03"),
        ({"timing": "dated"}, "PACK-18"),
        ({"timing": "standing", "period": "monthly"}, "PACK-19"),
        ({"timing": "ad_hoc", "relation": "within", "day": "3"}, "PACK-20"),
        ({"bearing": "lead_with"}, "PACK-22"),
    ],
)
def test_a_duty_that_does_not_hold_together_is_told_at_its_field(planner, first, changed, code):
    answer = decide(planner, first, "edit", **{**DUTY, **changed})

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert standing(first) == "undecided"


def test_near_names_are_offered_for_a_body_that_is_not_known(planner, first):
    answer = decide(planner, first, "edit", **{**DUTY, "bearers": ["Uỷ ban nhân dan xã X"]})

    assert "Gần nhất: Ủy ban nhân dân xã" in answer.content.decode()


def test_editing_may_leave_the_decision_for_later(planner, first):
    decide(planner, first, "edit", **DUTY, later="1")

    assert standing(first) == "undecided"
    assert Candidate.objects.get(pk=first.pk).duty["act"]["vi"] == "gửi báo cáo"


def test_rejecting_needs_a_reason(planner, first):
    assert decide(planner, first, "reject").status_code == 422
    assert decide(planner, first, "reject", reason="Chỉ là lời dẫn").status_code == 302

    assert standing(first) == "rejected"
    assert Decision.objects.get().reason == "Chỉ là lời dẫn"


def test_splitting_puts_two_in_the_place_of_one(planner, draft, first):
    same = decide(planner, first, "split", first="gửi báo cáo", second="gửi báo cáo")
    decide(planner, first, "split", first="gửi báo cáo", second="họp giao ban")
    halves = list(draft.candidates.filter(origin="split").order_by("number"))

    assert same.status_code == 422
    assert standing(first) == "replaced"
    assert [one.duty["act"]["vi"] for one in halves] == ["gửi báo cáo", "họp giao ban"]
    assert [one.duty["deadline"]["day"] for one in halves] == [10, 10]


def test_merging_joins_two_of_the_same_provision(planner, draft, first):
    decide(planner, first, "split", first="gửi báo cáo", second="họp giao ban")
    one, other = draft.candidates.filter(origin="split").order_by("number")
    decide(planner, one, "merge", other=f"{other.pk}:{other.version}")
    made = draft.candidates.get(origin="merged")

    assert made.duty["act"]["vi"] == "gửi báo cáo; họp giao ban"
    assert (standing(one), standing(other), made.standing) == ("replaced", "replaced", "undecided")


def test_what_stands_elsewhere_cannot_be_merged(planner, draft, first):
    other = draft.candidates.get(number=3)

    assert decide(planner, first, "merge", other=f"{other.pk}:1").status_code == 422


def test_a_duty_is_added_by_hand_where_nothing_was_proposed(planner, draft):
    assert planner.get(address_of(draft, "add/art_1/")).status_code == 200
    empty = planner.post(address_of(draft, "add/art_1/"), {"version": "0"})
    planner.post(address_of(draft, "add/art_1/"), DUTY | {"version": "0"})
    made = draft.candidates.get(origin="added")

    assert empty.status_code == 422
    assert (made.address, made.standing, made.position < 6) == ("art_1", "accepted", True)
    assert planner.get(address_of(draft, "add/art_9/")).status_code == 404


def test_every_decision_is_undone_by_another(planner, draft, first):
    proposed = first.duty
    decide(planner, first, "edit", **DUTY)
    decide(planner, first, "set-back")
    decide(planner, first, "reject", reason="Trùng")
    before = draft.candidates.get(pk=first.pk)
    for decision in draft.decisions.order_by("-number"):
        planner.post(address_of(draft, f"undo/{decision.pk}/"), {"c": first.pk})
    after = draft.candidates.get(pk=first.pk)

    assert (before.standing, after.standing, after.duty) == ("rejected", "undecided", proposed)
    assert draft.decisions.count() == 6
    assert page(planner, draft, "decisions/").count("đã hoàn tác") == 3


def test_undoing_a_split_brings_the_whole_back_and_can_itself_be_undone(planner, draft, first):
    decide(planner, first, "split", first="một", second="hai")
    split = draft.decisions.get()
    planner.post(address_of(draft, f"undo/{split.pk}/"))
    whole = sorted(draft.candidates.values_list("standing", flat=True))
    planner.post(address_of(draft, f"undo/{draft.decisions.get(act='undo').pk}/"))

    assert whole == ["undecided", "undecided", "undecided", "withdrawn", "withdrawn"]
    assert standing(first) == "replaced"
    assert draft.candidates.filter(standing="undecided").count() == 4


def test_what_later_decisions_stand_on_is_not_undone(planner, draft, first):
    decide(planner, first, "accept")
    decide(planner, first, "set-back")
    earlier = draft.decisions.get(number=1)
    answer = planner.post(address_of(draft, f"undo/{earlier.pk}/"), follow=True)

    assert "CONFIRM-04" in answer.content.decode()
    assert draft.decisions.count() == 2


def test_the_slower_of_two_is_told_and_keeps_what_was_typed(planner, draft, first):
    seen = first.version
    decide(planner, first, "reject", reason="Trùng")
    slower = decide(planner, first, "edit", **{**DUTY, "act_vi": "lời của tôi"}, version=seen)
    shown = slower.content.decode()
    again = decide(planner, first, "edit", **DUTY)

    assert slower.status_code == 422
    assert "CONFIRM-02" in shown
    assert "lời của tôi" in shown
    assert f'name="version" value="{seen + 1}"' in shown
    assert again.status_code == 302


def test_the_slower_button_is_told_too(planner, draft, first):
    seen = first.version
    decide(planner, first, "reject", reason="Trùng")
    address = address_of(draft, f"{first.pk}/accept/")
    answer = planner.post(address, {"version": seen}, follow=True)

    assert "CONFIRM-02" in answer.content.decode()
    assert standing(first) == "rejected"


def test_next_goes_round_to_what_is_left(planner, draft):
    last = draft.candidates.get(number=3)
    for number in (1, 2):
        decide(planner, draft.candidates.get(number=number), "reject", reason="Không phải")

    assert f"?c={last.pk}#" in planner.get(address_of(draft, "next/")).url
    assert decide(planner, last, "reject", reason="Không phải").url == address_of(draft)


def test_a_thousand_candidates_cost_as_many_queries_as_three(planner, tree):
    load_base()
    send(planner, TEXT.encode())
    draft = begin(planner)
    page(planner, draft, "at/art_2/")
    with CaptureQueriesContext(connection) as few:
        page(planner, draft, "at/art_2/")
        page(planner, draft)
    Draft.objects.all().delete()
    many = [proposal(TEXT, "art_2__cl_1", f"việc {number}") for number in range(1000)]
    draft = begin(planner, many)
    middle = draft.candidates.get(number=500)
    with CaptureQueriesContext(connection) as more:
        shown = page(planner, draft, "at/art_2/", c=middle.pk)
        page(planner, draft)

    assert len(more) - len(few) <= 3
    assert shown.count('<article class="candidate') == 50
    assert f'id="c{middle.pk}" tabindex="-1"' in shown


def test_markup_in_a_proposal_stays_text(planner, tree):
    load_base()
    send(planner, TEXT.encode())
    draft = begin(planner, [proposal(TEXT, "art_1", "<script>alert(1)</script>")])

    assert "<script>" not in page(planner, draft, "at/art_1/")


ADDRESSES = (
    "",
    "next/",
    "at/art_2/",
    "add/art_1/",
    "decisions/",
    "save/",
    "pack/",
    "{pk}/accept/",
    "{pk}/edit/",
)


@pytest.mark.parametrize("rest", ADDRESSES)
def test_only_planners_of_the_tree_find_it(reader, stranger, draft, first, rest):
    address = address_of(draft, rest.format(pk=first.pk))

    assert [client.get(address).status_code for client in (reader, stranger)] == [404, 404]


@pytest.mark.parametrize(
    "rest", ["", "{pk}/accept/", "{pk}/reject/", "save/", "reopen/", "undo/1/"]
)
def test_nobody_else_decides(reader, stranger, draft, first, rest):
    address = address_of(draft, rest.format(pk=first.pk))
    told = {"version": "1", "reason": "x"}

    assert [client.post(address, told).status_code for client in (reader, stranger)] == [404, 404]
    assert standing(first) == "undecided"


def test_what_does_not_exist_is_not_found(planner, draft, first):
    for rest in ("at/art_99/", "999999/accept/", f"{first.pk}/dance/", "pack/"):
        assert planner.get(address_of(draft, rest)).status_code == 404, rest
    assert planner.post(address_of(draft, "undo/999999/")).status_code == 404
