"""What is asked of somebody who writes without an account."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from danvan.kernel.letterbox.offering import offers
from danvan.web.forms import HouseForm

MOST_SIGNS: Final = 20_000
"""Characters of one letter; what is longer comes as a file."""
MOST_MESSAGE: Final = 5_000
SENDER: Final = ("name", "phone", "email", "address")


class LetterForm(HouseForm):
    """A letter; only what it is about must be told."""

    kind = forms.ChoiceField(label=_("Muốn gửi loại nào"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Việc gì, trong một dòng"),
        max_length=200,
        help_text=_("Không ghi tên người ở dòng này."),
    )
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=MOST_SIGNS,
        help_text=_("Ở đâu, khi nào, việc gì, mong được giải quyết thế nào."),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    place = forms.TypedChoiceField(
        label=_("Khu dân cư"), coerce=int, empty_value=None, required=False
    )
    name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = forms.CharField(
        label=_("Địa chỉ"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    writer = forms.CharField(
        label=_("Người viết hộ"),
        max_length=120,
        required=False,
        help_text=_("Ghi tên người đang viết, nếu viết thay cho người gửi."),
    )

    def __init__(self, *args: Any, places: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("kind", [(one.kind, one.label) for one in offers().values()])
        if places:
            self.offer("place", [("", "—"), *places])
        else:
            del self.fields["place"]

    def content(self, *, channel: str, place_id: int | None) -> dict[str, Any]:
        """Return what was told, as a letter keeps it."""
        told = self.cleaned_data
        sender = {name: told[name] for name in SENDER}
        senders = [{**sender, "part": "petitioner"}] if any(sender.values()) else []
        if told["writer"]:
            senders.append({"name": told["writer"], "part": "writer"})
        return {
            "title": told["title"],
            "text": told["text"],
            "channel": channel,
            "place_id": place_id or told.get("place"),
            "senders": senders,
        }


class TrackForm(HouseForm):
    """The code and PIN of a receipt."""

    code = forms.CharField(
        label=_("Mã tra cứu"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    pin = forms.CharField(
        label=_("Số PIN"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "short"}
        ),
    )


class MessageForm(HouseForm):
    """A message to the unit that handles the matter."""

    text = forms.CharField(
        label=_("Tin gửi nơi xử lý"),
        max_length=MOST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReopenForm(HouseForm):
    """Why a matter should be opened again."""

    text = forms.CharField(
        label=_("Vì sao đề nghị mở lại"),
        max_length=MOST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


SCORES: Final = (
    (5, _("5 - rất hài lòng")),
    (4, _("4 - hài lòng")),
    (3, _("3 - bình thường")),
    (2, _("2 - chưa hài lòng")),
    (1, _("1 - rất không hài lòng")),
)


class RatingForm(HouseForm):
    """How content somebody is with how the matter was handled."""

    score = forms.TypedChoiceField(
        label=_("Mức hài lòng về cách giải quyết"),
        coerce=int,
        choices=SCORES,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Nói thêm"),
        max_length=2000,
        required=False,
        help_text=_("Chỉ người xử lý việc này đọc được."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
