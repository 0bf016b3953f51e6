"""Forms of personal data: a local time, a disposal with holds, a request and its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from danvan.areas.privacy import queries
from danvan.areas.privacy.models import Proven, Wish
from danvan.areas.privacy.rules import closed_before
from danvan.kernel.cases.perform import Opening
from danvan.kernel.cases.refused import Refused
from danvan.law.duties import Words
from danvan.web.forms import DayField, HouseForm
from danvan.web.states import Text

MOST_MONTHS = 1200


def in_both(words: Text, what: Text) -> Words:
    """Return a title in both languages, whichever is read now."""
    told = []
    for language in ("vi", "en"):
        with translation.override(language):
            told.append(str(words) % {"what": str(what)})
    return Words(*told)


class LocalTimeForm(HouseForm):
    """How long this place keeps it, and by which paper."""

    months = forms.IntegerField(
        label=_("Số tháng từ ngày kết thúc hồ sơ"),
        min_value=0,
        max_value=MOST_MONTHS,
        help_text=_("Ghi 0 để thôi dùng thời hạn của địa phương."),
    )
    source = forms.CharField(
        label=_("Văn bản làm căn cứ"),
        max_length=300,
        help_text=_("Loại, số, ngày, nơi ban hành."),
    )


class DisposalForm(HouseForm):
    """Proposes a list of what is past its time at one unit."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    key = forms.ChoiceField(
        label=_("Dữ liệu nào"),
        help_text=_("Danh sách được lập từ mọi hồ sơ quá thời hạn giữ, trừ hồ sơ đang được giữ."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is None:
            return
        self.offer("unit", queries.working_units(self.actor))
        self.kept = {
            one.keeping.key: one
            for one in queries.kept(self.actor)
            if one.limit and one.keeping.forget and closed_before(one.limit, self.actor.today)
        }
        self.offer("key", [(key, one.keeping.label) for key, one in self.kept.items()])

    def opening(self) -> Opening:
        """Return what the case is opened with."""
        if self.actor is None:
            raise Refused("CASE-01")
        one = self.kept[self.cleaned_data["key"]]
        return Opening(
            unit_id=self.cleaned_data["unit"],
            title=in_both(_("Hủy dữ liệu: %(what)s"), one.keeping.label),
            opened_on=self.actor.today,
            facts={
                "key": one.keeping.key,
                "closed_before": closed_before(one.limit, self.actor.today) if one.limit else None,
                "basis": f"{one.words}: {one.source}"[:300],
                "proposed_by": self.actor.label,
                "proposed_by_id": self.actor.user_id,
            },
            takings={},
        )


class TargetForm(HouseForm):
    """One case of the list."""

    target = forms.ChoiceField(label=_("Hồ sơ"))
    wants_held = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is None or self.actor is None:
            return
        lines = queries.disposal_facts(self.case, self.actor)["lines"]
        self.offer(
            "target",
            [
                (line.target.slug, line.target.title_vi)
                for line, standing in lines
                if bool(standing) == self.wants_held
            ],
        )


class LiftForm(TargetForm):
    """One held case of the list."""

    wants_held = True


class RequestForm(HouseForm):
    """Takes a request in; who asks and what is read by the handlers only."""

    unit = forms.TypedChoiceField(label=_("Đơn vị nhận"), coerce=int)
    wish = forms.ChoiceField(label=_("Yêu cầu"), choices=Wish.choices, widget=forms.RadioSelect)
    received_on = DayField(label=_("Ngày nhận"))
    proven = forms.ChoiceField(
        label=_("Biết là người có dữ liệu bằng cách nào"),
        choices=Proven.choices,
        widget=forms.RadioSelect,
        help_text=_("Không nhận, không lưu ảnh hay bản chụp giấy tờ tùy thân."),
    )
    name = forms.CharField(label=_("Họ tên người yêu cầu"), max_length=120, required=False)
    contact = forms.CharField(label=_("Cách liên hệ để trả lời"), max_length=200)
    text = forms.CharField(
        label=_("Về dữ liệu nào"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Chỉ người xử lý yêu cầu này đọc được."),
    )
    needs_others = forms.BooleanField(label=_("Phải có nơi khác cùng thực hiện"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is not None:
            self.offer("unit", queries.working_units(self.actor))
            self.fields["received_on"].initial = self.actor.today

    def opening(self) -> Opening:
        """Return what the case is opened with; its title names nobody."""
        told = self.cleaned_data
        names = ("wish", "proven", "name", "contact", "text", "needs_others")
        return Opening(
            unit_id=told["unit"],
            title=in_both(_("Yêu cầu về dữ liệu cá nhân: %(what)s"), Wish(told["wish"]).label),
            opened_on=told["received_on"],
            facts={name: told[name] for name in names},
            takings={},
        )


class AnswerForm(HouseForm):
    """What was done, or why not."""

    answer = forms.CharField(
        label=_("Đã làm gì, đã trả lời thế nào"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
