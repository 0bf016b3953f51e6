"""Last year's register as a spreadsheet: checked, shown, brought in whole or not at all, undone."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django import forms
from django.contrib import messages
from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.areas.petitions.models import Channel, Competence, Petitioner
from danvan.areas.petitions.plan import OFFICER
from danvan.areas.petitions.queries import receiving_units
from danvan.areas.petitions.register import takes_in
from danvan.areas.petitions.shapes import CONTENT
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.bringing import Brought, bring_many
from danvan.kernel.cases.bulk import discard_many
from danvan.kernel.cases.models import Batch, Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.models import Unit
from danvan.law.collation import fold
from danvan.law.duties import Words
from danvan.law.errors import LawError
from danvan.law.petition_rows import (
    HEADINGS,
    CheckedPetitions,
    OldBook,
    OldPetition,
    check_petitions,
)
from danvan.readers.sheets import read_sheet, read_table
from danvan.web import dates
from danvan.web.errors import sentence
from danvan.web.export import Sheet, sheets_response
from danvan.web.forms import HouseForm
from danvan.web.gates import actor_or_403
from danvan.web.once import once
from danvan.web.pages import render
from danvan.web.remarks import remark_at_row

ACTION = "petitions.register.import"
UNDO = "petitions.register.undo"
MOST_ROWS = 20_000
MOST_BYTES = 5_000_000
MOST_SHOWN = 200
KEPT_FOR = 3600
"""How long, in seconds, a spreadsheet that was checked may wait to be written."""
SALT = "petition-import"
ACCEPT = "accept"


class ImportForm(HouseForm):
    """A register of one year as a spreadsheet, and whose it is."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Sổ của"), coerce=int)
    year = forms.IntegerField(label=gettext_lazy("Năm của sổ"), min_value=1990, max_value=2100)
    file = forms.FileField(label=gettext_lazy("Bảng tính (XLSX, CSV)"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is not None:
            self.offer("unit", receiving_units(self.actor, get_language() or "vi"))


def words_of_kinds() -> dict[str, str]:
    """Return the labels of the kinds, folded, in both languages, with their keys."""
    return _folded((key, kinds.get(key).label) for key in CONTENT)


def _folded(pairs: Iterable[tuple[str, object]]) -> dict[str, str]:
    told = list(pairs)
    found = {key: key for key, _words in told}
    for language in ("en", "vi"):
        with override(language):
            found |= {fold(str(words)): key for key, words in told}
    return found


def endings(kind_key: str) -> dict[str, object]:
    """Return the states an old petition may stand in: as it came in, accepted, ended."""
    kind = kinds.get(kind_key)
    accepted = {act.target for act in kind.acts if act.key == ACCEPT}
    offered = {kind.initial, *accepted, *kind.closed}
    return {key: words for key, words in kind.states.items() if key in offered}


def book_of(unit_id: int, year: int, actor: Actor) -> OldBook:
    """Return what the rows of a year are checked against."""
    taken = Case.objects.filter(unit_id=unit_id, kind__in=list(CONTENT), opened_on__year=year)
    return OldBook(
        year=year,
        today=actor.today,
        kinds=words_of_kinds(),
        channels=_folded(Channel.choices),
        outcomes={key: _folded(endings(key).items()) for key in CONTENT},
        closed={key: kinds.get(key).closed for key in CONTENT},
        initial={key: kinds.get(key).initial for key in CONTENT},
        accepted="accepted",
        usual_channel=Channel.LETTER,
        taken=frozenset(taken.exclude(number="").values_list("number", flat=True)),
    )


def brought(line: OldPetition, unit_id: int) -> Brought:
    """Return a checked row as a case to open."""
    return Brought(
        kind=line.kind,
        unit_id=unit_id,
        title=Words(line.title, line.title),
        number=line.number,
        opened_on=line.received,
        state=line.state,
        closed_on=line.closed,
        facts={
            "text": text_of(line),
            "received_on": line.received,
            "channel": line.channel,
            "signatory_count": line.people,
            "answer_number": line.answer,
            "answered_on": line.closed if line.answer else None,
            "passed_to": line.passed_to,
            "competence": Competence.OURS if line.accepted else Competence.UNKNOWN,
        },
        acts=[(ACCEPT, line.accepted)] if line.accepted else [],
        beside=lambda case: petitioners(line, case),
    )


def petitioners(line: OldPetition, case: Case) -> list[Petitioner]:
    """Return who sent an old petition; nobody where the register names none."""
    if not (line.name or line.address):
        return []
    return [Petitioner(petition_id=case.pk, name=line.name, address=line.address)]


def text_of(line: OldPetition) -> str:
    """Return what handlers read of an old petition: the matter, and when it was accepted."""
    if line.accepted is None:
        return line.matter
    told = _("(Theo sổ cũ: thụ lý ngày %(day)s.)") % {"day": dates.show_day(line.accepted)}
    return f"{line.matter}\n{told}"


@transaction.atomic
def write(checked: CheckedPetitions, unit_id: int, year: int, actor: Actor) -> Batch:
    """Bring checked petitions in; whoever brings the same register meanwhile waits.

    Raises:
        Refused: ``CASE-01`` no officer there, ``REG-59`` a number has come in since the check,
            ``REG-62`` nothing to write, or something stops it.
    """
    Unit.objects.select_for_update().get(pk=unit_id)
    if not checked.is_clean:
        raise Refused("REG-62")
    taken = book_of(unit_id, year, actor).taken
    again = next((line.number for line in checked.lines if line.number in taken), "")
    if again:
        raise Refused("REG-59", value=again)
    rows = [brought(line, unit_id) for line in checked.lines]
    return bring_many(rows, actor, action=ACTION)


def batches(actor: Actor) -> QuerySet[Batch]:
    """Return the registers that were brought in where the actor takes petitions in."""
    mine = Case.objects.filter(actor.reach_with(OFFICER, "unit_id"), kind__in=list(CONTENT))
    rows = Batch.objects.filter(action=ACTION, cases__in=mine)
    return rows.annotate(left=Count("cases")).order_by("-pk")


def checked_of(content: bytes, name: str, told: dict[str, Any], actor: Actor) -> CheckedPetitions:
    """Return what a spreadsheet would bring in.

    Raises:
        Refused: ``PET-46`` it is no spreadsheet, or too large.
        LawError: It cannot be read.
    """
    ending = name.lower().rpartition(".")[2]
    if ending not in READERS or len(content) > MOST_BYTES:
        raise Refused("PET-46", name=name, megabytes=MOST_BYTES // 1_000_000)
    sheet = READERS[ending](content, name, most_rows=MOST_ROWS)
    return check_petitions(sheet.rows, sheet.formulas, book_of(told["unit"], told["year"], actor))


READERS = {"xlsx": read_sheet, "csv": read_table}


def seal(content: bytes, name: str, told: dict[str, Any], actor: Actor) -> str:
    """Return what stands for a checked spreadsheet; it waits sealed, and only the page opens it."""
    key, lock = secrets.token_urlsafe(18), Fernet.generate_key()
    cache.set(f"{SALT}:{key}", Fernet(lock).encrypt(content), KEPT_FOR)
    ticket = {"key": key, "lock": lock.decode(), "name": name, "by": actor.user_id}
    return signing.dumps(ticket | {name: told[name] for name in ("unit", "year")}, salt=SALT)


def unsealed(ticket: str) -> tuple[bytes, dict[str, Any]]:
    """Return a spreadsheet that waits, and what was told of it.

    Raises:
        Refused: ``REG-64`` it waited too long, ``REG-65`` the ticket is none of ours.
    """
    try:
        told = signing.loads(ticket, salt=SALT, max_age=KEPT_FOR)
    except signing.SignatureExpired:
        raise Refused("REG-64") from None
    except signing.BadSignature:
        raise Refused("REG-65") from None
    kept = cache.get(f"{SALT}:{told['key']}")
    if kept is None:
        raise Refused("REG-64")
    try:
        return Fernet(told["lock"]).decrypt(kept), told
    except InvalidToken:
        raise Refused("REG-65") from None


def taker_or_404(request: HttpRequest) -> Actor:
    """Return the actor where petitions may be taken in, else not found."""
    actor = actor_or_403(request)
    if not takes_in(actor):
        raise Http404
    return actor


@require_safe
def import_form(request: HttpRequest) -> HttpResponse:
    """Give the empty spreadsheet, with the words that its closed lists know."""
    taker_or_404(request)
    with override("vi"):
        rows = [
            (str(kinds.get(key).label), str(words))
            for key in CONTENT
            for words in endings(key).values()
        ]
        ways, outcome = HEADINGS["channel"], HEADINGS["outcome"]
        known = [
            Sheet(outcome, (HEADINGS["kind"], outcome), rows),
            Sheet(ways, (ways,), [(str(one),) for one in Channel.labels]),
        ]
        sheets = [Sheet(_("Sổ"), list(HEADINGS.values()), []), *known]
        return sheets_response("so-don-nam-truoc", sheets)


@require_http_methods(["GET", "POST"])
def show_import(request: HttpRequest) -> HttpResponse:
    """Check a spreadsheet of a register and show what it would bring in; nothing is written yet."""
    actor = taker_or_404(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImportForm(*sent, initial={"year": actor.today.year - 1}, actor=actor)
    context: dict[str, Any] = {"form": form, "batches": batches(actor)[:MOST_SHOWN]}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            content = upload.read(MOST_BYTES + 1)
            checked = checked_of(content, upload.name, form.cleaned_data, actor)
        except (Refused, LawError) as refused:
            form.add_error("file", sentence(refused))
        else:
            context |= shown(checked)
            if checked.is_clean:
                context["ticket"] = seal(content, upload.name, form.cleaned_data, actor)
    is_wrong = form.errors or ("checked" in context and not context["checked"].is_clean)
    return render(request, "petitions/import.html", context, status=422 if is_wrong else 200)


def shown(checked: CheckedPetitions) -> dict[str, Any]:
    """Return what the page shows of checked rows."""
    remarks = sorted(map(remark_at_row, checked.findings), key=lambda one: not one.stops)
    rows = [
        (line, kinds.get(line.kind).label, kinds.get(line.kind).states[line.state])
        for line in checked.lines[:MOST_SHOWN]
    ]
    more = max(0, len(checked.lines) - MOST_SHOWN)
    return {"checked": checked, "rows": rows, "more": more, "remarks": remarks[:MOST_SHOWN]}


@require_POST
@once
def write_import(request: HttpRequest) -> HttpResponse:
    """Bring in a spreadsheet that was checked, checked once more."""
    actor = taker_or_404(request)
    try:
        content, told = unsealed(request.POST.get("ticket", ""))
        if told["by"] != actor.user_id:
            raise Http404
        checked = checked_of(content, told["name"], told, actor)
        batch = write(checked, told["unit"], told["year"], actor)
    except (Refused, LawError) as refused:
        messages.warning(request, sentence(refused))
        return redirect("petition-import")
    cache.delete(f"{SALT}:{told['key']}")
    messages.success(request, _("Đã nhập %(count)s đơn.") % {"count": batch.case_count})
    return redirect("petition-import")


@require_POST
def undo_import(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Take a register back that was brought in, as long as nobody has worked on any of it."""
    actor = taker_or_404(request)
    batch = get_object_or_404(batches(actor), pk=batch_id)
    mine = Q(actor.reach_with(OFFICER, "unit_id"))
    ids = list(batch.cases.filter(mine).values_list("pk", flat=True))
    if len(ids) != batch.cases.count():
        raise Http404
    try:
        count = discard_many(ids, actor, action=UNDO)
    except Refused as refused:
        messages.warning(request, sentence(refused))
    else:
        messages.success(request, _("Đã hoàn tác: bỏ %(count)s đơn.") % {"count": count})
    return redirect("petition-import")
