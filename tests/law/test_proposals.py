import json

from danvan.law.extract import propose
from danvan.law.proposals import as_contract
from danvan.law.text import read_document

TEXT = (
    "ĐẢNG ỦY XÃ MẪU\nSố 1-QĐ/ĐU\n\nQUY CHẾ\nviệc\n\nĐiều 1. Chế độ báo cáo\n\n"
    "1. Công an xã gửi báo cáo cho Khối Dân vận trước ngày 10 hằng tháng.\n\n"
    "2. Thực hiện chế độ báo cáo theo hướng dẫn của cấp trên.\n"
)


def test_contract_has_every_field_and_is_json():
    first, second = (as_contract(each) for each in propose(read_document(TEXT)))

    json.dumps([first, second])
    assert {name: first[name] for name in ("part", "article", "clause", "point")} == {
        "part": "main",
        "article": "1",
        "clause": "1",
        "point": None,
    }
    assert first["bearers"] == [{"text": "Công an xã", "role": "commune_police"}]
    assert first["recipients"] == [
        {"text": "Khối Dân vận", "role": "commune_mass_mobilization_bloc", "as": "receiver"}
    ]
    assert first["trigger"] == {
        "type": "periodic",
        "period": "monthly",
        "event": None,
        "at_least": None,
    }
    assert first["deadline"] == {
        "relation": "before",
        "day": 10,
        "month": "next",
        "year": None,
        "amount": None,
        "measure": None,
        "from_event": None,
        "text": "trước ngày 10 hằng tháng",
    }
    assert (second["timing_class"], second["trigger"]["type"]) == ("by_reference", "periodic")
    assert second["deadline"] is None
