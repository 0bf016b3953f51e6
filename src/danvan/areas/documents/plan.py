"""What a draft is asked for: who issues, what it says, who signs it and who gets it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danvan.areas.documents import merge, notices, queries
from danvan.kernel.cases.models import Taking
from danvan.kernel.cases.perform import Opening
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import uploads
from danvan.kernel.correspondence.choices import AUTHORITIES, types
from danvan.kernel.correspondence.models import World
from danvan.law.duties import Words
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm, Ticks

LONGEST_BODY = 200_000


def lines(label: Any, rows: int, **options: Any) -> forms.CharField:
    """Return a field of several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, required=False, **options)


class UnitsField(forms.TypedMultipleChoiceField):
    """Several units of the tree, ticked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            coerce=int, empty_value=[], required=False, widget=Ticks(folded=True), **options
        )


class PaperForm(HouseForm):
    """What a draft says."""

    type_key = forms.ChoiceField(label=_("Loại văn bản"))
    summary = forms.CharField(
        label=_("Trích yếu"),
        max_length=300,
        help_text=_("Nội dung chính trong một câu, như in dưới tên loại."),
    )
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=queries.URGENCIES, required=False)
    bases = lines(_("Căn cứ"), 3, max_length=4000, help_text=_("Mỗi dòng một căn cứ."))
    body = forms.CharField(
        label=_("Nội dung"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Mỗi dòng một đoạn. “I.” hoặc “# ” mở mục, “1.” mở khoản, “a)” mở điểm,"
            " “| ô | ô |” là một hàng của bảng."
        ),
    )
    to_units = UnitsField(label=_("Gửi đến đơn vị"))
    copy_units = UnitsField(label=_("Gửi bản sao để biết"))
    others = lines(
        _("Nơi nhận khác"), 2, max_length=2000, help_text=_("Nơi không dùng danvan; mỗi dòng một.")
    )

    is_public = forms.BooleanField(
        label=_("Sẽ công khai văn bản này"),
        required=False,
        help_text=_("Trước khi ký, danvan tìm những tên phải giữ kín ghi ở ô dưới."),
    )
    hidden = lines(
        _("Tên phải giữ kín"),
        2,
        max_length=2000,
        help_text=_("Người tố cáo, trẻ em, nạn nhân…; mỗi dòng một tên; không in ra."),
    )
    template = forms.TypedChoiceField(
        label=_("Mẫu trình bày"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(merge.MOST_SIGNERS):
            self._add_signer(place)
        if self.actor is None:
            return
        units = queries.tree_units(self.actor)
        self.offer("to_units", units)
        self.offer("copy_units", units)
        self.offer("type_key", types())
        self.offer("template", queries.template_choices(self.actor))

    def _add_signer(self, place: int) -> None:
        labels = (
            (_("Người ký"), _("Thẩm quyền ký"), _("Thay mặt, ký thay ai"), _("Họ tên người ký"))
            if place == 0
            else (
                _("Người ký thứ hai"),
                _("Thẩm quyền ký của người thứ hai"),
                _("Người thứ hai thay mặt, ký thay ai"),
                _("Họ tên người ký thứ hai"),
            )
        )
        title, authority, behalf, name = labels
        self.add_field(
            f"signer_{place}_title",
            forms.CharField(
                label=title, required=place == 0, max_length=200, help_text=_("Chức vụ khi ký.")
            ),
        )
        self.add_field(
            f"signer_{place}_authority",
            forms.ChoiceField(label=authority, choices=AUTHORITIES, required=False),
        )
        self.add_field(
            f"signer_{place}_on_behalf",
            forms.CharField(label=behalf, required=False, max_length=200),
        )
        self.add_field(
            f"signer_{place}_name", forms.CharField(label=name, required=False, max_length=120)
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a secret mark, and a unit named twice."""
        told = super().clean()
        told["to_units"] = told.get("to_units") or []
        told["copy_units"] = told.get("copy_units") or []
        if set(told["to_units"]) & set(told["copy_units"]):
            self.add_error("copy_units", _("Đơn vị này đã có ở nơi gửi đến. (FORM-02)"))
        for name in ("summary", "bases", "body", "others"):
            refuse_secret(self, name, str(told.get(name, "")))
        return told


def refuse_secret(form: forms.Form, name: str, text: str) -> None:
    """Say beside a field that what carries a secret mark is not kept here."""
    try:
        uploads.refuse_secret(text)
    except Refused as refused:
        form.add_error(name, sentence(refused))


class DraftForm(PaperForm):
    """Opens a draft."""

    field_order = ("profile", "partner")
    profile = forms.ChoiceField(label=_("Cơ quan ban hành"))
    partner = forms.TypedChoiceField(
        label=_("Ban hành cùng cơ quan"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_(
            "Văn bản liên tịch: hai bên cùng sửa, mỗi bên kiểm tra và ghi chữ ký của mình;"
            " người ký thứ hai là của cơ quan này. Sau khi mở không đổi được cơ quan."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is None:
            return
        self.offer("profile", queries.profile_choices(self.actor))
        self.offer("partner", queries.partner_choices(self.actor))
        self.fields["profile"].help_text = _(
            "Chưa thấy cơ quan thì khai tên, ký hiệu của nó ở “Cơ quan ban hành” trước."
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a type that the world of the issuers does not know, and half a joint document."""
        told = super().clean()
        unit_id, _colon, world = str(told.get("profile", "")).partition(":")
        if not world:
            return told
        partner = told.get("partner")
        if partner == int(unit_id):
            self.add_error("partner", _("Chọn cơ quan khác với cơ quan thứ nhất. (FORM-02)"))
        if partner and not told.get("signer_1_title"):
            self.add_error("signer_1_title", _("Ghi người ký của cơ quan thứ hai. (FORM-01)"))
        refuse_misfit(self, int(unit_id), World.JOINT if partner else world)
        return told

    def opening(self) -> Opening:
        """Return what the case is opened with."""
        told = self.cleaned_data
        unit_id, _colon, world = told["profile"].partition(":")
        partners = [told["partner"]] if told["partner"] else []
        title = [merge.title_of(told["type_key"], told["summary"], one) for one in ("vi", "en")]
        facts = {
            "type_key": told["type_key"],
            "world": World.JOINT if partners else world,
            "unit_id": int(unit_id),
            "summary": told["summary"],
            "urgency": told["urgency"],
            "template_id": told["template"],
            "content": merge.content_of(told) | ({"with_units": partners} if partners else {}),
        }
        assert self.actor is not None  # noqa: S101  the page gives one
        takings = dict.fromkeys(partners, Taking.COUNTERPART.value)
        return Opening(int(unit_id), Words(*title), self.actor.today, facts, takings)


def refuse_misfit(form: PaperForm, unit_id: int, world: str) -> None:
    """Say that a world has no such type of document, or that the template is not for it."""
    told = form.cleaned_data
    if not told.get("type_key") or form.actor is None:
        return
    fits = (unit_id, told["type_key"], world)
    try:
        uploads.refuse_type(told["type_key"], world)
        notices.refuse_template(told.get("template"), *fits, on=form.actor.today)
    except Refused as refused:
        form.add_error("template" if refused.code == "DOC-13" else "type_key", sentence(refused))
