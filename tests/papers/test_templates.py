import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.messages import say
from danvan.papers import templates
from danvan.papers.layouts import layout
from danvan.papers.printing import converted
from danvan.papers.templates import check_template, fields_of, fill
from danvan.papers.values import PaperError
from tests.papers import examples


def template(*paragraphs, header=""):
    file = docx.Document()
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    if header:
        file.sections[0].header.paragraphs[0].text = header
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def codes(*paragraphs, **more):
    return [finding.code for finding in check_template(template(*paragraphs, **more))]


def filled(*paragraphs, fields):
    content = fill(template(*paragraphs), fields)
    return [each.text for each in docx.Document(io.BytesIO(content)).paragraphs if each.text]


def values():
    paper = examples.STATE_DECISION
    return fields_of(paper, layout("state", paper.dated))


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["{{ number_line }}, {{ place_line }}", "{{ title | upper }}"],
        ["{%p for row in body %}", "{{ row.number }} {{ row.text }}", "{%p endfor %}"],
        ["{%p for row in rows %}", "{% for cell in row.cells %}{{ cell }};{% endfor %}",
         "{%p endfor %}"],
        ["{% for name in recipients %}{{ loop.index }}. {{ name }}{% endfor %}"],
        ["{% if urgency and not superior %}{{ urgency }}{% else %}{{ place }}{% endif %}"],
        ["{% if number == '01' %}{{ symbol }}{% elif day %}{{ day }}{% endif %}"],
    ],
)  # fmt: skip
def test_plain_fields_loops_and_conditions_are_accepted(paragraphs):
    assert codes(*paragraphs) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("{{ ''.__class__ }}", "PAPER-79"),
        ("{{ number.__class__ }}", "PAPER-77"),
        ("{{ cycler.__init__.__globals__ }}", "PAPER-77"),
        ("{{ number['__class__'] }}", "PAPER-79"),
        ("{{ range(10) }}", "PAPER-79"),
        ("{{ number() }}", "PAPER-79"),
        ("{{ 'a' * 100000000 }}", "PAPER-79"),
        ("{{ 9 ** 9 ** 9 }}", "PAPER-79"),
        ("{{ number ~ place }}", "PAPER-79"),
        ("{{ [1, 2] }}", "PAPER-79"),
        ("{{ {'a': 1} }}", "PAPER-79"),
        ("{{ number if place }}", "PAPER-79"),
        ("{{ number is defined }}", "PAPER-79"),
        ("{{ number | safe }}", "PAPER-80"),
        ("{{ number | attr('x') }}", "PAPER-80"),
        ("{{ number | upper(1) }}", "PAPER-80"),
        ("{% set x = 1 %}{{ number }}", "PAPER-79"),
        ("{% include 'x' %}", "PAPER-79"),
        ("{% import 'x' as y %}", "PAPER-79"),
        ("{% extends 'x' %}", "PAPER-79"),
        ("{% macro a() %}{% endmacro %}", "PAPER-79"),
        ("{% block a %}{% endblock %}", "PAPER-79"),
        ("{% with %}{% endwith %}", "PAPER-79"),
        ("{% filter upper %}{% endfilter %}", "PAPER-79"),
        ("{% autoescape false %}{{ number }}{% endautoescape %}", "PAPER-79"),
        ("{% for a, b in body %}{% endfor %}", "PAPER-79"),
        ("{% for a in body recursive %}{% endfor %}", "PAPER-79"),
        ("{% for a in body if a.text %}{% endfor %}", "PAPER-79"),
        ("{% for a in number %}{% endfor %}", "PAPER-81"),
        ("{% for a in body %}{% for b in body %}{% endfor %}{% endfor %}", "PAPER-81"),
        ("{% for a in [1, 2] %}{% endfor %}", "PAPER-79"),
        ("{% if 1 %}{% if 1 %}{% if 1 %}{% if 1 %}{% endif %}{% endif %}{% endif %}{% endif %}",
         "PAPER-81"),
        ("{{ loop.index }}", "PAPER-77"),
        ("{{ self }}", "PAPER-77"),
        ("{{ number ", "PAPER-78"),
        ("{% if number %}", "PAPER-78"),
        ("{% endfor %}", "PAPER-78"),
        ("{{ }}", "PAPER-78"),
        ("{# remark #}", "PAPER-78"),
        ("{{r number }}", "PAPER-79"),
        ("{{p number }}", "PAPER-79"),
        ("{% colspan number %}", "PAPER-79"),
        ("{% hm %}", "PAPER-79"),
        ("{{" * 100_000, "PAPER-81"),
        ("{{ number }}" * 401, "PAPER-81"),
        ("{{ " + "(" * 5_000 + "number" + ")" * 5_000 + " }}", "PAPER-81"),
        ("{{ " + "not " * 5_000 + "number }}", "PAPER-81"),
        ("{{ '" + "a" * 500 + "' }}", "PAPER-79"),
    ],
)  # fmt: skip
def test_what_could_run_or_grow_is_refused(words, code):
    assert codes(words) == [code]


def test_a_header_is_checked_as_the_page_is():
    assert codes("{{ number }}", header="{{ numbr }}") == ["PAPER-77"]


@pytest.mark.parametrize(
    ("paragraphs", "name", "near"),
    [
        (["{{ numbr }}"], "numbr", "number"),
        (["{{ recipient }}"], "recipient", "recipients"),
        (["{%p for row in body %}", "{{ row.txt }}", "{%p endfor %}"], "row.txt", "row.text"),
        (["{%p for name in signer %}", "{%p endfor %}"], "signer", "signers"),
    ],
)
def test_an_unknown_field_is_named_with_the_nearest(paragraphs, name, near):
    (finding,) = check_template(template(*paragraphs))

    assert (finding.fields["name"], finding.fields["near"]) == (name, near)


def test_each_finding_speaks_with_a_mend():
    (finding,) = check_template(template("Trang đầu", "{{ numbr }}"))

    assert "“numbr”" in say(finding.code, finding.fields)
    assert say(finding.suggestion, finding.fields) == (
        "Sửa thành “number” hoặc chọn trong danh sách trường."
    )


def test_a_field_cut_by_word_into_pieces_is_whole_again():
    file = docx.Document()
    paragraph = file.add_paragraph("Số ")
    for piece in ("{", "{ num", "ber", " }", "}"):
        paragraph.add_run(piece).bold = True
    content = io.BytesIO()
    file.save(content)

    written = fill(content.getvalue(), {"number": "05"})

    assert docx.Document(io.BytesIO(written)).paragraphs[0].text == "Số 05"


def test_a_template_without_fields_only_warns():
    (finding,) = check_template(template("Không có gì"))

    assert (finding.code, finding.severity) == ("PAPER-82", "warns")
    assert filled("Không có gì", fields={}) == ["Không có gì"]


def test_a_document_fills_its_template():
    told = filled(
        "{{ number_line }} | {{ place_line }} | {{ title }} {{ summary }}",
        "{%p for row in body %}",
        "{{ row.number }} {{ row.text }}",
        "{%p endfor %}",
        "{%p for signer in signers %}",
        "{% for line in signer.lines %}{{ line | upper }}/{% endfor %} {{ signer.name }}",
        "{%p endfor %}",
        fields=values(),
    )

    assert told[0].startswith("Số: 15/QĐ-UBND | Mẫu, ngày 05 tháng 01 năm 2026 | Quyết định")
    assert told[5] == "a) nghe hai bên;"
    assert told[-1] == "TM. ỦY BAN NHÂN DÂN/KT. CHỦ TỊCH/PHÓ CHỦ TỊCH/ Phó Chủ tịch xã Mẫu"


def test_values_are_words_and_never_fields_or_marks():
    fields = {"summary": "<w:p/>&{{ 7 * 7 }}{% x %}\x00\x07\x0c", "number": None, "place": 5}

    assert filled("{{ summary }}|{{ number }}|{{ place }}", fields=fields) == [
        "<w:p/>&{{ 7 * 7 }}{% x %}||5"
    ]


def test_fields_that_nobody_knows_are_left_out():
    assert filled("{{ day }}", fields={"day": "5", "open": object()}) == ["5"]


def test_a_loop_that_ends_inside_a_table_it_did_not_begin_in_is_found():
    file = docx.Document()
    file.add_paragraph("{% for name in recipients %}")
    file.add_table(1, 1).rows[0].cells[0].text = "{{ name }}{% endfor %}"
    content = io.BytesIO()
    file.save(content)

    assert [finding.code for finding in check_template(content.getvalue())] == ["PAPER-85"]


def test_a_loop_over_rows_of_a_table_is_filled():
    file = docx.Document()
    table = file.add_table(3, 1)
    for row, words in zip(
        table.rows, ("{%tr for row in body %}", "{{ row.text }}", "{%tr endfor %}"), strict=True
    ):
        row.cells[0].text = words
    content = io.BytesIO()
    file.save(content)

    written = fill(content.getvalue(), {"body": [{"text": "một"}, {"text": "hai"}]})

    rows = docx.Document(io.BytesIO(written)).tables[0].rows
    assert [row.cells[0].text for row in rows] == ["một", "hai"]


def test_a_refused_template_is_not_filled():
    with pytest.raises(PaperError) as told:
        fill(template("{{ 'a' * 9 }}"), {})

    assert told.value.code == "PAPER-79"


def test_a_good_template_is_checked_once_and_a_bad_one_each_time(monkeypatch):
    looked = []

    def look(content):
        looked.append(content)
        return check_template(content)

    monkeypatch.setattr(templates, "check_template", look)
    content, bad = template("{{ number }}", "chỉ một lần"), template("{{ 9 ** 9 }}")
    for _again in range(3):
        fill(content, {"number": "05"})
        with pytest.raises(PaperError, match="PAPER-79"):
            fill(bad, {})

    assert (looked.count(content), looked.count(bad)) == (1, 3)


def test_too_many_values_are_refused():
    with pytest.raises(PaperError) as told:
        fill(template("{{ number }}"), {"recipients": ["x"] * (templates.MOST_VALUES + 1)})

    assert told.value.code == "PAPER-84"


def test_a_document_that_grows_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(templates, "MOST_WRITTEN", 10_000)

    with pytest.raises(PaperError) as told:
        fill(
            template("{% for name in recipients %}{{ name }}{% endfor %}"),
            {"recipients": ["một nơi nhận rất xa"] * 1_000},
        )

    assert told.value.code == "PAPER-83"


@given(st.lists(st.sampled_from(["{", "}", "%", "{{", "}}", "for", " ", "number", "r", "#", "("])))
def test_no_row_of_braces_breaks_the_check(pieces):
    check_template(template("".join(pieces)))


def test_our_own_documents_are_templates_without_fields(written_examples):
    for content in written_examples.values():
        assert [finding.code for finding in check_template(content)] == ["PAPER-82"]


def test_what_libreoffice_saves_is_accepted(has_office):
    (content,) = converted([template("{{ number_line }}")], "docx")

    assert check_template(content) == ()
    assert zipfile.is_zipfile(io.BytesIO(fill(content, {"number_line": "Số 05-BC/ĐU"})))
