"""Let further units take part in a case, or hand it over; the access table is kept here and by
``perform``.
"""

from __future__ import annotations

from collections.abc import Mapping

from danvan.kernel.cases.models import Case, CaseUnit, Taking

BATCH = 2000
"""Rows of one statement."""


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


def join_many(unit_id: int, takings: Mapping[int, str]) -> None:
    """Let one unit take part in many cases, such as those that its predecessor received.

    Who calls it records it.

    Args:
        takings: How it takes part, by case.
    """
    CaseUnit.objects.bulk_create(
        [
            CaseUnit(case_id=case_id, unit_id=unit_id, taking=taking)
            for case_id, taking in takings.items()
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )


def hand_over(case: Case, unit_id: int) -> None:
    """Let another unit handle a case from now on; the one before stays in sight of it.

    For effects of acts: the act itself is recorded by ``perform``.
    """
    rows = CaseUnit.objects.filter(case=case)
    rows.filter(unit_id=case.unit_id).update(taking=Taking.VIA)
    CaseUnit.objects.update_or_create(
        case=case, unit_id=unit_id, defaults={"taking": Taking.HANDLING}
    )
    Case.objects.filter(pk=case.pk).update(unit_id=unit_id)
    case.unit_id = unit_id
