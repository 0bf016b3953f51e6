"""Mail that came back: reports of delivery as mail servers write them (RFC 3464)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from danvan.kernel.notices.models import Channel, Delivery, DeliveryState
from danvan.kernel.notices.preferences import refuse_address
from danvan.law.errors import LawError

OUR_ID = re.compile(r"\b[0-9a-f]{32}\b")
"""What our message ids and envelope ids begin with."""
LARGEST = 1024 * 1024
"""Bytes of a report that are read; the rest is the mail that came back."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says.

    Args:
        ids: What may be ids of ours, from the envelope id and the returned headers.
        failed: Whether it says that the mail will not arrive, not only that it is late.
        why: The server's words.
    """

    ids: frozenset[str]
    failed: bool
    why: str


def read_report(data: bytes) -> Report:
    """Return what a report of delivery says.

    Raises:
        LawError: ``BOUNCE-03``, it is none.
    """
    report = email.message_from_bytes(data[:LARGEST], policy=email.policy.compat32)
    parts = [part for part in report.walk() if part.get_content_type() == "message/delivery-status"]
    if not parts:
        raise LawError("BOUNCE-03")
    groups = [group for part in parts for group in _groups(part)]
    actions = {_field(group, "Action").casefold() for group in groups}
    why = next((text for group in groups if (text := _field(group, "Diagnostic-Code"))), "")
    status = next((text for group in groups if (text := _field(group, "Status"))), "")
    named = [_field(group, "Original-Envelope-Id") for group in groups]
    named += [_field(part, "Message-ID") for part in _returned(report)]
    ids = {found for text in named for found in OUR_ID.findall(text.casefold())}
    return Report(frozenset(ids), "failed" in actions, f"{status} {why}".strip()[:300])


def note_bounce(data: bytes, now: datetime) -> Delivery:
    """Note that a mail of ours came back; no further mail goes to the address until confirmed.

    Raises:
        LawError: ``BOUNCE-02`` no mail of ours fits, ``BOUNCE-03`` no report, ``BOUNCE-04`` it
            tells of a delay only.
    """
    report = read_report(data)
    if not report.failed:
        raise LawError("BOUNCE-04")
    delivery = _ours(report)
    if delivery is None:
        raise LawError("BOUNCE-02")
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.BOUNCED, why="SEND-bounced", answer=report.why, claim=""
    )
    refuse_address(delivery.user_id, delivery.address, report.why, now)
    return delivery


def _ours(report: Report) -> Delivery | None:
    handed = Delivery.objects.filter(channel=Channel.MAIL, handing_over_at__isnull=False)
    for one in sorted(report.ids):
        found = handed.filter(message_id__startswith=one).first()
        if found:
            return found
    return None


def _groups(status: Message) -> Iterator[Message]:
    """Yield the groups of fields of a status part: one about the mail, one a recipient."""
    payload = status.get_payload()
    if isinstance(payload, list):
        yield from (group for group in payload if isinstance(group, Message))


def _returned(report: Message) -> Iterator[Message]:
    """Yield the headers of the mail that came back."""
    for part in report.walk():
        written_as = part.get_content_type()
        payload = part.get_payload()
        if written_as == "message/rfc822" and isinstance(payload, list):
            yield from (one for one in payload if isinstance(one, Message))
        elif written_as == "text/rfc822-headers":
            written = part.get_payload(decode=True)
            if isinstance(written, bytes):
                yield email.message_from_bytes(written, policy=email.policy.compat32)


def _field(group: Message, name: str) -> str:
    written = " ".join(str(group.get(name, "")).split())
    return "".join(sign for sign in written if sign.isprintable())
