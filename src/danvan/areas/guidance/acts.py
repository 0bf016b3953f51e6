"""What the forms of the room write: all series of a paper or none."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from danvan.areas.guidance.forms import GuidanceForm
from danvan.areas.guidance.queries import Paper, root_of
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.local_dates import date_by_guidance, end_local_date
from danvan.kernel.files.store import FileRefused, keep
from danvan.web.errors import sentence

FIELD_OF = {"LOCAL-01": "source", "LOCAL-03": "valid_from", "LOCAL-05": "valid_from"}


def date_series(form: GuidanceForm, actor: Actor) -> int:
    """Let a paper date its series; return how many: 0 where the form says why it was refused."""
    told = form.cleaned_data
    upload = told["file"]
    try:
        with transaction.atomic():
            made = date_by_guidance(
                form.guided(told),
                root_of(actor),
                source=told["source"],
                valid_from=told["valid_from"],
                actor=actor,
                file=keep(upload, upload.name, by=actor.label) if upload else None,
            )
    except (Refused, FileRefused) as refused:
        field = "file" if refused.code.startswith("FILE-") else FIELD_OF.get(refused.code)
        form.add_error(field, sentence(refused))
        return 0
    return len(made)


@transaction.atomic
def end_paper(paper: Paper, *, last_day: date, actor: Actor) -> None:
    """End every local date of a paper after its last day.

    Raises:
        Refused: ``CASE-01`` no planner.
    """
    for one in paper.dates:
        end_local_date(one.local, last_day=last_day, actor=actor)
