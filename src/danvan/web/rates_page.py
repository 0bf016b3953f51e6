"""The page that says how every board counts; its numbers are those of the kernel's rates."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from danvan.web.gates import open_page
from danvan.web.pages import render
from danvan.web.states import Text


@dataclass(frozen=True, slots=True)
class RateLine:
    """One number: what is counted, and what it is made of where it is made of others.

    Args:
        key: Name of the field of ``Rates``.
    """

    key: str
    name: Text
    meaning: Text
    sum: Text = ""


@dataclass(frozen=True, slots=True)
class RateGroup:
    """Numbers that belong together."""

    key: str
    title: Text
    lines: tuple[RateLine, ...]


GROUPS = (
    RateGroup(
        "done",
        _("Đã xong"),
        (
            RateLine(
                "handled",
                _("Đã xong"),
                _("Việc đã kết thúc vì đã làm."),
                _("đúng hạn + xong muộn + xong, không có hạn"),
            ),
            RateLine(
                "dated",
                _("Đã xong, có hạn"),
                _("Việc đã xong mà có ngày cuối còn đúng hạn."),
                _("đúng hạn + xong muộn"),
            ),
            RateLine(
                "on_time",
                _("Đúng hạn"),
                _(
                    "Việc đã xong, có hạn, xong đúng ngày cuối hoặc sớm hơn. Hạn đã gia hạn thì "
                    "tính theo ngày mới, và việc ấy còn được đếm ở “Đã gia hạn”."
                ),
            ),
            RateLine("late", _("Xong muộn"), _("Việc đã xong, có hạn, xong sau ngày cuối.")),
            RateLine(
                "undated",
                _("Xong, không có hạn"),
                _("Việc đã xong mà không văn bản nào định ngày: không đúng hạn, cũng không muộn."),
            ),
            RateLine(
                "on_time_share",
                _("Tỷ lệ đúng hạn"),
                _(
                    "Phần trăm đúng hạn trong số đã xong có hạn. Không có việc nào có hạn thì "
                    "không có tỷ lệ, không phải 0% hay 100%."
                ),
                _("đúng hạn : (đúng hạn + xong muộn) × 100"),
            ),
        ),
    ),
    RateGroup(
        "not-done",
        _("Đang mở"),
        (
            RateLine(
                "open",
                _("Đang mở"),
                _("Việc chưa kết thúc."),
                _("quá hạn + chưa đến hạn + đang mở, không có hạn"),
            ),
            RateLine(
                "overdue",
                _("Quá hạn"),
                _("Việc chưa kết thúc mà ngày cuối đã qua. Chính ngày cuối thì chưa quá hạn."),
            ),
            RateLine("coming", _("Chưa đến hạn"), _("Việc chưa kết thúc, ngày cuối chưa qua.")),
            RateLine(
                "open_undated",
                _("Đang mở, không có hạn"),
                _("Việc chưa kết thúc mà không văn bản nào định ngày."),
            ),
        ),
    ),
    RateGroup(
        "beside",
        _("Đếm riêng"),
        (
            RateLine(
                "waived",
                _("Được miễn"),
                _("Việc kết thúc mà không làm: được miễn, hủy, bỏ hoặc thu hồi, có ghi lý do."),
            ),
            RateLine(
                "extended",
                _("Đã gia hạn"),
                _("Việc đã được gia hạn, mỗi việc một lần; việc ấy vẫn được đếm ở các số trên."),
            ),
        ),
    ),
)


@open_page
@require_safe
def show_rates(request: HttpRequest) -> HttpResponse:
    """Say what handled, on time, late, overdue and extended mean."""
    return render(request, "web/help/rates.html", {"groups": GROUPS})
