"""A dispatch of 3 pages as a Word file and a report of 11 pages as PDF, beside the bare library.

The dispatch is written by ``papers.writing.docx`` from values and figures of a pack, and filled
into an organisation's own template by ``papers.templates.fill``, which has checked the template
once before; a first use is shown beside it. The peer is docxtpl alone, filling the same template
with the same words. The report is set by ``papers.reports.report_pdf``; the peer is typst alone,
compiling one source in which the same words, tables and figures of pages stand as markup. Each
side is warmed, then both are timed in turn.

DANVAN_BENCH_ROUNDS sets the rounds.
"""

from __future__ import annotations

import io
import os
import statistics
import time
from datetime import date

import docx as word
import pypdf
import report
import typst
from docxtpl import DocxTemplate

from danvan.papers.layouts import layout
from danvan.papers.printing import pdf
from danvan.papers.reports import Report, ReportTable, Section, report_pdf
from danvan.papers.templates import check_template, fields_of, fill
from danvan.papers.values import Issuer, Paper, PaperError, Part, Signing
from danvan.papers.writing import docx

ROUNDS = int(os.environ.get("DANVAN_BENCH_ROUNDS", "30"))
DAY = date(2026, 6, 5)
WORDS = (
    "Các thôn ghi lại điều người dân góp ý tại buổi gặp gỡ, điều đã trả lời, điều còn chờ cấp trên"
    " cho ý kiến, rồi gửi về văn phòng để tổng hợp trước ngày họp giao ban của tháng sau. "
)
DISPATCH = Paper(
    world="state",
    type="dispatch",
    issuers=(Issuer("Ủy ban nhân dân xã Mẫu", "", "UBND"),),
    number="15",
    symbol="UBND-VP",
    place="Mẫu",
    dated=DAY,
    summary="ghi lại góp ý của người dân",
    addressed=("Các thôn", "Các đoàn thể"),
    body=tuple(Part("clause", text=WORDS * 2) for _ in range(16)),
    signers=(Signing("TM", "Ủy ban nhân dân", "Chủ tịch", name="Chủ tịch xã Mẫu"),),
    recipients=("Như trên", "Lưu: VT"),
)
ROWS = tuple((f"Thôn {number}", str(number), "đúng hạn") for number in range(1, 31))
HEAD = ("Thôn", "Số việc", "Tình trạng")
SECTIONS, PARAGRAPHS = 8, 4


def own_template():
    """Return a Word template of an organisation that shows the same dispatch."""
    file = word.Document()
    for line in (
        "{{ issuer | upper }}",
        "{{ number_line }}",
        "{{ place_line }}",
        "V/v {{ summary }}",
        "{%p for row in body %}",
        "{{ row.number }} {{ row.text }}",
        "{%p endfor %}",
        "{%p for signer in signers %}",
        "{{ signer.name }}",
        "{%p endfor %}",
    ):
        file.add_paragraph(line)
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def bare_fill(template, values):
    """Fill a template by docxtpl alone."""
    file = DocxTemplate(io.BytesIO(template))
    file.render(values, autoescape=True)
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def long_report():
    """Return the values of a report of eleven pages."""
    table = ReportTable("Việc theo thôn", HEAD, ROWS)
    section = Section("Kết quả", (WORDS * 3,) * PARAGRAPHS, (table,))
    return Report("Báo cáo quý", "Ủy ban nhân dân xã Mẫu", DAY, sections=(section,) * SECTIONS)


def bare_source():
    """Return the same report as a source of typst."""
    cells = ", ".join(f"[{cell}]" for row in (HEAD, *ROWS) for cell in row)
    table = f"#figure(caption: [Việc theo thôn], table(columns: 3, {cells}))"
    section = "\n\n".join(("= Kết quả", *[WORDS * 3] * PARAGRAPHS, table))
    page = '#set page("a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))'
    letters = '#set text(font: "Libertinus Serif", size: 11pt, lang: "vi")\n#set par(justify: true)'
    source = (
        page,
        letters,
        "#show figure: set block(breakable: true)",
        "#set table(stroke: 0.5pt)",
    )
    return "\n".join((*source, *[section] * SECTIONS)).encode()


def bare_report(source):
    """Set a source by typst alone."""
    return typst.compile(source, format="pdf", ignore_system_fonts=True)


def timed(ours, bare):
    """Return milliseconds of both, measured in turn."""
    ours(), bare()
    mine, theirs = [], []
    for _ in range(ROUNDS):
        for act, taken in ((ours, mine), (bare, theirs)):
            started = time.perf_counter()
            act()
            taken.append((time.perf_counter() - started) * 1000)
    return mine, theirs


def pages_of(content):
    """Return how many pages a PDF has."""
    return len(pypdf.PdfReader(io.BytesIO(content)).pages)


def main():
    """Measure and print."""
    figures, template, source = layout("state", DAY), own_template(), bare_source()
    values, told = fields_of(DISPATCH, figures), long_report()
    try:
        print(f"pages of the dispatch: {pages_of(pdf(docx(DISPATCH, figures)))}")
    except PaperError as error:
        print(f"pages of the dispatch not counted: {error.code}")
    ours, bare = (pages_of(made) for made in (report_pdf(told, figures), bare_report(source)))
    print(f"pages of the report: {ours}, of the bare one: {bare}")
    pairs = {
        "dispatch of 3 pages as DOCX, docxtpl alone": (
            lambda: docx(DISPATCH, figures),
            lambda: bare_fill(template, values),
        ),
        "own template filled, docxtpl alone": (
            lambda: fill(template, values),
            lambda: bare_fill(template, values),
        ),
        "own template checked first, docxtpl alone": (
            lambda: (check_template(template), fill(template, values)),
            lambda: bare_fill(template, values),
        ),
        "report of 11 pages as PDF, typst alone": (
            lambda: report_pdf(told, figures),
            lambda: bare_report(source),
        ),
        "the same as PDF/A, typst alone": (
            lambda: report_pdf(told, figures, archival=True),
            lambda: bare_report(source),
        ),
    }
    shown = []
    for name, (ours, bare) in pairs.items():
        mine, theirs = timed(ours, bare)
        ratio = report.median_ratio(mine, theirs)
        peer = statistics.median(theirs)
        shown.append(report.figure(name, statistics.median(mine), peer, ratio, "", "ms"))
    report.show(shown)


if __name__ == "__main__":
    main()
