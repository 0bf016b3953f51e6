"""Nouns of people, posts and institutions with which names begin that no pack knows: trades, ranks,
posts ending in "viên" or "trưởng", village and market institutions.
"""

from __future__ import annotations

import re
from typing import Final

from danvan.law.word_tries import any_of


def _each(words: str) -> list[str]:
    return words.split("|")


_DOERS: Final = any_of(
    _each(
        "báo cáo|chấp hành|kiểm soát|kiểm sát|kiểm toán|kiểm dịch|kiểm lâm|tuyên truyền|"
        "hướng dẫn|điều tra|điều phối|thanh tra|huấn luyện|cộng tác|trợ giúp|phát thanh|"
        "phát ngôn|hòa giải|hoà giải|thẩm tra|khuyến nông|giao liên|tuần tra|vận động|quản lý|"
        "giám sát|cứu hộ|báo vụ|đăng kiểm|giám định|định giá|đấu giá|thẩm định|bảo vệ|vận hành|"
        "thực tập|khảo sát"
    )
)
DOERS: Final = rf"(?:{_DOERS})\s+viên|(?:nghiên\s+cứu|thực\s+tập|giám\s+sát)\s+sinh"
"""People named for what they do, whose first word is a verb: "báo cáo viên"."""

_OTHERS: Final = any_of(
    _each(
        "thú y|phóng|biên tập|phát thanh|học|xã|hội|giáo|sinh|đảng|đoàn|ủy|uỷ|chính trị|công an|"
        "chuyên|kỹ thuật|thuyền|tiếp|nhân|thành|thông tín|tình nguyện|thuyết minh|công chứng|"
        "trọng tài|quan trắc|tổ|cấp ủy|cấp uỷ|thư|diễn|giảng|vận động|dân|quản trị|thanh niên"
    )
)
_TRADES: Final = any_of(
    _each(
        "chi, đảng bộ|cộng đồng|khu dân cư|quần chúng|trực chỉ huy|trực lãnh đạo|trực ban|"
        "bà con|nhân dân|nông dân|ngư dân|cư dân|giáo dân|dân làng|dân bản|tín đồ|phật tử|"
        "chức sắc|chức việc|nhà chùa|nhà thờ|giáo xứ|sư trụ trì|ban hộ tự|ban khánh tiết|"
        "dòng họ|tộc họ|già làng|già bản|cấp dưỡng|bảo mẫu|cô nuôi|y tá|hộ lý|nữ hộ sinh|cô đỡ|"
        "điều dưỡng|lễ tân|tạp vụ|giám thị|giám khảo|ban giám hiệu|chủ tọa|chủ toạ|chủ nhiệm|"
        "chủ khảo|chủ hộ|chủ tàu|chủ rừng|chủ sạp|chủ quán|chủ xe|nghệ nhân|công nhân|"
        "quân nhân|bệnh nhân|doanh nhân|thân nhân|ngư phủ|thí sinh|nghiên cứu sinh|"
        "thực tập sinh|tân binh|vệ binh|cảnh vệ|sĩ quan|hạ sĩ quan|hạ sĩ|trung sĩ|cảnh sát|"
        "biên phòng|hải đội|hải đoàn|lữ đoàn|sư đoàn|phân đội|liên đội|chi đội|tổng đội|"
        "kíp trực|ca trực|tổ hợp tác|tổ hợp|nghiệp đoàn|công đoàn|hiệp hội|liên hiệp hội|"
        "đảng bộ|tiểu ban|phân ban|phân hội|phân xưởng|xưởng|tổng cục|tổng biên tập|"
        "tổng giám đốc|tổng phụ trách|chánh văn phòng|phó chánh văn phòng|chánh án|"
        "phó chánh án|chánh thanh tra|phó chánh thanh tra|chánh|quản giáo|quản đốc|quản trang|"
        "quản lý chợ|chỉ huy trưởng|cụm trưởng|khối trưởng|lớp trưởng|lớp phó|chi hội trưởng|"
        "hội trưởng|chính trị viên|phó chủ nhiệm|đại lý|tạp chí|cổng thông tin điện tử|"
        "trang thông tin điện tử|tư vấn giám sát|tư vấn thiết kế|hành khách|du khách|"
        "khách hàng|quý khách|nông hộ|ngư hộ|nông trường|lâm trường|nông trại|cụm thi đua|"
        "khối thi đua|hàng quán|quán ăn|cửa hàng|siêu thị|rạp|phòng khám|nhà thuốc|bến xe|"
        "ban thanh tra nhân dân|tổ tiết kiệm|dân phòng|đội ngũ|tổng công ty|người dân|"
        "người dùng|người nhà|người bệnh|người cao tuổi|người lao động|người già|người lớn|"
        "người trẻ|người sử dụng lao động|người có uy tín|người uy tín|người phát ngôn|"
        "người chủ trì|người đứng đầu|em nào|đoàn viên thanh niên|hộ gia đình|hộ dân|"
        "chủ đầu tư|chủ dự án|chủ sở hữu|chủ tài khoản|chủ trang trại|chủ nhà trọ|chủ nhà|"
        "chủ phương tiện"
    )
)
_WHOLE: Final = any_of(
    _each(
        "người dân|người nhà|người bệnh|người cao tuổi|người già|người lớn|người trẻ|"
        "người có uy tín|bà con|nhân dân|dân làng|dân bản|chủ hộ|chủ sử dụng lao động|"
        "chủ đầu tư|chủ dự án|chủ tọa|"
        "chủ toạ|chủ nhà|chủ nhà trọ|thư ký|kế toán|cấp dưỡng|bảo mẫu|thủ quỹ|văn thư|y tá|"
        "hành khách|du khách"
    )
)
PEOPLE: Final = (
    r"bếp\s+ăn|kíp\s+\w+|thương\s+lái|quầy|bến\s+\w+|nhà\s+vườn|thầy\s+cô|tòa\s+soạn"
    r"|phụ\s+huynh|ê\s+kíp|lái\s+(?:xe|tàu|đò|máy)|bếp\s+trưởng|chủ\s+sử\s+dụng"
    r"|vườn\s+quốc\s+gia|khu\s+bảo\s+tồn|bệnh\s+xá|trạm\s+xá|linh\s+mục|mục\s+sư|trụ\s+trì"
    r"|thủ\s+(?:đền|từ|nhang)|"
    rf"(?-i:BCĐ|BQL|HTX|BGH|CLB|UBKT|BCHQS|BHXH|BĐD|BHYT|TTYT|TYT|MTTQ|HPN|HND|ĐTN|ANTT|VPĐU|TTPVHCC)(?!\\w)|{_TRADES}|{DOERS}|(?:{_OTHERS})\s+viên|đài(?=\s+(?-i:[A-ZĐ]))"
    r"|(?:ông|bà|anh|chị|cô|thầy)(?=\s+(?-i:[A-ZĐ]))"
    r"|(?:xã|phường|quận|huyện|tỉnh|thị\s+trấn|thị\s+xã|đặc\s+khu)(?!\s+(?:hội(?!\s+phụ)|ủy|uỷ"
    r"|đội|đoàn|viên))"
)
WHOLE: Final = rf"\w+\s+trưởng|thủ\s+\w+|{_WHOLE}|(?:\w+\s+){{1,2}}viên"
"""People whose name needs no more words, so that any verb behind it is what they do."""

INSTITUTION: Final = re.compile(
    r"(?<!\w)(?:tổ|đội|ban|tiểu\s+ban|phân\s+ban|đoàn|hội\s+đồng|nhóm"
    r"|bộ\s+phận|trung\s+tâm|lực\s+lượng|trạm|(?<!biên )(?<!quốc )(?<!dự )phòng|quỹ"
    r"|văn\s+phòng|công\s+ty|xí\s+nghiệp|nhà\s+máy|cơ\s+quan|đơn\s+vị|cơ\s+sở|chốt"
    r"|hợp\s+tác\s+xã|cửa\s+hàng|xưởng"
    r"|đại\s+lý|bến|nhà|tổ\s+hợp\s+tác"
    r"|dịch\s+vụ|công\s+tác|khu|điểm|công\s+trình|quầy|kho|bếp|lớp|chi\s+cục|cục|viện|trường"
    r"|cảnh\s+sát|tư\s+vấn|thanh\s+tra|kíp|quầy|bếp\s+ăn|(?<!xã )hội)$",
    re.IGNORECASE,
)
"""Nouns behind which a verb may say what the institution is for: "Tổ bảo vệ"."""

TRADE: Final = re.compile(
    r"(?<!\w)(?:cơ\s+quan|đơn\s+vị|hộ|chủ|thợ|máy|xe|tàu|hộ\s+gia\s+đình|doanh\s+nghiệp|quán"
    r"|khách)$",
    re.IGNORECASE,
)
"""Nouns of people behind which their trade may stand: "hộ bán thịt"."""

POST: Final = re.compile(
    r"(?<!\w)(?:cán\s+bộ|nhân\s+viên|công\s+chức|viên\s+chức|chuyên\s+viên|giáo\s+viên"
    r"|thành\s+viên|giám\s+thị"
    r"|(?:bác|y|dược)\s+(?:sĩ|sỹ)|điều\s+dưỡng|công\s+nhân|kỹ\s+sư|đồng\s+chí|chiến\s+sĩ|(?:ủy"
    r"|công\s+an|thanh\s+tra|kiểm\s+lâm|tình\s+nguyện|hội|đoàn)\s+viên)$",
    re.IGNORECASE,
)
"""Nouns of posts behind which their work may stand: "nhân viên bán vé"."""

POSTS: Final = frozenset(
    _each(
        "bán|bảo vệ|phục vụ|coi thi|chấm thi|dạy|lái|lái xe|trực|theo dõi|phụ trách|kiểm soát|"
        "thu|thu phí|"
        "tiếp dân|tiếp công dân|tiếp nhận|tư vấn|chăm sóc|vận hành|quản lý|soạn thảo|nấu|giữ|"
        "trông giữ|"
        "tuyển sinh|thẩm định|điều hành|giúp việc|trông|gác|tuần tra|tập sự|khuyến nông|"
        "hướng dẫn|làm"
    )
)

TRADES: Final = frozenset(
    _each(
        "nhận|bán|mua|nuôi|trồng|kinh doanh|sản xuất|chăn nuôi|chế biến|khai thác|đánh bắt|giết mổ|"
        "vay|thuê|cho thuê|lái|lái xe|sửa chữa|thu mua|vận chuyển|nấu|chở|may|buôn bán|"
        "nuôi trồng|vận hành|xây dựng|hàn|in"
    )
)

ANYONE: Final = re.compile(r"(?<!\w)(?:người|nơi|bên|ai|kẻ)$", re.IGNORECASE)
"""Nouns behind which any verb may say who is meant: "người phát hiện"."""

OBJECT: Final = re.compile(
    r"\s*(?:các|những|mọi|mỗi|từng|việc|cho|về|theo|để|lại|người|nhân\s+dân|bà\s+con|hội\s+viên"
    r"|đoàn\s+viên|học\s+sinh|hộ|dân"
    r"|ngay|xong|đủ|đúng|hết|vào|ra|lên|xuống|với|tại|ở|từ|một|hai|ba|[0-9])(?!\w)",
    re.IGNORECASE,
)
"""Words behind a verb that show it to be what somebody does."""

FOR: Final = frozenset(
    _each(
        "trả|cấp|học tập|tiết kiệm|giao dịch|cấp cứu|vận tải|phòng thủ|cấp phép|tổng hợp|"
        "kiểm sát|cắt tóc|bảo vệ|bầu cử|bồi thường|biên tập|biên soạn|bốc xếp|"
        "chăm sóc|chỉ đạo|"
        "chỉ huy|chấm|"
        "chấm thi|chữa cháy|coi thi|cứu hộ|cứu nạn|cứu trợ|dùng|giám sát|giải phóng|giải tỏa|"
        "giúp việc|giúp đỡ|giữ|giữ gìn|hòa giải|hoà giải|hỗ trợ|huấn luyện|hướng dẫn|khai thác|"
        "khảo sát|kiểm kê|kiểm soát|kiểm toán|kiểm tra|kiểm định|kiểm phiếu|liên lạc|lái|"
        "lái xe|nghiên cứu|nghiệm thu|nuôi|nuôi trồng|phản ứng|phòng chống|phục vụ|phụ trách|"
        "quản lý|quản trị|rà soát|soạn thảo|sản xuất|sửa chữa|thanh lý|thanh tra|theo dõi|"
        "thi công|thi đua|thu|thu gom|thu mua|thu hồi|thông tin|thẩm định|thẩm tra|tiếp dân|"
        "tiếp công dân|tiếp nhận|trông giữ|trông|trực|tuyên truyền|tuần tra|tuyển sinh|tư vấn|"
        "tự quản|tổ chức|vay|vận hành|vận chuyển|vận động|vệ sinh|xung kích|xây dựng|xét|"
        "xét duyệt|xét tuyển|đánh bắt|đại diện|điều hành|điều phối|điều tra|đào tạo|đấu giá|"
        "đấu thầu|ứng cứu|ứng phó|bán|mua|cho thuê|cho vay|chế biến|chăn nuôi|canh gác|gác|tạo|"
        "truyền thông|tiếp thị|giáo dục|sinh hoạt|bảo dưỡng|bảo trì|cân|nấu|chở|rửa|khám|chữa|"
        "dạy|đóng|cắt|trồng|thuê|kinh doanh|làm|may|in|lọc|bơm|chuyển|đặt|viết|vẽ|giết mổ|"
        "thực hiện|chuyên"
    )
)
"""What an institution or a trade may be for."""

ALSO_LINKS: Final = frozenset(["cho", "vào", "qua", "đến"])
"""Verbs that mostly lead to an object."""

SURELY_FOR: Final = frozenset(
    _each(
        "tiết kiệm|học tập|cấp cứu|giao dịch|bảo vệ|bầu cử|bồi thường|biên tập|chỉ đạo|"
        "chỉ huy|giám sát|giúp việc|kiểm soát|"
        "kiểm toán|quản lý|quản trị|tự quản|vận hành|đại diện|điều hành|thanh tra|lái|bán|"
        "kinh doanh|sản xuất|thi công|soạn thảo|xung kích|vay|giữ gìn|cứu hộ|tuyển sinh|"
        "trông giữ"
    )
)
"""Of these, what is part of the name even where people stand behind it."""

COMPOUNDS: Final = frozenset(
    _each(
        "sản xuất|đề xuất|đột xuất|kiểm duyệt|xét duyệt|phê duyệt|khen thưởng|phần thưởng|"
        "tiền thưởng|giải thưởng|giáo trình|chương trình|quy trình|công trình|lộ trình|"
        "tờ trình|quá trình|hành trình|thông báo|cảnh báo|dự báo|tình báo|nhật báo|sách báo|"
        "điện báo|vệ sinh|họ hàng|phong trào|cửa hàng|bán hàng|khách hàng|ngân hàng|nhà hàng|"
        "đơn hàng|giao thông|phổ thông|truyền thông|lưu thông|đầu tư|riêng tư|cải tạo|đào tạo|"
        "chế tạo|sáng tạo|nhân tạo|tu tạo|cấu tạo|khai thác|công tác|hợp tác|đối tác|hạt nhân|"
        "hôn nhân|y học|khoa học|trung học|tiểu học|đại học|văn học|khuyến học|quân sự|sự cố|"
        "phương tiện|bưu điện|địa bàn|văn bản|thôn bản|nhà bán|kịch bản|dị bản|thu chi|chi hội|"
        "trường học|lớp học|giờ học|ca học|môn học|khóa học|buổi học|học phí|hội họp|phòng họp|"
        "cuộc họp|kỳ họp|buổi họp|phiên họp|ký túc|thư ký|đăng ký|nhật ký|chữ ký|khai mạc|"
        "dầu khí|không khí|vũ khí|dự án|phương án|bản án|lao động|hoạt động|vận động|cộng đồng|"
        "hợp đồng|hội đồng|đồng chí|tổng hợp|tạp vụ|nghĩa vụ|nghiệp vụ|chức vụ|văn vụ|giáo vụ|"
        "cấp phát|khủng hoảng|bến đỗ|bãi đỗ|chỗ ở|nhà ở|tự vệ|bảo vệ|hiện trường|trật tự|"
        "các cấp|cao cấp|sơ cấp|trung cấp|đẳng cấp|giai cấp|phân cấp|cung cấp|hai cấp|"
        "nhiều cấp|mỗi cấp|từng cấp|ba cấp|cùng cấp|trợ cấp|khẩn cấp|phân bón|cấp cứu|"
        "trang thông|cổng thông|tiết kiệm|thường trực|thứ tự|tuần tự|hậu cần|chuyên cần|"
        "sân chơi|nhà chung|hóa đơn|lời khai|tài khoản|"
        "bãi tập|thực tập|biên tập|học tập|luyện tập|sưu tập|tuyển tập|máy bơm|trạm bơm|nhà ăn|"
        "bếp ăn|quán ăn|đồ ăn|thức ăn|chăn nuôi|đường đi|lối đi|nơi đi|bán lẻ|lối ra|chi phí|"
        "nhóm trưởng|đường dẫn|hướng dẫn|chất thải|bãi thải|nước thải|cây trồng|vật nuôi|"
        "vùng trồng|hàng bán|người chơi|đồ dùng|nước dùng|tiêu dùng|tín dụng|hộ nuôi|thời vụ"
    )
)
"""Words of two syllables whose second is no verb though it looks like one."""
