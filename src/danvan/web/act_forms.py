"""The form of an act: its day, its proof, its own questions, its reason, the version seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.core import signing
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases.kinds import Act
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import EvidenceInput
from danvan.kernel.files.store import MEDIA_TYPES, keep
from danvan.kernel.packs.queries import terms
from danvan.web.forms import DayField, HouseForm
from danvan.web.templatetags.web import said

KEPT_FOR = 24 * 3600
"""How long, in seconds, a file already received may wait for the rest of its form."""
COMMON = frozenset(
    {"version", "effective_on", "reason", "role", "file", "kept_file", "document_number", "note"}
    | {"proven_on"}
)


class DayPart(HouseForm):
    """When the act was done, and which version of the case the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    effective_on = DayField(label=_("Ngày làm việc này"))


class ProofPart(HouseForm):
    """One proof: a file, the number of a document, or a dated note."""

    role = forms.ChoiceField(label=_("Loại minh chứng"))
    file = forms.FileField(label=_("Tệp"), required=False)
    kept_file = forms.CharField(widget=forms.HiddenInput, required=False)
    document_number = forms.CharField(label=_("Số, ký hiệu văn bản"), required=False, max_length=60)
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cần ít nhất một trong ba: tệp, số văn bản, ghi chú."),
    )
    proven_on = DayField(
        label=_("Ngày của minh chứng"),
        required=False,
        help_text=_("Bỏ trống nếu trùng với ngày làm việc này."),
    )


class ReasonPart(HouseForm):
    """Why, where it is asked."""

    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cần khi ghi lùi ngày nhiều, hoặc khi làm mà chưa đủ điều kiện trước."),
    )


class ActForm(HouseForm):
    """What the parts of every act's form know."""

    act: Act

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.act.needs_reason:
            self.fields["reason"].required = True
            self.fields["reason"].help_text = ""
        if self.act.evidence and self.case is not None:
            self.fields["file"].help_text = ", ".join(sorted(MEDIA_TYPES))
            self.offer("role", evidence_choices(self.case))

    @property
    def own_answers(self) -> dict[str, Any]:
        """Return the answers to the act's own questions."""
        return {key: value for key, value in self.cleaned_data.items() if key not in COMMON}

    def receive_file(self, *, by: str) -> None:
        """Store the file, if a good one came, whatever else is wrong; it need not be sent again.

        Raises:
            FileRefused: The file cannot be kept.
        """
        upload = self.cleaned_data.get("file") if self.act.evidence else None
        if upload:
            stored = keep(upload, upload.name, by=by)
            kept = {"id": stored.pk, "name": stored.name, "by": self._by}
            self.set_answer("kept_file", signing.dumps(kept, salt="kept-file"))

    @property
    def proofs(self) -> list[EvidenceInput]:
        """Return the proof handed in; nothing where nothing was."""
        told = self.cleaned_data
        if not self.act.evidence:
            return []
        file_id = self._kept().get("id")
        if not (file_id or told["document_number"] or told["note"]):
            return []
        return [
            EvidenceInput(
                role=told["role"],
                file_id=file_id,
                document_number=told["document_number"],
                note=told["note"],
                proven_on=told["proven_on"],
            )
        ]

    @property
    def kept_name(self) -> str:
        """Return the name of a file that was received with an earlier try."""
        return str(self._kept().get("name", ""))

    def with_version(self, version: int) -> None:
        """Go on from the version now seen, keeping what was typed."""
        self.set_answer("version", str(version))

    def _kept(self) -> dict[str, Any]:
        try:
            kept = signing.loads(self.data.get("kept_file", ""), salt="kept-file", max_age=KEPT_FOR)
        except signing.BadSignature:
            return {}
        return dict(kept) if kept["by"] == self._by else {}

    @property
    def _by(self) -> int | None:
        return self.actor.user_id if self.actor else None


def has_form(act: Act) -> bool:
    """Return whether an act asks nothing of its own, or the room that asks it is switched on."""
    return not act.form or "forms." in _path_of(act.form)


def _path_of(name: str) -> str:
    """Return the dotted path of a form that a room offers under a name, or the name itself."""
    for config in apps.get_app_configs():
        offered: dict[str, str] = getattr(config, "act_forms", {})
        if name in offered:
            return offered[name]
    return name


def form_of(act: Act) -> type[ActForm]:
    """Return the form class of an act: day, proof, its own fields, reason, in this order."""
    own = [import_string(_path_of(act.form))] if act.form else []
    proof = [ProofPart] if act.evidence else []
    return type("FormOfAct", (ActForm, ReasonPart, *own, *proof, DayPart), {"act": act})


def evidence_choices(case: Case) -> list[tuple[str, str]]:
    """Return the kinds of evidence, those that the duty names first."""
    words = {key: said(label) for key, label in terms("evidence").items()}
    facts = getattr(case, "occurrence", None) or getattr(case, "card", None)
    named = facts.duty.snapshot.get("evidence", []) if facts else []
    first = [key for key in named if key in words]
    return [(key, words[key]) for key in (*first, *(key for key in words if key not in first))]
