"""Small packs for tests: a base pack and one that stands on it, written into a folder."""

from __future__ import annotations

HEAD = """
name = "{name}"
version = "2026.1"
publisher = "danvan"
packager = "danvan"
licence = "CC0-1.0"
language = "vi"
state = "draft"
label = {{ vi = "Gói thử", en = "Test pack" }}
contact = "tests"
requires = {requires}
"""

DOCUMENT = """
[document]
number = "1-QĐ/ĐU"
kind = "decision with regulation"
title = { vi = "Quy chế", en = "Regulation" }
date = 2026-01-02
effective_on = 2026-01-05
issuer = "council"
place = "Nơi thử"
mark = "V"
"""

BASE = {
    "bodies.toml": """
[[bodies]]
slug = "council"
names = { vi = "Hội đồng", en = "Council" }
level = "commune"
side = "state"
source = "tests"
mark = "C"

[[bodies]]
slug = "police"
names = { vi = "Công an", en = "Police" }
level = "commune"
side = "armed_forces"
parent = "council"
source = "tests"
mark = "C"
""",
    "areas.toml": '[[areas]]\nkey = "reporting"\nnames = { vi = "Báo cáo", en = "Reporting" }\n',
    "evidence.toml": '[[evidence]]\nkey = "report"\nnames = { vi = "Báo cáo", en = "Report" }\n',
    "calendars/2026.toml": """
year = 2026

[[days_off]]
on = 2026-01-02
kind = "swapped"
name = { vi = "Nghỉ", en = "Off" }
source = "tests"
mark = "C"

[[make_up]]
on = 2026-01-10
swapped_for = 2026-01-02
source = "tests"
mark = "C"
""",
    "calendars/fixed.toml": """
[[fixed]]
id = "new_year"
name = { vi = "Năm mới", en = "New Year" }
month = 1
day = 1
source = "tests"
mark = "C"
""",
}

DUTY = """
[[duties]]
id = "t-d1"
provision = "att_1__art_1"
bearers = ["police"]
bearing = "each"
modality = "duty"
act = { vi = "gửi báo cáo", en = "send the report" }
timing = "dated"
period = "monthly"
deadline = { relation = "before", day = 10, month = "next" }
receivers = [{ role = "council", as = "receiver" }]
evidence = ["report"]
area = "reporting"
"""

PREREQUISITE = """
[[prerequisites]]
id = "t-p1"
duty = "t-d1"
kind = "duties.occurrence"
act = "complete"
needs = ["meetings.record"]
"""


def write_pack(folder, name, files, *, requires=(), extra=""):
    """Write a pack and return its folder."""
    pack = folder / name
    pack.mkdir(parents=True, exist_ok=True)
    head = HEAD.format(name=name, requires=[str(each) for each in requires])
    (pack / "pack.toml").write_text(head.replace("'", '"') + extra, encoding="utf-8")
    for path, text in files.items():
        (pack / path).parent.mkdir(parents=True, exist_ok=True)
        (pack / path).write_text(text, encoding="utf-8")
    return pack


def write_base(folder, **changed):
    """Write the base pack, some files replaced; a file given as ``None`` is left out."""
    files = {**BASE, **changed}
    return write_pack(folder, "base", {path: text for path, text in files.items() if text})


def write_local(folder, **files):
    """Write the base pack and a local pack on it; return the local one."""
    write_base(folder)
    merged = {"duties/all.toml": DUTY, "prerequisites.toml": PREREQUISITE, **files}
    return write_pack(folder, "local", merged, requires=["base"], extra=DOCUMENT)
