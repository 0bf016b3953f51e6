"""How a state is told: by words, by a letter and by a shape, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise


@dataclass(frozen=True, slots=True)
class StateLook:
    """Words, letter and icon of one state."""

    key: str
    words: Text
    letter: Text
    icon: str


def _look(key: str, words: Text, letter: Text, icon: str) -> StateLook:
    return StateLook(key, words, letter, icon)


LOOKS: dict[str, StateLook] = {
    look.key: look
    for look in (
        _look("done_in_time", _("Đúng hạn"), pgettext_lazy("state letter", "Đ"), "check"),
        _look("done_late", _("Xong muộn"), pgettext_lazy("state letter", "M"), "check-late"),
        _look("done", _("Đã xong"), pgettext_lazy("state letter", "X"), "check"),
        _look("overdue", _("Quá hạn"), pgettext_lazy("state letter", "Q"), "overdue"),
        _look("due", _("Đến hạn"), pgettext_lazy("state letter", "H"), "due"),
        _look("coming", _("Sắp tới"), pgettext_lazy("state letter", "S"), "coming"),
        _look("undated", _("Chưa định ngày"), pgettext_lazy("state letter", "K"), "undated"),
        _look("standing", _("Thường xuyên"), pgettext_lazy("state letter", "T"), "standing"),
        _look("waived", _("Không phải làm"), pgettext_lazy("state letter", "B"), "waived"),
        _look("open", _("Đang mở"), pgettext_lazy("state letter", "O"), "coming"),
        _look("ended", _("Đã kết thúc"), pgettext_lazy("state letter", "E"), "waived"),
    )
}


def look_of(key: str) -> StateLook:
    """Return how a state is told; an unknown one is told by its own key."""
    return LOOKS.get(key) or StateLook(key, key, key[:1].upper(), "undated")
