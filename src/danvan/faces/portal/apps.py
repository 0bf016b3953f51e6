"""The public door as a Django application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from danvan.kernel.letterbox.offering import offers

if TYPE_CHECKING:
    from danvan.kernel.accounts.actors import Actor


def _keeps_doors(actor: Actor) -> bool:
    """Whether a post may open the door of some unit."""
    return any(grant.desk_role in {"head", "administrator"} for grant in actor.grants)


class PortalApp(AppConfig):
    """Names the application, its pages in the order of the menu, and what helps on them."""

    name = "danvan.faces.portal"
    label = "portal"
    navigation = (("doors", _("Cổng công khai"), _keeps_doors, 57),)
    portal_pages: tuple[tuple[str, object, object], ...] = (
        ("portal", _("Trang đầu"), ""),
        ("letter-units", _("Gửi đơn"), _("Phản ánh, kiến nghị, khiếu nại. Có giấy hẹn ngay.")),
        ("letter-track", _("Tra cứu"), _("Xem việc đến đâu, nhắn tin, bằng mã và số PIN.")),
        (
            "portal-results",
            _("Kết quả đã công khai"),
            _("Đọc quyết định, trả lời mà các đơn vị đã công khai."),
        ),
        (
            "portal-figures",
            _("Tỷ lệ đúng hạn"),
            _("Mỗi quý, từng nơi giải quyết đúng hạn bao nhiêu."),
        ),
        (
            "portal-calculator",
            _("Tính thời hạn"),
            _("Đến ngày nào phải xong, và vì sao: từng ngày, có căn cứ."),
        ),
    )
    """Address, label, and the sentence under which the first page leads there."""
    help_pages = {
        "portal": "portal",
        "portal-calculator": "portal",
        "portal-figures": "portal",
        "portal-result": "portal",
        "portal-results": "portal",
        "letter-units": "portal",
        "letter-send": "portal",
        "letter-poster": "portal",
        "letter-why": "portal",
        "letter-paper": "portal",
        "letter-track": "portal",
        "letter-file": "portal",
        "doors": "letterbox",
        "door": "letterbox",
        "door-entry": "letterbox",
        "door-poster": "letterbox",
        "door-poster-add": "letterbox",
        "door-poster-end": "letterbox",
        "case-letters": "letterbox",
        "case-letters-seen": "letterbox",
        "case-letters-file": "letterbox",
        "case-letters-receipt": "letterbox",
    }

    @property
    def case_steps(self) -> dict[str, str]:
        """Return what is offered beside the acts of a case that came by a letter."""
        return dict.fromkeys(offers(), "danvan.faces.portal.exchange.steps")
