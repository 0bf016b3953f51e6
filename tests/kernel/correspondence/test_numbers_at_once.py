"""Real processes that take, give back and use numbers at once: no gap and no double."""

from __future__ import annotations

import json

import pytest

from tests.factories.processes import address, finish, start

__all__ = ("address", "start")
pytestmark = pytest.mark.slow
CLERKS = 4
EACH = 30
SET_UP = """
import json, sys, django
django.setup()
from danvan.kernel.correspondence import numbers
from danvan.kernel.correspondence.faults import register_faults
from danvan.kernel.correspondence.models import Number, Register
from tests.factories.accounts import actor_at
from tests.factories.correspondence import TODAY, make_office
"""
MAKE = "make_office()"
CLERK = """
register = Register.objects.get(direction="out")
clerk = actor_at(register.unit, today=TODAY)
print("ready", flush=True)
sys.stdin.readline()
for turn in range(int(sys.argv[1])):
    number = numbers.reserve(register, "report", clerk, TODAY)
    if turn % 3 == 0:
        numbers.release(number, clerk, "Thôi")
    else:
        numbers.use(number, numbers.Line(f"Số: {number.value}", TODAY), clerk)
"""
LOOK = """
register = Register.objects.get(direction="out")
rows = Number.objects.filter(series__register=register).order_by("value")
print(json.dumps({
    "values": list(rows.values_list("value", flat=True)),
    "used": rows.filter(state="used").count(),
    "faults": [one.code for one in register_faults(register, today=TODAY)],
    "series": register.series.count(),
}))
"""


def test_clerks_at_once_leave_no_gap_and_no_double(start):
    finish(start("-m", "django", "migrate", "--verbosity", "0"))
    finish(start("-c", SET_UP + MAKE))
    clerks = [start("-c", SET_UP + CLERK, str(EACH)) for _ in range(CLERKS)]
    assert [clerk.stdout.readline() for clerk in clerks] == ["ready\n"] * CLERKS
    for clerk in clerks:
        clerk.stdin.write("\n")
        clerk.stdin.flush()

    for clerk in clerks:
        finish(clerk)

    found = json.loads(finish(start("-c", SET_UP + LOOK)))
    used = CLERKS * EACH * 2 // 3
    assert found["values"] == list(range(1, len(found["values"]) + 1))
    assert used <= len(found["values"]) <= used + CLERKS
    assert (found["used"], found["faults"], found["series"]) == (used, [], 1)
