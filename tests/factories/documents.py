"""Documents of a unit that issues: its names, term and registers, drafts, and what comes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case, Taking
from danvan.kernel.cases.perform import Opening, open_case, perform
from danvan.kernel.correspondence.issuers import IssuerFacts, profile_on, set_profile
from danvan.kernel.correspondence.models import Direction, Register, World
from danvan.kernel.correspondence.registers import open_register
from danvan.kernel.organisations.models import Unit
from danvan.law.duties import Words

SINCE = date(2021, 1, 1)
SIGNER = {
    "title": "CHỦ TỊCH",
    "name": "Người Ký",
    "authority": "TM",
    "on_behalf": "ỦY BAN",
    "above": "",
}
SECOND = {**SIGNER, "title": "PHÓ CHỦ TỊCH", "authority": "KT", "on_behalf": "CHỦ TỊCH"}
BODY = "I. Tình hình\n1. Việc thứ nhất.\na) Một ý.\nMột đoạn văn thường."
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def scan(name: str = "ban-ky.png") -> SimpleUploadedFile:
    """Return the scan of a signed paper."""
    return SimpleUploadedFile(name, PICTURE, content_type="image/png")


def let_issue(unit: Unit, actor: Actor) -> Register:
    """Let a unit issue documents of the State and register what comes; returns the first one."""
    if profile_on(unit.pk, World.STATE, actor.today) is None:
        facts = IssuerFacts("Ủy ban nhân dân xã Mẫu", "", "UBND", "Mẫu")
        set_profile(unit, World.STATE, facts, valid_from=SINCE, actor=actor)
        for direction, label in ((Direction.OUT, "Sổ đi"), (Direction.IN, "Sổ đến")):
            open_register(unit, direction, World.STATE, label, actor=actor)
    return register_of(unit)


def register_of(unit: Unit, direction: str = Direction.OUT) -> Register:
    """Return the register of a unit."""
    return Register.objects.get(unit=unit, direction=direction)


def draft(
    unit: Unit,
    actor: Actor,
    *,
    to: Sequence[Unit] = (),
    signers: Sequence[Mapping[str, str]] = (SIGNER,),
    summary: str = "Công tác dân vận quý I",
    beside: Unit | None = None,
    **content: Any,
) -> Case:
    """Open a draft of a report; of two units where another issues beside the first."""
    let_issue(unit, actor)
    told = {
        "bases": ["Căn cứ Luật số 72/2025/QH15"],
        "body": BODY,
        "to_units": [one.pk for one in to],
        "copy_units": [],
        "others": ["Cổng thông tin"],
        "signers": [dict(one) for one in signers],
    }
    facts = {
        "type_key": "report",
        "world": World.JOINT if beside else World.STATE,
        "unit_id": unit.pk,
        "summary": summary,
        "content": told | content | ({"with_units": [beside.pk]} if beside else {}),
    }
    title = Words(f"Báo cáo: {summary}", f"Report: {summary}")
    takings = {beside.pk: Taking.COUNTERPART.value} if beside else {}
    opening = Opening(unit.pk, title, actor.today, facts, takings)
    return open_case("documents.outgoing", actor, opening)


def bring(unit: Unit, actor: Actor, *, summary: str = "Đề nghị phối hợp") -> Case:
    """Open one incoming document that came on paper."""
    let_issue(unit, actor)
    facts = {
        "sender": "Sở Nội vụ",
        "their_number": "12/SNV-TH",
        "their_day": SINCE,
        "summary": summary,
        "received_on": actor.today,
    }
    title = Words(f"12/SNV-TH: {summary}", f"12/SNV-TH: {summary}")
    return open_case("documents.incoming", actor, Opening(unit.pk, title, actor.today, facts, {}))


def act(case: Case, name: str, actor: Actor, *, reason: str = "", **data: Any) -> Case:
    """Perform one act today, with what it asks for."""
    return perform(
        case, name, actor, effective_on=actor.today, data=data, reason=reason or "Theo yêu cầu"
    )


def signed(case: Case, actor: Actor) -> Case:
    """Lead a draft of one signer to the signature, by a scan."""
    act(case, "check", actor)
    return act(case, "sign_last", actor, manner="scan", scan=scan())
