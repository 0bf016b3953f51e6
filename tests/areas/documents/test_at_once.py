"""Two processes press the same step at once: one does it, the other reads one clear sentence."""

from __future__ import annotations

import pytest

from tests.factories.processes import address, finish, start

__all__ = ("address", "start")
pytestmark = pytest.mark.slow
CLERKS = 3
SET_UP = """
import sys, django
django.setup()
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from tests.factories.accounts import actor_at
from tests.factories.documents import act, draft, scan
from tests.factories.trees import make_tree
"""
MAKE = """
tree = make_tree()
actor = actor_at(tree["board"])
case = draft(tree["board"], actor)
if sys.argv[1] == "sign_last":
    act(case, "check", actor)
"""
PRESS = """
name = sys.argv[1]
case = Case.objects.get()
actor = actor_at(case.unit)
told = {"manner": "scan", "scan": scan()} if name == "sign_last" else {}
print("ready", flush=True)
sys.stdin.readline()
try:
    act(case, name, actor, **told)
    print("done")
except Refused as refused:
    print(refused.code)
"""


@pytest.mark.parametrize("name", ["take_number", "sign_last"])
def test_of_several_at_once_one_does_it_and_the_others_hear_of_it(start, name):
    finish(start("-m", "django", "migrate", "--verbosity", "0"))
    finish(start("-c", SET_UP + MAKE, name))
    clerks = [start("-c", SET_UP + PRESS, name) for _ in range(CLERKS)]
    assert [clerk.stdout.readline() for clerk in clerks] == ["ready\n"] * CLERKS
    for clerk in clerks:
        clerk.stdin.write("\n")
        clerk.stdin.flush()

    said = sorted(finish(clerk).strip() for clerk in clerks)

    assert said == ["CASE-02"] * (CLERKS - 1) + ["done"]
