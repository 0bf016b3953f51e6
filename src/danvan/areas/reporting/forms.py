"""Forms beside filling in: returning with remarks, reporting out of turn, the day on a paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.reporting.export import Reading
from danvan.areas.reporting.models import ReportVersion
from danvan.areas.reporting.plan import Desk, Wish
from danvan.areas.reporting.shapes import Said
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.web.dates import show_day
from danvan.web.errors import sentence
from danvan.web.forms import DayField, HouseForm, Ticks
from danvan.web.templatetags.web import said

CELL = 2000
"""Most characters in one cell of an annex."""


class ReturnForm(HouseForm):
    """What to mend: on the whole, on a figure, on a paragraph."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Nhận xét chung"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Không cần nếu đã nhận xét từng chỗ bên dưới."),
    )

    def __init__(self, *args: Any, reading: Reading, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reading = reading
        for part in reading.parts:
            for line in part.figures:
                self._ask(f"figure:{line.figure.key}", said(line.figure.label))
            for asked in part.questions:
                for one in asked.paragraphs:
                    self._ask(f"paragraph:{one.pk}", _("đoạn này"))

    def _ask(self, key: str, about: str) -> None:
        label = _("Nhận xét về %(about)s") % {"about": about}
        box = forms.CharField(label=label, required=False, max_length=1000)
        self.add_field(_remark_field(key), box)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Return the sections with a field for a remark at each figure and paragraph."""
        return [
            {
                "section": part.section,
                "figures": [
                    {
                        "figure": one.figure,
                        "value": one.value,
                        "before": one.before,
                        "reason": one.reason,
                        "remark": self[_remark_field(f"figure:{one.figure.key}")],
                    }
                    for one in part.figures
                ],
                "questions": [
                    {
                        "question": asked.question,
                        "paragraphs": [
                            (one.text, self[_remark_field(f"paragraph:{one.pk}")])
                            for one in asked.paragraphs
                        ],
                    }
                    for asked in part.questions
                ],
            }
            for part in self.reading.parts
        ]

    @property
    def said(self) -> list[Said]:
        """Return the remarks that hold something."""
        told = self.cleaned_data
        return [
            Said(name.removeprefix("m_"), text)
            for name, text in told.items()
            if name.startswith("m_") and text
        ]

    @property
    def gathered(self) -> str:
        """Return the remark on the whole, with those on places that this version has not."""
        told = str(self.data.get("reason", ""))
        gone = [name for name in self.data if name[:2] == "m_" and name not in self.fields]
        lost = [str(self.data[name]).strip() for name in gone]
        return "\n".join([told, *(one for one in lost if one and one not in told)]).strip()


def _remark_field(key: str) -> str:
    return f"m_{key}"


def return_form(case: Case, version: ReportVersion, actor: Actor, given: Any) -> ReturnForm:
    """Return the form of remarks on a version, with what was sent."""
    return ReturnForm(
        given,
        reading=Reading(case, version),
        actor=actor,
        case=case,
        initial={"version": case.version},
    )


def is_returned(form: ReturnForm, act: kinds.Act | None, case: Case, actor: Actor) -> bool:
    """Return the report with the remarks; a refusal becomes an error of the form."""
    if not form.is_valid():
        return False
    if act is None:
        return _tell(form, Refused("REPORT-10"), case)
    told = form.cleaned_data
    try:
        perform(
            case,
            act.key,
            actor,
            effective_on=actor.today,
            data={"remarks": form.said},
            reason=told["reason"],
            version=told["version"],
        )
    except Refused as refused:
        return _tell(form, refused, case)
    return True


def _tell(form: ReturnForm, refused: Refused, case: Case) -> bool:
    form.set_answer("version", str(case.version))
    form.set_answer("reason", form.gathered)
    form.add_error(None, sentence(refused))
    return False


class DayCell(DayField):
    """A day in a cell of an annex; kept as the text dd/mm/yyyy."""

    def to_python(self, value: Any) -> str:
        """Return the day in one manner of writing.

        Raises:
            ValidationError: It is no day, or one far away.
        """
        day = super().to_python(value)
        return show_day(day) if day else ""


def cell_box(column: str, label: str) -> forms.CharField:
    """Return the field of a cell of an annex; a column of days ends in ``_on``."""
    if column.endswith("_on"):
        return DayCell(label=label, required=False, help_text="")
    return forms.CharField(label=label, required=False, max_length=CELL)


class AdHocForm(HouseForm):
    """A report out of turn: about what, who asked, for which duty or to whom."""

    title = forms.CharField(
        label=gettext_lazy("Báo cáo về việc gì"),
        max_length=200,
        help_text=gettext_lazy("Viết ngắn. Không ghi tên hay chuyện riêng của người dân."),
    )
    asked = forms.CharField(
        label=gettext_lazy("Ai yêu cầu hoặc vì sao phải báo ngay"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị báo cáo"), coerce=int)
    card = forms.ChoiceField(
        label=gettext_lazy("Theo nhiệm vụ"),
        required=False,
        help_text=gettext_lazy(
            "Chọn nhiệm vụ báo cáo đột xuất thì nơi nhận và nơi được biết lấy theo văn bản."
        ),
    )
    to = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Gửi thẳng đến"), required=False, coerce=int, widget=Ticks(folded=True)
    )
    copies = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Để biết"), required=False, coerce=int, widget=Ticks(folded=True)
    )

    def __init__(self, *args: Any, desk: Desk, **options: Any) -> None:
        super().__init__(*args, **options)
        self.desk = desk
        self.offer("unit", desk.units)
        if len(desk.units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial["unit"] = desk.units[0][0]
        cards = [(one.slug, said(one, "title")) for one in desk.cards]
        self.offer("card", [("", _("Không theo nhiệm vụ nào trong sổ")), *cards])
        if not cards:
            del self.fields["card"]
        self.offer("to", desk.others)
        self.offer("copies", desk.others)
        self.initial.setdefault("to", desk.boards)
        self.initial.setdefault("copies", desk.told)

    @property
    def chosen_card(self) -> Case | None:
        """Return the card whose duty asks for the report, at the unit chosen."""
        slug, unit_id = self.cleaned_data.get("card"), self.cleaned_data["unit"]
        return next(
            (one for one in self.desk.cards if one.slug == slug and one.unit_id == unit_id), None
        )

    @property
    def wish(self) -> Wish:
        """Return what is to be opened where no duty asks for it."""
        told = self.cleaned_data
        return Wish(told["unit"], told["title"], told["asked"], told["to"], told["copies"])


class EntryForm(HouseForm):
    """The day on which a paper form was handed in."""

    day = DayField(
        label=gettext_lazy("Ngày nộp ghi trên bản giấy"),
        help_text=gettext_lazy("Dạng ngày/tháng/năm. Báo cáo được tính là nộp ngày này."),
    )
    day_reason = forms.CharField(
        label=gettext_lazy("Lý do ghi lùi ngày"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Cần khi ngày nộp đã lùi xa; ví dụ: nhận bản giấy muộn."),
    )
