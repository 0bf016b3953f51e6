"""Empty what people wrote and enclosed in a closed case; the case, its days and counts stay.

Steps and audit entries are sealed and stay as they are; no personal data belongs into them.
"""

from __future__ import annotations

from danvan.kernel.cases.models import Case, Draft
from danvan.kernel.files.store import forget


def forget_proofs(case: Case) -> dict[str, int]:
    """Empty notes and drop files of the proofs of a case; role and day of each stay.

    Returns:
        How many notes and files went.
    """
    notes = files = 0
    for proof in case.evidence.select_related("file"):
        stored = proof.file
        notes += bool(proof.note)
        proof.note, proof.file = "", None
        proof.save(update_fields=["note", "file"])
        if stored:
            files += 1
            forget(stored)
    Draft.objects.filter(case=case).delete()
    return {"notes": notes, "files": files}
