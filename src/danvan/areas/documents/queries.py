"""What the forms of documents offer, and what their sheets show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.documents import merge
from danvan.areas.documents.models import Print
from danvan.kernel.accounts.actors import Actor, label_of_post
from danvan.kernel.accounts.models import DeskRole, Post
from danvan.kernel.cases.access import may_see, visible_cases
from danvan.kernel.cases.models import Case, Evidence
from danvan.kernel.correspondence import sides
from danvan.kernel.correspondence.access import visible_documents, visible_registers
from danvan.kernel.correspondence.choices import (
    issuing_profiles,
    language,
    named,
    profile_choice,
    type_name,
)
from danvan.kernel.correspondence.documents import issuing_units
from danvan.kernel.correspondence.models import (
    Addressee,
    Direction,
    Document,
    DocumentVersion,
    IssuerProfile,
    Register,
    Signing,
    World,
)
from danvan.kernel.correspondence.rights import CLERKS
from danvan.kernel.correspondence.templates import templates_for
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import holding_on, names_of, units_of
from danvan.law.collation import collation_key
from danvan.law.errors import LawError
from danvan.web.errors import sentence

URGENCIES = (
    ("", gettext_lazy("Thường")),
    ("urgent", gettext_lazy("Khẩn")),
    ("very_urgent", gettext_lazy("Thượng khẩn")),
    ("express", gettext_lazy("Hỏa tốc")),
)
MOST_ANSWERS = 200
"""Issued documents that are offered as an answer, newest first."""


def tree_units(actor: Actor) -> list[tuple[int, str]]:
    """Return the units of the actor's tree."""
    root = Unit.objects.filter(pk=actor.root_id or 0).first()
    if root is None:
        return []
    return named([period.unit_id for period in units_of(root, actor.today)], actor)


def profile_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return who may issue here today: unit and world, with the name as it is printed."""
    found = [profile_choice(one) for one in issuing_profiles(actor)]
    return sorted(found, key=lambda pair: collation_key(pair[1]))


def partner_choices(actor: Actor) -> list[tuple[object, str]]:
    """Return which further unit of the tree may issue a joint document today."""
    units = dict(tree_units(actor))
    rows = IssuerProfile.objects.filter(holding_on(actor.today), unit_id__in=units)
    held = set(rows.values_list("unit_id", flat=True))
    found = [(unit, name) for unit, name in units.items() if unit in held]
    return [("", _("Không, một cơ quan ban hành")), *found]


def register_choices(case: Case, actor: Actor) -> list[tuple[int, str]]:
    """Return the registers in which a case may take a number, for the actor's own side."""
    rows = visible_registers(actor).filter(closed_on__isnull=True)
    if case.kind == "documents.incoming":
        rows = rows.filter(direction=Direction.IN, unit_id=case.unit_id)
        return [(one.pk, one.label) for one in rows.order_by("pk")]
    document: Document = case.outgoing_document
    if document.world != World.JOINT:
        rows = rows.filter(world=document.world)
    lacking = [one.unit_id for one in sides.own_rows(document, actor) if not one.number_id]
    rows = rows.filter(
        direction=Direction.OUT, unit_id__in=lacking if case.state != "signed" else [case.unit_id]
    )
    names = names_of(lacking, actor.today, language())
    is_joint = document.world == World.JOINT
    return [
        (one.pk, f"{one.label} – {names.get(one.unit_id, '')}" if is_joint else one.label)
        for one in rows.order_by("pk")
    ]


def incoming_registers(unit_id: int, actor: Actor) -> list[tuple[int, str]]:
    """Return the registers in which a unit registers what comes."""
    rows = visible_registers(actor).filter(
        unit_id=unit_id, direction=Direction.IN, closed_on__isnull=True
    )
    return [(one.pk, one.label) for one in rows.order_by("pk")]


def register_of(case: Case, actor: Actor, register_id: object) -> Register | None:
    """Return the register that was chosen for a case, or the only one that is offered."""
    offered = [pk for pk, _label in register_choices(case, actor)]
    chosen = offered[0] if register_id is None and len(offered) == 1 else register_id
    return Register.objects.filter(pk=chosen).first() if chosen in offered else None


def post_choices(unit_id: int, today: date) -> list[tuple[int, str]]:
    """Return the posts of a unit."""
    stands = Q(valid_until__isnull=True) | Q(valid_until__gt=today)
    rows = Post.objects.filter(stands, unit_id=unit_id).order_by("pk")
    return [(post.pk, label_of_post(post, today)) for post in rows]


def answers_for(case: Case, actor: Actor) -> list[tuple[str, str]]:
    """Return the issued documents of the same unit that may be the answer."""
    rows = visible_documents(actor).filter(unit_id=case.unit_id, issued_on__isnull=False)
    newest = rows.select_related("case").order_by("-issued_on", "-pk")[:MOST_ANSWERS]
    return [(one.case.slug, f"{one.written}: {one.summary}") for one in newest]


def open_arrivals(case: Case) -> int:
    """Return how many units of the site have not said yet that they got a document."""
    return Addressee.objects.filter(
        document=case.pk, unit__isnull=False, acknowledged_on__isnull=True
    ).count()


RECALLABLE = frozenset({"issued", "delivered", "acknowledged"})
HEADS = frozenset({DeskRole.HEAD.value})


def outgoing_facts(case: Case, actor: Actor) -> dict[str, object]:
    """Return what the sheet of an outgoing document shows beside its own columns."""
    document: Document = case.outgoing_document
    day = document.issued_on or actor.today
    addressees = list(document.addressees.order_by("order"))
    order = print_of(document)
    known = {one.unit_id for one in addressees if one.unit_id} | set(issuing_units(document))
    names = names_of(known | merge.units_of([document.content]), day, language())
    return {
        "type": type_name(document.type_key),
        "issuers": sides_of(document, names),
        "is_joint": document.joint_issuers.exists(),
        "signings": list(document.signings.order_by("order")),
        "addressees": [(one, names.get(one.unit_id or 0, one.words)) for one in addressees],
        "planned": [names.get(one, "") for one in sorted(merge.units_of([document.content]))],
        "versions": list(document.versions.order_by("-order")),
        "preview": reverse("documents-preview", args=[case.slug]),
        "print": order,
        "print_trouble": sentence(LawError(order.failed, **order.told))
        if order and order.failed
        else "",
        "may_print": sides.drafts(case, actor),
        "remarks": [
            (merge.PLACES[place], one)
            for place, found in merge.open_remarks(document.content).items()
            for one in found
        ],
        "undone": undone_by(case, actor),
        "head_recalls": case.state in RECALLABLE and not actor.has(HEADS, case.unit_id),
    }


def print_of(document: Document) -> Print | None:
    """Return the last print that was asked for of what stands now."""
    rows = document.prints.order_by("-pk")
    if document.issued_on is None:
        rows = rows.filter(pk=document.content.get("print") or 0)
    return rows.first()


def sides_of(document: Document, names: Mapping[int, str]) -> list[dict[str, object]]:
    """Return each issuer: name, number as far as it stands, and whether its side has checked."""
    checked = {one["unit"]: one for one in document.content.get("checked", ())}
    return [
        {
            "name": row.issuer.get("name") or names.get(row.unit_id, ""),
            "number": row.number,
            "written": row.written,
            "checked": checked.get(row.unit_id),
        }
        for row in sides.issuing_rows(document)
    ]


def undone_by(case: Case, actor: Actor) -> list[Case]:
    """Return the duties in sight that a recalled document proved and proves no more."""
    if case.state != "recalled":
        return []
    proofs = Evidence.objects.filter(source_case=case, withdrawn_at__isnull=False)
    rows = visible_cases(actor).filter(pk__in=proofs.values("case_id"))
    return list(rows.order_by("pk"))


def incoming_facts(case: Case, actor: Actor) -> dict[str, object]:
    """Return what the sheet of an incoming document shows beside its own columns."""
    incoming = case.incoming_document
    name = names_of([incoming.sender_unit_id or 0], actor.today, language())
    sent = incoming.came_by.document.case if incoming.came_by else None
    answer = incoming.answered_by.case if incoming.answered_by else None
    return {
        "sender": name.get(incoming.sender_unit_id or 0) or incoming.sender,
        "assignments": list(incoming.assignments.order_by("-pk")),
        "is_recalled": sent is not None and sent.state == "recalled",
        "sent": sent if sent and may_see(actor, sent) else None,
        "answer": answer if answer and may_see(actor, answer) else None,
    }


def template_choices(actor: Actor) -> list[tuple[object, str]]:
    """Return the own templates that the actor's units may use today, after the general sides."""
    units = Unit.objects.filter(actor.reach_with(CLERKS, "pk")).values_list("pk", flat=True)
    found = {one.pk: one for unit in units for one in templates_for(unit, actor.today)}
    rows = [(pk, f"{one} – {type_name(one.type_key)}") for pk, one in found.items()]
    return [("", _("Theo quy định chung")), *rows]


def visible_versions(actor: Actor) -> QuerySet[DocumentVersion]:
    """Return the versions of the documents an actor sees."""
    rows = DocumentVersion.objects.filter(document__in=visible_documents(actor).values("pk"))
    return rows.select_related("docx", "pdf")


def visible_signings(actor: Actor) -> QuerySet[Signing]:
    """Return the signatures on the documents an actor sees."""
    rows = Signing.objects.filter(document__in=visible_documents(actor).values("pk"))
    return rows.select_related("file")
