"""Faults of a declaration are found, and the registry holds what the rooms declare."""

from __future__ import annotations

from dataclasses import replace

import pytest

from danvan.kernel.cases import kinds
from danvan.kernel.cases.kinds import Act, CaseKind
from danvan.kernel.cases.models import Case

OFFICER = frozenset({"officer"})
FINISH = Act("finish", "Xong", frozenset({"open"}), OFFICER, "decision:4", target="done")
REOPEN = Act(
    "reopen", "Mở lại", frozenset({"done"}), OFFICER, "decision:22", target="open", reopens=True
)
SOUND = CaseKind(
    key="tests.thing",
    label="Việc",
    facts=Case,
    initial="open",
    closed=frozenset({"done"}),
    states={"open": "mở", "done": "xong"},
    acts=(FINISH, REOPEN),
)


def test_sound_declaration_has_no_fault():
    assert SOUND.faults() == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"states": {"open": "mở"}}, "tests.thing: done has no label"),
        (
            {"states": {**SOUND.states, "lost": "lạc"}},
            "tests.thing: lost cannot be reached",
        ),
        (
            {"acts": (FINISH, replace(REOPEN, reopens=False))},
            "tests.thing.reopen leaves a closed state",
        ),
        ({"acts": (replace(FINISH, by=frozenset()), REOPEN)}, "tests.thing.finish has no role"),
        ({"acts": (replace(FINISH, basis=""), REOPEN)}, "tests.thing.finish has no basis"),
        ({"acts": (FINISH, FINISH, REOPEN)}, "tests.thing.finish twice"),
        ({"set_aside": frozenset({"open"})}, "tests.thing: open is no end"),
        (
            {"acts": (replace(FINISH, source=frozenset({"gone"})), REOPEN)},
            "tests.thing: gone has no label",
        ),
    ],
)
def test_fault_is_found(changed, fault):
    assert fault in replace(SOUND, **changed).faults()


def test_act_of_a_closed_state_may_stay_there():
    note = Act("note", "Ghi", frozenset({"done"}), OFFICER, "decision:4")

    assert replace(SOUND, acts=(FINISH, REOPEN, note)).faults() == []


def test_act_is_found_by_its_key():
    assert SOUND.act("finish") is FINISH
    assert SOUND.act("nothing") is None


def test_registry_holds_kinds_in_order():
    keys = [kind.key for kind in kinds.every()]

    assert keys == sorted(keys)
    assert {"duties.card", "duties.occurrence"} <= set(keys)
    assert kinds.get("duties.card").key == "duties.card"


def test_unknown_kind_is_no_kind():
    assert kinds.known("duties.card")
    assert not kinds.known("tests.thing")
    with pytest.raises(KeyError):
        kinds.get("tests.thing")
