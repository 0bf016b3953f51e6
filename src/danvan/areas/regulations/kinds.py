"""What a person may do with a candidate: each kind of decision with its key, form and effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.areas.regulations import plan
from danvan.areas.regulations.export import faults_of, vocabulary
from danvan.areas.regulations.forms import (
    DutyForm,
    MergeForm,
    RejectForm,
    SaveForm,
    SeenForm,
    SplitForm,
)
from danvan.areas.regulations.models import Candidate, Draft, Standing
from danvan.areas.regulations.queries import all_bodies, pack_head
from danvan.areas.regulations.reading import group_of
from danvan.areas.regulations.register import (
    digest_of_lines,
    live,
    others_on,
    silent_lines,
    undecided_after,
)
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.refused import Refused
from danvan.web.reasons import place
from danvan.web.states import Text

SHORT_WORDS = 160


@dataclass(frozen=True, slots=True)
class Deed:
    """One kind of decision on a candidate.

    Args:
        label: What the button says.
        done: What is told when it was done.
        letter: Access key.
        form: Makes the form from the candidate and what was sent.
        perform: Decides; gives the candidate to go on with, ``None`` for the next undecided.
        template: Page of the form; empty where a button is enough.
        on: In which standings it is offered.
    """

    label: Text
    done: Text
    letter: str
    form: Callable[[Candidate, Any], SeenForm]
    perform: Callable[[Any, Candidate, Actor], Candidate | None]
    template: str = ""
    on: frozenset[str] = frozenset({Standing.UNDECIDED})


def proof_kinds() -> list[tuple[str, Text]]:
    """Return the kinds of case that can prove a duty."""
    return [(kind.key, kind.label) for kind in kinds.every() if kind.fulfilment]


def duty_form(duty: Mapping[str, Any], sent: Any, version: int = 0) -> DutyForm:
    """Return the form of a duty."""
    return DutyForm(
        sent,
        duty=duty,
        bodies=all_bodies(),
        kinds=proof_kinds(),
        initial={"version": version},
    )


def blank_duty(draft: Draft, address: str) -> dict[str, Any]:
    """Return the duty that a form for a provision begins with: whoever acts nearby probably acts
    here.
    """
    near = live(draft).filter(group=group_of(address)).order_by("-position").first()
    bearers = near.duty.get("bearers", []) if near else []
    return {"provision": address, "timing": "standing", "bearers": bearers}


def is_whole(form: DutyForm) -> bool:
    """Return whether a pack can hold the duty typed; what keeps it out is said at the fields."""
    faults = faults_of(form.duty, vocabulary())
    form.point_at(faults, place(form.duty["provision"]))
    return not faults


def _seen(form: type[SeenForm]) -> Callable[[Candidate, Any], SeenForm]:
    return lambda candidate, sent: form(sent, initial={"version": candidate.version})


def _edit_form(candidate: Candidate, sent: Any) -> SeenForm:
    return duty_form(candidate.duty, sent, candidate.version)


def _split_form(candidate: Candidate, sent: Any) -> SeenForm:
    act = (candidate.duty.get("act") or {}).get("vi", "")
    told = {"version": candidate.version, "first": act, "second": act}
    return SplitForm(sent, initial=told)


def _merge_form(candidate: Candidate, sent: Any) -> SeenForm:
    others = [
        (f"{one.pk}:{one.version}", f"{one.number}. {_act_of(one)}"[:SHORT_WORDS])
        for one in others_on(candidate)
    ]
    told = {"version": candidate.version, "other": others[0][0] if others else ""}
    return MergeForm(sent, others=others, initial=told)


def _act_of(candidate: Candidate) -> str:
    return str((candidate.duty.get("act") or {}).get("vi", ""))


def _accept(form: SeenForm, candidate: Candidate, actor: Actor) -> None:
    plan.accept(candidate, actor, seen=form.cleaned_data["version"])


def _edit(form: DutyForm, candidate: Candidate, actor: Actor) -> None:
    is_final = "later" not in form.data
    if is_final and not is_whole(form):
        raise Refused("CONFIRM-01", count=len(form.errors))
    seen = form.cleaned_data["version"]
    plan.edit(candidate, form.duty, actor, seen=seen, is_final=is_final)


def _reject(form: RejectForm, candidate: Candidate, actor: Actor) -> None:
    told = form.cleaned_data
    plan.reject(candidate, told["reason"], actor, seen=told["version"])


def _set_back(form: SeenForm, candidate: Candidate, actor: Actor) -> Candidate:
    plan.set_back(candidate, actor, seen=form.cleaned_data["version"])
    return candidate


def _split(form: SplitForm, candidate: Candidate, actor: Actor) -> Candidate:
    told = form.cleaned_data
    halves = plan.split(candidate, told["first"], told["second"], actor, seen=told["version"])[1]
    return halves[0]


def _merge(form: MergeForm, candidate: Candidate, actor: Actor) -> Candidate:
    other_id, _colon, seen_other = form.cleaned_data["other"].partition(":")
    other = next(one for one in others_on(candidate) if one.pk == int(other_id))
    seen = form.cleaned_data["version"]
    return plan.merge(candidate, other, actor, seen=seen, seen_other=int(seen_other))[1]


OPEN = frozenset({Standing.UNDECIDED})
CLOSED = frozenset({Standing.ACCEPTED, Standing.REJECTED})
DEEDS: dict[str, Deed] = {
    "accept": Deed(_("Chấp nhận"), _("Đã chấp nhận."), "a", _seen(SeenForm), _accept),
    "edit": Deed(
        _("Sửa"),
        _("Đã ghi lời sửa."),
        "e",
        _edit_form,
        _edit,
        "regulations/confirm_edit.html",
        OPEN | CLOSED,
    ),
    "split": Deed(
        _("Tách làm hai"),
        _("Đã tách làm hai; xem từng việc."),
        "s",
        _split_form,
        _split,
        "regulations/confirm_act.html",
        OPEN | {Standing.ACCEPTED},
    ),
    "merge": Deed(
        _("Gộp với việc khác"),
        _("Đã gộp; xem lại rồi chấp nhận."),
        "m",
        _merge_form,
        _merge,
        "regulations/confirm_act.html",
        OPEN | {Standing.ACCEPTED},
    ),
    "reject": Deed(
        _("Từ chối"),
        _("Đã từ chối."),
        "r",
        _seen(RejectForm),
        _reject,
        "regulations/confirm_act.html",
        OPEN | {Standing.ACCEPTED},
    ),
    "set-back": Deed(
        _("Để lại chưa quyết"),
        _("Đã để lại chưa quyết."),
        "b",
        _seen(SeenForm),
        _set_back,
        on=CLOSED,
    ),
}


def deeds_for(candidate: Candidate) -> dict[str, Deed]:
    """Return what may be done with a candidate as it stands now."""
    has_others = len(others_on(candidate)) > 0
    return {
        key: deed
        for key, deed in DEEDS.items()
        if candidate.standing in deed.on and (key != "merge" or has_others)
    }


def place_of(candidate: Candidate) -> str:
    """Return the address of a candidate on its article's page."""
    work_id = candidate.draft.version.work_id
    address = reverse("regulation-candidates", args=[work_id, candidate.group])
    return f"{address}?c={candidate.pk}#c{candidate.pk}"


def onward(draft: Draft, candidate: Candidate | None = None) -> str:
    """Return the address of the next undecided candidate, or of the overview where none is left."""
    following = undecided_after(draft, candidate)
    if following is None:
        return reverse("regulation-confirm", args=[draft.version.work_id])
    return place_of(following)


def save_form(draft: Draft, actor: Actor, sent: Any) -> SaveForm:
    """Return the form of the pack that a draft becomes."""
    told = pack_head(draft, actor)
    told["acknowledged"] = digest_of_lines(silent_lines(draft))
    return SaveForm(sent, bodies=all_bodies(), initial=told)
