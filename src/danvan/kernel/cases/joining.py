"""Let further units take part in a case; the access table is kept here and by ``perform``."""

from __future__ import annotations

from collections.abc import Mapping

from danvan.kernel.cases.models import Case, CaseUnit


def join(case: Case, takings: Mapping[int, str]) -> None:
    """Add units that take part from now on; those that do already keep their part.

    For effects of acts: the act itself is recorded by ``perform``.

    Args:
        takings: How each unit takes part, by unit.
    """
    CaseUnit.objects.bulk_create(
        [
            CaseUnit(case=case, unit_id=unit_id, taking=taking)
            for unit_id, taking in takings.items()
        ],
        ignore_conflicts=True,
    )
