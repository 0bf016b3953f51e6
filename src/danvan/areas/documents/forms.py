"""Forms of the steps on a document: mended, handed back, signed, issued, delivered, answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from danvan.areas.documents import merge, queries, vault
from danvan.areas.documents.plan import PaperForm, lines, refuse_misfit
from danvan.kernel.correspondence import sides
from danvan.web.forms import MESSAGES, HouseForm

SCAN, DIGITAL = "scan", "digital"
MANNERS = ((SCAN, _("Đã ký tay: đính bản chụp")), (DIGITAL, _("Ký số bằng tệp PKCS#12")))
DEVICE = (vault.DEVICE, _("Ký số bằng thiết bị cắm ở máy chủ (PKCS#11)"))
FIELD_OF = {"recipients": "to_units", "signers": "signer_0_title"}
"""Fields of places that have several."""


class ReviseForm(PaperForm):
    """Changes a draft; what was remarked stands beside the field it is about."""

    new_names = forms.BooleanField(
        label=_("Lấy lại tên cơ quan như hôm nay"),
        required=False,
        help_text=_("Không đánh dấu thì giữ tên cơ quan như khi soạn."),
    )

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
        for place, found in merge.open_remarks(document.content).items():
            field = self.fields[FIELD_OF.get(place, place)]
            said = "; ".join(one["text"] for one in found)
            field.help_text = _("Ý kiến trả lại: %(said)s") % {"said": said}

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


class HandBackForm(HouseForm):
    """What is to be mended, each at its place; the reason says the whole."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for place, words in merge.PLACES.items():
            label = _("Ý kiến về: %(place)s") % {"place": words}
            self.add_field(f"remark_{place}", lines(label, 2, max_length=1000))


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
        label=_("Mật khẩu của tệp khoá, hoặc mã PIN của thiết bị"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        manner = self.fields["manner"]
        signing = sides.next_signing(self.case.outgoing_document) if self.case else None
        if signing:
            whose = {"title": signing.title, "name": signing.name}
            manner.label = _("Cách ký của %(title)s, %(name)s") % whose
        if not settings.PKCS11_MODULE:
            manner.help_text = _(
                "Ký bằng thiết bị (PKCS#11): máy chủ này chưa khai thư viện của thiết bị."
            )
            return
        self.offer("manner", (*MANNERS, DEVICE))
        names = (("token", _("Tên thiết bị")), ("key_label", _("Nhãn của khoá trên thiết bị")))
        for name, label in names:
            self.add_field(name, forms.CharField(label=label, required=False, max_length=100))

    def clean(self) -> dict[str, Any]:
        """Ask for what the manner needs."""
        told = super().clean()
        manner = str(told.get("manner"))
        needed = {SCAN: "scan", DIGITAL: "key_file"}.get(manner)
        if needed and not told.get(needed):
            self.add_error(needed, _("Chưa chọn tệp. (FORM-07)"))
        for name in ("token", "key_label", "passphrase") if manner == vault.DEVICE else ():
            if not told.get(name):
                self.add_error(name, MESSAGES["required"])
        return told


class HearForm(HouseForm):
    """Who outside danvan has got a document, and how that is known."""

    addressee = forms.TypedChoiceField(label=_("Nơi đã nhận"), coerce=int)
    how = forms.CharField(
        label=_("Biết qua đâu"),
        max_length=100,
        help_text=_("Ví dụ: điện thoại, thư báo, giấy ký nhận."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None:
            rows = [one for one in sides.waiting(self.case) if one.unit_id is None]
            self.offer("addressee", [(one.pk, one.words) for one in rows])


class DeliverForm(HouseForm):
    """How a document left."""

    how = forms.CharField(
        label=_("Gửi bằng cách nào"),
        max_length=200,
        help_text=_("Đơn vị dùng danvan thấy ngay văn bản này ở “Chờ tiếp nhận”."),
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
