"""Forms of documents: what is drafted, signed, issued, delivered; what comes in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from danvan.areas.documents import merge, notices, queries
from danvan.kernel.cases.clocks import ClockBasis
from danvan.kernel.cases.perform import Opening
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import uploads
from danvan.kernel.correspondence.choices import types, working_units
from danvan.law.duties import Words
from danvan.web.errors import sentence
from danvan.web.forms import DayField, HouseForm, Ticks

SCAN, DIGITAL = "scan", "digital"
MANNERS = ((SCAN, _("Đã ký tay: đính bản chụp")), (DIGITAL, _("Ký số bằng tệp PKCS#12")))
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
            forms.ChoiceField(label=authority, choices=queries.AUTHORITIES, required=False),
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

    field_order = ("profile",)
    profile = forms.ChoiceField(label=_("Cơ quan ban hành"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is None:
            return
        self.offer("profile", queries.profile_choices(self.actor))
        self.fields["profile"].help_text = _(
            "Chưa thấy cơ quan thì khai tên, ký hiệu của nó ở “Cơ quan ban hành” trước."
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a type that the world of the issuer does not know."""
        told = super().clean()
        unit_id, _colon, world = str(told.get("profile", "")).partition(":")
        if world:
            refuse_misfit(self, int(unit_id), world)
        return told

    def opening(self) -> Opening:
        """Return what the case is opened with."""
        told = self.cleaned_data
        unit_id, _colon, world = told["profile"].partition(":")
        title = [merge.title_of(told["type_key"], told["summary"], one) for one in ("vi", "en")]
        facts = {
            "type_key": told["type_key"],
            "world": world,
            "unit_id": int(unit_id),
            "summary": told["summary"],
            "urgency": told["urgency"],
            "template_id": told["template"],
            "content": merge.content_of(told),
        }
        assert self.actor is not None  # noqa: S101  the page gives one
        return Opening(int(unit_id), Words(*title), self.actor.today, facts, {})


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


class ReviseForm(PaperForm):
    """Changes a draft."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is None:
            return
        document = self.case.outgoing_document
        names = ("type_key", "summary", "urgency")
        own = {name: getattr(document, name) for name in names}
        own["template"] = document.template_id
        for name, value in (merge.asked_of(document.content) | own).items():
            if name in self.fields:
                self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        """Refuse a type that the world of the issuer does not know."""
        told = super().clean()
        if self.case is not None:
            document = self.case.outgoing_document
            refuse_misfit(self, document.unit_id, document.world)
        return told


class NumberForm(HouseForm):
    """From which register a number is taken."""

    register = forms.TypedChoiceField(label=_("Lấy số từ sổ"), coerce=int)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None and self.actor is not None:
            self.offer("register", queries.register_choices(self.case, self.actor))


class IssueForm(NumberForm):
    """Issues; a number that is held already is the one used."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None and self.case.outgoing_document.number_id:
            del self.fields["register"]


class SignForm(HouseForm):
    """How one person signed: on paper, or now with a key that is used once and not kept."""

    manner = forms.ChoiceField(label=_("Cách ký"), choices=MANNERS, widget=forms.RadioSelect)
    scan = forms.FileField(
        label=_("Bản chụp đã ký"), required=False, help_text=_("PDF, PNG hoặc JPG.")
    )
    key_file = forms.FileField(
        label=_("Tệp khoá PKCS#12 (.p12, .pfx)"),
        required=False,
        help_text=_("Chỉ dùng cho lần ký này, không lưu lại."),
    )
    passphrase = forms.CharField(
        label=_("Mật khẩu của tệp khoá"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for what the manner needs."""
        told = super().clean()
        needed = {SCAN: "scan", DIGITAL: "key_file"}.get(str(told.get("manner")))
        if needed and not told.get(needed):
            self.add_error(needed, _("Chưa chọn tệp. (FORM-07)"))
        return told


class DeliverForm(HouseForm):
    """How a document left."""

    how = forms.CharField(
        label=_("Gửi bằng cách nào"),
        max_length=200,
        help_text=_("Đơn vị dùng danvan thấy ngay văn bản này ở “Chờ tiếp nhận”."),
    )


class IncomingForm(HouseForm):
    """Opens what came on paper or from outside."""

    unit = forms.TypedChoiceField(label=_("Đơn vị nhận"), coerce=int)
    sender = forms.CharField(label=_("Nơi gửi"), max_length=200)
    their_number = forms.CharField(label=_("Số, ký hiệu của văn bản"), max_length=60)
    their_day = DayField(label=_("Ngày của văn bản"))
    summary = forms.CharField(label=_("Trích yếu"), max_length=300)
    received_on = DayField(label=_("Ngày đến"))
    answer_by = DayField(label=_("Phải trả lời chậm nhất ngày"), required=False)
    scan = forms.FileField(label=_("Bản chụp hoặc tệp"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is not None:
            self.offer("unit", working_units(self.actor))
            self.fields["received_on"].initial = self.actor.today

    def clean(self) -> dict[str, Any]:
        """Refuse a secret mark, and days in the wrong order."""
        told = super().clean()
        refuse_secret(self, "summary", str(told.get("summary", "")))
        if told.get("scan"):
            try:
                uploads.refuse_secret_file(told["scan"])
            except Refused as refused:
                self.add_error("scan", sentence(refused))
        came, by = told.get("received_on"), told.get("answer_by")
        if came and by and by < came:
            self.add_error("answer_by", _("Ngày trả lời không thể trước ngày đến. (FORM-02)"))
        return told

    def opening(self) -> Opening:
        """Return what the case is opened with; the file is kept now."""
        told = self.cleaned_data
        facts = {
            name: told[name]
            for name in ("sender", "their_number", "their_day", "summary", "received_on")
        }
        facts |= {"answer_by": told["answer_by"], "file": uploads.kept(told["scan"], self.actor)}
        source = f"{told['their_number']} ({told['sender']})"
        title = f"{told['their_number']}: {told['summary']}"
        return Opening(
            unit_id=told["unit"],
            title=Words(title, title),
            opened_on=told["received_on"],
            facts=facts,
            takings={},
            due_on=told["answer_by"],
            basis=ClockBasis(source=source) if told["answer_by"] else None,
        )


class AssignForm(HouseForm):
    """To whom an incoming document is given."""

    post = forms.TypedChoiceField(label=_("Giao cho chức danh"), coerce=int)
    task = forms.CharField(label=_("Yêu cầu"), max_length=300, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None and self.actor is not None:
            self.offer("post", queries.post_choices(self.case.unit_id, self.actor.today))


class AnswerForm(HouseForm):
    """Which issued document answers it."""

    document = forms.ChoiceField(label=_("Văn bản trả lời"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None and self.actor is not None:
            self.offer("document", queries.answers_for(self.case, self.actor))
