"""Documents that the tests of papers print: posts instead of people, places that are nowhere."""

from __future__ import annotations

from datetime import date

from danvan.papers.values import Annex, Issuer, Paper, Part, Signing

LONG = (
    "Các chi bộ thôn rà soát việc đã làm trong quý, nêu rõ việc nào đúng hạn, việc nào chậm và vì"
    " sao chậm; ghi lại điều người dân góp ý tại các buổi gặp gỡ, điều đã trả lời và điều còn chờ"
    " cấp trên cho ý kiến."
)
COMMITTEE = Issuer("Đảng ủy xã Mẫu", "Đảng bộ tỉnh Mẫu", "ĐU")
PEOPLE = Issuer("Ủy ban nhân dân xã Mẫu", "", "UBND")
TABLE = Part(
    "table",
    rows=(
        ("Thôn", "Số buổi gặp gỡ", "Ý kiến đã trả lời"),
        ("Thôn Thượng", "4", "12 trên 15"),
        ("Thôn Hạ", "3", "9 trên 9"),
    ),
)

PARTY_DISPATCH = Paper(
    world="party",
    type="dispatch",
    issuers=(COMMITTEE,),
    number="7",
    symbol="CV/ĐU",
    place="Mẫu",
    dated=date(2026, 6, 5),
    summary="mời dự buổi gặp gỡ người dân quý II năm 2026",
    addressed=("Ủy ban nhân dân xã", "Ủy ban Mặt trận Tổ quốc xã", "Các chi bộ thôn"),
    body=(
        Part("paragraph", text="Đảng ủy xã tổ chức buổi gặp gỡ người dân quý II năm 2026."),
        Part("clause", text="Thời gian: 8 giờ ngày 12 tháng 6 năm 2026."),
        Part("clause", text="Nơi gặp gỡ: nhà văn hóa thôn Thượng, với các việc sau:"),
        *(Part("point", text=f"Việc thứ {word};") for word in ("nhất", "hai", "ba", "tư")),
        Part("paragraph", text="Đề nghị các đồng chí thu xếp thời gian tham dự"),
    ),
    signers=(Signing("TM", "Đảng ủy", "Phó Bí thư", name="Phó Bí thư thường trực xã Mẫu"),),
    recipients=("Như trên", "Thường trực Đảng ủy (để báo cáo)"),
    urgency="urgent",
)

PARTY_REPORT = Paper(
    world="party",
    type="report",
    issuers=(COMMITTEE,),
    number="12",
    symbol="BC/ĐU",
    place="Mẫu",
    dated=date(2026, 3, 20),
    summary="công tác dân vận quý I năm 2026",
    body=(
        *(
            part
            for number, name in enumerate(("Tình hình", "Kết quả", "Hạn chế"), 1)
            for part in (
                Part("heading", "I" * number + ".", name),
                *(Part("clause", text=LONG) for _ in range(6)),
                *(Part("point", text=LONG) for _ in range(2)),
            )
        ),
        TABLE,
        Part("paragraph", text="Trên đây là báo cáo quý I năm 2026 của Đảng ủy xã./."),
    ),
    signers=(Signing("TM", "Đảng ủy", "Bí thư", name="Bí thư Đảng ủy xã Mẫu"),),
    recipients=("Tỉnh ủy (để báo cáo)", "Các chi bộ", "Lưu Văn phòng Đảng ủy"),
)

STATE_DECISION = Paper(
    world="state",
    type="decision",
    issuers=(PEOPLE,),
    number="15",
    symbol="QĐ-UBND",
    place="Mẫu",
    dated=date(2026, 1, 5),
    summary="Về việc lập tổ hòa giải thôn năm 2026",
    bases=(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
        "Theo đề nghị của Văn phòng Ủy ban nhân dân xã.",
    ),
    body=(
        Part("heading", text="QUYẾT ĐỊNH:"),
        Part("heading", "Điều 1.", "Lập tổ hòa giải ở mỗi thôn"),
        Part("clause", text="Mỗi thôn lập một tổ, mỗi tổ có từ năm người trở lên."),
        Part("clause", text="Tổ có các việc sau:"),
        Part("point", text="nghe hai bên;"),
        Part("point", text="ghi biên bản;"),
        Part("heading", "Điều 2.", "Nơi thi hành"),
        Part("paragraph", text="Văn phòng Ủy ban nhân dân xã và các thôn thi hành"),
    ),
    signers=(
        Signing(
            "KT",
            "Chủ tịch",
            "Phó Chủ tịch",
            above="Ủy ban nhân dân",
            name="Phó Chủ tịch xã Mẫu",
        ),
    ),
    recipients=("Như Điều 2", "Thường trực Đảng ủy", "Lưu: VT, VP"),
    annexes=(
        Annex("Danh sách tổ hòa giải", (Part("paragraph", text="Theo từng thôn:"), TABLE)),
        Annex("Mẫu biên bản", (Part("paragraph", text="Biên bản có hai trang."),)),
    ),
    urgency="express",
)

JOINT = Paper(
    world="joint",
    type="regulation",
    issuers=(PEOPLE, Issuer("Ban Công tác quần chúng Đảng ủy xã", "", "BCTQC")),
    number="1",
    symbol="QC-UBND-BCTQC",
    place="Mẫu",
    dated=date(2026, 12, 31),
    summary="Phối hợp giữa hai cơ quan trong việc gặp gỡ người dân",
    body=(
        Part("heading", "Chương I", "ĐIỀU CHUNG"),
        Part("heading", "Điều 1.", "Phạm vi"),
        Part("paragraph", text="Hai cơ quan cùng gặp gỡ người dân mỗi quý một lần"),
    ),
    signers=(
        Signing("TM", "Ủy ban nhân dân", "Chủ tịch", name="Chủ tịch xã Mẫu"),
        Signing("", "", "Trưởng ban", name="Trưởng ban xã Mẫu"),
    ),
    recipients=("Đảng ủy xã", "Các thôn"),
)

ALL = {
    "party-dispatch": PARTY_DISPATCH,
    "party-report": PARTY_REPORT,
    "state-decision": STATE_DECISION,
    "joint-regulation": JOINT,
}
