"""Words by which bodies that no pack knows are recognised, and where their names end."""

from __future__ import annotations

import re
from typing import Final

from danvan.law.any_case import AnyCase
from danvan.law.extract_people import PEOPLE, WHOLE
from danvan.law.word_tries import CAPITALS

_HEAD_NOUNS: Final = (
    r"ban|ủy\s+ban|uỷ\s+ban|hội\s+đồng|hội(?!\s+nghị|\s+thảo|\s+ý)|đoàn(?!\s+kết)|sở"
    r"|phòng(?!\s*,?\s*(?:chống|ngừa))"
    r"|văn\s+phòng|công\s+an|chi\s+bộ|trung\s+tâm|trạm|tổ(?!\s+chức\s+(?:thực|triển|các|việc"
    r"|hội|cho|tuyên))|đội"
    r"|trưởng|phó|chủ\s+tịch|bí\s+thư|cục|chi\s+cục|thanh\s+tra|kho\s+bạc|đài"
    r"|lãnh\s+đạo(?=\s+(?:hai|ủy|ubnd|ban|khối|đảng|các\s|phòng|sở|hội|văn|cơ\s+quan|đơn\s+vị"
    r"|huyện|xã|tỉnh))|thủ\s+trưởng|giám\s+đốc"
    r"|người\s+đứng\s+đầu|công\s+chức|cán\s+bộ|thành\s+viên|các\s+thành\s+viên|cơ\s+quan"
    r"|đơn\s+vị|các\s+cơ\s+quan"
    r"|các\s+đơn\s+vị|các\s+địa\s+phương|các\s+tổ\s+chức|các\s+đồng\s+chí|đồng\s+chí"
    r"|các\s+phòng|các\s+ban|các\s+ngành"
    r"|viện|tòa\s+án|quân\s+sự|trường(?!\s+hợp)|các\s+trường(?!\s+hợp)|doanh\s+nghiệp"
    r"|hợp\s+tác\s+xã|hai\s+cơ\s+quan|hai\s+bên"
    r"|các\s+bên|mỗi\s+bên|hai\s+đơn\s+vị|hai\s+ngành|các\s+thôn|các\s+xóm|trưởng\s+thôn"
    r"|chi\s+đoàn|chi\s+hội|đại\s+diện(?=\s+(?!cho\s|và\s|theo\s|quyền))"
    r"|hiệu\s+trưởng|phó\s+hiệu\s+trưởng|nhà\s+trường|cha\s+mẹ|phụ\s+huynh|giáo\s+viên"
    r"|học\s+sinh|sinh\s+viên|nhân\s+viên"
    r"|viên\s+chức|chủ(?!\s+(?:trì|động|trương|yếu|tịch|đề|nghĩa|quyền|thể|đạo|nhật))"
    r"|thương\s+nhân|tiểu\s+thương|thợ|lái\s+xe"
    r"|đại\s+biểu|cử\s+tri|hòa\s+giải\s+viên|hộ\s+(?:gia\s+đình|kinh|dân|buôn)|công\s+dân|cá\s+nhân"
    r"|mọi\s+người|người|gia\s+đình|nhóm|câu\s+lạc\s+bộ|công\s+ty|tổng\s+công\s+ty"
    r"|nhà\s+(?:thầu|đầu\s+tư|máy|văn\s+hóa|cung|thuốc)"
    r"|bệnh\s+viện|học\s+viện|thư\s+viện|bảo\s+tàng|đồn|hải\s+quan|thuế|kiểm\s+lâm"
    r"|quản\s+lý\s+thị\s+trường|bưu\s+điện|điện\s+lực"
    r"|tiểu\s+đoàn|đại\s+đội|trung\s+đội|tiểu\s+đội|trung\s+đoàn|dân\s+quân|chiến\s+sĩ|bộ\s+đội"
    r"|lực\s+lượng|chỉ\s+huy|trực\s+ban"
    r"|kế\s+toán|thủ\s+quỹ|thư\s+ký|văn\s+thư|thẩm\s+phán|kiểm\s+sát\s+viên|thanh\s+niên"
    r"|phụ\s+nữ|nông\s+dân|già\s+làng"
    r"|bí\s+thư\s+đoàn|huyện\s+đoàn|tỉnh\s+đoàn|thành\s+đoàn|thị\s+đoàn|xã\s+đoàn|huyện\s+ủy"
    r"|tỉnh\s+ủy|thành\s+ủy|liên\s+minh"
    r"|tổ\s+trưởng|đội\s+trưởng|nhóm\s+trưởng|ban\s+quản\s+lý|thôn|xóm|bản|ấp|khu\s+phố"
    r"|ngành(?!\s+(?:nghề|học))|địa\s+phương|bên|nơi(?!\s+nhận\s*:)|chính\s+quyền|chính\s+phủ"
    r"|quốc\s+hội|thủ\s+tướng|bộ\s+trưởng|bộ(?=\s+(?-i:[A-ZĐ]))"
    r"|(?:giảng|diễn|thành|đoàn|hội|kiểm|xã|tuần\s+tra|cộng\s+tác|tuyên\s+truyền|vận\s+động"
    r"|huấn\s+luyện|điều\s+tra|thanh\s+tra)\s+viên"
    r"|(?:trạm|xưởng|ca|kíp|toán|khoa|thôn|bản|ấp|trại|cửa\s+hàng|hội|đoàn|ban|phòng|kế\s+toán"
    r"|điều\s+dưỡng|hạt|bến|thuyền)\s+trưởng"
    r"|thủ\s+(?:kho|thư|từ)|khoa(?!\s+học)|khách|ai|(?:bác|y|dược|nghệ|hộ)\s+(?:sĩ|sỹ)|(?:kỹ"
    r"|luật)\s+sư|quỹ|hạt|xí\s+nghiệp"
    r"|nhà\s+(?:trẻ|xe|đền|chùa|thờ|hát|trường|ga|báo|sách|hàng|sản\s+xuất|cung\s+cấp)"
    r"|khách\s+sạn|cơ\s+sở(?=\s+(?:sản|kinh|giáo|khám|y\s+tế|chăn|dịch|lưu|chế\s+biến|đào|bảo"
    r"|tôn|thờ|thu|thực|nuôi|giết|in|may|cai|trợ|bán|mầm))|trang\s+trại|hộ|tổ\s+chức(?=\s*,"
    r"|\s+(?:được|có|không|phải))"
    r"|đảng\s+viên|bộ\s+phận|thường\s+trực|thường\s+vụ|liên\s+đoàn|ngân\s+hàng|bảo\s+hiểm"
    r"|mặt\s+trận|đảng\s+ủy|chi\s+ủy"
)
UNKNOWN: Final = AnyCase(rf"(?:{PEOPLE}|{_HEAD_NOUNS})(?!\w)(?!\s+hành\b)")
"""Nouns with which the name of a body or of people begins."""

NAME_GOES_ON: Final = re.compile(rf"(?:,|\s+và|\s+-)\s+(?-i:[{CAPITALS}])\w+", re.IGNORECASE)
"""A part of a name behind a comma or "và", in capitals: "Bộ Giáo dục và Đào tạo"."""

THINGS: Final = re.compile(
    r"\W*(?:(?:các|những|mọi|mỗi|từng|toàn\s+bộ)\s+)?(?:việc|văn\s+bản|hồ\s+sơ|báo\s+cáo"
    r"|kết\s+quả|nội\s+dung|thời|quy|kế\s+hoạch"
    r"|biên\s+bản|danh\s+sách|đơn(?!\s+vị)|thông\s+báo|thông\s+tin|giấy|kinh\s+phí|mức|chế\s+độ"
    r"|cuộc|hội\s+nghị|phiên|ý\s+kiến"
    r"|kiến\s+nghị|khiếu\s+nại|công\s+tác|hoạt\s+động|nhiệm\s+vụ|chương\s+trình|quyết\s+định"
    r"|nghị\s+quyết|tài\s+liệu|số|sổ"
    r"|tiền|tài\s+sản|trường\s+hợp|điều|khoản|mẫu|bảng|lịch|quá\s+trình|trách\s+nhiệm|quyền"
    r"|dự\s+thảo|đề\s+án|chính\s+sách|vấn\s+đề"
    r"|khi|nếu|trong|trước|sau|đối\s+với|theo|tại|từ|căn|không|nghiêm|tất|do|được|phải|cần"
    r"|ngoài|tùy|mục|chỉ|hình\s+thức|hàng|hằng|định)"
    r"(?!\w)",
    re.IGNORECASE,
)
"""Nouns and other words that begin no body's name."""

STRANGER: Final = re.compile(
    r"(?:(?:các|những|mọi|mỗi|từng)\s+)?(?P<who>[^\W\d_]+(?:\s+[^\W\d_]+){0,11}?)\s+"
    r"(?:có\s+(?:trách\s+nhiệm|nhiệm\s+vụ|quyền|nghĩa\s+vụ)|chịu\s+trách\s+nhiệm|được\s+quyền"
    r"|không\s+được|phải|chủ\s+trì)(?!\w)",
    re.IGNORECASE,
)
"""Whoever stands before "có trách nhiệm" and the like."""

SOMEBODY: Final = re.compile(
    r"(?P<who>[^\W\d_]+(?:\s+[^\W\d_]+){0,5}?)\s+"
    r"(?:báo\s+cáo|nhắc|nhắc\s+nhở|cử|hướng\s+dẫn|tuyên\s+truyền|vận\s+động|phối\s+hợp"
    r"|tham\s+mưu|đề\s+nghị|đề\s+xuất"
    r"|theo\s+dõi|đôn\s+đốc|giám\s+sát|kiểm\s+tra|phân\s+công|chỉ\s+đạo|thông\s+báo|tiếp\s+nhận"
    r"|mời|họp|rà\s+soát|đăng\s+ký"
    r"|trông\s+coi|dọn|quét|tuần\s+tra|giúp|thăm|gặp|xác\s+minh|tham\s+gia|trả\s+lời"
    r"|động\s+viên|khai\s+báo|cam\s+kết|chấp\s+hành"
    r"|tuân\s+thủ|bàn\s+giao|thu\s+gom|mở|đón|nuôi|trồng|ký)(?!\w)",
)
"""Whoever stands before a verb that only people are the subject of."""

WHO: Final = re.compile(r"(?:mọi\s+)?người|nơi|hộ|bên", re.IGNORECASE)
"""Nouns that a verb may follow inside a name: "người dự họp"."""

NO_NAME: Final = re.compile(
    r"\b(?:của|về|cho|để|theo|trong|thì|là|mà|nếu|khi|được|bị|và|có|không|đã|đang|sẽ|phải|cần"
    r"|này|việc|công\s+tác|cuộc"
    r"|qua|từ|đến|vào|nhằm|tiếp|tăng|đẩy|nâng|trên|ngoài|sau|trước|mỗi|một|hai|ba|cùng|chưa|câu"
    r"|vừa|với|nhưng|nơi|đây|đó|như|vì|do|tại"
    r"|sớm|luôn|thường|kịp|chủ\s+động|tích\s+cực|ngay|đồng\s+thời|cũng|còn|lại|đều|chỉ|nên|hãy"
    r"|rồi)\b",
    re.IGNORECASE,
)
"""Words that no short name of people holds."""

CLAUSE: Final = re.compile(r"\b(?:thì|là|mà|nếu|khi|được|bị|và)\b", re.IGNORECASE)
"""Words that a name does not hold."""

_UNITS: Final = (
    r"(?:cơ\s+quan|đơn\s+vị|tổ\s+chức|địa\s+phương|phòng|ban|sở|ngành|đoàn\s+thể|trường|xã"
    r"|phường|thị\s+trấn)"
)
OFFICES: Final = re.compile(
    r"(?:thủ\s+trưởng|người\s+đứng\s+đầu|lãnh\s+đạo|giám\s+đốc|đại\s+diện)\s+"
    r"(?:của\s+)?(?:các\s+|mỗi\s+|từng\s+)?"
    rf"{_UNITS}(?:(?:\s*,\s*|\s+và\s+)(?:các\s+)?{_UNITS}(?!\w))*(?!\w)",
    re.IGNORECASE,
)
"""The head of several units at once: "Thủ trưởng các cơ quan, đơn vị"."""

TITLE: Final = re.compile(WHOLE, re.IGNORECASE)
"""Nouns that are whole by themselves, so that any verb behind them is what they do."""

GOES_ON: Final = re.compile(
    rf"\s+(?:(?-i:[{CAPITALS}])"
    r"|(?:cơ\s+sở|trường|viên|dòng\s+họ|bộ\s+phận|khu\s+vực|ngành|khối|cụm|chuyên\s+trách"
    r"|lâm\s+thời|dự\s+bị|thường\s+trực|chính\s+thức|nữ|trẻ|mới|cao\s+tuổi|dân\s+cư|nhà\s+nước"
    r"|tư\s+nhân)(?!\w)"
    r"|(?P<who>phụ\s+trách|kiêm|được\s+(?:phân\s+công|ủy\s+quyền|uỷ\s+quyền|giao|cử)"
    r"|(?<=ban )(?:quản|điều|giám|kiểm|chỉ)\s)|(?<=trưởng ban )\w|(?<=phó ban )\w"
    r"|(?<=chấp hành )(?:công|chi|hội|đoàn|đảng)\s|(?<=đứng đầu )\w"
    r"|(?<=đảng ủy )(?:các|khối)\s)",
    re.IGNORECASE,
)
"""Words behind a known name with which the longer name of another body goes on."""

SINGLE: Final = re.compile(r"(?:(?:một|đồng\s+chí|tập\s+thể|cả|riêng)\s+)+", re.IGNORECASE)
"""Words before a name that do not belong to it."""

ASSIGNS: Final = re.compile(
    r"\s*(?:giao|yêu\s+cầu|đề\s+nghị|nghiêm\s+cấm|cấm|phân\s+công\s+(?=ban\b|khối\b|văn\b|ủy\b"
    r"|uỷ\b|các\s+(?:ban|cơ|đơn|chi)))\s*(?:cho\s+)?",
    re.IGNORECASE,
)
"""Words that give something to the bodies behind them."""

LEADING: Final = re.compile(
    r"\W*(?:định\s+kỳ|hàng|hằng|mỗi|khi|trước|sau|trong|căn\s+cứ|nếu|trường\s+hợp|tùy|tuỳ|chậm"
    r"|để|theo|thông\s+qua"
    r"|đối\s+với|thực\s+hiện|ít\s+nhất|tối\s+thiểu|trên\s+cơ\s+sở|vào|cuối|đầu|đến|[0-9]"
    r"|trực\s+tiếp|nhận\s+được|ngày|muộn|hết|gặp\s+(?:vấn|khó|sự|tình|trường|trở)|tại|ngoài|qua"
    r"|từ|riêng|cùng\s+với|nhằm|việc|chế\s+độ)(?!\w)",
    re.IGNORECASE,
)
"""Words that lead in, so that the subject stands behind a comma."""

OFFICE_WORDS: Final = re.compile(
    r"\W*(?:(?:về|trách\s+nhiệm|nhiệm\s+vụ|quyền\s+hạn|quyền\s+lợi|quyền|nghĩa\s+vụ|chức\s+năng"
    r"|vai\s+trò|chế\s+độ|công\s+việc|việc|phối\s+hợp|quan\s+hệ"
    r"|mối|thực\s+hiện|lãnh\s+đạo|chỉ\s+đạo|cụ\s+thể|chung|tham\s+gia|giữa|đối\s+với|của|và|,"
    r"|phân\s+công|một\s+số)\s*)*",
    re.IGNORECASE,
)
"""Words of a heading before the body that it names."""

LEADERS: Final = re.compile(
    r"lãnh\s+đạo\s+(?:hai|ủy\s+ban|uỷ\s+ban|ubnd|ban|sở|phòng|đơn\s+vị|cơ\s+quan)(?!\w)",
    re.IGNORECASE,
)
"""Leaders, where "lãnh đạo" is no verb."""

LED: Final = re.compile(
    r"(?:chỉ\s+đạo|hướng\s+dẫn|đôn\s+đốc|yêu\s+cầu|đề\s+nghị|với|cùng|giao|của|cho"
    r"|do)\s+(?:các\s+|những\s+)?$",
    re.IGNORECASE,
)
"""Words that make the body behind them one that is led, not one that acts."""

OWED_BY: Final = re.compile(
    r"(?:trách\s+nhiệm|nhiệm\s+vụ|quyền\s+hạn|quyền|nghĩa\s+vụ|công\s+việc)\s+của\s+$",
    re.IGNORECASE,
)
""""Trách nhiệm của" and the like, behind which whoever owes it stands."""

OWED_AT: Final = re.compile(
    r"\s*(?:trách\s+nhiệm|nhiệm\s+vụ|quyền\s+hạn|quyền|nghĩa\s+vụ)(?:\s+(?:cụ\s+thể"
    r"|chính))?\s+của\s+"
    r"|\s*đối\s+với\s+(?!(?:các\s+|những\s+)?(?:người|hộ|học\s+sinh|trẻ|công\s+dân|cá\s+nhân"
    r"|gia\s+đình|khách|ai|nhà|trường)(?!\w))",
    re.IGNORECASE,
)
"""The same at the head of a sentence."""

OWES: Final = re.compile(
    r"\s+(?:trực\s+tiếp\s+báo\s+cáo|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|chủ\s+trì)(?!\w)",
    re.IGNORECASE,
)
"""Words that say who owes in a sentence that lacks a comma."""

SHOWN: Final = re.compile(
    r"(?:các|những|mỗi|từng|hai|cả\s+hai|trưởng|phó|chủ\s+tịch|bí\s+thư|thủ\s+trưởng"
    r"|người\s+đứng\s+đầu)\s",
    re.IGNORECASE,
)
"""Words that show a name to be one in the middle of a sentence."""
