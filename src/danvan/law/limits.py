"""Which time limit holds: by key, by the day of the event and by circumstances."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from danvan.law.errors import LawError
from danvan.law.pack_values import LimitValue


def limit_for(
    values: Iterable[LimitValue],
    key: str,
    on: date,
    circumstances: Iterable[str] = (),
) -> LimitValue:
    """Return the limit that holds for an event on a day.

    Of the values in force on that day whose conditions are all among the circumstances, the one
    with most conditions wins: "remote and complex" before "remote" before the plain one.

    Args:
        values: Of all packs that hold there.
        key: Such as ``complaint.acceptance``.
        on: Legal day of the event that starts the limit; a later law does not change it.
        circumstances: What is true of the matter, such as ``remote`` or ``complex``.

    Raises:
        LawError: ``LIM-01``, no pack knows the key; ``LIM-02``, nothing was in force on that day;
            ``LIM-03``, two values fit equally well.
    """
    known = [value for value in values if value.key == key]
    if not known:
        raise LawError("LIM-01", key=key)
    true = set(circumstances)
    fitting = [value for value in known if value.period.holds(on) and true.issuperset(value.when)]
    if not fitting:
        raise LawError("LIM-02", key=key, label=known[0].label, day=on)
    most = max(len(value.when) for value in fitting)
    first, *others = [value for value in fitting if len(value.when) == most]
    if any(other.limit != first.limit for other in others):
        raise LawError("LIM-03", key=key, label=first.label, day=on)
    return first
