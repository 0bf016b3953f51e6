"""What the schedule has the registers do: numbers that nobody used are given back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from danvan.kernel.accounts.actors import Actor, system_actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import Number, NumberState, Register
from danvan.kernel.correspondence.numbers import give_back, strike_out, unclaimed
from danvan.kernel.correspondence.registers import is_over
from danvan.kernel.jobs.manners import Manner, manner
from danvan.kernel.organisations.days import today_of


@task
@manner(Manner(_("Trả lại số đã giữ mà không dùng"), most=3))
def give_numbers_back() -> None:
    """Give back what was taken and not used."""
    release_abandoned(now=timezone.now())


def release_abandoned(*, now: datetime) -> int:
    """Give back the numbers that were held too long; returns how many.

    What a draft under way holds is not abandoned. A number whose year or term is over,
    or whose register is closed, is voided, as nobody can take it any more.
    """
    count = 0
    actor = system_actor()
    states = (NumberState.RESERVED, NumberState.RELEASED)
    waiting = Register.objects.filter(series__numbers__state__in=states).distinct()
    for register in waiting.select_related("unit__root").order_by("pk"):
        held = _abandoned(register, now - timedelta(days=register.hold_days))
        count += sum(_given_back(number, actor) for number in held)
        _void_leftovers(register, actor)
    return count


def _abandoned(register: Register, since: datetime) -> QuerySet[Number]:
    """Return the numbers held since before a moment that no draft under way needs."""
    return unclaimed(register).filter(state_at__lt=since)


def _given_back(number: Number, actor: Actor) -> bool:
    """Give one number back; false where somebody has just used it."""
    try:
        with transaction.atomic():
            give_back(number, actor, gettext("Đã giữ quá lâu mà không dùng."))
    except Refused:
        return False
    return True


def _void_leftovers(register: Register, actor: Actor) -> None:
    today = today_of(register.unit)
    for series in register.series.filter(numbers__state=NumberState.RELEASED).distinct():
        series.register = register
        is_closed = register.closed_on is not None and register.closed_on <= today
        if not is_closed and not is_over(series, today):
            continue
        for number in series.numbers.filter(state=NumberState.RELEASED):
            number.series = series
            with transaction.atomic():
                strike_out(number, actor, gettext("Đã trả lại và không ai dùng trong kỳ."))
