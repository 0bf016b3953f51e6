"""Killed at any moment: a letter whose receipt was shown is found and becomes one case."""

from __future__ import annotations

import json
import signal

import pytest

from tests.factories.processes import PATIENCE, address, finish, start

__all__ = ["address", "start"]
pytestmark = pytest.mark.slow
SET_UP = """
import json, os, signal, sys, django
django.setup()
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from danvan.kernel.cases.models import Case, Event
from danvan.kernel.letterbox import taking
from danvan.kernel.letterbox.models import Letter
from tests.factories.letters import LETTER, slip_in, ticket_in

def die_at(owner, name, *, after):
    '''End this process by force at the second call of a function, before or after it.'''
    real, calls = getattr(owner, name), []
    def killing(*args, **options):
        calls.append(1)
        if len(calls) == 2 and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        found = real(*args, **options)
        if len(calls) == 2 and after:
            os.kill(os.getpid(), signal.SIGKILL)
        return found
    setattr(owner, name, killing)
"""
PREPARE = """
from django.core.management import call_command
from tests.factories.letters import open_desk
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
print(open_desk().unit.pk)
"""
SEND = """
if sys.argv[2]:
    die_at(Letter, "save", after=sys.argv[2] == "after")
path, visitor = f"/portal/send/{sys.argv[1]}/", Client()
for number in range(int(sys.argv[3])):
    page = visitor.get(path).content.decode()
    told = {**LETTER, "title": f"Việc {number}", "ticket": ticket_in(page)}
    slip = slip_in(visitor.post(path, told).content.decode())
    print(json.dumps([slip.code, slip.pin]), flush=True)
"""
TAKE = """
from danvan.areas.petitions import intake
if sys.argv[1]:
    owner, name = {"intake": intake, "Case": Case, "event": Event.objects}[sys.argv[1]], sys.argv[2]
    die_at(owner, name, after=sys.argv[3] == "after")
taking.take_waiting()
"""
LOOK = """
from danvan.kernel.letterbox.receipts import find
slips = json.loads(sys.argv[1])
found = [find(code, pin) for code, pin in slips]
print(json.dumps({
    "lost": [slip for slip, letter in zip(slips, found) if letter is None],
    "untaken": Letter.objects.filter(case=None).count(),
    "letters": Letter.objects.count(),
    "cases": Case.objects.count(),
    "kept": Letter.objects.exclude(content={}).count(),
}))
"""
SENDING = (("before", "3"), ("after", "3"), ("", "10"))
TAKING = (
    ("intake", "opened", "before"),
    ("intake", "opened", "after"),
    ("event", "create", "before"),
    ("event", "create", "after"),
    ("Case", "save_base", "after"),
)


def test_no_shown_receipt_is_lost_and_no_letter_becomes_two_cases(start):
    unit_id = finish(start("-c", SET_UP + PREPARE)).strip()
    shown = []

    for moment, count in SENDING:
        process = start("-c", SET_UP + SEND, unit_id, moment, count)
        out, _err = process.communicate(timeout=PATIENCE)
        assert process.returncode == (-signal.SIGKILL if moment else 0)
        shown += [json.loads(line) for line in out.splitlines()]
    for owner, name, moment in TAKING:
        process = start("-c", SET_UP + TAKE, owner, name, moment)
        process.communicate(timeout=PATIENCE)
        assert process.returncode == -signal.SIGKILL, (owner, name, moment)
    finish(start("-c", SET_UP + TAKE, "", "", ""))

    told = json.loads(finish(start("-c", SET_UP + LOOK, json.dumps(shown))))
    assert told["lost"] == []
    assert (told["untaken"], told["kept"]) == (0, 0)
    assert told["letters"] == told["cases"] >= len(shown)
