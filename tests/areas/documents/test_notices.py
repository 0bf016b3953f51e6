"""What the room refuses and points at."""

from __future__ import annotations

import pytest

from danvan.areas.documents import notices
from danvan.kernel.cases.refused import Refused
from tests.factories.documents import draft


@pytest.mark.django_db
def test_a_draft_without_fault_has_nothing_that_stops(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    document = draft(tree["board"], actor).outgoing_document

    found = notices.findings_of(document, actor.today)

    assert [one for one in found if one.stops] == []


@pytest.mark.django_db
def test_what_stops_stands_first_and_carries_its_code(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    document = draft(tree["board"], actor, signers=[], body="").outgoing_document

    found = notices.findings_of(document, actor.today)

    assert found[0].stops
    assert "PAPER-20" in found[0].text


@pytest.mark.django_db
def test_a_draft_of_a_unit_without_names_says_so(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    document = draft(tree["board"], actor).outgoing_document
    document.unit = tree["police"]

    (found,) = notices.findings_of(document, actor.today)

    assert (found.code, found.stops) == ("REG-09", True)


@pytest.mark.django_db
def test_a_template_that_is_not_offered_is_refused(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")

    with pytest.raises(Refused) as refused:
        notices.refuse_template(1, tree["board"].pk, "report", "state", on=actor.today)

    assert refused.value.code == "DOC-13"
