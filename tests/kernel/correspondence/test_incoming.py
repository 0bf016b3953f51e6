from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.delivery import Receiver, deliver, set_addressees
from danvan.kernel.correspondence.documents import issue
from danvan.kernel.correspondence.incoming import answer, register_incoming
from danvan.kernel.correspondence.models import Incoming, Number
from tests.factories.correspondence import TODAY, arrived, draft, make_office


def test_what_comes_is_a_line_of_the_register(office):
    number = register_incoming(arrived(office), office.into, office.clerk, TODAY)

    line = Number.objects.get(pk=number.pk)
    assert (line.value, line.state, line.addressee, line.summary) == (1, "used", "Sở A", "Mời họp")


def test_line_of_what_is_restricted_holds_no_words(office):
    incoming = arrived(office, classification=Classification.CONFIDENTIAL)

    line = register_incoming(incoming, office.into, office.clerk, TODAY)

    assert (line.summary, line.addressee) == ("", "")


def test_it_is_registered_once_and_leaves_no_gap(office):
    incoming = arrived(office)
    register_incoming(incoming, office.into, office.clerk, TODAY)

    with pytest.raises(Refused, match="REG-28"):
        register_incoming(incoming, office.into, office.clerk, TODAY)
    assert register_incoming(arrived(office), office.into, office.clerk, TODAY).value == 2


def test_register_of_what_leaves_or_of_others_is_refused(office, committee):
    for register in (office.out, committee.into):
        with pytest.raises(Refused, match="REG-19"):
            register_incoming(arrived(office), register, office.clerk, TODAY)


def test_registering_acknowledges_what_was_delivered_here(office):
    other = make_office("party", body="board", tree=office.tree)
    sent = draft(office)
    set_addressees(sent, [Receiver(unit_id=other.unit.pk)], office.clerk)
    issue(sent, TODAY, office.clerk, register=office.out)
    deliver(sent.addressees.get(), "Trên hệ thống", office.clerk)
    incoming = arrived(other)
    incoming.came_by = sent.addressees.get()
    incoming.save()

    register_incoming(incoming, other.into, other.clerk, TODAY)

    assert sent.addressees.get().acknowledged_on == TODAY


def test_issued_document_answers_once(office):
    incoming, reply = arrived(office), draft(office)
    with pytest.raises(Refused, match="REG-29"):
        answer(incoming, reply, office.clerk)
    issue(reply, TODAY, office.clerk, register=office.out)

    answer(incoming, reply, office.clerk)

    assert Incoming.objects.get(pk=incoming.pk).answered_by == reply
    with pytest.raises(Refused, match="REG-29"):
        answer(incoming, reply, office.clerk)


def test_answer_that_is_not_seen_is_refused(office, committee):
    hidden = issue(draft(committee), TODAY, committee.clerk, register=committee.out)

    with pytest.raises(Refused, match="REG-01"):
        answer(arrived(office), hidden, office.clerk)


def test_stranger_registers_and_answers_nothing(office):
    incoming, stranger = arrived(office), office.stranger

    with pytest.raises(Refused, match="REG-01"):
        register_incoming(incoming, office.into, stranger, TODAY)
    with pytest.raises(Refused, match="REG-01"):
        answer(incoming, draft(office), stranger)


def test_day_to_come_is_refused(office):
    with pytest.raises(Refused, match="REG-04"):
        register_incoming(arrived(office), office.into, office.clerk, TODAY + timedelta(days=1))
