"""Digital signatures: number and day first, two in order, the key kept nowhere."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import Number, NumberState
from danvan.kernel.files.store import read
from danvan.papers import printing
from danvan.papers.signing import validate
from danvan.papers.values import PaperError
from tests.factories.documents import SECOND, SIGNER, act, draft
from tests.papers.certificates import FIRST, PASSPHRASE, key_file

pytestmark = pytest.mark.django_db
EARLY = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
LATE = dt.datetime(2090, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def has_office() -> None:
    try:
        printing.installed()
    except PaperError:
        pytest.skip("LibreOffice is not installed")


def key(name: str = FIRST, *, ends: dt.datetime = LATE) -> SimpleUploadedFile:
    return SimpleUploadedFile("khoa.p12", key_file(name, begins=EARLY, ends=ends))


def sign(
    case: Case, name: str, actor: Actor, *, passphrase: str = PASSPHRASE, **told: object
) -> Case:
    file = told.get("key_file", key())
    return act(case, name, actor, manner="digital", key_file=file, passphrase=passphrase)


@pytest.fixture
def ready(tree, clerk_at) -> tuple[Case, Actor]:
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor, signers=[SIGNER, SECOND])
    act(case, "take_number", actor)
    act(case, "check", actor)
    return act(case, "print", actor), actor


def test_two_sign_digitally_and_the_signed_print_is_the_one_issued(ready, settings):
    case, actor = ready

    sign(case, "sign", actor)
    sign(case, "sign_last", actor)
    act(case, "issue", actor)

    document = case.outgoing_document
    issued = document.versions.order_by("-order").first()
    report = validate(read(issued.pdf))
    last = document.signings.order_by("-order").first()
    kept = [path.read_bytes() for path in Path(settings.FILE_STORE).rglob("*") if path.is_file()]
    assert [one.holds for one in report.signatures] == [True, True]
    assert issued.pdf_id == last.file_id
    assert FIRST in last.report["sentence"]
    assert key().read() not in kept


def test_a_digital_signature_needs_number_and_print_first(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = act(draft(tree["board"], actor), "check", actor)
    with pytest.raises(Refused, match="CASE-01"):
        act(case, "print", actor)

    with pytest.raises(Refused) as refused:
        sign(case, "sign_last", actor)

    assert refused.value.code == "DOC-08"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"passphrase": "sai"}, "SEAL-02"),
        ({"passphrase": ""}, "SEAL-03"),
        ({"key_file": SimpleUploadedFile("khoa.p12", b"khong phai khoa")}, "SEAL-01"),
        ({"key_file": None}, "DOC-05"),
    ],
)
def test_a_key_that_cannot_sign_leaves_nothing_behind(ready, told, code):
    case, actor = ready

    with pytest.raises(Refused) as refused:
        sign(case, "sign", actor, **told)

    document = case.outgoing_document
    document.refresh_from_db()
    assert refused.value.code == code
    assert document.versions.count() == 1
    assert not document.signings.exclude(signed_at=None).exists()


def test_what_is_signed_keeps_its_number_until_handed_back(ready):
    case, actor = ready
    sign(case, "sign", actor)

    with pytest.raises(Refused) as refused:
        act(case, "give_number_back", actor, reason="Nhầm")
    act(case, "drop", actor, reason="Không ban hành nữa")

    assert refused.value.code == "CASE-01"
    assert Number.objects.get().state == NumberState.VOID
