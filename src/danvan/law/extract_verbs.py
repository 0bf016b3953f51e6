"""Verbs of administration, with which acts begin."""

from __future__ import annotations

import re
from typing import Final

from danvan.law.any_case import AnyCase
from danvan.law.extract_common_verbs import COMMON_VERBS
from danvan.law.extract_people import DOERS, FOR
from danvan.law.word_tries import any_of

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
VERB_WORDS: Final = any_of(_VERBS.split("|"))
_MORE_VERBS: Final = (
    "ban hành|bàn giao|bình xét|bồi thường|bảo quản|bảo vệ|chăm lo|chăm sóc|chia sẻ|"
    "chứng kiến|cổ vũ|cảm hóa|cản trở|dân chủ|điều hành|điều phối|điều tra|đại diện|đào tạo|"
    "đấu tranh|đăng tải|đổi mới|giáo dục|giúp đỡ|gìn giữ|giữ gìn|giữ vững|gương mẫu|góp phần|"
    "hòa giải|hoà giải|khai thác|khuyến khích|khắc phục|kết hợp|kịp thời|lan tỏa|lấy phiếu|"
    "làm tốt|lắng nghe|lưu trữ|mở rộng|nắm bắt|nắm chắc|nắm|nêu cao|nêu gương|ngăn chặn|"
    "ngăn ngừa|nhận|nhận diện|nhắc nhở|phê chuẩn|phòng ngừa|phòng, chống|phòng chống|phục vụ|"
    "quy định|quy hoạch|quyên góp|quản lý|rèn luyện|sao gửi|sử dụng|sắp xếp|thi đua|thu hút|"
    "thu hồi|thăm hỏi|thương lượng|thành lập|thường xuyên|thực hành|tiết kiệm|tiếp cận|"
    "trang bị|truyền thông|tu dưỡng|tuyển chọn|tôn trọng|tôn vinh|tích cực|tăng|tạo|tìm|"
    "tư vấn|tự giác|tự kiểm tra|vận dụng|xem xét|xét|xin|áp dụng|ủng hộ|ủy quyền|đi đầu|"
    "đi sâu|vào|hỏi|ghi tên|có mặt|trông coi|bàn bạc|mua|bán|dạy|bỏ phiếu|cam kết|chi trả|"
    "cấp phát|chấm dứt|công nhận|khai báo|khởi tố|nộp|sơ tán|thu|buộc|canh gác|chặn|chở|chữa|"
    "cho thuê|cho vay|cho|cho nghỉ|chôn|chôn lấp|dán|dập|di chuyển|di dời|dọn|dời|đăng|"
    "đăng tin|đo|đóng|đóng góp|đón|đốt|đổ|gia cố|gieo|gỡ|gọi|góp|hoàn trả|hỏi ý kiến|khám|"
    "khóa|khơi thông|khử khuẩn|kéo|kiểm soát|kiểm kê|kiểm định|lắp|lắp đặt|lau|lau rửa|"
    "liên hệ|liên lạc|mang|mượn|ngừng|nghiệm thu|nhập|nhặt|nuôi|phát|phát hành|phân loại|"
    "phân luồng|phân bổ|phổ cập|phun|phúc tra|qua|quay|quét|rào|rút|sao|sao chụp|san lấp|"
    "sơ cứu|sửa|sửa chữa|tạm dừng|tạm ngừng|tắt|tặng|thả|thanh toán|thay|thu dọn|thu gom|"
    "thu giữ|thuê|thử|tiêm|tiêu hủy|tìm kiếm|trang trí|treo|trồng|trưng dụng|tuần tra|tưới|"
    "vận chuyển|vệ sinh|xếp|xịt|xuất trình|xuống|ở lại|đeo|đậu|đặt|đỗ|tuân thủ|tham khảo|"
    "tham vấn|thể hiện|trả|trưng bày|truy cứu|viết|đình chỉ|ưu tiên|vận hành|"
    "bảo dưỡng|bảo trì|bật|chia|chia nhỏ|chuyển|chấm điểm|chốt chặn|chứng thực|cách ly|cân|"
    "cưỡng chế|cảnh báo|cấp phép|cắm|cắm mốc|cắt|cứu|cứu hộ|diễn tập|dừng|gia hạn|giúp|"
    "giải thích|giải tỏa|gom|ghé|ghé thăm|hoãn|huấn luyện|hẹn|khoanh vùng|kiểm đếm|kê|kê cao|"
    "lát|ngăn|ngắt|ngừng bán|niêm phong|nâng cấp|nạo vét|nấu|phá dỡ|phân phát|phản hồi|quyết toán|"
    "rửa|số hóa|thảo luận|tháo dỡ|tịch thu|tra cứu|trông giữ|trực|tu bổ|tu sửa|tuyên dương|"
    "tạm giữ|túc trực|tạm ứng|xác nhận|ứng trực|đào|đảm nhận|đắp|đền|đền bù|để lại|đẩy nhanh"
)
_EVERY: Final = f"{_VERBS}|{_MORE_VERBS}".split("|")
DEED_WORDS: Final = any_of(_EVERY)
ACT_WORDS: Final = any_of({*_EVERY, *COMMON_VERBS.split("|"), *FOR})
"""Verbs that may stand behind a subject, those of everyday work too."""
NOUNS_ALIKE: Final = any_of(
    ("báo chí", "báo động", "dự án", "dự thảo", "dự toán", "dự phòng", "giao thông", "giao dịch",
     "giúp việc", "ký túc", "lưu động", "lưu trú", "nhập khẩu", "phát thanh", "phát triển",
     "cấp ủy", "cấp uỷ", "cấp xã", "cấp huyện", "cấp tỉnh", "cấp cơ sở", "cấp trên", "cấp dưới",
     "cấp trưởng", "cấp phó", "cấp bộ", "cấp thành phố", "cấp cứu", "cấp dưỡng",
 "cấp bách", "cấp mình", "cấp nào",
     "chi bộ", "chi cục", "chi hội", "chi nhánh", "chi phí", "chi tiết", "chi đoàn", "chi ủy",
     "học bạ", "học bổng", "học kỳ", "học phí", "học sinh", "học viên", "học vấn", "tập thể",
     "tập đoàn", "kiểm lâm", "kiểm sát viên", "kiểm sát nhân dân",
      "phòng hộ", "học đường", "thi hành án", "đứng đầu", "đứng tên", "đứng máy",
     "giảng viên", "học viện", "truyền thanh", "truyền hình", "truyền thống", "nghe nhìn",
     "trực ban", "xuất ngũ", "nhập ngũ", "thu nhập", "thu ngân",
     "trực thăng", "trực tuyến", "trực thuộc", "đặt hàng", "đón tiếp")
)  # fmt: skip
"""Words that begin as a verb does and are none."""
VERB: Final = AnyCase(rf"\s*(?!{DOERS})(?:{VERB_WORDS})(?!\w)")
"""A verb of administration at a place."""

_HOW: Final = (
    r"\s*(?:(?:được\s+quyền|phải|cần|được|sẽ|cùng|đều|tích\s+cực|chủ\s+động|nghiêm\s+túc|nghiêm\s+khắc|tự|tiếp\s+tục"
    r"|kịp\s+thời|thường\s+xuyên|trực\s+tiếp|đồng\s+thời|thực\s+sự|không\s+được|không|nghiêm"
    r"|(?:mỗi|từng)\s+(?:đơn\s+vị|nơi|bên|tổ\s+chức|cơ\s+quan|hội|chi\s+bộ|người|địa\s+phương))\s+){0,3}"
)
DEED: Final = AnyCase(rf"{_HOW}(?!{DOERS})(?:{DEED_WORDS})(?!\w)")
"""A verb that a deed may begin with, adverbs before it allowed."""

ACT: Final = re.compile(
    rf"{_HOW}(?!{DOERS}|(?:{NOUNS_ALIKE})(?!\w))(?:{ACT_WORDS})(?!\w)", re.IGNORECASE
)
"""The same behind a subject, where more verbs are told from nouns."""

FIRM: Final = AnyCase(
    r"\s*(?:phân\s+công\s+(?:\w+\s+){0,2}(?:đồng\s+chí|lãnh\s+đạo|cán\s+bộ|người|thành\s+viên)"
    r"|chỉ\s+đạo|lãnh\s+đạo|phát\s+huy|nâng\s+cao|củng\s+cố|tăng\s+cường|xử\s+lý|tiếp\s+nhận"
    r"|thông\s+báo|trả\s+lời|công\s+khai|bảo\s+đảm|đảm\s+bảo|hướng\s+dẫn|giải\s+quyết|tuyên\s+truyền"
    r"|biểu\s+dương|tiếp\s+công\s+dân|tạo\s+điều\s+kiện|ban\s+hành|triển\s+khai|gửi|định\s+kỳ\s+báo"
    r"|báo\s+cáo\s+(?:ban|thường|đảng|ủy|uỷ|ubnd|cấp|với|cho|về|kết|kịp|lên)"
    r"|(?:kiến\s+nghị|đề\s+nghị|phản\s+ánh)\s+(?:với|về|tới|lên|đến)|tổ\s+chức|thực\s+hiện)(?!\w)"
)
"""A verb that is hardly ever a noun in a list."""
