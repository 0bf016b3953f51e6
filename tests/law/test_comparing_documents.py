"""The commune's regulation measured by the city's, as read by hand."""

from __future__ import annotations

import pytest

from danvan.law.comparing import compare
from danvan.law.comparing_contract import sentence
from danvan.law.proposing import whole_contract
from danvan.law.text import read_document
from danvan.readers import read_file

AS_READ_BY_HAND = {
    "att_1__art_14__cl_5": ("att_1__art_9__cl_5", "stricter"),
    "att_1__art_24__cl_1": ("att_1__art_21__cl_1", "stricter"),
    "att_1__art_24__cl_2": ("att_1__art_21__cl_2", "stricter"),
    "att_1__art_13__cl_2": ("att_1__art_10__cl_2", "broader"),
    "att_1__art_15__cl_6": ("att_1__art_12__cl_6", "narrower"),
    "att_1__art_16__cl_3": ("att_1__art_13__cl_3", "same"),
    "att_1__art_10__cl_7": (None, "missing"),
    "att_1__art_12__cl_1": (None, "missing"),
    "att_1__art_24__cl_4": (None, "missing"),
}
"""Provisions of the city: their counterpart in the commune, and what that is."""


@pytest.fixture(scope="module")
def compared(documents):
    contracts = []
    for number in ("000", "001"):
        pages = read_file(next(documents.glob(f"{number}_*")))
        contracts.append(whole_contract(read_document(pages.texts, pages.findings), pages.source))
    return compare(*contracts)


@pytest.mark.parametrize("address", AS_READ_BY_HAND)
def test_provisions_stand_beside_the_one_they_answer_to(compared, address):
    row = next(row for row in compared.rows if address in [unit.address for unit in row.second])

    first = row.first[0].address if row.first else None
    assert (first, row.verdict) == AS_READ_BY_HAND[address]


def test_what_the_commune_adds_stands_alone(compared):
    alone = {row.first[0].address for row in compared.rows if row.verdict == "only_here"}

    assert {"att_1__art_5__cl_7", "att_1__art_5__cl_8", "att_1__art_7__cl_2"} <= alone


def test_reports_gain_days_and_lose_nine_months(compared):
    reports = [
        duty
        for duty in compared.duties
        if (duty.second or {}).get("address") == "att_1__art_24__cl_2"
        and "báo cáo kết quả công tác dân vận với cấp ủy" in duty.second["act"]
    ]
    by_period = {duty.second["trigger"]["period"]: duty for duty in reports}

    assert by_period["nine_months"].verdict == "missing"
    assert {
        period: by_period[period].verdict for period in ("monthly", "quarterly", "annual")
    } == dict.fromkeys(("monthly", "quarterly", "annual"), "stricter")
    assert by_period["semiannual"].verdict == "other"


def test_a_missing_provision_tells_what_comes_nearest(compared):
    row = next(
        row
        for row in compared.rows
        if row.second[:1] and row.second[0].address.endswith("art_10__cl_5")
    )

    assert [sentence(reason) for reason in row.reasons] == [
        "Gần nhất ở bên kia: khoản 4 Điều 9, nhưng chỗ ấy đã ứng với chỗ khác"
    ]
