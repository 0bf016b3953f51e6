"""Forms of petitions: taking one in, classifying, passing on, extending, answering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions import queries
from danvan.areas.petitions.acts import CLASSIFIED
from danvan.areas.petitions.matters import lead_of
from danvan.areas.petitions.merge import issued_number
from danvan.areas.petitions.models import (
    Before,
    Channel,
    Competence,
    Condition,
    Part,
    Through,
    Track,
)
from danvan.areas.petitions.shapes import VOTERS, Intake, Sender
from danvan.kernel.accounts.actors import Actor
from danvan.web.forms import DayField, HouseForm

MOST_SIGNS = 20_000
"""Characters of a petition typed in; more comes as a file."""
MOST_SIGNATORIES = 100_000
FEW_UNITS = 12
"""That stand in one list; of more, the likely ones are listed and the rest searched for."""
MOST_FOUND = 50
ABOUT_SENDER = ("name", "address", "phone", "email", "part")


class IntakeForm(HouseForm):
    """What is asked at the counter; only the matter itself must be filled in."""

    unit = forms.TypedChoiceField(label=_("Đơn vị nhận"), coerce=int)
    title = forms.CharField(
        label=_("Việc gì, trong một dòng"),
        max_length=200,
        help_text=_("Không ghi tên người gửi: dòng này hiện trong danh sách."),
    )
    text = forms.CharField(
        label=_("Nội dung"), max_length=MOST_SIGNS, widget=forms.Textarea(attrs={"rows": 8})
    )
    received_on = DayField(label=_("Ngày nhận"))
    channel = forms.ChoiceField(
        label=_("Cách gửi đến"),
        choices=[one for one in Channel.choices if one[0] not in {Channel.WEB, Channel.POSTER}],
    )
    forwarder = forms.CharField(
        label=_("Nơi chuyển đến"),
        max_length=200,
        required=False,
        help_text=_("Ghi khi đơn do nơi khác chuyển đến."),
    )
    is_privileged = forms.BooleanField(
        label=_("Nơi chuyển là đại biểu dân cử, Mặt trận hoặc báo chí"), required=False
    )
    place = forms.TypedChoiceField(
        label=_("Khu dân cư"), coerce=int, empty_value=None, required=False
    )
    signatory_count = forms.IntegerField(
        label=_("Số người đứng tên"), min_value=1, max_value=MOST_SIGNATORIES, initial=1
    )
    name = forms.CharField(
        label=_("Họ tên người gửi"),
        max_length=120,
        required=False,
        help_text=_("Chỉ người xử lý đơn này đọc được phần về người gửi."),
    )
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    part = forms.ChoiceField(label=_("Người này là"), choices=Part.choices)
    track = forms.ChoiceField(
        label=_("Giải quyết theo"),
        choices=[("", _("theo nơi nhận")), *Track.choices],
        required=False,
        help_text=_(
            "Quyết định thời hạn phải giữ. Cơ quan đảng theo quy định của Đảng, cơ quan khác theo"
            " pháp luật của Nhà nước; chọn khi đơn này khác."
        ),
    )
    raised_through = forms.ChoiceField(
        label=_("Cử tri nêu qua"),
        choices=Through.choices,
        required=False,
        help_text=_("Quyết định thời hạn trả lời: Hội đồng nhân dân và Quốc hội khác nhau."),
    )
    first = forms.ChoiceField(
        label=_("Khiếu nại lần hai của"),
        required=False,
        help_text=_("Để trống nếu là khiếu nại lần đầu."),
    )

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        if self.actor is None:
            return
        language = get_language() or "vi"
        self.fields["received_on"].initial = self.actor.today
        self.offer("unit", queries.receiving_units(self.actor, language))
        self.offer("place", [("", "—"), *queries.places(self.actor, language)])
        if kind != VOTERS:
            del self.fields["raised_through"]
        firsts = queries.decided_complaints(self.actor, kind, language)
        if firsts:
            self.offer("first", [("", "—"), *firsts])
        else:
            del self.fields["first"]

    def intake(self) -> Intake:
        """Return what was told."""
        told = self.cleaned_data
        sender = Sender(**{name: told[name] for name in ABOUT_SENDER})
        named = any((sender.name, sender.address, sender.phone, sender.email))
        names = ("forwarder", "is_privileged", "signatory_count")
        return Intake(
            kind=self.kind,
            unit_id=told["unit"],
            title=told["title"],
            text=told["text"],
            received_on=told["received_on"],
            channel=told["channel"],
            senders=(sender,) if named else (),
            facts={name: told[name] for name in names}
            | {"place_id": told["place"]}
            | ({"track": told["track"]} if told["track"] else {})
            | {"raised_through": told.get("raised_through", "")},
            first_slug=told.get("first", ""),
        )


class ClassifyForm(HouseForm):
    """Says whose it is and whether the conditions are met; the tree then proposes what to do."""

    competence = forms.ChoiceField(
        label=_("Thẩm quyền"),
        choices=[one for one in Competence.choices if one[0]],
        widget=forms.RadioSelect,
    )
    condition = forms.ChoiceField(
        label=_("Điều kiện"), choices=Condition.choices, widget=forms.RadioSelect
    )
    before = forms.ChoiceField(
        label=_("Trước đây"), choices=Before.choices, widget=forms.RadioSelect
    )
    signatory_count = forms.IntegerField(
        label=_("Số người đứng tên"), min_value=1, max_value=MOST_SIGNATORIES
    )
    is_remote = forms.BooleanField(label=_("Vùng sâu, vùng xa, đi lại khó khăn"), required=False)
    is_mixed = forms.BooleanField(label=_("Một đơn có nhiều việc"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None:
            for name in CLASSIFIED:
                self.fields[name].initial = getattr(self.case.petition, name)


class PassOnForm(HouseForm):
    """To whom: a unit of danvan, or a body outside in words."""

    passed_to_unit = forms.TypedChoiceField(
        label=_("Đơn vị trong hệ thống"), coerce=int, empty_value=None, required=False
    )
    find_unit = forms.CharField(
        label=_("Không có trong danh sách trên: tìm theo tên"),
        max_length=100,
        required=False,
        help_text=_(
            "Gõ một phần tên, có dấu hay không dấu đều được, rồi bấm nút cuối trang: các đơn vị"
            " tìm thấy hiện trong danh sách để chọn; chưa chuyển gì."
        ),
    )
    passed_to = forms.CharField(label=_("Hoặc cơ quan khác"), max_length=200, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is not None and self.case is not None:
            self._offer_units(self.actor, self.case.unit_id)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two; what was only searched for is offered, and chosen by a person."""
        told = super().clean()
        words = told.pop("find_unit", "")
        if told.get("passed_to_unit") or told.get("passed_to"):
            return told
        if words and self.actor is not None:
            self._offer_found(words, self.actor)
        else:
            self.add_error("passed_to", _("Ghi cơ quan có thẩm quyền. (PET-03)"))
        return told

    def _offer_units(self, actor: Actor, own: int) -> None:
        """Show the likely units; any other of the tree can be searched for and is taken too."""
        language = get_language() or "vi"
        units = [one for one in queries.units_of_tree(actor, language) if one[0] != own]
        self.offer("passed_to_unit", [("", "—"), *units])
        if len(units) <= FEW_UNITS:
            del self.fields["find_unit"]
            return
        asked = self.data.get(self.add_prefix("passed_to_unit"), "")
        near = queries.units_near(actor, own, language)
        shown = {str(pk) for _words, group in near for pk, _name in group}
        chosen = [one for one in units if str(one[0]) == asked and asked not in shown]
        self._show_units([*chosen, *near])

    def _offer_found(self, words: str, actor: Actor) -> None:
        own = self.case.unit_id if self.case else 0
        found = queries.units_called(actor, words, get_language() or "vi")
        found = [one for one in found if one[0] != own][:MOST_FOUND]
        if not found:
            self.add_error(
                "find_unit", _("Không có đơn vị nào tên như vậy; gõ ít chữ hơn. (PET-05)")
            )
            return
        self._show_units(found)
        if len(found) == 1:
            self.set_answer("passed_to_unit", str(found[0][0]))
        self.add_error("passed_to_unit", _("Chọn một đơn vị tìm thấy rồi bấm lại. (PET-06)"))

    def _show_units(self, units: list[Any]) -> None:
        """Let the list show some units; what may be chosen stays the whole tree."""
        field = self.fields["passed_to_unit"]
        field.widget.choices = [("", "—"), *units]


class AnswerForm(HouseForm):
    """The decision or answer."""

    answer = forms.CharField(
        label=_("Nội dung trả lời"),
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    answer_number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=60, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None:
            lead = lead_of(self.case)
            issued = {"answer_number": issued_number(self.case)}
            for name in ("answer", "answer_number"):
                own = getattr(self.case.petition, name)
                offered = getattr(lead.petition, name) if lead else ""
                self.fields[name].initial = own or issued.get(name) or offered
