"""The annex of the report on a regulation: a line a duty, equal to its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan.areas.reporting.calculator import MEASURES, duty_rows
from danvan.areas.reporting.models import ReportVersion
from danvan.areas.reporting.plan import open_report
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.packs.models import PackForm
from danvan.kernel.packs.values import content_of
from danvan.law.duties import Words
from danvan.law.reports import Annex, AnnexColumn, Counting, ReportForm, Section
from tests.factories.accounts import actor_at, grants_at, make_post, make_user
from tests.factories.cases import apply_all, card, complete, occurrence, prove
from tests.factories.packs import BEFORE_TENTH, MONTHLY, duty, put_to_work
from tests.factories.report_forms import figure, words
from tests.factories.trees import Tree, make_tree

pytestmark = pytest.mark.django_db
TODAY = date(2022, 9, 20)
COLUMNS = ("provision", "act", "bearers", *MEASURES, "last_proof")
REPORT = MONTHLY + BEFORE_TENTH + 'receivers = [{ role = "board", as = "receiver" }]\n'


def form_on(document: str) -> ReportForm:
    counted = [
        figure(f"duties_{one}", counts=Counting("duties.occurrence", one, documents=(document,)))
        for one in MEASURES
    ]
    columns = tuple(AnnexColumn(key, words(key)) for key in COLUMNS)
    return ReportForm(
        key="on-the-regulation",
        version="1",
        title=Words("Báo cáo thực hiện Quy chế", "Report on the regulation"),
        periods=frozenset({"monthly"}),
        sections=(Section("execution", words("Thực hiện"), tuple(counted)),),
        source="tests",
        mark="C",
        annexes=(Annex("duty_register", words("Từng nhiệm vụ"), columns, rows="duties"),),
    )


@pytest.fixture
def worked(tmp_path: Path):
    """Return a commune in which two bodies owe a monthly paper and one stands with a duty."""
    tree = make_tree(today=TODAY)
    written = (
        duty("up", "dated", REPORT, bearers=["bloc"])
        + duty("monthly", "dated", MONTHLY + BEFORE_TENTH, bearers=["police", "board"])
        + duty("always", "standing", bearers=["police"], provision="att_1__art_2")
    )
    bodies = {"board": ("board",), "bloc": ("bloc",), "police": ("police",)}
    put = put_to_work(tree, tmp_path, written, bodies=bodies)
    apply_all(tree.root, today=TODAY)
    PackForm.objects.create(
        pack=put.pack,
        key="on-the-regulation",
        version="1",
        content=content_of(replace(form_on(put.pack.document_number), valid_from=None)),
    )
    return put


def lines_of(case: Case) -> dict[str, dict[str, str]]:
    version = ReportVersion.objects.get(report=case.pk, number=case.report.current)
    return {row.values["act"]: row.values for row in version.annex_rows.order_by("position")}


def done(code: str, key: str, tree: Tree, unit: str, on: date) -> None:
    complete(occurrence(code, key, tree[unit]), actor_at(tree[unit], today=on), on=on)


def writer(worked) -> Actor:
    return actor_at(worked.tree["bloc"], worked.tree.root, downward=True, today=TODAY)


def report_for_june(worked) -> Case:
    """Return the report on June: of May, one was in time and one late; one proof in June."""
    tree = worked.tree
    done("monthly", "2022-05", tree, "police", date(2022, 6, 5))
    done("monthly", "2022-05", tree, "board", date(2022, 6, 12))
    prove(card("always", tree["police"]), on=date(2022, 6, 15))
    return open_report(occurrence("up", "2022-06", tree["bloc"]).occurrence, writer(worked))


def test_annex_has_a_line_a_duty_in_order_and_equals_the_figures(worked):
    case = report_for_june(worked)

    lines = lines_of(case)
    version = ReportVersion.objects.get(report=case.pk)
    figures = dict(version.cells.values_list("key", "value"))
    sums = {one: sum(int(line[one] or 0) for line in lines.values()) for one in MEASURES}

    assert list(lines) == ["làm việc up", "làm việc monthly", "làm việc always"]
    assert {one: figures[f"duties_{one}"] for one in MEASURES} == sums
    told = lines["làm việc monthly"]
    assert [told[one] for one in ("handled", "on_time", "late")] == ["2", "1", "1"]
    assert told["last_proof"] == "12/06/2022"


def test_standing_duty_tells_its_last_proof_and_where_there_is_none(worked):
    case = report_for_june(worked)
    proven = lines_of(case)["làm việc always"]
    later = open_report(occurrence("up", "2022-07", worked.tree["bloc"]).occurrence, writer(worked))

    assert (proven["last_proof"], proven["handled"]) == ("15/06/2022", "")
    assert lines_of(later)["làm việc always"]["last_proof"] == "15/06/2022, trước kỳ này"
    assert lines_of(case)["làm việc up"]["last_proof"] == "chưa có"


def test_register_is_taken_anew_when_handed_in_and_stays_then(worked):
    case = report_for_june(worked)
    done("up", "2022-05", worked.tree, "bloc", date(2022, 6, 20))
    actor = writer(worked)

    before = lines_of(case)["làm việc up"]["handled"]
    perform(case, "submit", actor, effective_on=actor.today)
    handed = lines_of(Case.objects.get(pk=case.pk))["làm việc up"]["handled"]

    assert (before, handed) == ("0", "1")


def test_who_sees_less_counts_less(worked):
    case = report_for_june(worked)
    narrow = actor_at(worked.tree["bloc"], today=TODAY)

    rows = duty_rows(case.report, narrow)["duty_register"]

    assert [row["act"] for row in rows if row["handled"]] == ["làm việc up"]
    assert {row["last_proof"] for row in rows} == {"chưa có"}


def test_page_shows_the_register_and_asks_nothing_of_it(worked, client):
    case = report_for_june(worked)
    unit = worked.tree["bloc"]
    grants = grants_at(worked.tree.root, roles=("officer", "head"), downward=True)
    client.force_login(make_user(make_post(unit, grants)))

    page = client.get(f"/reports/{case.slug}/fill/").content.decode()

    assert "Lấy từ sổ nhiệm vụ" in page
    assert "làm việc monthly" in page
    assert 'name="a_duty_register' not in page
