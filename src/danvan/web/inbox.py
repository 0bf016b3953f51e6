"""What a post has been told, as lines with sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.notices.models import Notice
from danvan.law.messages import say, sentences
from danvan.law.pack_folders import packs_folder
from danvan.web.states import Text

USUAL: Mapping[str, Text] = {
    "duties.due_soon": _("Sắp đến hạn"),
    "duties.overdue": _("Đã quá hạn mà chưa ghi là xong"),
    "duties.opened": _("Kế hoạch vừa mở %(count)s việc cho đơn vị"),
    "duties.occurrence.open": _("Có việc mới mà đơn vị cùng tham gia hoặc nhận kết quả"),
}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice: its sentence, and its case where the actor still sees it."""

    notice: Notice
    words: str
    due_on: str
    case: Case | None


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """Return the notices of the actor's post, newest first."""
    if actor.post_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(post_id=actor.post_id).select_related("case").order_by("-id")


def unread_count(actor: Actor) -> int:
    """Return how many of them have not been read."""
    if actor.post_id is None:
        return 0
    return Notice.objects.filter(post_id=actor.post_id, read_at__isnull=True).count()


def told(notices: Iterable[Notice], actor: Actor) -> list[NoticeLine]:
    """Return notices as lines; cases that have gone out of sight are not named."""
    kept = list(notices)
    named = {notice.case_id for notice in kept if notice.case_id}
    seen = set(visible_cases(actor).filter(pk__in=named).values_list("pk", flat=True))
    return [_line(notice, notice.case if notice.case_id in seen else None) for notice in kept]


def _line(notice: Notice, case: Case | None) -> NoticeLine:
    return NoticeLine(notice, words_of(notice), str(notice.fields.get("due_on") or ""), case)


def words_of(notice: Notice) -> str:
    """Return the sentence of a notice: from the messages of the packs, else the usual one."""
    code = f"NOTICE.{notice.key}"
    if code in sentences(packs_folder()):
        return say(code, _readable(notice.fields), translation.get_language() or "vi")
    if notice.key in USUAL:
        return str(USUAL[notice.key]) % dict(notice.fields)
    return _act_words(notice.key)


def _act_words(name: str) -> str:
    """Return the words for an act that another unit performed: ``duties.occurrence.complete``."""
    kind, _dot, key = name.rpartition(".")
    act = kinds.get(kind).act(key) if kinds.known(kind) else None
    return str(act.label) if act else name


def _readable(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields with days as days again; JSON holds them as text."""
    return {name: _day(value) if name.endswith("_on") else value for name, value in fields.items()}


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return value
