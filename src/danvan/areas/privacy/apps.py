"""The room of personal data as a Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases.keeping import Keeping


class PrivacyApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.privacy"
    label = "privacy"
    navigation = (("privacy", _("Dữ liệu cá nhân"), None, 69),)
    keeps = (
        Keeping(
            "privacy.request",
            label=_("Người gửi yêu cầu về dữ liệu cá nhân"),
            what=_("Họ tên, cách liên hệ, nội dung yêu cầu"),
            why=_("Trả lời yêu cầu và chứng minh đã trả lời: Luật 91/2025/QH15"),
            who=_("Cán bộ xử lý của đơn vị nhận"),
            kinds=frozenset({"privacy.request"}),
            states=frozenset({"done", "refused", "withdrawn"}),
            forget="danvan.areas.privacy.acts.forget_request",
        ),
        Keeping(
            "letterbox",
            label=_("Người gửi qua cửa công khai"),
            what=_(
                "Nội dung thư cho đến khi vào hồ sơ; dấu vết địa chỉ mạng đã băm, trong một giờ"
            ),
            why=_("Nhận thư không mất, chặn gửi dồn dập"),
            who=_("Không ai đọc trước khi vào hồ sơ"),
        ),
        Keeping(
            "audit",
            label=_("Người làm việc trong hệ thống"),
            what=_("Chức danh nào đã làm gì, lúc nào; không có nội dung"),
            why=_("Biết ai đã làm gì; niêm phong, không sửa, không hủy"),
            who=_("Người quản trị của đơn vị"),
        ),
        Keeping(
            "accounts",
            label=_("Người có tài khoản"),
            what=_("Tên tài khoản, họ tên, thư điện tử, số điện thoại tự đặt để nhận nhắc việc"),
            why=_("Đăng nhập, biết ai giữ chức danh nào; nhật ký ghi theo chức danh"),
            who=_("Người quản trị của đơn vị"),
        ),
    )
    help_pages = {
        "case-new privacy.disposal": "personal-data",
        "case-new privacy.request": "personal-data",
        "privacy": "personal-data",
        "privacy-due": "personal-data",
        "privacy-disposals": "personal-data",
        "privacy-local": "personal-data",
        "privacy-requests": "personal-data",
    }
