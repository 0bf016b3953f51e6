"""What the tours of the first sign-in show: five short steps for each desk role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from danvan.kernel.accounts.models import DeskRole
from danvan.web.states import Text


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Args:
        picture: Shape in the sheet of pictures.
        page: Name of the address to try.
        guide: Page of the guide that says more.
    """

    picture: str
    title: Text
    text: Text
    page: str
    guide: str


STEPS: Mapping[str, Step] = {
    "work": Step(
        "list",
        gettext_lazy("Việc của tôi"),
        gettext_lazy(
            "Trang đầu tiên sau khi đăng nhập. Việc quá hạn đứng trước, rồi việc đến hạn, việc sắp "
            "tới. Mỗi việc có ngày cuối còn đúng hạn và điều khoản giao việc ấy."
        ),
        "work",
        "my-work",
    ),
    "prove": Step(
        "proof",
        gettext_lazy("Ghi đã làm và gửi minh chứng"),
        gettext_lazy(
            "Mở một việc, bấm bước cần ghi, điền ngày làm thật và gửi tệp, số văn bản hoặc ghi "
            "chú. Không có nút xoá: ghi nhầm thì mở lại kèm lý do."
        ),
        "cases",
        "record-and-prove",
    ),
    "meet": Step(
        "table",
        gettext_lazy("Ghi cuộc họp một lần"),
        gettext_lazy(
            "Ghi ai chủ trì, đơn vị nào có mặt, ngày nào. Nhiệm vụ khớp với cuộc họp tự được ghi "
            "là đã xong, không phải đánh dấu lần nữa."
        ),
        "meetings",
        "meetings",
    ),
    "year": Step(
        "year",
        gettext_lazy("Cả năm trên một trang"),
        gettext_lazy(
            "Mỗi hàng một việc, mỗi cột một tháng. Chữ trong ô cho biết đúng hạn, muộn, quá hạn "
            "hay sắp tới; in ra vẫn đọc được."
        ),
        "unit-year",
        "year-board",
    ),
    "register": Step(
        "book",
        gettext_lazy("Sổ nhiệm vụ"),
        gettext_lazy(
            "Quy chế giao những việc gì, cho ai, khi nào. Bấm một dòng để xem điều khoản, lời văn "
            "và mọi việc đã mở từ đó."
        ),
        "duty-register",
        "duty-register",
    ),
    "read": Step(
        "text",
        gettext_lazy("Đọc văn bản"),
        gettext_lazy("Lời văn ở bên trái, nhiệm vụ của từng điều khoản ở bên lề."),
        "regulations",
        "read-a-regulation",
    ),
    "decide": Step(
        "scale",
        gettext_lazy("Điều người đứng đầu quyết"),
        gettext_lazy(
            "Cho phép không làm một kỳ, kết thúc theo dõi, cho qua khi chưa đủ bước trước: chỉ "
            "người đứng đầu làm được, và lý do ở lại trong hồ sơ."
        ),
        "cases",
        "record-and-prove",
    ),
    "units": Step(
        "tree",
        gettext_lazy("Đơn vị nào còn nợ việc"),
        gettext_lazy(
            "Cây đơn vị với số việc quá hạn và đang mở ở từng nơi. Mở một đơn vị để xem việc nào, "
            "vì sao là ngày ấy."
        ),
        "units",
        "year-board",
    ),
    "import": Step(
        "text",
        gettext_lazy("Nhập quy chế và dùng gói nhiệm vụ"),
        gettext_lazy(
            "Nạp tệp văn bản, xem chỗ máy thấy lạ, rồi dùng gói nhiệm vụ của văn bản ấy. Chưa có "
            "gói thì xác nhận từng nhiệm vụ từ lời văn."
        ),
        "regulations",
        "import-a-regulation",
    ),
    "bind": Step(
        "tree",
        gettext_lazy("Gắn cơ quan với đơn vị"),
        gettext_lazy(
            "Quy chế gọi tên cơ quan; phần mềm có các đơn vị. Gắn xong thì nhiệm vụ nào cũng có "
            "nơi nhận."
        ),
        "bindings",
        "bind-units",
    ),
    "plan": Step(
        "plan",
        gettext_lazy("Xem kế hoạch rồi mới áp dụng"),
        gettext_lazy(
            "Kế hoạch cho thấy việc nào sẽ mở, bỏ, dời và vì sao. Chưa ghi gì cho đến khi bấm áp "
            "dụng; áp dụng nhầm thì hoàn tác được khi chưa ai làm."
        ),
        "plan",
        "plan-and-apply",
    ),
    "set-up": Step(
        "tree",
        gettext_lazy("Dựng cây đơn vị"),
        gettext_lazy(
            "Trang thiết lập chỉ ra việc còn thiếu: cây đơn vị từ mẫu hoặc bảng tính, gói đang "
            "dùng, thông báo lịch nghỉ. Làm từ trên xuống."
        ),
        "setup",
        "first-set-up",
    ),
    "people": Step(
        "people",
        gettext_lazy("Chức danh và người giữ"),
        gettext_lazy(
            "Tài khoản gắn với chức danh của đơn vị. Đặt chức danh, người giữ từ ngày nào, và "
            "người nghỉ thì bàn giao cả bàn làm việc."
        ),
        "posts",
        "posts-and-rights",
    ),
    "grants": Step(
        "key",
        gettext_lazy("Trao quyền có thời hạn"),
        gettext_lazy(
            "Quyền gắn với một đơn vị, có từ ngày, đến ngày, áp xuống dưới hay không. Người quản "
            "trị không vì thế mà xem được hồ sơ."
        ),
        "grants",
        "posts-and-rights",
    ),
    "guard": Step(
        "lock",
        gettext_lazy("Bước xác minh thứ hai"),
        gettext_lazy(
            "Ai trao quyền, dùng gói hoặc mở hồ sơ niêm phong đều phải đăng nhập bằng hai bước. "
            "Cất mã khôi phục ở nơi an toàn."
        ),
        "security",
        "second-factor",
    ),
    "help": Step(
        "help",
        gettext_lazy("Trợ giúp ở mọi trang"),
        gettext_lazy(
            "Liên kết “Trợ giúp” ở đầu trang mở đúng phần hướng dẫn của trang đang xem. Mỗi câu từ "
            "chối có mã và nói phải làm gì."
        ),
        "help",
        "questions",
    ),
}
TOURS: Mapping[str, tuple[str, ...]] = {
    DeskRole.ADMINISTRATOR: ("set-up", "people", "grants", "guard", "help"),
    DeskRole.PLANNER: ("import", "bind", "plan", "units", "help"),
    DeskRole.HEAD: ("work", "decide", "units", "year", "help"),
    DeskRole.OFFICER: ("work", "prove", "meet", "year", "help"),
    DeskRole.READER: ("register", "year", "units", "read", "help"),
}
"""The steps of each role; a post is offered its first one here. Everybody may take the last."""
