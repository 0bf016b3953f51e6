"""What people wrote and enclosed goes; role and day of each proof stay."""

from __future__ import annotations

import io
from datetime import date

import pytest

from danvan.kernel.cases.drafts import save_draft
from danvan.kernel.cases.forgetting import forget_proofs
from danvan.kernel.cases.models import Draft, Evidence
from danvan.kernel.cases.perform import EvidenceInput, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import forget, keep
from tests.factories.desks import TODAY, make_desk, owe

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"


def proven(desk, **proof):
    case = owe(desk, date(2026, 4, 20))
    evidence = [EvidenceInput("report", **proof)]
    return perform(case, "add_proof", desk.actor, effective_on=TODAY, evidence=evidence)


def test_notes_and_files_go_and_what_they_were_stays():
    desk = make_desk()
    stored = keep(io.BytesIO(b"Ai do"), "ai-do.txt", by="tests")
    case = proven(desk, file_id=stored.pk, note="Của ai đó")
    save_draft(case, "x", desk.actor, {"note": "Của ai đó"}, version=1)

    gone = forget_proofs(case)

    proof = Evidence.objects.get(case=case)
    assert gone == {"notes": 1, "files": 1}
    assert (proof.note, proof.file, proof.role, proof.proven_on) == ("", None, "report", TODAY)
    assert (StoredFile.objects.count(), Draft.objects.count()) == (0, 0)


def test_file_that_something_refers_to_stays():
    stored = keep(io.BytesIO(b"Ai do"), "ai-do.txt", by="tests")
    proven(make_desk(), file_id=stored.pk)

    assert not forget(stored)
    assert StoredFile.objects.filter(pk=stored.pk).exists()


def test_proof_of_identity_is_refused():
    desk = make_desk()
    case = owe(desk, date(2026, 4, 20))
    evidence = [EvidenceInput("identity", note="bản chụp")]

    with pytest.raises(Refused) as refused:
        perform(case, "add_proof", desk.actor, effective_on=TODAY, evidence=evidence)

    assert refused.value.code == "CASE-17"
    assert not Evidence.objects.exists()
