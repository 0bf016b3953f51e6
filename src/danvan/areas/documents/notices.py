"""What this room refuses, and what it points at before a document is signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from danvan.areas.documents import export
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole, Grant, Post
from danvan.kernel.cases.models import Step
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.choices import language
from danvan.kernel.correspondence.documents import issuing_units
from danvan.kernel.correspondence.issuers import printed_on
from danvan.kernel.correspondence.models import Addressee, Document, Incoming, IssuerProfile, World
from danvan.kernel.correspondence.templates import templates_for
from danvan.kernel.correspondence.uploads import kept, refuse_secret_file
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import FileRefused, read
from danvan.kernel.organisations.tree import descendants, holding_on, name_of, units_of
from danvan.kernel.packs.models import Pack
from danvan.law.collation import fold
from danvan.law.errors import LawError
from danvan.law.findings import Finding
from danvan.papers.checks import Facts, check_paper, named_papers
from danvan.papers.checks_facts import COMPONENTS, Role, finding
from danvan.papers.signing_scans import check_scan
from danvan.papers.values import Paper
from danvan.web.errors import sentence
from danvan.web.remarks import Remark, remark_of

ONE_DAY = timedelta(days=1)


def refuse_template(
    template_id: int | None, unit_id: int, type_key: str, world: str, *, on: date
) -> None:
    """Refuse a template that is not offered to a unit for a type of document.

    Raises:
        Refused: ``DOC-13``.
    """
    rows = templates_for(unit_id, on).filter(type_key=type_key, world=world)
    if template_id and not rows.filter(pk=template_id).exists():
        raise Refused("DOC-13")


def kept_scan(upload: Any, actor: Actor) -> tuple[StoredFile, dict[str, Any]]:
    """Return the scan of a signed paper as a kept file, with what was seen of it.

    Raises:
        Refused: ``DOC-05`` there is none, ``DOC-01`` it carries a secret mark.
        FileRefused: It cannot be kept.
    """
    if not upload:
        raise Refused("DOC-05")
    refuse_secret_file(upload)
    file = kept(upload, actor)
    assert file is not None  # noqa: S101  an upload was given
    is_pdf = file.name.lower().endswith(".pdf")
    found = [remark_of(one).text for one in check_scan(read(file))] if is_pdf else []
    return file, {"remarks": found} if found else {}


def findings_of(document: Document, on: date) -> list[Remark]:
    """Return what is to be mended or looked at in a draft, what stops first, with places."""
    try:
        paper = export.paper_now(document, on, dated=on)
        facts = facts_of(document, paper, on)
        found = [*check_paper(paper, facts), *own_findings(document, paper, on)]
    except (Refused, LawError, FileRefused) as refused:
        return [Remark(refused.code, stops=True, text=sentence(refused))]
    told = [replace(remark_of(one), place=place_of(one)) for one in found]
    return sorted(told, key=lambda one: not one.stops)


def place_of(one: Finding) -> str:
    """Return where a finding stands in a document, in words."""
    component, _dot, number = (one.place.address or "").partition(".")
    words = {"type": _("Loại văn bản"), "file": _("Tệp sẽ ký"), "dated": _("Ngày")}
    known = COMPONENTS.get(component)
    name = words.get(component) or (str(known.said(language())) if known else "")
    return f"{name[:1].upper()}{name[1:]} {number}".strip()


def facts_of(document: Document, paper: Paper, on: date) -> Facts:
    """Return what a draft is checked against: everything the site knows that bears on it."""
    kind = document.issuer.get("rank", "") if document.world == World.PARTY else ""
    return Facts(
        today=on,
        needs_number=False,
        issuer_kind=kind,
        posts={title: role for title, role in roles_of(document, paper, on).items() if role},
        addressees=frozenset(known_addressees(document, on)),
        ended=ended_of(document, paper),
        abbreviations=frozenset(profiles_near(document, on).values_list("abbreviation", flat=True)),
        is_public=bool(document.content.get("is_public")),
        people=tuple(document.content.get("hidden", ())),
        file=export.docx_of(document, paper, on),
    )


def profiles_near(document: Document, on: date) -> QuerySet[IssuerProfile]:
    """Return what the bodies of the tree print as issuers on a day."""
    root_id = document.unit.root_id or document.unit_id
    near = Q(unit__root_id=root_id) | Q(unit_id=root_id)
    return IssuerProfile.objects.filter(near, holding_on(on))


def posts_of(unit_id: int, on: date) -> QuerySet[Post]:
    """Return the posts that stand on a day in a unit and in those below it, its own first."""
    stands = Q(valid_until=None) | Q(valid_until__gt=on)
    return Post.objects.filter(stands, unit_id__in=descendants([unit_id], on)).order_by("pk")


def roles_of(document: Document, paper: Paper, on: date) -> Mapping[str, Role | None]:
    """Return by the title of each signer what its post is on a day; ``None`` where none stands."""
    units = issuing_units(document)
    found: dict[str, Role | None] = {}
    for place, signing in enumerate(paper.signers):
        unit_id = units[min(place, len(units) - 1)]
        wanted = fold(signing.title)
        posts = [one for one in posts_of(unit_id, on) if fold(one.title).startswith(wanted)]
        posts.sort(key=lambda one: one.unit_id != unit_id)
        found[signing.title] = role_of(posts[0], unit_id, on) if posts and wanted else None
    return found


def role_of(post: Post, unit_id: int, on: date) -> Role:
    """Return what a post is to an issuer: its head, a deputy, the head of a unit below, or none."""
    if fold(post.title).startswith("pho "):
        return "deputy"
    rows = Grant.objects.filter(holding_on(on), post=post, unit_id=post.unit_id)
    if not rows.filter(desk_role=DeskRole.HEAD).exists():
        return "other"
    return "head" if post.unit_id == unit_id else "unit_head"


def known_addressees(document: Document, on: date) -> Iterator[str]:
    """Yield who may be written to: bodies of the tree, and who was written to or wrote before."""
    root = document.unit.root or document.unit
    yield from units_of(root, on).values_list("name", flat=True)
    yield from profiles_near(document, on).values_list("name", flat=True)
    earlier = Addressee.objects.exclude(words="").exclude(document__issued_on=None)
    yield from earlier.filter(document__unit_id=document.unit_id).values_list("words", flat=True)
    came = Incoming.objects.exclude(sender="").filter(case__unit_id=document.unit_id)
    yield from came.values_list("sender", flat=True)


def ended_of(document: Document, paper: Paper) -> dict[str, date]:
    """Return the last day in force of papers that the bases name: ended by a pack, or recalled."""
    names = named_papers(paper)
    packs = Pack.objects.filter(document_number__in=names, expires_on__isnull=False)
    found = {one.document_number: one.expires_on for one in packs if one.expires_on}
    root_id = document.unit.root_id or document.unit_id
    for name in names:
        rows = Document.objects.filter(written__endswith=f" {name}", case__state="recalled")
        near = rows.filter(Q(unit__root_id=root_id) | Q(unit_id=root_id)).values("pk")
        step = Step.objects.filter(case_id__in=near, act="recall").order_by("effective_on").first()
        if step:
            found[name] = step.effective_on
    return {name: first - ONE_DAY for name, first in found.items()}


def own_findings(document: Document, paper: Paper, on: date) -> Iterator[Finding]:
    """Yield what only the site knows: signers that are no posts, sides that lack one, new names."""
    units, roles = issuing_units(document), roles_of(document, paper, on)
    if len(paper.signers) < len(units):
        yield finding("DOC-16", "stops", "signers", count=len(units))
    for place, signing in enumerate(paper.signers):
        unit_id, where = units[min(place, len(units) - 1)], f"signers.{place + 1}"
        if roles.get(signing.title) is None and Post.objects.filter(unit_id=unit_id).exists():
            unit = name_of(unit_id, on)
            yield finding("DOC-15", "warns", where, title=signing.title, unit=unit, day=on)
        allowed = issuers_told(document)[min(place, len(units) - 1)].get("authorities") or ()
        if allowed and signing.authority and signing.authority not in allowed:
            told = ", ".join(allowed)
            yield finding("DOC-17", "stops", where, mark=signing.authority, allowed=told)
    for kept_names, now in zip(issuers_told(document), printed_on(document, on), strict=True):
        if kept_names and kept_names["name"] != now["name"]:
            old = kept_names["name"]
            yield finding("DOC-22", "warns", "issuers", kept=old, name=now["name"])


def issuers_told(document: Document) -> list[dict[str, Any]]:
    """Return the names that a draft keeps for its issuers, empty ones where none were taken."""
    others = document.joint_issuers.order_by("order").values_list("issuer", flat=True)
    return [document.issuer, *others]
