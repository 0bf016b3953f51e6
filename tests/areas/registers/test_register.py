"""Registers on their pages: opened, numbers held, lines listed, secret documents as stubs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.correspondence.models import Document, Number, NumberState, Register
from danvan.kernel.correspondence.numbers import reserve
from tests.factories.documents import act, draft, register_of

pytestmark = pytest.mark.django_db
OPEN = {"direction": "out", "world": "state", "label": "Sổ mới", "hold_days": 3}


def test_the_head_opens_a_register(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")

    told = {**OPEN, "unit": tree["board"].pk}
    refused = client.post("/documents/registers/new/", told)
    answer = client.post("/documents/registers/new/", {**told, "another": "on"})

    assert refused.status_code == 422
    assert "REG-71" in refused.content.decode()
    assert answer.status_code == 302
    assert Register.objects.get(label="Sổ mới").unit == tree["board"]


@pytest.mark.parametrize("label", ["Sổ đi", ""])
def test_a_register_needs_a_label_of_its_own(tree, clerk_at, label):
    _actor, client = clerk_at(tree, "board")

    answer = client.post(
        "/documents/registers/new/", {**OPEN, "unit": tree["board"].pk, "label": label}
    )

    assert answer.status_code == 422


def test_nobody_opens_a_register_of_others(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")

    answer = client.post("/documents/registers/new/", {**OPEN, "unit": tree["police"].pk})

    assert answer.status_code == 422
    assert not Register.objects.filter(unit=tree["police"]).exists()


def test_an_officer_opens_none(tree, clerk_at):
    _actor, client = clerk_at(tree, "police", DeskRole.OFFICER.value)

    assert client.get("/documents/registers/new/").status_code == 404


def test_a_number_is_held_and_listed_by_its_state(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    day = f"{actor.today:%d/%m/%Y}"

    answer = client.post(
        reverse("documents-reserve", args=[register.pk]), {"type_key": "report", "on": day}
    )

    page = client.get(f"/documents/registers/{register.pk}/?state=reserved").content.decode()
    other = client.get(f"/documents/registers/{register.pk}/?state=void").content.decode()
    number = Number.objects.get()
    assert answer.status_code == 302
    assert number.state == NumberState.RESERVED
    assert reverse("documents-release", args=[number.pk]) in page
    assert reverse("documents-release", args=[number.pk]) not in other


def test_a_reader_sees_the_lines_and_takes_none(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    number = reserve(register, "report", actor, actor.today)
    _reader, client = clerk_at(tree, "board", DeskRole.READER.value)

    page = client.get(f"/documents/registers/{register.pk}/")
    taken = client.post(reverse("documents-reserve", args=[register.pk]))
    given = client.post(reverse("documents-release", args=[number.pk]), {"why": "Nhầm"})

    assert page.status_code == 200
    assert reverse("documents-release", args=[number.pk]) not in page.content.decode()
    assert (taken.status_code, given.status_code) == (404, 404)


def test_of_a_secret_document_only_number_day_and_mark_are_kept(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    told = {"secrecy": "top_secret", "type_key": "report", "on": f"{actor.today:%d/%m/%Y}"}

    answer = client.post(reverse("documents-stub", args=[register.pk]), told)

    number = Number.objects.get()
    page = client.get(f"/documents/registers/{register.pk}/").content.decode()
    assert answer.status_code == 302
    assert (number.state, number.secrecy) == (NumberState.USED, "top_secret")
    assert (number.summary, number.addressee, number.signer) == ("", "", "")
    assert "Tối mật" in page


def test_the_number_of_a_secret_document_is_voided_with_a_reason(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    told = {"secrecy": "top_secret", "type_key": "report", "on": f"{actor.today:%d/%m/%Y}"}
    client.post(reverse("documents-stub", args=[register.pk]), told)
    number = Number.objects.get()
    address = reverse("documents-void", args=[number.pk])

    page = client.get(f"/documents/registers/{register.pk}/").content.decode()
    answer = client.post(address, {"why": "Ghi nhầm hai lần"})

    number.refresh_from_db()
    assert address in page
    assert answer.status_code == 302
    assert (number.state, number.reason) == (NumberState.VOID, "Ghi nhầm hai lần")


def test_a_stub_of_a_day_to_come_leaves_no_number(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    told = {"secrecy": "top_secret", "type_key": "report", "on": "01/01/2030"}

    answer = client.post(reverse("documents-stub", args=[register.pk]), told)

    assert answer.status_code == 422
    assert not Number.objects.exists()


def test_a_number_in_a_signed_print_is_not_given_back(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    case = draft(tree["board"], actor)
    act(case, "take_number", actor)
    document = case.outgoing_document
    Document.objects.update(content=document.content | {"dated": "2022-05-20"})
    number = Number.objects.get()

    answer = client.post(reverse("documents-release", args=[number.pk]), {"why": "Nhầm"})

    number.refresh_from_db()
    assert answer.status_code == 422
    assert "DOC-11" in answer.content.decode()
    assert number.state == NumberState.RESERVED
