"""What is written to a person: short, no case above internal, a sentence and where to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from danvan.kernel.accounts.actors import Actor, actor_of
from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.rates import is_overdue
from danvan.kernel.notices.families import NEEDS_OPEN_CASE
from danvan.kernel.notices.models import Channel, Delivery, Notice, Preference
from danvan.kernel.notices.policy import policy_of
from danvan.kernel.notices.preferences import CONFIRM, link_token, takes_mail
from danvan.kernel.notices.wording import words_of
from danvan.law.messages import say

DIGEST = "digest"
"""Key of the one mail a day."""
MOST_LINES = 10
"""How many cases a digest names; the rest is counted."""
LONGEST_SUBJECT = 120
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a plain text.

    Args:
        brief: The same on one line for a text message; names no case.
    """

    subject: str
    body: str
    brief: str = ""


class NothingToSay(Exception):  # noqa: N818  nothing is broken, there is nothing to say any more
    """A delivery that is pointless by now.

    Args:
        code: Why, such as ``SEND-left``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def letter_of(delivery: Delivery, preference: Preference) -> Letter:
    """Return what a delivery says at this moment, in the person's language.

    Raises:
        NothingToSay: The person has left the post, the address no longer holds, the case is done.
    """
    with translation.override(preference.language):
        if delivery.key == CONFIRM:
            return _confirming(delivery, preference)
        _refuse_stale_address(delivery, preference)
        actor = actor_of(delivery.user, delivery.post_id)
        if actor is None or actor.post_id != delivery.post_id or not delivery.user.is_active:
            raise NothingToSay("SEND-left")
        if delivery.notice is None:
            return _digest(actor)
        return _telling(delivery.notice, actor)


def _refuse_stale_address(delivery: Delivery, preference: Preference) -> None:
    if delivery.channel == Channel.TEXT:
        holds = delivery.address == preference.phone
    else:
        holds = delivery.address == preference.confirmed_address
        holds = holds and takes_mail(preference, delivery.user)
    if not holds:
        raise NothingToSay("SEND-address")


def _confirming(delivery: Delivery, preference: Preference) -> Letter:
    if delivery.address != preference.asked_address:
        raise NothingToSay("SEND-address")
    link = f"/notices/settings/confirm/{link_token(preference)}/"
    body = _say("MAIL-confirm", account=delivery.user.get_username(), url=_url(link))
    return Letter(_say("MAIL-confirm_subject"), body)


def _telling(notice: Notice, actor: Actor) -> Letter:
    case = notice.case
    if case is not None and case.closed_on and notice.key in NEEDS_OPEN_CASE:
        raise NothingToSay("SEND-closed")
    sentence = " ".join(words_of(notice).split())
    named = _nameable(actor).filter(pk=case.pk).first() if case else None
    see = [_say("MAIL-see", url=_url(f"/cases/{named.slug}/" if named else "/notices/"))]
    due = [_say("MAIL-due", due_on=named.due_on)] if named and named.due_on else []
    title = [_say("MAIL-title", title=_title(named))] if named else []
    subject = _say("MAIL-subject", sentence=sentence)[:LONGEST_SUBJECT]
    brief = ". ".join([subject, *due, *see])
    return Letter(subject, _signed([f"{sentence}.", *title, *due, *see]), brief)


def _digest(actor: Actor) -> Letter:
    owed = _nameable(actor).filter(unit_id__in=actor.own_unit_ids, closed_on=None)
    ahead = max(policy_of(actor.root_id or 0).before, default=0)
    late = owed.filter(is_overdue(actor.today))
    soon = owed.filter(due_on__range=(actor.today, actor.today + ahead * ONE_DAY))
    unread = Notice.objects.filter(post_id=actor.post_id or 0, read_at=None).count()
    lines = [
        *_listed("MAIL-late", late),
        *_listed("MAIL-soon", soon),
        *([_say("MAIL-unread", count=unread)] if unread else []),
    ]
    if not lines:
        raise NothingToSay("SEND-nothing")
    lines.append(_say("MAIL-see", url=_url("/")))
    return Letter(_say("MAIL-digest_subject", day=actor.today), _signed(lines))


def _listed(code: str, cases: QuerySet[Case]) -> Iterator[str]:
    count = cases.count()
    if not count:
        return
    yield _say(code, count=count)
    for case in cases.order_by("due_on", "pk")[:MOST_LINES]:
        yield _say("MAIL-line", due_on=case.due_on, title=_title(case))
    if count > MOST_LINES:
        yield _say("MAIL-more", count=count - MOST_LINES)


def _nameable(actor: Actor) -> QuerySet[Case]:
    """What a person sees and a letter may name: a mailbox is not our house."""
    return visible_cases(actor).filter(classification__lte=Classification.INTERNAL)


def _title(case: Case) -> str:
    is_english = (translation.get_language() or "vi").startswith("en")
    return " ".join(((case.title_en if is_english else "") or case.title_vi).split())


def _signed(lines: list[str]) -> str:
    return "\n".join([*lines, "", "-- ", _say("MAIL-foot", url=_url("/notices/settings/"))])


def _url(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def _say(code: str, **fields: object) -> str:
    return say(code, fields, translation.get_language() or "vi")
