"""Close a register: what is still held is told first, and what nobody needs any more is voided."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import Number, NumberState, Register
from danvan.kernel.correspondence.numbers import strike_out, unclaimed
from danvan.kernel.correspondence.registers import close_register


@transaction.atomic
def close(register: Register, on: date, actor: Actor, *, voids_rest: bool) -> int:
    """Close a register from a day on; returns how many numbers were voided.

    What a draft under way holds stays held and may still be used.

    Args:
        on: Today or a day to come; numbers left over are voided only where it has come.
        voids_rest: Whether numbers that are held and no draft needs are voided too.

    Raises:
        Refused: ``REG-38`` a day that is past; as ``registers.close_register``.
    """
    if on < actor.today:
        raise Refused("REG-38", day=on)
    close_register(register, actor, on)
    if on > actor.today:
        return 0
    released = Number.objects.filter(series__register=register, state=NumberState.RELEASED)
    left = list(released.select_related("series__register"))
    if voids_rest:
        left += unclaimed(register)
    for number in left:
        strike_out(number, actor, gettext("Khóa sổ mà không dùng."))
    return len(left)
