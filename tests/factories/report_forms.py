"""Small forms of reports for tests: one of every merge rule, and the same as a file of a pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from danvan.law.duties import Words
from danvan.law.reports import Figure, Question, ReportForm, Section, Total


def words(text: str) -> Words:
    """Return one text as both languages."""
    return Words(text, text)


def figure(key: str, **changed: Any) -> Figure:
    """Return a whole figure that is summed, with what a test changes."""
    made = Figure(key, words(key), words(f"{key}?"), words("lượt"), "sum")
    return replace(made, **changed)


FIGURES = (
    figure("received", jump=Decimal(3)),
    figure("complaints"),
    figure("reports"),
    figure("on_time"),
    figure("share", merge="ratio", of=("on_time", "received"), per=100, whole=False),
    figure("largest", merge="maximum", over_time="maximum", maximum=Decimal(5000)),
    figure("teams", over_time="last"),
    figure("state", merge="last", over_time="last"),
)
FORM = ReportForm(
    key="general",
    version="1",
    title=words("Báo cáo"),
    periods=frozenset({"monthly", "quarterly"}),
    sections=(
        Section(
            "work",
            words("Kết quả"),
            FIGURES,
            (Question("done", words("Đã làm gì?"), 20),),
            (Total("received", ("complaints", "reports")),),
        ),
    ),
    source="tests",
    mark="C",
    valid_from=date(2026, 1, 1),
    short=("received", "done"),
)

PACK = """
[[forms]]
key = "general"
version = "1"
title = { vi = "Báo cáo", en = "Report" }
from = 2026-01-01
until = 2027-01-01
periods = ["monthly", "quarterly", "once"]
duties = ["*"]
short = ["received", "done"]
source = "tests"
mark = "C"

[[forms.sections]]
key = "work"
title = { vi = "Kết quả", en = "Results" }

[[forms.sections.figures]]
key = "received"
label = { vi = "Đã nhận", en = "Received" }
definition = { vi = "Lượt, không phải người.", en = "Turns, not persons." }
unit = { vi = "lượt", en = "turns" }
merge = "sum"
maximum = 5000
jump = 3
counts = { kind = "meetings.record", measure = "handled", state = "held" }

[[forms.sections.figures]]
key = "on_time"
label = { vi = "Đúng hạn", en = "In time" }
definition = { vi = "Không sau hạn.", en = "Not after the day." }
unit = { vi = "lượt", en = "turns" }
merge = "sum"
over_time = "last"
periods = ["quarterly"]

[[forms.sections.figures]]
key = "share"
label = { vi = "Tỷ lệ", en = "Share" }
definition = { vi = "Chia.", en = "Divided." }
unit = { vi = "%", en = "%" }
merge = "ratio"
of = ["on_time", "received"]
per = 100

[[forms.sections.totals]]
whole = "received"
parts = ["on_time"]

[[forms.sections.questions]]
key = "done"
prompt = { vi = "Đã làm gì?", en = "What was done?" }
limit = 200

[[forms.annexes]]
key = "list"
title = { vi = "Danh sách", en = "List" }
rows = "duties"

[[forms.annexes.columns]]
key = "name"
label = { vi = "Tên", en = "Name" }
"""
"""One file of ``reports``."""
