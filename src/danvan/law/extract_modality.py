"""Verbs of administration and what a sentence orders: duty, assignment, power, prohibition,
definition, principle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from danvan.law.duties import Modality

_VERBS: Final = (
    "cho ý kiến|có chương trình|có kế hoạch|có văn bản|có ý kiến|cụ thể hoá|"
    "cụ thể hóa|tiếp công dân|tạo điều kiện|ban hành|biểu dương|báo cáo|bình chọn|"
    "bảo đảm|bố trí|bồi dưỡng|bổ sung|chuẩn bị|chú trọng|chấn chỉnh|chấp hành|"
    "chỉ đạo|chủ trì|chủ động|cung cấp|cân đối|công bố|công khai|căn cứ|cải cách|"
    "cập nhật|củng cố|duy trì|giao ban|giám sát|giải quyết|giải trình|giới thiệu|"
    "góp ý|hiệp thương|hoàn thiện|hoàn thành|huy động|hướng dẫn|hưởng ứng|hỗ trợ|"
    "khen thưởng|khảo sát|khắc phục|kiến nghị|kiểm tra|kiểm điểm|kiện toàn|"
    "kê khai|kết luận|kết nối|lãnh đạo|lồng ghép|lựa chọn|nghiêm khắc|nghiên cứu|"
    "nhân rộng|niêm yết|nâng cao|phát hiện|phát huy|phát động|phân công|phân tích|"
    "phê bình|phê duyệt|phản biện|phản ánh|phối hợp|phổ biến|phụ trách|quan tâm|"
    "quyết định|quán triệt|rà soát|sinh hoạt|sơ kết|sửa đổi|tham dự|tham gia|"
    "tham mưu|thanh tra|theo dõi|thu thập|thành lập|thông báo|thông qua|thông tin|"
    "thẩm tra|thẩm định|thể chế|thống kê|thống nhất|thực hiện|tiến hành|tiếp dân|"
    "tiếp nhận|tiếp thu|tiếp tục|tiếp xúc|trao đổi|triển khai|triệu tập|trả lời|"
    "trực tiếp|tuyên truyền|tìm hiểu|tăng cường|tập huấn|tập hợp|tập trung|"
    "tổ chức|tổng hợp|tổng kết|vận động|xác minh|xác định|xây dựng|xếp loại|"
    "xử lý|yêu cầu|điều chỉnh|đoàn kết|đánh giá|đóng góp|đôn đốc|đăng ký|đảm bảo|"
    "đẩy mạnh|đề cử|đề nghị|đề ra|đề xuất|định hướng|đối chiếu|đối thoại|"
    "động viên|ứng phó|bàn|báo|chuyển|chịu|chọn|cử|dự|ghi|giao|giúp|giữ|gắn|"
    "gặp|gửi|họp|in|ký|làm|lưu|lấy|lập|mời|mở|nghe|nhắc|nêu|nắm|nộp|soạn|"
    "thăm|trình|tạo|tự|xem|đi|đưa|đến|đọc"
)
_MODALS: Final = (
    r"có\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|chịu\s+trách\s+nhiệm|có\s+thể|có\s+quyền|không\s+được"
    r"|phải|cần|được|sẽ|cùng|đều|thì|tích\s+cực|chủ\s+động|nghiêm\s+túc"
)
_VERB_WORDS: Final = _VERBS.replace(" ", r"\s+")
_ADVERBS: Final = (
    r"định\s+kỳ|(?:hàng|hằng|mỗi)\s+(?:tuần|tháng|quý|năm)|thường\s+xuyên|kịp\s+thời|trước\s+khi"
    r"|khi\b|ít\s+nhất|trước\s+ngày|chậm\s+nhất|đồng\s+thời|lập\s+tức|trong\s+(?:thời|vòng)"
    r"|căn\s+cứ|ngay|tối\s+thiểu|(?:[0-9]+|một|hai|ba|sáu|chín)\s+(?:tháng|năm|quý|tuần|lần|buổi)"
)
VERB: Final = re.compile(rf"\s*(?:{_VERB_WORDS})(?!\w)", re.IGNORECASE)
"""A verb of administration at a place."""

AFTER_SUBJECT: Final = re.compile(
    rf"\s*,?\s*(?:cùng\s+cấp\s+)?(?::|(?:{_MODALS}|{_ADVERBS}|{_VERB_WORDS})(?!\w))", re.IGNORECASE
)
"""What may stand behind the bodies that are the subject of a sentence."""

NOT_ABOUT: Final = re.compile(
    r"\s*(?:[,.;()]|$|(?:của|với|về|trong|ở|tại|để|cho|từ|theo|là|và|đối|do|trên|cấp|các|hoặc|nhằm|bằng"
    r"|mà|như|nơi|khác|có\s+liên\s+quan)(?!\w))",
    re.IGNORECASE,
)
"""What stands behind bodies that begin a sentence and are not what it is about."""

VERB_INSIDE: Final = re.compile(
    rf"\s(?:{_MODALS}|{_ADVERBS}|{_VERB_WORDS})(?!\w)|[,;:.()\n]|\s(?:và|hoặc|với)\s"
)
"""Where the words of a body that no pack knows end."""

_KINDS: Final[Mapping[Modality, re.Pattern[str]]] = {
    "prohibition": re.compile(r"\b(?:không\s+được|nghiêm\s+cấm|cấm)\b", re.IGNORECASE),
    "power": re.compile(r"\b(?:có\s+thể|có\s+thẩm\s+quyền|được\s+phép)\b", re.IGNORECASE),
    "right": re.compile(r"\b(?:có\s+quyền|được\s+quyền)\b", re.IGNORECASE),
    "assignment": re.compile(r"\W*(?:giao|phân\s+công|cử|chỉ\s+định)\s", re.IGNORECASE),
    "definition": re.compile(
        r"\b(?:được\s+hiểu\s+là|là\s+việc|quy\s+chế\s+này\s+quy\s+định)\b", re.IGNORECASE
    ),
    "principle": re.compile(
        r"\W*(?:việc\s+phối\s+hợp|quá\s+trình\s+phối\s+hợp|nguyên\s+tắc)\b", re.IGNORECASE
    ),
}
_AT_START: Final = frozenset({"assignment", "principle"})


def modality_of(words: str) -> Modality:
    """Return what a segment orders; ``duty`` where it does not say otherwise."""
    for modality, pattern in _KINDS.items():
        if pattern.match(words) if modality in _AT_START else pattern.search(words):
            return modality
    return "duty"
