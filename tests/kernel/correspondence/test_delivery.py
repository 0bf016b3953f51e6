from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.access import visible_documents
from danvan.kernel.correspondence.delivery import Receiver, acknowledge, deliver, set_addressees
from danvan.kernel.correspondence.documents import issue
from tests.factories.accounts import actor_at
from tests.factories.correspondence import TODAY, draft


@pytest.fixture
def police(office):
    """Return a clerk of the unit that gets the document."""
    return actor_at(office.tree["police"], today=TODAY)


@pytest.fixture
def document(office, police):
    """Return an issued document to a unit and to somebody outside."""
    made = draft(office)
    receivers = [Receiver(unit_id=police.unit_id), Receiver(words="Tỉnh", taking="copy")]
    set_addressees(made, receivers, office.clerk)
    return issue(made, TODAY, office.clerk, register=office.out)


def to(document, order=1):
    return document.addressees.get(order=order)


def test_receiver_sees_the_document_once_delivered(document, office, police):
    before = visible_documents(police).count()

    deliver(to(document), "Trên hệ thống", office.clerk)

    assert (before, visible_documents(police).count()) == (0, 1)


def test_receiver_acknowledges(document, office, police):
    deliver(to(document), "Trên hệ thống", office.clerk)

    acknowledge(to(document), police, TODAY)

    assert to(document).acknowledged_by == police.label


def test_sender_notes_it_for_somebody_outside_only(document, office):
    for order in (1, 2):
        deliver(to(document, order), "Bưu điện", office.clerk)
    acknowledge(to(document, 2), office.clerk, TODAY)

    with pytest.raises(Refused, match="REG-01"):
        acknowledge(to(document, 1), office.clerk, TODAY)


def test_nothing_is_delivered_before_the_issue(office, police):
    made = draft(office)
    set_addressees(made, [Receiver(unit_id=police.unit_id)], office.clerk)

    with pytest.raises(Refused, match="REG-26"):
        deliver(to(made), "Trên hệ thống", office.clerk)
    assert not visible_documents(police).exists()


def test_each_is_delivered_and_acknowledged_once(document, office, police):
    deliver(to(document), "Trên hệ thống", office.clerk)
    acknowledge(to(document), police, TODAY)

    with pytest.raises(Refused, match="REG-26"):
        deliver(to(document), "Trên hệ thống", office.clerk)
    with pytest.raises(Refused, match="REG-27"):
        acknowledge(to(document), police, TODAY)


def test_what_was_not_delivered_is_not_acknowledged(document, police):
    with pytest.raises(Refused, match="REG-27"):
        acknowledge(to(document), police, TODAY)


@pytest.mark.parametrize(("days", "code"), [(1, "REG-04"), (-1, "REG-27")])
def test_day_of_acknowledgement_lies_between_issue_and_today(document, office, police, days, code):
    deliver(to(document), "Trên hệ thống", office.clerk)

    with pytest.raises(Refused, match=code):
        acknowledge(to(document), police, TODAY + timedelta(days=days))


@pytest.mark.parametrize("rows", [[Receiver(words="  ")], [Receiver(unit_id=1)] * 2])
def test_addressee_is_somebody_and_stands_once(office, rows):
    with pytest.raises(Refused, match="REG-25"):
        set_addressees(draft(office), rows, office.clerk)


def test_stranger_delivers_and_acknowledges_nothing(document, office):
    stranger = office.stranger
    with pytest.raises(Refused, match="REG-01"):
        deliver(to(document), "x", stranger)
    deliver(to(document), "Trên hệ thống", office.clerk)
    with pytest.raises(Refused, match="REG-01"):
        acknowledge(to(document), stranger, TODAY)
