"""Forms of the room: one for each thing that is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from danvan.areas.tree import queries
from danvan.kernel.organisations.models import Manner, Tier, Unit
from danvan.kernel.organisations.writing import UnitFacts
from danvan.kernel.packs.queries import terms
from danvan.law.errors import LawError
from danvan.law.pack_trees import SIDES, TreeTemplate
from danvan.law.tree_cells import KEY
from danvan.web.errors import sentence
from danvan.web.forms import DayField, HouseForm, Ticks

MOST_HAMLETS = 200
LONGEST_HAMLET = 80
BASIS_HELP = _("Số, ngày và cơ quan ban hành của văn bản.")


def side_choices() -> list[tuple[str, str]]:
    """Return the sides with their words, in the order of the packs."""
    words = terms("sides")
    return [(key, words[key].said(queries.language())) for key in words if key in SIDES]


class UnitWordsField(forms.CharField):
    """A unit named by its key or name; the form turns it into the unit."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 200)
        options.setdefault("help_text", _("Mã hoặc tên đơn vị; có dấu hay không dấu đều được."))
        super().__init__(**options)


class TreeForm(HouseForm):
    """A form that may name units."""

    def named(self, told: dict[str, Any], name: str) -> None:
        """Turn the words of a field into the unit they mean."""
        words = told.get(name)
        if not words or self.actor is None:
            told[name] = None
            return
        unit, others = queries.unit_by_words(self.actor, words)
        if unit is None:
            told[name] = None
            error = LawError("TREE-44", names=others) if others else LawError("TREE-45")
            self.add_error(name, sentence(error))
        else:
            told[name] = unit


class FactsForm(TreeForm):
    """What a unit is called, from a day on, by a document."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=200, required=False)
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=80, required=False)
    tier = forms.ChoiceField(label=_("Cấp"), choices=Tier.choices)
    side = forms.ChoiceField(label=_("Khối"))
    valid_from = DayField(label=_("Từ ngày"))
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=BASIS_HELP)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("side", side_choices())

    @property
    def facts(self) -> UnitFacts:
        """Return what the unit is to be called."""
        names = ("name", "tier", "side", "name_en", "short_name", "basis")
        return UnitFacts(**{name: self.cleaned_data[name] for name in names})


class AddForm(FactsForm):
    """A new unit below another."""

    key = forms.CharField(
        label=_("Mã đơn vị"),
        max_length=60,
        required=False,
        help_text=_("Bỏ trống thì mã lấy từ tên. Mã không đổi về sau."),
    )
    is_locality = forms.BooleanField(
        label=_("Là địa bàn (xã, phường, thôn): các cơ quan bên dưới được tìm trong nó"),
        required=False,
    )

    def clean_key(self) -> str:
        """Refuse a key that is none."""
        key = str(self.cleaned_data["key"]).strip().lower()
        if key and not KEY.fullmatch(key):
            raise ValidationError(sentence(LawError("TREE-21", value=key)))
        return key


class MoveForm(TreeForm):
    """Under which unit another stands from a day on."""

    parent = UnitWordsField(label=_("Đơn vị cấp trên mới"))
    valid_from = DayField(label=_("Từ ngày"))
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=BASIS_HELP)

    def clean(self) -> dict[str, Any]:
        """Find the superior."""
        told = super().clean()
        self.named(told, "parent")
        return told


class EndForm(TreeForm):
    """How a unit ends, what follows it, and by which document."""

    manner = forms.ChoiceField(
        label=_("Cách kết thúc"),
        choices=[one for one in Manner.choices if one[0] != Manner.RENAMED],
        initial=Manner.TRANSFERRED,
    )
    new = UnitWordsField(
        label=_("Đơn vị kế thừa"),
        required=False,
        help_text=_("Mã hoặc tên. Chỉ bỏ trống khi kết thúc hẳn, không ai kế thừa."),
    )
    hands_bodies_over = forms.BooleanField(
        label=_("Đơn vị kế thừa nhận các cơ quan theo quy chế đang gắn"),
        required=False,
        initial=True,
    )
    happened_on = DayField(label=_("Thôi từ ngày"), help_text=_("Ngày đầu tiên không còn nữa."))
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=BASIS_HELP)

    def __init__(self, *args: Any, unit: Unit, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unit = unit

    def clean(self) -> dict[str, Any]:
        """Find the successor, which one that is not dissolved must have."""
        told = super().clean()
        self.named(told, "new")
        if not told.get("new") and told.get("manner") != Manner.DISSOLVED and not self.errors:
            self.add_error("new", _("Ghi đơn vị kế thừa, hoặc chọn kết thúc hoạt động. (FORM-01)"))
        if told.get("new") == self.unit:
            self.add_error("new", _("Một đơn vị không kế thừa chính nó. (FORM-02)"))
        return told


class BeginForm(HouseForm):
    """An earlier first day of a unit, by a document."""

    valid_from = DayField(label=_("Có từ ngày"))
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=BASIS_HELP)


class TemplateForm(HouseForm):
    """What a template needs to know of one place."""

    kind = forms.ChoiceField(label=_("Loại"))
    name = forms.CharField(
        label=_("Tên riêng"), max_length=100, help_text=_("Không kèm loại. Ví dụ: Mẫu.")
    )
    valid_from = DayField(label=_("Từ ngày"))
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, required=False, help_text=BASIS_HELP)
    hamlets = forms.CharField(
        label=_("Thôn, tổ dân phố"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=MOST_HAMLETS * LONGEST_HAMLET,
        required=False,
        help_text=_("Mỗi dòng một tên đầy đủ. Ví dụ: Thôn Đông."),
    )
    wanted = forms.MultipleChoiceField(label=_("Đơn vị tuỳ nơi"), widget=Ticks(), required=False)
    with_posts = forms.BooleanField(
        label=_("Lập sẵn các chức danh (chưa có người giữ)"), required=False, initial=True
    )

    def __init__(self, *args: Any, template: TreeTemplate, **options: Any) -> None:
        super().__init__(*args, **options)
        words = queries.language()
        self.offer("kind", [(one.vi, one.said(words)) for one in template.kinds])
        optional = [one for one in template.units if one.is_optional]
        self.offer("wanted", [(one.key, _bare(one.names.said(words))) for one in optional])
        self.fields["wanted"].initial = [one.key for one in optional if one.is_usual]
        if not template.has_hamlets:
            del self.fields["hamlets"]

    def clean_hamlets(self) -> tuple[str, ...]:
        """Return the names of hamlets, each once."""
        lines = (" ".join(line.split()) for line in str(self.cleaned_data["hamlets"]).splitlines())
        names = list(filter(None, lines))
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            text = _("Tên bị lặp: %(names)s. (FORM-02)") % {"names": ", ".join(doubled)}
            raise ValidationError(text)
        if len(names) > MOST_HAMLETS or any(len(name) > LONGEST_HAMLET for name in names):
            limits = {"count": MOST_HAMLETS, "length": LONGEST_HAMLET}
            text = _("Nhiều nhất %(count)s dòng, mỗi dòng %(length)s ký tự. (FORM-05)") % limits
            raise ValidationError(text)
        return tuple(names)


def _bare(text: str) -> str:
    """Return a name of a template without its blanks."""
    for blank in ("{place}", "{hamlet}", "{bare}"):
        text = text.replace(blank, "")
    return " ".join(text.split()).removesuffix(" of")


class ImportForm(TreeForm):
    """A spreadsheet, and the unit its rows stand below."""

    file = forms.FileField(label=_("Bảng tính (XLSX)"))
    unit = UnitWordsField(
        label=_("Đặt dưới đơn vị"),
        required=False,
        help_text=_("Mã hoặc tên; hàng không ghi cấp trên sẽ đứng dưới đơn vị này."),
    )

    def clean(self) -> dict[str, Any]:
        """Find the unit."""
        told = super().clean()
        self.named(told, "unit")
        return told


def hidden(form: HouseForm) -> Iterable[tuple[str, str]]:
    """Give what was sent, for a page that asks once more."""
    for name in form.fields:
        value = form.data.getlist(name) if hasattr(form.data, "getlist") else []
        yield from ((name, one) for one in value)
