"""Each unit that issues a document acts for its own side: who may do what on it, and whose turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case
from danvan.kernel.correspondence.documents import issuing_units
from danvan.kernel.correspondence.models import Addressee, Document, JointIssuer, Signing
from danvan.kernel.correspondence.rights import CLERKS

Rule = Callable[[Case, Actor], bool]


def own_sides(document: Document, actor: Actor) -> list[int]:
    """Return the units that issue a document and for which the actor keeps papers."""
    return [unit for unit in issuing_units(document) if actor.has(CLERKS, unit)]


def drafts(case: Case, actor: Actor) -> bool:
    """Return whether the actor keeps papers for one of the issuers."""
    return bool(own_sides(case.outgoing_document, actor))


def issuing_rows(document: Document) -> list[Document | JointIssuer]:
    """Return the rows that hold names and numbers of the issuers, the leading one first."""
    return [document, *document.joint_issuers.select_related("number").order_by("order")]


def own_rows(document: Document, actor: Actor) -> list[Document | JointIssuer]:
    """Return the rows of the actor's own sides."""
    mine = own_sides(document, actor)
    return [row for row in issuing_rows(document) if row.unit_id in mine]


def may_print(case: Case, actor: Actor) -> bool:
    """Return whether a print with number and day may be asked for: held, and none stands."""
    document = case.outgoing_document
    is_open = bool(document.number_id) and not is_printed(document)
    return is_open and drafts(case, actor)


def is_printed(document: Document) -> bool:
    """Return whether number and day stand in a print that is to be signed digitally."""
    return "dated" in document.content


def lacks_number(case: Case, actor: Actor) -> bool:
    """Return whether a side of the actor holds no number and may still take one."""
    document = case.outgoing_document
    rows = own_rows(document, actor)
    return not is_printed(document) and any(row.number_id is None for row in rows)


def holds_number(case: Case, actor: Actor) -> bool:
    """Return whether a side of the actor holds a number that stands in no print."""
    document = case.outgoing_document
    rows = own_rows(document, actor)
    return not is_printed(document) and any(row.number_id for row in rows)


def unchecked(document: Document, content: Mapping[str, Any]) -> list[int]:
    """Return the issuers that have not yet checked a draft of some content."""
    done = {one["unit"] for one in content.get("checked", ())}
    return [unit for unit in issuing_units(document) if unit not in done]


def _checks(*, is_last: bool) -> Rule:
    def rule(case: Case, actor: Actor) -> bool:
        document = case.outgoing_document
        left = unchecked(document, document.content)
        mine = set(own_sides(document, actor))
        return bool(mine & set(left)) and (set(left) <= mine) == is_last

    return rule


checks_first, checks_last = _checks(is_last=False), _checks(is_last=True)


def next_signing(document: Document) -> Signing | None:
    """Return whose turn it is to sign."""
    return document.signings.filter(signed_at=None).order_by("order").first()


def unsigned(document: Document) -> int:
    """Return how many of those who sign have not signed yet."""
    return document.signings.filter(signed_at=None).count()


def _signs(*, is_last: bool) -> Rule:
    def rule(case: Case, actor: Actor) -> bool:
        signing = next_signing(case.outgoing_document)
        if signing is None or not actor.has(CLERKS, signing.unit_id):
            return False
        return (unsigned(case.outgoing_document) == 1) == is_last

    return rule


signs_first, signs_last = _signs(is_last=False), _signs(is_last=True)


def waiting(case: Case) -> list[Addressee]:
    """Return those a document was sent to who have not been heard of."""
    rows = Addressee.objects.filter(document=case.pk, acknowledged_on=None)
    return list(rows.order_by("order"))


def _receives(*, is_last: bool) -> Rule:
    def rule(case: Case, actor: Actor) -> bool:
        open_units = [one.unit_id for one in waiting(case) if one.unit_id]
        mine = any(actor.has(CLERKS, unit) for unit in open_units)
        return mine and (len(open_units) == 1) == is_last

    return rule


receives_first, receives_last = _receives(is_last=False), _receives(is_last=True)


def _hears(*, is_last: bool) -> Rule:
    def rule(case: Case, actor: Actor) -> bool:
        outside = [one for one in waiting(case) if one.unit_id is None]
        if not outside or not actor.has(CLERKS, case.unit_id):
            return False
        has_units = Addressee.objects.filter(~Q(unit=None), document=case.pk).exists()
        ends = not has_units and len(outside) == 1 and case.state == "delivered"
        return ends == is_last

    return rule


hears_first, hears_last = _hears(is_last=False), _hears(is_last=True)
