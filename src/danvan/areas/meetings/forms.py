"""Forms of a meeting record.

Planning it, recording that it was held, letting it count elsewhere.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danvan.areas.meetings import queries
from danvan.kernel.cases.models import Taking
from danvan.kernel.cases.perform import Opening
from danvan.law.duties import Words
from danvan.web.forms import DayField, HouseForm, Ticks


class UnitsField(forms.TypedMultipleChoiceField):
    """Several units of the tree, ticked."""

    def __init__(self, *, folded: bool = False, **options: Any) -> None:
        super().__init__(coerce=int, empty_value=[], widget=Ticks(folded=folded), **options)


def own_first(units: list[tuple[int, str]], own: int | None) -> list[tuple[int, str]]:
    """Return units with the own one before the others, whose order stays."""
    return sorted(units, key=lambda unit: unit[0] != own)


class MeetingForm(HouseForm):
    """Opens a meeting record."""

    title = forms.CharField(label=_("Tên cuộc họp"), max_length=200)
    held_on = DayField(label=_("Ngày họp"))
    convener = forms.TypedChoiceField(label=_("Đơn vị chủ trì"), coerce=int)
    joint = UnitsField(
        label=_("Đơn vị cùng chủ trì"),
        required=False,
        folded=True,
        help_text=_("Chọn khi cuộc họp do nhiều đơn vị cùng chủ trì."),
    )
    partners = UnitsField(
        label=_("Đơn vị tham gia"),
        required=False,
        help_text=_(
            "Chỉ chọn đơn vị thực sự có mặt: danvan dựa vào đây để biết"
            " cuộc họp tính cho nhiệm vụ nào."
        ),
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    agenda = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 4}))
    called_for = forms.CharField(
        label=_("Ai đề nghị và vì sao"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ghi khi họp đột xuất."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is None:
            return
        language = get_language() or "vi"
        own, everybody = self.actor.unit_id, queries.tree_units(self.actor, language)
        self.fields["held_on"].initial = self.actor.today
        self.offer("convener", own_first(queries.convening_units(self.actor, language), own))
        for name in ("joint", "partners"):
            self.offer(name, own_first(everybody, own))

    def opening(self) -> Opening:
        """Return what the case is opened with."""
        kept = self.cleaned_data
        takings = dict.fromkeys(kept["partners"], Taking.COUNTERPART.value)
        takings |= dict.fromkeys(kept["joint"], Taking.BEARER.value)
        facts = {name: kept[name] for name in ("held_on", "place", "agenda", "called_for")}
        today = self.actor.today if self.actor else kept["held_on"]
        return Opening(
            unit_id=kept["convener"],
            title=Words(kept["title"], kept["title"]),
            opened_on=min(today, kept["held_on"]),
            facts=facts,
            takings=takings,
        )


class HoldForm(HouseForm):
    """Records that it was held, on the day of the session whatever the day of recording."""

    held_on = DayField(label=_("Ngày họp"))
    conclusions = forms.CharField(
        label=_("Kết luận"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    people_present = forms.IntegerField(
        label=_("Số người có mặt"), required=False, min_value=0, max_value=100_000
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None:
            self.fields["held_on"].initial = self.case.meeting.held_on


class ServeForm(HouseForm):
    """Lets it count for one more duty."""

    slug = forms.ChoiceField(label=_("Tính cho"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        found = queries.may_serve(self.case) if self.case else []
        english = (get_language() or "vi").startswith("en")
        self.fields["slug"].choices = [  # type: ignore[attr-defined]
            (match.case.slug, match.case.title_en if english else match.case.title_vi)
            for match in found
        ]
