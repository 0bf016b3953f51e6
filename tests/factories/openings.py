"""How a case of each kind is opened and led through its acts; a new kind adds a few lines here.

Rooms that are switched off have no entry in the registry, and nothing of them is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from django.utils import timezone

from danvan.kernel.cases import kinds
from danvan.kernel.cases.kinds import CaseKind
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import EvidenceInput, Opening, open_case, perform
from danvan.kernel.packs.loading import kept_calendar
from danvan.kernel.packs.models import Pack
from danvan.kernel.packs.rules import kept_rules
from danvan.law.duties import Words
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load
from tests.factories import documents
from tests.factories.desks import START, TODAY, Desk, add_clerk, follow, owe

PROOF = (EvidenceInput(role="report", note="Đã làm, có biên bản."),)


@dataclass(frozen=True)
class Example:
    """One kind's way to be opened, and what its acts ask for beyond day, proof and reason.

    Acts that need more than a sample of data stand in ``elsewhere`` and have tests of their own.
    """

    open: Callable[[Desk], Case]
    data: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()


def plan_meeting(desk: Desk) -> Case:
    """Open one meeting record."""
    return open_case(
        "meetings.record",
        desk.actor,
        Opening(
            unit_id=desk.unit.pk,
            title=Words("Giao ban tháng", "Monthly session"),
            opened_on=START,
            facts={"held_on": TODAY, "agenda": "Tình hình trong tháng"},
            takings={},
        ),
    )


def begin_gathering(desk: Desk) -> Case:
    """Begin a gathering of opinions in which one matter was raised."""
    days = {"first_on": START, "last_on": TODAY}
    opening = Opening(
        unit_id=desk.unit.pk,
        title=Words("Ý kiến quý I", "Opinions of the first quarter"),
        opened_on=START,
        facts={"subject": "Đường và cống", "way": "meeting", "people": 40, **days},
        takings={},
    )
    case = open_case("opinions.gathering", desk.actor, opening)
    case.gathering.voices.create(topic="roads", people=12, summary="Đường xấu.")
    return case


def propose_disposal(desk: Desk) -> Case:
    """Propose to dispose of a request that was answered years ago."""
    old = ask_about_data(desk)
    do(old, "fulfil", desk)
    acts = import_module("danvan.areas.privacy.acts")
    queries = import_module("danvan.areas.privacy.queries")
    planner = Desk(desk.root, desk.root, add_clerk(desk.root, roles=("planner",))).actor
    kept = queries.kept_by_key(planner, "privacy.request")
    acts.set_local(kept, 1, "Quyết định 1-QĐ", planner)
    Case.objects.filter(pk=old.pk).update(closed_on=START)
    disposal = {"key": "privacy.request", "closed_before": date(2026, 3, 15), "basis": "1 tháng"}
    opening = Opening(
        unit_id=desk.unit.pk,
        title=Words("Hủy dữ liệu", "Disposal"),
        opened_on=TODAY,
        facts={**disposal, "proposed_by": desk.actor.label, "proposed_by_id": desk.user.pk},
        takings={},
    )
    return open_case("privacy.disposal", desk.actor, opening)


def ask_about_data(desk: Desk) -> Case:
    """Take in what a person asks about her data."""
    load_rules()
    asked = {"wish": "restrict", "name": "Người yêu cầu thử", "contact": "Hòm thư 1"}
    opening = Opening(
        unit_id=desk.unit.pk,
        title=Words("Yêu cầu về dữ liệu", "Request about data"),
        opened_on=date(2026, 4, 6),
        facts={**asked, "text": "Đơn tháng Ba", "proven": "shown"},
        takings={},
    )
    return open_case("privacy.request", desk.actor, opening)


WORDS_OF_PAPER = {
    "type_key": "report",
    "summary": "Công tác dân vận",
    "urgency": "",
    "bases": "",
    "body": "Nội dung",
    "to_units": [],
    "copy_units": [],
    "others": "",
    "signer_0_title": "CHỦ TỊCH",
}


def begin_report(desk: Desk) -> Case:
    """Begin a report; its factory is read only where the room is on."""
    reports = import_module("tests.factories.reports")
    case: Case = reports.begin(reports.house_of(desk))
    return case


@cache
def _rules() -> dict[str, Any]:
    base = load(pack_folder("vn-base"))
    return {"rules": kept_rules(base), "calendar": kept_calendar(base), "digest": base.digest}


def load_rules() -> None:
    """Let the time limits and the calendar of the base pack hold, without its words."""
    if not Pack.objects.exclude(rules={}).exists():
        Pack.objects.create(
            name="limits", version="1", state="draft", loaded_at=timezone.now(), **_rules()
        )


def raise_petition(kind: str) -> Callable[[Desk], Case]:
    """Return how a petition of a kind is taken in, with the limits of the base pack loaded."""

    def opened(desk: Desk) -> Case:
        load_rules()
        facts = {"text": "Đường ngập mỗi khi mưa.", "received_on": START, "channel": "letter"}
        opening = Opening(
            unit_id=desk.unit.pk,
            title=Words("Đường ngập", "Flooded lane"),
            opened_on=START,
            facts={**facts, "competence": "ours", "forwarder": "Ban biên tập"},
            takings={},
        )
        return open_case(kind, desk.actor, opening)

    return opened


def of_petition(kind: str) -> Example:
    """Return the example of one kind of petition."""
    to = {"passed_to": "Cơ quan có thẩm quyền"}
    answered = {"answer": "Đã sửa cống.", "answer_number": "12/UBND"}
    classified = {"competence": "ours", "condition": "eligible", "before": "nothing"}
    return Example(
        open=raise_petition(kind),
        data={
            "classify": {**classified, "signatory_count": 1, "is_remote": False},
            "extend": {"complexity": "Phải xác minh ở nhiều nơi."},
            "mark_urgent": {"urgency": "Nhà sắp đổ.", "ground": "urgent-danger"},
            "mark_notable": {"marks": ["over_head"], "words": "Gửi thẳng cấp trên."},
            "refuse": {"ground": "refuse-late"},
            "file": {"ground": "file-several"},
            "dialogue": {"outcome": "Hai bên thống nhất."},
            "withdraw_part": {"part": "Phần về tiền bồi thường."},
            "note_receipt": {"received": TODAY},
            "decide": answered,
            "answer": answered,
            "hear_result": answered,
            "tell": answered,
            **dict.fromkeys(("guide", "forward", "hand_on"), to),
            **({} if kind == "petitions.complaint" else {"transfer": to}),
        },
        elsewhere=frozenset({"split", "conclude", "group", "ungroup", "represent", "hand_over"})
        | ({"transfer", "send_paper"} if kind == "petitions.complaint" else frozenset()),
    )


EXAMPLES: dict[str, Example] = {
    "duties.occurrence": Example(
        open=lambda desk: owe(desk, TODAY),
        elsewhere=frozenset({"link_matter", "acknowledge"}),
    ),
    "duties.card": Example(
        open=follow,
        elsewhere=frozenset({"raise_occasion"}),
    ),
    "meetings.record": Example(
        open=plan_meeting,
        data={"hold": {"conclusions": "Thống nhất", "people_present": 12}},
        elsewhere=frozenset({"serve"}),
    ),
    "documents.outgoing": Example(
        open=lambda desk: documents.draft(desk.unit, desk.actor),
        data={
            "revise": WORDS_OF_PAPER,
            "sign_last": {"manner": "scan", "scan": documents.scan()},
        },
        elsewhere=frozenset(
            {"take_number", "give_number_back", "sign", "sign_last", "issue", "deliver", "recall"}
            | {"acknowledge", "acknowledge_last", "check_side", "print", "hear", "hear_last"}
        ),
    ),
    **{
        f"petitions.{key}": of_petition(f"petitions.{key}")
        for key in ("complaint", "recommendation", "feedback", "voters", "information")
    },
    "opinions.gathering": Example(
        open=begin_gathering,
        data={
            "gather": {"topic": "water", "people": 7, "summary": "Cống tắc."},
            "send": {"proposal": "Sửa cống.", "sent_to": "Công ty thoát nước"},
            "hear_result": {"answer": "Đã sửa."},
            "tell": {"told_how": "Sinh hoạt tháng Tư"},
        },
    ),
    "privacy.request": Example(
        open=ask_about_data,
        data={key: {"answer": "Đã trả lời bằng thư."} for key in ("fulfil", "refuse")},
    ),
    "privacy.disposal": Example(
        open=propose_disposal,
        elsewhere=frozenset({"hold", "lift", "review", "send_back", "carry_out", "drop"}),
    ),
    "reporting.report": Example(
        open=begin_report,
        elsewhere=frozenset(
            {"fill", "submit", "take_back", "take_correction_back", "receive", "pass_on"}
            | {"return", "return_correction", "accept", "correct", "drop_correction"}
        ),
    ),
    "documents.incoming": Example(
        open=lambda desk: documents.bring(desk.unit, desk.actor),
        elsewhere=frozenset({"assign", "answer"}),
    ),
}


def open_one(kind: CaseKind, desk: Desk) -> Case:
    """Open a case of a kind at a desk."""
    return EXAMPLES[kind.key].open(desk)


def do(case: Case, act_key: str, desk: Desk, *, version: int | None = None) -> Case:
    """Perform one act with everything it asks for."""
    return perform(
        case,
        act_key,
        desk.actor,
        effective_on=TODAY,
        data=EXAMPLES[case.kind].data.get(act_key, {}),
        evidence=PROOF,
        reason="Theo yêu cầu công việc",
        version=version,
    )


def lead_to(case: Case, state: str, desk: Desk) -> Case:
    """Lead a case into a state by the fewest acts."""
    kind = kinds.get(case.kind)
    for act_key in way_to(kind, case.state, state):
        case = do(case, act_key, desk)
    return case


def way_to(kind: CaseKind, start: str, goal: str) -> list[str]:
    """Return the acts that lead from one state to another, the fewest there are."""
    ways: dict[str, list[str]] = {start: []}
    waiting = [start]
    while waiting:
        here = waiting.pop(0)
        for act in kind.acts:
            if here in act.source and act.target and act.target not in ways:
                ways[act.target] = [*ways[here], act.key]
                waiting.append(act.target)
    return ways[goal]
