"""Who hears of a notice outside the site, and on which way: rows of the outbox are made here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db import transaction

from danvan.kernel.accounts.actors import Actor, actor_of
from danvan.kernel.accounts.models import Holding, Post, User
from danvan.kernel.notices.families import PASSES_QUIET
from danvan.kernel.notices.letters import DIGEST
from danvan.kernel.notices.models import Channel, Delivery, Notice, Preference
from danvan.kernel.notices.preferences import CONFIRM, takes_mail, ways_of
from danvan.kernel.notices.smtp import new_message_id
from danvan.kernel.organisations.days import LEGAL_ZONE
from danvan.kernel.organisations.tree import holding_on
from danvan.law.collation import fold

BURST = 5
"""More single mails than this at once to one person become one digest."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A person at a post who may want to be told."""

    user: User
    post: Post
    preference: Preference


def write_deliveries(now: datetime, *, most: int = 500) -> int:
    """Ask of each new notice who wants it outside the site, and put that into the outbox.

    Each notice is asked about once among many processes; what is put there and that it was asked
    are written together.

    Returns:
        How many notices were asked about.
    """
    with transaction.atomic():
        fresh = Notice.objects.filter(addressed_at=None).order_by("pk")
        taken = list(fresh.select_for_update(skip_locked=True)[:most])
        if not taken:
            return 0
        readers = _readers(taken)
        rows = [row for notice in taken for row in _for_notice(notice, readers, now)]
        Delivery.objects.bulk_create(_without_bursts(rows, now), ignore_conflicts=True)
        Notice.objects.filter(pk__in=[one.pk for one in taken]).update(addressed_at=now)
    return len(taken)


def write_digests(now: datetime) -> int:
    """Put the daily digest of everybody whose hour has come into the outbox, once a day.

    Returns:
        How many were written.
    """
    local = now.astimezone(LEGAL_ZONE)
    wanted = Preference.objects.filter(digest_on=True, digest_hour__lte=local.hour)
    wanted = wanted.exclude(digest_written_on=local.date()).select_related("user")
    written = 0
    for preference in wanted.order_by("pk"):
        actor = actor_of(preference.user)
        if actor is None or actor.post_id is None or not takes_mail(preference, preference.user):
            continue
        with transaction.atomic():
            rows = Preference.objects.filter(pk=preference.pk).exclude(
                digest_written_on=local.date()
            )
            if rows.update(digest_written_on=local.date()):
                _for_actor(preference.user, actor, DIGEST, preference.confirmed_address, now)
                written += 1
    return written


def write_confirmation(user: User, actor: Actor, address: str, now: datetime) -> Delivery:
    """Put the mail that asks whether an address is right into the outbox."""
    return _for_actor(user, actor, CONFIRM, address, now)


def _for_actor(user: User, actor: Actor, key: str, address: str, now: datetime) -> Delivery:
    post = Post.objects.get(pk=actor.post_id or 0)
    row = _delivery(user, post, key, now)
    row.channel, row.address = Channel.MAIL.value, address
    row.save()
    return row


def _readers(notices: Iterable[Notice]) -> Mapping[int, list[Reader]]:
    """Return by post who holds it on the day of its notices and has said how to be told."""
    day_of = {notice.post_id: notice.told_on for notice in notices}
    found: dict[int, list[Reader]] = {}
    for day in set(day_of.values()):
        posts = [post for post, told_on in day_of.items() if told_on == day]
        rows = Holding.objects.filter(holding_on(day), post_id__in=posts, user__is_active=True)
        holdings = list(rows.select_related("user", "post").order_by("pk"))
        said = Preference.objects.in_bulk([one.user_id for one in holdings])
        for one in holdings:
            if one.user_id in said:
                reader = Reader(one.user, one.post, said[one.user_id])
                found.setdefault(one.post_id, []).append(reader)
    return found


def _for_notice(
    notice: Notice, readers: Mapping[int, list[Reader]], now: datetime
) -> Iterable[Delivery]:
    for reader in readers.get(notice.post_id, ()):
        for way in ways_of(reader.preference, notice.key):
            address = _address(reader, way, notice.key)
            if address:
                row = _delivery(reader.user, reader.post, notice.key, now)
                row.notice, row.channel, row.address = notice, way, address
                yield row


def _address(reader: Reader, way: str, key: str) -> str:
    """Return where a notice goes, empty where it does not: who has a digest gets it there."""
    said = reader.preference
    if way == Channel.TEXT:
        return said.phone
    in_digest = said.digest_on and key not in PASSES_QUIET
    return said.confirmed_address if takes_mail(said, reader.user) and not in_digest else ""


def _without_bursts(rows: list[Delivery], now: datetime) -> list[Delivery]:
    """Turn many mails to one person at once into one digest; texts and urgent mails stay."""

    def may_fold(row: Delivery) -> bool:
        return row.channel == Channel.MAIL and row.key not in PASSES_QUIET

    kept = [row for row in rows if not may_fold(row)]
    by_reader = attrgetter("user_id", "post_id")
    for _who, group in groupby(sorted(filter(may_fold, rows), key=by_reader), key=by_reader):
        mails = list(group)
        if len(mails) > BURST:
            first = mails[0]
            one = _delivery(first.user, first.post, DIGEST, now)
            one.channel, one.address = first.channel, first.address
            mails = [one]
        kept += mails
    return kept


def _delivery(user: User, post: Post, key: str, now: datetime) -> Delivery:
    return Delivery(
        key=key,
        user=user,
        post=post,
        unit_id=post.unit_id,
        message_id=new_message_id(),
        next_try_at=now,
        made_at=now,
        search=fold(f"{user.get_username()} {post.title}"),
    )
