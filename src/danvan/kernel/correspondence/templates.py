"""Forms that an organisation brings itself: checked before, versioned, withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import Template
from danvan.kernel.correspondence.rights import KEEPERS, require, require_words, tell
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Closure, Unit
from danvan.kernel.organisations.tree import holding_on
from danvan.law.findings import Finding


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """What a form is for."""

    title: str
    type_key: str
    world: str


@transaction.atomic
def add_template(
    unit: Unit | None,
    facts: TemplateFacts,
    file: StoredFile,
    findings: Sequence[Finding],
    *,
    valid_from: date,
    actor: Actor,
) -> Template:
    """Keep a checked form as the next version of its title; the one before ends on that day.

    Args:
        unit: Whose it is, and of the units below; ``None`` for all of the site, which only a
            command or a job may add.
        findings: What ``papers.templates.check_template`` noted in this very file.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-02`` somebody adds one at the same moment,
            ``REG-30`` something in it stops it.
    """
    if unit is not None:
        require(actor, KEEPERS, unit.pk)
    elif actor.user_id is not None or actor.unit_id is not None:
        raise Refused("REG-01")
    if any(finding.severity == "stops" for finding in findings):
        raise Refused("REG-30", title=facts.title)
    rows = Template.objects.filter(unit=unit, title=facts.title)
    last = rows.order_by("-version").values_list("version", flat=True).first() or 0
    rows.filter(Q(valid_until=None) | Q(valid_until__gt=valid_from)).update(valid_until=valid_from)
    try:
        with transaction.atomic():
            made = Template.objects.create(
                unit=unit,
                version=last + 1,
                file=file,
                findings=[
                    {"code": one.code, "fields": {k: str(v) for k, v in one.fields.items()}}
                    for one in findings
                ],
                valid_from=valid_from,
                added_by=actor.label,
                added_at=timezone.now(),
                **asdict(facts),
            )
    except IntegrityError:
        raise Refused("REG-02") from None
    told = {"title": facts.title, "version": made.version, "digest": file.digest}
    tell("template.add", f"template:{made.pk}", actor, made.unit_id, told)
    return made


@transaction.atomic
def withdraw_template(template: Template, actor: Actor, reason: str) -> None:
    """Offer a form no longer; what was made of it stays.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-05`` no reason, ``REG-31`` it is withdrawn.
    """
    if template.unit_id is None:
        if actor.user_id is not None or actor.unit_id is not None:
            raise Refused("REG-01")
    else:
        require(actor, KEEPERS, template.unit_id)
    words = require_words(reason)
    rows = Template.objects.filter(pk=template.pk, withdrawn_at=None)
    if not rows.update(withdrawn_at=timezone.now(), withdrawn_by=actor.label, reason=words):
        raise Refused("REG-31")
    template.refresh_from_db()
    told = {"title": template.title, "version": template.version, "reason": words}
    tell("template.withdraw", f"template:{template.pk}", actor, template.unit_id, told)


@transaction.atomic
def put_back(
    template: Template, findings: Sequence[Finding], *, on: date, actor: Actor
) -> Template:
    """Offer an older or withdrawn version again: the same file as the next version.

    What each version was and when it held stays as it is.

    Args:
        findings: What ``papers.templates.check_template`` notes in its file today.

    Raises:
        Refused: ``REG-44`` it is the newest version and holds; as ``add_template``.
    """
    newest = Template.objects.filter(unit=template.unit, title=template.title)
    holds = template.withdrawn_at is None and template.valid_until is None
    if holds and newest.order_by("-version").values_list("pk", flat=True).first() == template.pk:
        raise Refused("REG-44")
    facts = TemplateFacts(template.title, template.type_key, template.world)
    return add_template(template.unit, facts, template.file, findings, valid_from=on, actor=actor)


def templates_for(unit_id: int, on: date) -> QuerySet[Template]:
    """Return the forms a unit may use on a day: its own, those of the units above, the site's."""
    above = Closure.objects.filter(holding_on(on), descendant_id=unit_id).values("ancestor_id")
    rows = Template.objects.filter(Q(unit_id__in=above) | Q(unit=None), holding_on(on))
    return rows.filter(withdrawn_at=None).order_by("title", "-version")
