"""What both sides do after a letter was taken: read how it stands, write, answer, rate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.codes import digest_of
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.audit.record import record
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case, Event
from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox.codes import Slip, fresh_slip
from danvan.kernel.letterbox.models import Enclosure, Letter, Message, Rating
from danvan.kernel.letterbox.offering import Told, offers
from danvan.papers.secrecy import secret_mark

HANDLERS: Final = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
PETITIONER: Final = gettext_noop("người gửi")
"""Who wrote, in the records; a name stands nowhere."""
MOST_MESSAGES: Final = 200
"""Messages of the petitioner in one case; more come in person. A setting of the site."""


def told(letter: Letter, language: str) -> Told | None:
    """Return what the petitioner may know; ``None`` while nobody has taken the letter."""
    if letter.case is None:
        return None
    offer = offers().get(letter.kind)
    if offer is None:
        return Told(state=str(kinds.get(letter.kind).states.get(letter.case.state, "")))
    found: Told = import_string(offer.tell)(letter.case, language)
    return found


def is_closed(case: Case) -> bool:
    """Return whether a case has come to an end."""
    return case.state in kinds.get(case.kind).closed


def may_ask_to_reopen(case: Case) -> bool:
    """Return whether its kind lets the case be opened again as it stands."""
    return any(
        act.reopens and case.state in act.source and (act.offered is None or act.offered(case))
        for act in kinds.get(case.kind).acts
    )


def may_rate(case: Case) -> bool:
    """Return whether the petitioner can still say how content they were."""
    return is_closed(case) and not Rating.objects.filter(case=case).exists()


def thread(case: Case) -> QuerySet[Message]:
    """Return what was written, oldest first, with its files."""
    return case.messages.order_by("pk").prefetch_related("enclosures__file")


def write(case: Case, text: str, *, form: str, asks_to_reopen: bool = False) -> bool:
    """Keep what the petitioner wrote; false where this very form was sent before.

    Args:
        form: The random value of the form; files staged under it go with the message.

    Raises:
        Refused: ``LET-03`` a mark of State secrets, ``LET-07`` it cannot be opened again,
            ``LET-08`` too many messages.
    """
    if is_sent(form):
        return False
    mark = secret_mark(text)
    if mark:
        raise Refused("LET-03", mark=mark.written)
    if asks_to_reopen and not may_ask_to_reopen(case):
        raise Refused("LET-07")
    if case.messages.filter(is_from_petitioner=True).count() >= MOST_MESSAGES:
        raise Refused("LET-08")
    return _keep(case, text, form, asks_to_reopen=asks_to_reopen)


def answer(case: Case, text: str, *, form: str, actor: Actor) -> bool:
    """Keep what a handler wrote to the petitioner; false where this form was sent before.

    Raises:
        Refused: ``CASE-01`` no officer or head at the handling unit; ``LET-09`` nobody could read
            it, there is no receipt.
    """
    if not actor.has(HANDLERS, case.unit_id):
        raise Refused("CASE-01")
    if not Letter.objects.filter(case=case).exists():
        raise Refused("LET-09")
    return _keep(case, text, form, actor=actor)


def _keep(
    case: Case, text: str, form: str, *, asks_to_reopen: bool = False, actor: Actor | None = None
) -> bool:
    staged, now = form_digest(form), timezone.now()
    try:
        with transaction.atomic():
            made = Message.objects.create(
                case=case,
                once=staged,
                is_from_petitioner=actor is None,
                asks_to_reopen=asks_to_reopen,
                text=text,
                made_at=now,
                made_by=actor.label if actor else "",
            )
            Enclosure.objects.filter(form=staged, case=None).update(case=case, message=made)
            verb = "answer" if actor else "reopening" if asks_to_reopen else "receive"
            _note(f"letterbox.message.{verb}", case, actor)
            if actor is None:
                Event.objects.create(name="letterbox.message.receive", case=case, happened_at=now)
    except IntegrityError:
        return False
    return True


def is_sent(form: str) -> bool:
    """Return whether a message came by this form already; its files are not staged again then."""
    return Message.objects.filter(once=form_digest(form)).exists()


def form_digest(form: str) -> str:
    """Return under what a form's message and its staged files are kept."""
    return digest_of("letterbox.form", form)


def unread(case_ids: Iterable[int]) -> dict[int, int]:
    """Return how many messages of petitioners nobody opened, by case."""
    rows = Message.objects.filter(case__in=list(case_ids), is_from_petitioner=True, read_at=None)
    return dict(rows.values_list("case").annotate(count=Count("pk")).order_by())


def mark_read(case: Case) -> None:
    """Note that the handlers have opened what the petitioner wrote."""
    rows = Message.objects.filter(case=case, is_from_petitioner=True, read_at=None)
    rows.update(read_at=timezone.now())


def rate(case: Case, score: int, words: str) -> None:
    """Keep how content the petitioner was: once, after closing.

    Raises:
        Refused: ``LET-10`` it is still under way, ``LET-11`` it was told already.
    """
    if not is_closed(case):
        raise Refused("LET-10")
    try:
        with transaction.atomic():
            Rating.objects.create(case=case, score=score, words=words, made_at=timezone.now())
            _note("letterbox.rating.give", case, None)
    except IntegrityError:
        raise Refused("LET-11") from None


@transaction.atomic
def replace_receipt(case: Case, reason: str, actor: Actor) -> Slip:
    """Give a new code and PIN for a receipt that was lost; the old ones open nothing any more.

    The old code stays taken, so the form it came from cannot make a second letter. The audit
    tells how many words the reason had, never the words: they may name the petitioner.

    Raises:
        Refused: ``CASE-01`` no officer or head there, ``CASE-07`` no reason, ``LET-09`` no receipt.
    """
    if not actor.has(HANDLERS, case.unit_id):
        raise Refused("CASE-01")
    if not reason.strip():
        raise Refused("CASE-07")
    letter = Letter.objects.select_for_update().filter(case=case).first()
    if letter is None:
        raise Refused("LET-09")
    slip, old = fresh_slip(), letter.code_digest
    changed = {"code_digest": slip.code_digest, "pin_digest": slip.pin_digest}
    Letter.objects.filter(pk=letter.pk).update(**changed)
    Letter.objects.create(
        code_digest=old,
        unit_id=letter.unit_id,
        kind=letter.kind,
        received_on=letter.received_on,
        made_at=letter.made_at,
        taken_at=letter.made_at,
    )
    _note("letterbox.receipt.replace", case, actor, words=len(reason.split()))
    return slip


def _note(name: str, case: Case, actor: Actor | None, **details: object) -> None:
    record(
        name,
        actor=actor.label if actor else PETITIONER,
        actor_user_id=actor.user_id if actor else None,
        subject=f"case:{case.slug}",
        unit_id=case.unit_id,
        details=details,
    )
