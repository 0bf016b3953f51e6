"""Follow a letter by code and PIN: how it stands, messages, asking to reopen, rating.

Nothing is kept in the browser: the page carries a pass that is signed here and ends soon.
"""

from __future__ import annotations

from typing import Any, Final

from allauth.core.internal.ratelimit import consume
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from danvan.faces.portal.forms import MessageForm, RatingForm, ReopenForm, TrackForm
from danvan.faces.portal.frame import show
from danvan.faces.portal.gates import public_form
from danvan.faces.portal.naming import unit_name
from danvan.faces.portal.uploads import measured, stage_all
from danvan.kernel.accounts.codes import typed
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox import doors, following
from danvan.kernel.letterbox.enclosing import MOST_FILES, enclosed, staged
from danvan.kernel.letterbox.models import Letter
from danvan.kernel.letterbox.offering import offers
from danvan.kernel.letterbox.promising import At, promised
from danvan.kernel.letterbox.receipts import by_pass, find, pass_of
from danvan.kernel.organisations.days import today_of
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.handing import hand_out
from danvan.web.limits import APP
from danvan.web.once import fresh
from danvan.web.sign_in_limits import too_often, wait

TRACK: Final = "letter_track"
TRIES: Final = {TRACK: "30/10m/ip,10/h/key"}
"""How often a wrong code or PIN may be tried, by address and by code; settings of the site."""
FORMS: Final[dict[str, type[HouseForm]]] = {
    "message": MessageForm,
    "reopen": ReopenForm,
    "rate": RatingForm,
}
LONGEST_ONCE: Final = 64
LONGEST_NUMBER: Final = 18
"""Digits of the number of a file; more than any database counts to."""


@public_form
def track(request: HttpRequest) -> HttpResponse:
    """Ask for code and PIN, show how a letter stands, take what is written there."""
    if request.method != "POST":
        return show(request, "portal/track.html", {"form": TrackForm()})
    handler = measured(request)
    if "pass" not in request.POST:
        return _enter(request)
    letter = by_pass(request.POST["pass"])
    if letter is None:
        over = {"form": TrackForm(), "is_over": True}
        return show(request, "portal/track.html", over, status=422)
    act = request.POST.get("act", "")
    if letter.case is None or act not in FORMS:
        return _standing(request, letter)
    once = request.POST.get("once", "")[:LONGEST_ONCE] or fresh()
    form = _form(act, request.POST)
    with_files = act == "message" and not following.is_sent(once)
    wrong = stage_all(request, handler, following.form_digest(once)) if with_files else []
    done = "" if wrong or not form.is_valid() else _do(act, form, letter.case, once)
    if done:
        return _standing(request, letter, {"done": done})
    asked = {act: form, "form": form, "once": once, "wrong_files": wrong}
    asked["staged"] = staged(following.form_digest(once))
    return _standing(request, letter, asked, status=422)


def _form(act: str, told: QueryDict | None = None) -> HouseForm:
    """Return one of the forms that stand on one page; their fields must not share an id."""
    return FORMS[act](told, auto_id=f"{act}_%s")


def _enter(request: HttpRequest) -> HttpResponse:
    form = TrackForm(request.POST)
    if not form.is_valid():
        return show(request, "portal/track.html", {"form": form}, status=422)
    key = typed(form.cleaned_data["code"])
    usage = consume(request, app=APP, action=TRACK, key=key, config=TRIES)
    if usage is None:
        return _later(request, key)
    letter = find(form.cleaned_data["code"], form.cleaned_data["pin"])
    if letter is None:
        form.add_error(None, sentence(Refused("LET-13")))
        return show(request, "portal/track.html", {"form": form}, status=422)
    usage.rollback()
    return _standing(request, letter)


def _later(request: HttpRequest, key: str) -> HttpResponse:
    seconds = max(1, wait(request, TRACK, app=APP, key=key, config=TRIES))
    said = sentence(too_often(seconds))
    response = show(request, "portal/later.html", {"said": said}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _do(act: str, form: HouseForm, case: Case, once: str) -> str:
    """Do what was asked; return the words that say so, or nothing where the form says why not."""
    told = form.cleaned_data
    try:
        if act == "rate":
            following.rate(case, told["score"], told["words"])
            return _("Cảm ơn. Đánh giá đã được ghi.")
        following.write(case, told["text"], form=once, asks_to_reopen=act == "reopen")
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return ""
    if act == "reopen":
        return _("Đề nghị mở lại đã gửi. Nơi xử lý trả lời ở trang này.")
    return _("Tin đã gửi. Nơi xử lý trả lời ở trang này.")


def _standing(
    request: HttpRequest, letter: Letter, more: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Show how a letter stands."""
    language, today = get_language() or "vi", today_of(letter.unit)
    told, case = following.told(letter, language), letter.case
    context: dict[str, Any] = {
        "letter": letter,
        "what": _kind_of(letter),
        "told": told,
        "has_why": _has_why(letter),
        "is_late": bool(told and told.due_on and told.due_on < today),
        "unit": unit_name(case.unit_id if case else letter.unit_id, today, language),
        "pass": pass_of(letter),
        "once": fresh(),
        "thread": following.thread(case) if case else (),
        "sent_files": enclosed(case) if case else (),
        "message": _form("message"),
        "most_files": MOST_FILES,
    }
    if case and following.may_ask_to_reopen(case):
        context["reopen"] = _form("reopen")
    if case and following.may_rate(case):
        context["rate"] = _form("rate")
    return show(request, "portal/standing.html", context | (more or {}), status=status)


def _kind_of(letter: Letter) -> str:
    """Return what kind of letter it is; the kind it was opened as counts."""
    key = letter.case.kind if letter.case else letter.kind
    return str(kinds.get(key).label) if kinds.known(key) else ""


def _has_why(letter: Letter) -> bool:
    """Whether the page that tells the days tells the day that was promised here."""
    if letter.kind not in offers() or letter.promised_on is None:
        return False
    found = promised(letter.kind, At.of(letter.unit), letter.received_on)
    is_told = found is not None and found.on == letter.promised_on
    return is_told and doors.open_door(letter.unit_id) is not None


@public_form
def give_file(request: HttpRequest) -> HttpResponse:
    """Give a file of one's own matter back."""
    letter = by_pass(request.POST.get("pass", ""))
    wanted = request.POST.get("file", "")
    case = letter.case if letter else None
    if case is None or not wanted.isdecimal() or len(wanted) > LONGEST_NUMBER:
        raise Http404
    found = enclosed(case, thread=True).filter(pk=int(wanted)).first()
    if found is None:
        raise Http404
    return hand_out(request, found.file)
