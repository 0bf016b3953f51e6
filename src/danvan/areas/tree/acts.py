"""What the forms of the room do: call the one writer, turn a refusal into an error of the form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from danvan.areas.tree import queries
from danvan.areas.tree.forms import AddForm, EndForm, FactsForm, MoveForm, TemplateForm
from danvan.areas.tree.plan import Branch, branches, may_give, plant
from danvan.kernel.accounts.actors import Actor, GrantValue
from danvan.kernel.accounts.models import Classification, DeskRole
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import bind, unbind
from danvan.kernel.duties.models import Binding
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import holding_on
from danvan.kernel.organisations.writing import (
    add_unit,
    begin_earlier,
    move,
    rebuild_closure,
    rename,
    succeed,
)
from danvan.law.duties import Words
from danvan.law.errors import LawError
from danvan.law.pack_trees import TreeTemplate
from danvan.law.tree_plans import Place, PostLine, UnitLine, filled, slug_of
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm

FIELD_OF = {
    "ORG-01": "valid_from",
    "ORG-02": "valid_from",
    "ORG-03": "parent",
    "ORG-05": "parent",
    "ORG-07": "valid_from",
    "ORG-08": "parent",
    "ORG-09": "key",
    "TREE-46": "parent",
}
"""The field a refusal is about; all others stand above the form."""


def tried(form: HouseForm, write: Callable[[], object]) -> bool:
    """Do what a filled form asks; where it is refused nothing is written and the form says why."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        with transaction.atomic():
            write()
    except (LawError, Refused) as refused:
        _tell(form, refused)
        return False
    except IntegrityError:
        _tell(form, LawError("ORG-09", count=1))
        return False
    return True


def _tell(form: HouseForm, refused: LawError | Refused) -> None:
    field = FIELD_OF.get(refused.code, "")
    form.add_error(field if field in form.fields else None, sentence(refused))


def add(form: AddForm, parent: Unit, actor: Actor) -> Unit:
    """Add a unit below another.

    Raises:
        LawError: ``ORG-07`` the superior does not stand on that day, ``ORG-09`` the key is taken,
            ``TREE-46`` nothing below the superior is administered.
    """
    queries.require_all_below(actor, parent)
    told = form.cleaned_data
    root = parent.root or parent
    key = told["key"] or _free_key(root, slug_of(told["name"]))
    _require_standing(parent, told["valid_from"])
    if queries.taken_keys(root, [key]):
        raise LawError("ORG-09", count=1)
    unit = add_unit(
        form.facts,
        key=key,
        valid_from=told["valid_from"],
        by=actor.label,
        parent=parent,
        is_locality=told["is_locality"],
    )
    rebuild_closure(root)
    return unit


def _free_key(root: Unit, slug: str) -> str:
    begin = slug[:54] or "u"
    numbered = [begin, *(f"{begin}-{number}" for number in range(2, 1000))]
    taken = set(queries.taken_keys(root, numbered))
    return next(key for key in numbered if key not in taken)


def _require_standing(unit: Unit, day: Any) -> None:
    if not unit.periods.filter(holding_on(day)).exists():
        raise LawError("ORG-07", day=day)


def call_otherwise(form: FactsForm, unit: Unit, actor: Actor) -> None:
    """Rename a unit from a day on."""
    rename(unit, form.facts, valid_from=form.cleaned_data["valid_from"], by=actor.label)
    rebuild_closure(unit.root or unit)


def move_below(form: MoveForm, unit: Unit, actor: Actor) -> None:
    """Put a unit under another from a day on.

    Raises:
        LawError: ``TREE-46`` nothing below the new superior is administered.
    """
    told = form.cleaned_data
    queries.require_all_below(actor, told["parent"])
    day, basis = told["valid_from"], told["basis"]
    move(unit, told["parent"], valid_from=day, basis=basis, by=actor.label)
    rebuild_closure(unit.root or unit)


def let_begin_earlier(form: HouseForm, unit: Unit, actor: Actor) -> None:
    """Correct the first day of a unit."""
    told = form.cleaned_data
    begin_earlier(unit, valid_from=told["valid_from"], basis=told["basis"], by=actor.label)
    rebuild_closure(unit.root or unit)


def end(form: EndForm, unit: Unit, actor: Actor) -> None:
    """End a unit on a day, with its bodies; its successor takes them where that is asked.

    Raises:
        LawError: ``TREE-43`` something hangs on it beyond that day, ``ORG-07`` the successor does
            not stand then.
    """
    told = form.cleaned_data
    day, new, basis = told["happened_on"], told["new"], told["basis"]
    left = queries.hanging(unit, day)
    if left.forbids:
        counts = {"holders": left.holders, "grants": left.grants, "below": len(left.below)}
        raise LawError("TREE-43", day=day, **counts)
    if new:
        _require_standing(new, day)
    _end_bindings(unit, new if told["hands_bodies_over"] else None, told, actor)
    succeed(unit, new, manner=told["manner"], happened_on=day, basis=basis, by=actor.label)
    rebuild_closure(unit.root or unit)


def _end_bindings(unit: Unit, new: Unit | None, told: dict[str, Any], actor: Actor) -> None:
    """Unbind a unit on the day it ends; a body that already is bound to the successor stays."""
    day, basis = told["happened_on"], told["basis"]
    writer = _binder(actor, [unit.pk, *([new.pk] if new else [])])
    running = Binding.objects.filter(unit=unit, valid_until=None).select_related("role")
    for binding in running:
        unbind(binding, valid_until=day, actor=writer, basis=basis)
        if new and not Binding.objects.filter(role=binding.role, unit=new, valid_until=None):
            bind(binding.role, new, valid_from=day, actor=writer, basis=basis)


def _binder(actor: Actor, unit_ids: list[int]) -> Actor:
    """Return the actor with the right to bind what the end of a unit itself unbinds."""
    grants = tuple(
        GrantValue(DeskRole.PLANNER, pk, downward=False, highest=Classification.OPEN)
        for pk in unit_ids
    )
    return Actor(
        actor.user_id, actor.post_id, actor.label, actor.unit_id, actor.root_id, actor.today, grants
    )


@dataclass(frozen=True, slots=True)
class Planned:
    """A filled template, as the preview shows it and the writer takes it."""

    lines: list[UnitLine]
    posts: list[PostLine]
    left_out: list[PostLine]
    """Posts with rights that whoever asks may not give."""

    @property
    def branches(self) -> list[Branch]:
        """Return the units as a tree."""
        return list(branches(self.lines))


def planned(form: TemplateForm, template: TreeTemplate, unit: Unit, actor: Actor) -> Planned:
    """Return what a template gives for one place.

    Raises:
        LawError: ``TREE-39`` units of the template stand there already, ``TREE-46`` nothing below
            the place is administered.
    """
    queries.require_all_below(actor, unit)
    told = form.cleaned_data
    kind = next(one for one in template.kinds if one.vi == told["kind"])
    place = Place(
        key=unit.key,
        name=Words(f"{kind.vi} {told['name']}", f"{told['name']} {kind.en}"),
        bare=told["name"],
        valid_from=told["valid_from"],
        basis=told["basis"],
        hamlets=told.get("hamlets", ()),
        wanted=told["wanted"],
        prefix=f"{unit.key[:16]}-" if unit.root_id else "",
    )
    lines, posts = filled(template, place)
    taken = queries.taken_keys(unit.root or unit, [line.key for line in lines])
    if taken:
        raise LawError("TREE-39", count=len(taken), keys=sorted(taken)[:5])
    asked = posts if told["with_posts"] else []
    kept = [post for post in asked if may_give(actor, unit, post)]
    return Planned(lines, kept, [post for post in asked if post not in kept])


def plant_template(found: Planned, unit: Unit, actor: Actor) -> None:
    """Write a filled template."""
    plant(unit, found.lines, found.posts, actor=actor)
