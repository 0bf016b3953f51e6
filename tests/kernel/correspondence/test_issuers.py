from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.issuers import (
    issuers_of,
    profile_on,
    set_profile,
    set_term,
    snapshot,
    term_on,
)
from tests.factories.accounts import actor_at
from tests.factories.correspondence import NAMES, TODAY, draft
from tests.factories.trees import START

LATER = date(2026, 7, 1)
RENAMED = replace(NAMES["state"], name="Ủy ban nhân dân phường", abbreviation="UBNDP")


def test_names_are_read_as_of_a_day(office):
    set_profile(office.unit, "state", RENAMED, valid_from=LATER, actor=office.clerk)

    assert profile_on(office.unit.pk, "state", TODAY).name == "Ủy ban nhân dân xã"
    assert profile_on(office.unit.pk, "state", LATER).name == "Ủy ban nhân dân phường"
    assert profile_on(office.unit.pk, "state", date(2020, 1, 1)) is None
    assert profile_on(office.unit.pk, "party", TODAY) is None


def test_names_that_hold_later_already_are_not_overtaken(office):
    with pytest.raises(Refused, match="REG-07"):
        set_profile(office.unit, "state", RENAMED, valid_from=START, actor=office.clerk)


@pytest.mark.parametrize("empty", ["name", "abbreviation", "place"])
def test_issuer_needs_its_words(office, empty):
    facts = replace(RENAMED, **{empty: " "})

    with pytest.raises(Refused, match="REG-06"):
        set_profile(office.unit, "state", facts, valid_from=LATER, actor=office.clerk)


def test_no_issuer_is_joint_by_itself(office):
    with pytest.raises(Refused, match="REG-06"):
        set_profile(office.unit, "joint", RENAMED, valid_from=LATER, actor=office.clerk)


def test_term_ends_the_one_before(office):
    set_term(office.unit, "2026-2031", valid_from=LATER, actor=office.clerk)

    assert term_on(office.unit.pk, TODAY).key == "2025-2030"
    assert term_on(office.unit.pk, LATER).key == "2026-2031"


@pytest.mark.parametrize(
    ("key", "begins", "until", "code"),
    [
        ("2025-2030", LATER, None, "REG-73"),
        ("", LATER, None, "REG-72"),
        ("2020-2025", date(2020, 8, 1), None, "REG-08"),
        ("2026-2031", LATER, LATER, "REG-74"),
    ],
)
def test_term_that_cannot_be_is_refused(office, key, begins, until, code):
    with pytest.raises(Refused, match=code):
        set_term(office.unit, key, valid_from=begins, valid_until=until, actor=office.clerk)


def test_officer_and_stranger_do_not_say_what_is_printed(office):
    officer = actor_at(office.unit, roles=("officer",), today=TODAY)

    for actor in (officer, office.stranger):
        with pytest.raises(Refused, match="REG-01"):
            set_profile(office.unit, "state", RENAMED, valid_from=LATER, actor=actor)
        with pytest.raises(Refused, match="REG-01"):
            set_term(office.unit, "2030-2035", valid_from=date(2030, 8, 1), actor=actor)


def test_draft_without_names_is_refused(office):
    with pytest.raises(Refused, match="REG-09"):
        issuers_of(draft(office), date(2020, 1, 1))


def test_snapshot_holds_what_is_printed(office):
    kept = snapshot(profile_on(office.unit.pk, "state", TODAY))

    assert (kept["name"], kept["abbreviation"], kept["unit"]) == (
        "Ủy ban nhân dân xã",
        "UBND",
        office.unit.pk,
    )
