"""A year of the four report series of 55-QĐ/ĐU for 3,321 communes of 15 bodies, against plain
dateutil.

The series are the monthly, quarterly and yearly reports of Điều 21 clause 2 and the six-month
report with a local date (14 June). Ours gives, for each body and each occasion: bearer, duty,
provision, reason, period covered and all its days. The peer gives bearer, duty, provision, period
covered and last day in time, and is spared the reason. Both are compared row for row on a part of
the bodies.

The peer is the naive way: one recurrence rule for each body and each duty, expanded when asked for.
It runs for one commune in fifty and its time is multiplied; the output says so.
"""

from __future__ import annotations

import gc
import statistics
import time
from datetime import date, datetime, timedelta

from dateutil.rrule import MONTHLY, YEARLY, rrule

from danvan.law.duties import DueRule
from danvan.law.messages import say
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load
from danvan.law.schedules import covered_in, occasions
from danvan.law.series import Roster, charges

COMMUNES, BODIES, YEAR = 3321, 15, 2026
PART = 50
ROUNDS = 7
AIMS = {"iterated": 300, "rows built": 30}
DAY = timedelta(days=1)
SERIES = {
    "000-d21-k2-a": None,
    "000-d21-k2-b": None,
    "000-d21-k2-c": DueRule("by", 14, "6"),
    "000-d21-k2-d": None,
}
"""Duties with the local date set for them; only the six-month report has one."""

PACK = load(pack_folder("phu-thuong-2022"))
BEARERS = [(commune, body) for commune in range(COMMUNES) for body in range(BODIES)]
PART_OF_BEARERS = BEARERS[: COMMUNES // PART * BODIES]


def said(reason):
    return say(reason.code, dict(reason.fields))


def roster(bearers):
    """Ours, from duties to the roster; nothing is kept from an earlier round."""
    covered_in.cache_clear()
    occasions.cache_clear()
    span = {"due_from": date(YEAR, 1, 1), "due_until": date(YEAR, 12, 31)}
    owed = [
        charge
        for duty_id, local in SERIES.items()
        for charge in charges(
            PACK.duty_by_id[duty_id],
            **span,
            in_force=PACK.document.in_force,
            local_rule=local,
            say=said,
        )
    ]
    return Roster([(bearers, owed)])


def iterated(bearers):
    """Take every obligation in hand, one after the other."""
    for _bearer, _charge in roster(bearers):
        pass


def rows_built(bearers):
    """Build a flat row for every obligation."""
    return roster(bearers).rows()


def by_rule(duty_id):
    """Return the recurrence rule of a duty, what it covers, and how many days before the written
    day it is due.
    """
    start = datetime(YEAR, 1, 1)  # noqa: DTZ001  dateutil counts legal days in plain moments
    if duty_id.endswith("a"):
        rule = rrule(MONTHLY, dtstart=start, bymonthday=10)
        return rule, lambda d: (d - 10 * DAY).strftime("%Y-%m"), DAY
    if duty_id.endswith("b"):
        rule = rrule(MONTHLY, dtstart=start, bymonth=(3, 6, 9, 12), bymonthday=15)
        return rule, lambda d: f"{d.year}-Q{d.month // 3}", DAY
    if duty_id.endswith("c"):
        rule = rrule(YEARLY, dtstart=start, bymonth=6, bymonthday=14)
        return rule, lambda d: f"{d.year}-H1", 0 * DAY
    rule = rrule(YEARLY, dtstart=start, bymonth=10, bymonthday=25)
    return rule, lambda d: str(d.year), DAY


def naive(bearers):
    """Peer: for each body and each duty its own rule, expanded to rows."""
    first = datetime(YEAR, 1, 1)  # noqa: DTZ001  as above
    last = datetime(YEAR, 12, 31)  # noqa: DTZ001  as above
    found = []
    for bearer in bearers:
        for duty_id in SERIES:
            provision = PACK.duty_by_id[duty_id].provision
            rule, key, before = by_rule(duty_id)
            found.extend(
                (bearer, duty_id, provision, key(written), (written - before).date())
                for written in rule.between(first, last, inc=True)
            )
    return found


def compare():
    """Stop if both sides do not say the same."""
    ours = [(row[0], row[1], row[2], row[4], row[7]) for row in rows_built(PART_OF_BEARERS)]
    if sorted(ours) != sorted(naive(PART_OF_BEARERS)):
        raise SystemExit("ours and the peer differ")
    bearer, charge = next(iter(roster(BEARERS)))
    if not (bearer and charge.provision and charge.reason and charge.due_on):
        raise SystemExit("an obligation lacks something")


def clock(function, bearers):
    gc.collect()
    start = time.perf_counter()
    kept = function(bearers)
    taken = time.perf_counter() - start
    del kept
    return taken


def run() -> dict[str, dict[str, float]]:
    """Return for each way: seconds of ours and of the peer (medians), their ratio and the aim."""
    compare()
    ours = {"iterated": [], "rows built": []}
    peer = []
    for _ in range(ROUNDS):
        ours["iterated"].append(clock(iterated, BEARERS))
        peer.append(clock(naive, PART_OF_BEARERS) * len(BEARERS) / len(PART_OF_BEARERS))
        ours["rows built"].append(clock(rows_built, BEARERS))
    theirs = statistics.median(peer)
    return {
        name: {
            "ours": statistics.median(times),
            "peer": theirs,
            "ratio": theirs / statistics.median(times),
            "aim": AIMS[name],
        }
        for name, times in ours.items()
    }


def main() -> None:
    print(
        f"{len(roster(BEARERS)):,} obligations of {len(BEARERS):,} bodies; the peer ran for "
        f"{len(PART_OF_BEARERS):,} bodies and was multiplied; medians of {ROUNDS} interleaved "
        "rounds"
    )
    for name, found in run().items():
        print(
            f"recurrence, {name}: ours {found['ours']:.3f} s, peer {found['peer']:.1f} s, "
            f"ratio {found['ratio']:.0f}, aim at least {found['aim']}"
        )


if __name__ == "__main__":
    main()
