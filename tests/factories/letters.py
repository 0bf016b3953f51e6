"""An open door, and letters that come through it as a browser sends them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

from django.test import Client
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case
from danvan.kernel.files.store import keep
from danvan.kernel.letterbox import flooding, remembering
from danvan.kernel.letterbox.codes import Slip
from danvan.kernel.letterbox.doors import DoorFacts, make_poster, set_door
from danvan.kernel.letterbox.models import Enclosure, Letter
from danvan.kernel.organisations.models import Unit
from tests.factories.desks import Desk, make_desk
from tests.factories.openings import load_rules

FEEDBACK = "petitions.feedback"
LETTER = {
    "kind": FEEDBACK,
    "title": "Đường ngập",
    "text": "Cống tắc đã ba tháng.",
    "phone": "0900",
    "whole": "1",
}
FACTS = DoorFacts(is_open=True, address="Số 1", phone="024", hours="Thứ năm")


@dataclass(frozen=True)
class Sent:
    """A page that answered a letter, and what its receipt tells."""

    page: str
    slip: Slip


def forget_all() -> None:
    """Forget what this process remembers of another test's database."""
    remembering.forget()
    flooding.forget()


def open_desk(name: str = "Ủy ban nhân dân", **options) -> Desk:
    """Make a desk whose door is open, under the limits of the base pack."""
    load_rules()
    forget_all()
    desk = make_desk(name, **{"side": "state"} | options)
    set_door(desk.unit, FACTS, desk.actor)
    return desk


def ticket_in(page: str) -> str:
    """Return the value that a form carries."""
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found
    return found[1]


def slip_in(page: str) -> Slip:
    """Return code and PIN of a receipt that is shown."""
    code, pin = re.findall(r'class="secret">([^<]+)<', page)
    return Slip(code.replace("-", ""), pin)


def send(desk: Desk, client: Client | None = None, **changed) -> Sent:
    """Write to a desk's door."""
    visitor = client or Client()
    path = f"/portal/send/{desk.unit.pk}/"
    ticket = ticket_in(visitor.get(path).content.decode())
    answer = visitor.post(path, {**LETTER, "ticket": ticket, **changed})
    assert answer.status_code == 200, answer.content.decode()
    page = answer.content.decode()
    return Sent(page, slip_in(page))


def letter_of(sent: Sent) -> Letter:
    """Return the row of a letter."""
    return Letter.objects.get(code_digest=sent.slip.code_digest)


def fill_door(unit: Unit, case: Case, actor: Actor) -> None:
    """Open a unit's door, with a poster, and let a file have come with one case."""
    forget_all()
    set_door(unit, FACTS, actor)
    make_poster(unit, None, actor)
    stored = keep(BytesIO(b"\x89PNG\r\n\x1a\n...."), "anh.png", by="tests")
    Enclosure.objects.create(form="x", file=stored, case=case, made_at=timezone.now())
