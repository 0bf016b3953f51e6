"""A small draft pack with a duty of every timing class, and a tree that works by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan.kernel.duties.bindings import bind
from danvan.kernel.duties.loading import load_pack, use_pack
from danvan.kernel.duties.models import Duty
from danvan.kernel.packs.models import BodyRole, Pack, PackUse
from danvan.law import packs as law_packs
from tests.factories.accounts import planner_of
from tests.factories.pack_folders import write_base, write_pack
from tests.factories.trees import START, Tree

EFFECTIVE = date(2022, 5, 11)
SLUGS = ("board", "bloc", "council", "police", "team", "front")
BODY = """
[[bodies]]
slug = "{slug}"
names = {{ vi = "Thân {slug}", en = "Body {slug}" }}
level = "commune"
side = "party"
source = "tests"
mark = "C"
"""
DOCUMENT = """
[document]
number = "1-QĐ/ĐU"
kind = "decision with regulation"
title = { vi = "Quy chế", en = "Regulation" }
date = 2022-05-11
effective_on = 2022-05-11
issuer = "board"
place = "Nơi thử"
mark = "V"
"""
DUTY = """
[[duties]]
id = "{id}"
provision = "{provision}"
bearers = {bearers}
bearing = "{bearing}"
modality = "{modality}"
act = {{ vi = "làm việc {id}", en = "do work {id}" }}
timing = "{timing}"
evidence = ["report"]
area = "reporting"
{more}
"""
MONTHLY = 'period = "monthly"\n'
BEFORE_TENTH = 'deadline = { relation = "before", day = 10, month = "next" }\n'
MEETING = 'kinds = ["meetings.record"]'
SESSION = (
    f'fulfilled_by = {{ {MEETING}, match = ["convener", "partners"], partners = ["front"] }}\n'
)
TIMED = {
    "report": (
        "dated",
        MONTHLY + BEFORE_TENTH + 'receivers = [{ role = "bloc", as = "receiver" }]',
    ),
    "quarter": (
        "dated",
        """period = "quarterly"
deadline = { relation = "before", day = 15, month = "last_of_quarter" }""",
    ),
    "annual": (
        "dated",
        'period = "annual"\ndeadline = { relation = "by", day = 24, month = "10" }',
    ),
    "session": ("period", MONTHLY + SESSION),
    "floor": ("at_least", f'period = "annual"\nat_least = 2\n{SESSION}'),
    "half": ("period_not_stated", 'period = "semiannual"'),
    "elsewhere": ("by_reference", ""),
    "asked": ("ad_hoc", 'event = { vi = "có yêu cầu", en = "on request" }'),
    "issue": ("before", 'before = { vi = "ban hành", en = "issuing" }'),
    "prompt": (
        "timely",
        """deadline = { relation = "within", amount = 5, measure = "working_day" }""",
    ),
    "storm": (
        "urgent",
        'counterparts = ["police"]\nreceivers = [{ role = "council", as = "receiver" }]',
    ),
    "always": ("standing", SESSION),
    "while": ("span", ""),
    "decide": ("once", ""),
}
PREREQUISITE = """
[[prerequisites]]
id = "{id}"
duty = "issue"
kind = "duties.occurrence"
act = "complete"
needs = ["meetings.record"]
compulsory = {compulsory}
"""


def duty(name: str, timing: str, more: str = "", **changed: object) -> str:
    """Return one duty as TOML."""
    usual = {
        "id": name,
        "provision": "att_1__art_1",
        "bearers": ["board"],
        "bearing": "each",
        "modality": "duty",
    }
    written = {**usual, **changed}
    written["bearers"] = str(written["bearers"]).replace("'", '"')
    return DUTY.format(timing=timing, more=more, **written)


def every_timing() -> str:
    """Return one duty of each timing class, and one that owes nothing."""
    written = [
        duty(name, timing, more, provision=f"att_1__art_{number}__cl_1")
        for number, (name, (timing, more)) in enumerate(TIMED.items(), start=1)
    ]
    meaning = duty("meaning", "standing", modality="definition", provision="art_1")
    return "".join([*written, meaning])


def read_pack(folder: Path, duties: str = "", *, name: str = "local", **files: str):
    """Write a pack and its base, and return it as the law floor reads it."""
    write_base(folder, **{"bodies.toml": "".join(BODY.format(slug=slug) for slug in SLUGS)})
    rules = PREREQUISITE.format(id="first", compulsory="true")
    rules += PREREQUISITE.format(id="second", compulsory="false")
    parts = {"duties/all.toml": duties or every_timing()}
    if not duties:
        parts["prerequisites.toml"] = rules
    pack = write_pack(folder, name, {**parts, **files}, requires=["base"], extra=DOCUMENT)
    return law_packs.load(pack)


@dataclass(frozen=True)
class Worked:
    """A tree that works by a pack."""

    tree: Tree
    pack: Pack
    use: PackUse

    def duty(self, code: str) -> Duty:
        return Duty.objects.get(pack=self.pack, code=code)


def put_to_work(
    tree: Tree,
    folder: Path,
    duties: str = "",
    *,
    bodies: Mapping[str, tuple[str, ...]] | None = None,
    valid_from: date = EFFECTIVE,
) -> Worked:
    """Load the small pack, bind the bodies to the units of the same key, and use it."""
    pack = load_pack(read_pack(folder, duties), by="tests")
    bodies = {slug: (slug,) for slug in SLUGS if slug in tree.units} if bodies is None else bodies
    bind_all(tree, bodies)
    actor = planner_of(tree.root)
    return Worked(tree, pack, use_pack(pack, tree.root, valid_from=valid_from, actor=actor))


def bind_all(tree: Tree, bodies: Mapping[str, tuple[str, ...]], since: date = START) -> None:
    """Bind bodies to the units of some keys."""
    actor = planner_of(tree.root)
    for slug, keys in bodies.items():
        role = BodyRole.objects.get(slug=slug)
        for key in keys:
            bind(role, tree[key], valid_from=since, actor=actor)
