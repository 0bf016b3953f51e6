"""A text that orders a few things, its candidates as proposed, and a draft to decide on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.test import Client

from danvan.areas.regulations.models import Candidate, Draft, Version, Work
from danvan.areas.regulations.reading import Reading
from danvan.kernel.packs.models import BodyRole, Term
from danvan.law import packs as law_packs
from danvan.law.pack_folders import pack_folder

TEXT = """ĐẢNG ỦY XÃ THỬ
Số 07-QĐ/ĐU
Xã Thử, ngày 05 tháng 01 năm 2026
QUYẾT ĐỊNH
Về việc thử
Điều 1. Phạm vi
Văn bản này nói về việc thử.
Điều 2. Báo cáo
1. Ủy ban nhân dân xã báo cáo Đảng ủy xã trước ngày 10 hằng tháng.
2. Công an xã họp với Ủy ban nhân dân xã mỗi quý.
Điều 3. Tiếp dân
1. Ủy ban nhân dân xã thường xuyên tiếp công dân.
"""
HEAD = {
    "name": "xa-thu-2026",
    "version": "2026.1",
    "label_vi": "Xã Thử",
    "number": "07-QĐ/ĐU",
    "title_vi": "Về việc thử",
    "issuer": "Đảng ủy xã",
    "place": "Xã Thử",
    "issued_on": "05/01/2026",
    "effective_on": "05/01/2026",
    "contact": "Văn phòng",
    "is_seen": "on",
}
"""The form of the pack, filled in."""


def proposal(text: str, address: str, act: str, **changed: Any) -> dict[str, Any]:
    """Return a proposal as the JSON contract has it; its span is where the act stands."""
    start = text.find(act)
    usual = {
        "id": f"{address}--a",
        "address": address,
        "start": start,
        "end": start + len(act),
        "bearers": [{"text": "Ủy ban nhân dân xã", "role": "commune_peoples_committee"}],
        "bearing": "each",
        "modality": "duty",
        "act": act,
        "act_start": start,
        "act_end": start + len(act),
        "counterparts": [],
        "recipients": [],
        "timing_class": "standing",
        "trigger": {"type": "continuous", "period": None, "event": None, "at_least": None},
        "before": None,
        "deadline": None,
        "evidence": [],
        "process_area": "reporting",
        "pattern": "regularly",
        "matched": [act.split(maxsplit=1)[0]],
        "confidence": 0.9,
    }
    return {**usual, **changed}


def monthly(text: str) -> dict[str, Any]:
    """Return the proposal of a dated report."""
    return proposal(
        text,
        "art_2__cl_1",
        "báo cáo Đảng ủy xã trước ngày 10 hằng tháng",
        timing_class="dated",
        trigger={"type": "periodic", "period": "monthly", "event": None, "at_least": None},
        deadline={"relation": "before", "day": 10, "month": "next", "year": None},
        recipients=[{"text": "Đảng ủy xã", "role": "commune_party_committee", "as": "receiver"}],
        matched=["trước ngày 10", "hằng tháng"],
    )


def usual_proposals(text: str) -> list[dict[str, Any]]:
    """Return a proposal on each of the three clauses."""
    quarter = {"type": "periodic", "period": "quarterly", "event": None, "at_least": None}
    police = [{"text": "Công an xã", "role": "commune_police"}]
    met = "họp với Ủy ban nhân dân xã mỗi quý"
    return [
        monthly(text),
        proposal(text, "art_2__cl_2", met, bearers=police, timing_class="period", trigger=quarter),
        proposal(text, "art_3__cl_1", "thường xuyên tiếp công dân"),
    ]


@cache
def base_pack() -> law_packs.Pack:
    """Return the base pack as the law floor reads it."""
    return law_packs.load(pack_folder("vn-base"))


def load_base() -> None:
    """Put the bodies and lists that duties name into the database, in two statements."""
    BodyRole.objects.bulk_create(
        BodyRole(
            slug=body.slug,
            name_vi=body.names.vi,
            name_en=body.names.en,
            level=body.level,
            side=body.side,
            position=position,
        )
        for position, body in enumerate(base_pack().bodies)
    )
    Term.objects.bulk_create(
        Term(
            kind=kind,
            key=term.key,
            label_vi=term.names.vi,
            label_en=term.names.en,
            position=position,
        )
        for kind, terms in base_pack().terms.items()
        for position, term in enumerate(terms)
    )


def write_proposals(version: Version, proposals: Sequence[dict[str, Any]] | None = None) -> None:
    """Put made-up proposals in the place of those read from a text."""
    tree = dict(version.tree)
    tree["duties"] = usual_proposals(version.text) if proposals is None else list(proposals)
    version.tree = tree
    version.save()


def begin(client: Client, proposals: Sequence[dict[str, Any]] | None = None) -> Draft:
    """Begin to confirm the newest text of the only work."""
    work = Work.objects.get()
    version = work.versions.order_by("-pk").first()
    assert version is not None
    write_proposals(version, proposals)
    client.post(f"/regulations/{work.pk}/confirm/")
    return Draft.objects.get(version=version)


def address_of(draft: Draft, rest: str = "") -> str:
    """Return an address below the confirming of a draft's work."""
    return f"/regulations/{draft.version.work_id}/confirm/{rest}"


def decide(client: Client, candidate: Candidate, act: str, **told: Any):
    """Decide on a candidate as it stands now."""
    candidate.refresh_from_db()
    told.setdefault("version", candidate.version)
    return client.post(address_of(candidate.draft, f"{candidate.pk}/{act}/"), told)


def accept_all(client: Client, draft: Draft) -> None:
    """Accept every undecided candidate."""
    for candidate in draft.candidates.filter(standing="undecided"):
        decide(client, candidate, "accept")


def save(client: Client, draft: Draft, **changed: Any):
    """Send the form of the pack with the list of silent provisions as it stands on the page."""
    page = client.get(address_of(draft, "save/"))
    told = HEAD | {"acknowledged": page.context["form"].initial["acknowledged"]} | changed
    return client.post(address_of(draft, "save/"), told)


def tree_of(text: str) -> dict[str, Any]:
    """Return the tree of a text."""
    return Reading(text.encode(), "a.txt").tree
