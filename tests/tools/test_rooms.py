from __future__ import annotations

import rooms


def test_rooms_go_with_those_they_carry(tmp_path):
    for room, text in {
        "regulations": "",
        "duties": "from danvan.areas.regulations.models import Work",
        "reporting": "from danvan.areas.duties import queries",
        "meetings": "",
    }.items():
        (tmp_path / room).mkdir()
        (tmp_path / room / "apps.py").touch()
        (tmp_path / room / "views.py").write_text(text)

    imports = rooms.stands_on(tmp_path)

    assert rooms.rooms(tmp_path) == ["duties", "meetings", "regulations", "reporting"]
    assert rooms.off_with("regulations", imports) == ["duties", "regulations", "reporting"]
    assert rooms.off_with("meetings", imports) == ["meetings"]
