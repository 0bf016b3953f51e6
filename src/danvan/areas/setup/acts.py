"""What the forms of the room write; a refusal becomes an error beside the field it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from danvan.areas.setup.forms import NoticeForm, StopForm, UseForm, WithdrawForm
from danvan.areas.setup.queries import PackLine, root_of
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties import calendar_notices, loading
from danvan.kernel.files.store import FileRefused, keep
from danvan.kernel.packs.models import CalendarNotice, PackUse
from danvan.law import packs as law_packs
from danvan.law.errors import LawError
from danvan.law.pack_folders import packs_folder
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm

FIELD_OF = {
    "CAL-04": "last_on",
    "CAL-05": "other_on",
    "CAL-06": "first_on",
    "CAL-07": "first_on",
    "CAL-08": "other_on",
    "CAL-09": "paper",
    "CAL-10": "reason",
    "USE-01": "valid_until",
    "USE-03": "basis",
}


def tell(form: HouseForm, refused: Refused | LawError | FileRefused) -> None:
    """Put the sentence of a refusal beside the field it is about, else above the form."""
    field = "file" if refused.code.startswith("FILE-") else FIELD_OF.get(refused.code, "")
    form.add_error(field if field in form.fields else None, sentence(refused))


@transaction.atomic
def load_and_use(name: str, actor: Actor, *, valid_from: date) -> PackUse:
    """Load a pack of the packs folder and let the actor's tree use it from a day on.

    Raises:
        PackError: The pack is broken, or another content was loaded under its version.
    """
    root, found = root_of(actor), law_packs.load(packs_folder() / name)
    pack = loading.load_pack(found, by=actor.label, root_id=root.pk)
    return loading.use_pack(pack, root, valid_from=valid_from, actor=actor)


def use(form: UseForm, line: PackLine, actor: Actor) -> bool:
    """Put a pack to use; return whether it was."""
    try:
        load_and_use(line.name, actor, valid_from=form.cleaned_data["valid_from"])
    except LawError as refused:
        tell(form, refused)
        return False
    return True


def stop(form: StopForm, use_now: PackUse, actor: Actor) -> bool:
    """Stop using a pack; return whether it was stopped."""
    try:
        loading.stop_pack(use_now, actor=actor, **form.cleaned_data)
    except Refused as refused:
        tell(form, refused)
        return False
    return True


def give(form: NoticeForm, actor: Actor) -> bool:
    """Keep a calendar notice with its paper, all or nothing; return whether it was kept."""
    upload = form.cleaned_data["file"]
    try:
        with transaction.atomic():
            kept = keep(upload, upload.name, by=actor.label) if upload else None
            told = replace(form.told, file=kept)
            calendar_notices.give_notice(told, root_of(actor), actor)
    except (Refused, LawError, FileRefused) as refused:
        tell(form, refused)
        return False
    return True


def withdraw(form: WithdrawForm, notice: CalendarNotice, actor: Actor) -> bool:
    """Withdraw a calendar notice; return whether it was."""
    try:
        calendar_notices.withdraw_notice(notice, actor, reason=form.cleaned_data["reason"])
    except Refused as refused:
        tell(form, refused)
        return False
    return True
