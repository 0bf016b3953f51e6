"""Say in words what a candidate proposes: who, what, when, how sure, and why.

And what the list of regulations says of each, on the page and in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.regulations.models import Candidate, Standing
from danvan.areas.regulations.queries import ListLine
from danvan.areas.regulations.shapes import unknown_bodies
from danvan.kernel.packs.queries import body_names, terms
from danvan.law.duties import Words
from danvan.web.dates import show_day
from danvan.web.due_words import day_words, rule_words
from danvan.web.states import Text
from danvan.web.tables import Column, Table
from danvan.web.templatetags.web import said

WHY: Mapping[str, Text] = {
    "dated": gettext_lazy("Câu ghi cả nhịp và ngày cuối."),
    "period": gettext_lazy("Câu ghi nhịp, không ghi ngày."),
    "period_not_stated": gettext_lazy("Câu nói định kỳ mà không nói kỳ nào hoặc ngày nào."),
    "at_least": gettext_lazy("Câu ghi số lần tối thiểu."),
    "ad_hoc": gettext_lazy(
        "Câu nói khi có việc phát sinh, có yêu cầu hoặc trong một khoảng thời gian."
    ),
    "before": gettext_lazy("Câu nói phải làm trước một việc khác."),
    "timely": gettext_lazy("Câu nói kịp thời, không ghi số ngày."),
    "urgent": gettext_lazy("Câu nói phải báo ngay."),
    "standing": gettext_lazy("Câu không ghi kỳ hay hạn: việc làm thường xuyên."),
    "span": gettext_lazy("Câu nói về cả một giai đoạn."),
    "once": gettext_lazy("Câu nói về việc làm một lần."),
    "by_reference": gettext_lazy("Câu để thời gian cho văn bản khác định."),
}
"""Why a class of timing is proposed."""

NONE_SAID = ("", gettext_lazy("Không ghi"))
RELATIONS = (
    NONE_SAID,
    ("by", gettext_lazy("Chậm nhất ngày (ngày ấy còn đúng hạn)")),
    ("before", gettext_lazy("Trước ngày (ngày ấy đã chậm)")),
    ("on", gettext_lazy("Vào ngày")),
    ("within", gettext_lazy("Trong một khoảng thời gian")),
)
MONTHS = (
    NONE_SAID,
    ("every", gettext_lazy("Chính tháng báo cáo (chỉ cho kỳ tháng)")),
    ("next", gettext_lazy("Tháng sau khi kỳ kết thúc")),
    ("last_of_quarter", gettext_lazy("Tháng cuối của kỳ")),
)
MEASURES = (
    NONE_SAID,
    ("hour", gettext_lazy("giờ")),
    ("day", gettext_lazy("ngày")),
    ("working_day", gettext_lazy("ngày làm việc")),
    ("month", gettext_lazy("tháng")),
)
MATCH_WORDS = {
    "bearer": gettext_lazy("cơ quan phải làm"),
    "convener": gettext_lazy("cơ quan chủ trì"),
    "partners": gettext_lazy("thành phần"),
    "period": gettext_lazy("kỳ"),
    "document": gettext_lazy("văn bản"),
}
"""What may be chosen in the form of a duty."""


class Labels:
    """The words of bodies and closed lists that a page of candidates needs; six queries."""

    def __init__(self, duties: Iterable[Mapping[str, Any]]) -> None:
        self.timings, self.modalities = terms("timings"), terms("modalities")
        self.areas, self.evidence = terms("areas"), terms("evidence")
        self.bearings = terms("bearings")
        self.bodies = body_names({slug for duty in duties for slug in bodies_of(duty)})

    def body(self, slug: str) -> Words:
        """Return what a body is called."""
        return self.bodies.get(slug) or Words(slug, slug)


def bodies_of(duty: Mapping[str, Any]) -> list[str]:
    """Return every body that a duty names."""
    receivers = [one["role"] for one in duty.get("receivers", ())]
    return [*duty.get("bearers", ()), *duty.get("counterparts", ()), *receivers]


@dataclass(frozen=True)
class Line:
    """One candidate in the words of the page."""

    candidate: Candidate
    labels: Labels
    is_focus: bool

    @property
    def duty(self) -> Mapping[str, Any]:
        """Return the duty as it would stand in the pack."""
        return self.candidate.duty

    @property
    def bearers(self) -> list[Words]:
        """Return who owes it."""
        return [self.labels.body(slug) for slug in self.duty.get("bearers", ())]

    @property
    def counterparts(self) -> list[Words]:
        """Return with whom it is done."""
        return [self.labels.body(slug) for slug in self.duty.get("counterparts", ())]

    @property
    def receivers(self) -> list[tuple[Words, str]]:
        """Return who receives the result, and in what way."""
        rows = self.duty.get("receivers", ())
        return [(self.labels.body(one["role"]), one["as"]) for one in rows]

    @property
    def unknown(self) -> list[str]:
        """Return the bodies that the text names and nobody recognised."""
        return [] if self.candidate.standing == Standing.ACCEPTED else unknown_bodies(self.proposal)

    @property
    def proposal(self) -> Mapping[str, Any]:
        """Return what was proposed; empty for what was added by hand."""
        return self.candidate.proposal

    @property
    def timing(self) -> Words | None:
        """Return the class of timing."""
        return self.labels.timings.get(self.duty["timing"])

    @property
    def when(self) -> str:
        """Return rhythm and deadline in words; empty where neither is written."""
        rule, period = self.duty.get("deadline"), self.duty.get("period", "")
        told = rule_words(period, rule) if period else day_words(rule or {})
        count = self.duty.get("at_least")
        return (
            _("ít nhất %(count)s lần, %(when)s") % {"count": count, "when": told} if count else told
        )

    @property
    def area(self) -> Words | None:
        """Return the process area."""
        return self.labels.areas.get(self.duty.get("area", ""))

    @property
    def modality(self) -> Words | None:
        """Return what kind of order it is."""
        return self.labels.modalities.get(self.duty.get("modality", ""))

    @property
    def evidence(self) -> list[Words]:
        """Return what proves it."""
        found = (self.labels.evidence.get(key) for key in self.duty.get("evidence", ()))
        return [one for one in found if one]

    @property
    def percent(self) -> int | None:
        """Return how sure the proposal is, in percent."""
        sure = self.proposal.get("confidence")
        return round(sure * 100) if isinstance(sure, int | float) else None

    @property
    def why(self) -> str:
        """Return why it was proposed: what the words of time are, and who was found."""
        told = [str(WHY.get(str(self.proposal.get("timing_class")), ""))]
        if not self.proposal.get("bearers"):
            told.append(_("Câu không nói ai phải làm."))
        return " ".join(part for part in told if part)


def _number(line: ListLine) -> str:
    return line.work.number if line.work else line.uses[0].pack.document_number


def _title(line: ListLine) -> str:
    return line.work.title if line.work else said(line.uses[0].pack.document["title"])


def _kind(line: ListLine) -> str:
    if line.work is None:
        return _("chưa nạp lời văn; xem theo điều khoản")
    return said(line.kind) if line.kind else ""


def _issued_on(line: ListLine) -> date | None:
    if line.work:
        return line.work.issued_on
    kept = line.uses[0].pack.document.get("on")
    return date.fromisoformat(kept) if kept else None


def _address(line: ListLine) -> str:
    if line.work:
        return reverse("regulation", args=[line.work.pk])
    return reverse("regulation-of-pack", args=[line.uses[0].pack.name])


def _packs(line: ListLine) -> str:
    told = (
        _("%(pack)s, dùng từ %(day)s; %(state)s")
        % {
            "pack": said(use.pack, "label"),
            "day": show_day(use.valid_from),
            "state": use.pack.get_state_display(),
        }
        for use in line.uses
    )
    return " · ".join(told) or _("chưa dùng gói nào")


REGULATIONS = Table(
    "regulations",
    gettext_lazy("Văn bản"),
    (
        Column("title", gettext_lazy("Tên"), _title, link=_address, is_wide=True),
        Column("number", gettext_lazy("Số, ký hiệu"), lambda line: _number(line) or "–"),
        Column("kind", gettext_lazy("Loại"), _kind),
        Column("day", gettext_lazy("Ngày"), _issued_on),
        Column("packs", gettext_lazy("Gói nhiệm vụ"), _packs, is_wide=True),
    ),
    "-day",
)
