"""What the forms of the room write; a refusal becomes an error beside the field it is about."""

from __future__ import annotations

from django.db import transaction

from danvan.areas.duties import merge, plan
from danvan.areas.duties.forms import BindForm, LeaderForm, LocalDateForm, ProposedForm
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties import leaders
from danvan.kernel.duties.local_dates import set_local_date
from danvan.kernel.duties.models import Duty
from danvan.kernel.files.store import FileRefused, keep
from danvan.kernel.organisations.models import Unit
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm

FIELD_OF = {
    "LOCAL-01": "source",
    "LOCAL-02": "month",
    "LOCAL-03": "valid_from",
    "LOCAL-04": "relation",
    "LOCAL-05": "valid_from",
    "BIND-01": "valid_until",
    "BIND-02": "units",
    "LEAD-01": "source",
    "LEAD-03": "unit",
    "LEAD-04": "valid_from",
}


def tell(form: HouseForm, refused: Refused | FileRefused) -> None:
    """Put the sentence of a refusal beside the field it is about, else above the form."""
    field = "file" if refused.code.startswith("FILE-") else FIELD_OF.get(refused.code)
    form.add_error(field if field in form.fields else None, sentence(refused))


def set_date(form: LocalDateForm, duty: Duty, actor: Actor) -> bool:
    """Set a local date; return whether it was set."""
    told = form.cleaned_data
    upload = told["file"]
    try:
        with transaction.atomic():
            set_local_date(
                duty,
                plan.root_of(actor),
                period=told["period"],
                rule=form.rule,
                source=told["source"],
                valid_from=told["valid_from"],
                actor=actor,
                file=keep(upload, upload.name, by=actor.label) if upload else None,
                rests=told["rests"],
            )
    except (Refused, FileRefused) as refused:
        tell(form, refused)
        return False
    return True


def bind_units(form: BindForm, line: merge.RoleLine, actor: Actor) -> bool:
    """Bind the chosen units, all or none; return whether they were bound."""
    told = form.cleaned_data
    units = merge.units_by_id(actor, [int(pk) for pk in told["units"]])
    try:
        day, basis = told["valid_from"], told["basis"]
        merge.bind_all(line.role, units, valid_from=day, actor=actor, basis=basis)
    except Refused as refused:
        tell(form, refused)
        return False
    return True


def bind_proposed(form: ProposedForm, offered: merge.Proposals, actor: Actor) -> int | None:
    """Bind what was ticked, all or none; return how many, or nothing where it was refused."""
    told = form.cleaned_data
    chosen = [one for one in offered.found if one.value in told["pairs"]]
    try:
        day, basis = told["valid_from"], told["basis"]
        return merge.bind_proposed(chosen, valid_from=day, actor=actor, basis=basis)
    except Refused as refused:
        tell(form, refused)
        return None


def name_leader(form: LeaderForm, duty: Duty, actor: Actor) -> bool:
    """Name who leads a joint duty; return whether it was named."""
    told = form.cleaned_data
    unit = Unit.objects.get(pk=told["unit"])
    try:
        leaders.name_leader(
            duty,
            plan.root_of(actor),
            unit,
            source=told["source"],
            valid_from=told["valid_from"],
            actor=actor,
        )
    except Refused as refused:
        tell(form, refused)
        return False
    return True
