from __future__ import annotations

import pytest

from danvan.web.guide import anchor_of, book, page_of


def address(page: str, anchor: str) -> str:
    return f"/{page}/" + (f"#{anchor}" if anchor else "")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "README.md").write_text(
        "# Sổ tay\n\n## Việc hằng ngày\n\n- [Hai](two.md)\n\n"
        "## Khác\n\n[Một](one.md), [Hai](two.md)",
        encoding="utf-8",
    )
    (tmp_path / "one.md").write_text(
        "# Một\n\nKhiếu nại ở đây.\n\n## Họp với ai\n\n"
        "| Ai | Việc |\n| --- | --- |\n| Tổ | hòa giải |",
        encoding="utf-8",
    )
    (tmp_path / "two.md").write_text("# Hai\n\nXem [họp](one.md#họp-với-ai).", encoding="utf-8")
    (tmp_path / "three.md").write_text("# Ba\n", encoding="utf-8")
    return tmp_path


def test_the_index_gives_the_order(folder):
    found = book(folder, address)

    assert list(found.pages) == ["two", "one", "three"]
    assert [(part.heading, [page.name for page in part.pages]) for part in found.parts] == [
        ("Việc hằng ngày", ["two"]),
        ("Khác", ["one"]),
        ("Sổ tay", ["three"]),
    ]
    assert found.beside("two") == (None, found.pages["one"])
    assert found.beside("three") == (found.pages["one"], None)


def test_a_folder_that_is_not_there_is_an_empty_book(tmp_path):
    found = book(tmp_path / "none", address)

    assert found.pages == {}
    assert found.index.html == ""


@pytest.mark.parametrize("words", ["khiếu nại", "KHIEU NAI", "nại khiếu", "khiê\u0301u"])
def test_words_are_found_with_and_without_marks(folder, words):
    hits = book(folder, address).find(words)

    assert [(hit.page.name, hit.section.anchor, hit.line) for hit in hits] == [
        ("one", "", "Khiếu nại ở đây.")
    ]


def test_a_row_of_a_table_is_one_line(folder):
    hit = book(folder, address).find("hoà giải")[0]

    assert (hit.section.heading, hit.line) == ("Họp với ai", "Tổ · hòa giải")


def test_titles_come_before_other_places(folder):
    (folder / "four.md").write_text("# Bốn\n\nNói về hai việc.", encoding="utf-8")

    assert [hit.page.name for hit in book(folder, address).find("hai")] == ["two", "four"]


@pytest.mark.parametrize("words", ["", "   ", "không-có-chữ-này"])
def test_nothing_is_found_for_nothing(folder, words):
    assert book(folder, address).find(words) == []


def test_links_lead_to_pages_and_anchors(folder):
    assert '<a href="/one/#hop-voi-ai">họp</a>' in book(folder, address).pages["two"].html
    assert '<h2 id="hop-voi-ai">' in book(folder, address).pages["one"].html


def test_headings_are_lowered_where_pages_share_a_sheet(folder):
    assert '<h3 id="hop-voi-ai">' in book(folder, address, 1).pages["one"].html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[mã](../reference/codes.md)", "<p>mã</p>\n"),
        ("[**mã** x](../reference/codes.md) y", "<p><strong>mã</strong> x y</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,1)", "<p>[x](data:text/html,1)</p>\n"),
        ("[x](//other.example/)", "<p>x</p>\n"),
        ("[x](https://example.org/a)", '<p><a href="https://example.org/a">x</a></p>\n'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("![ảnh](https://example.org/a.png)", '<p>!<a href="https://example.org/a.png">ảnh</a></p>\n'),
        ("a\n<b onclick=x>", "<p>a\n&lt;b onclick=x&gt;</p>\n"),
    ],
)  # fmt: skip
def test_only_harmless_html_comes_out(text, html):
    assert page_of("page", text, address).html == html


def test_wide_things_stand_in_boxes_with_names_of_their_own():
    table = '| a | |\n| --- | --- |\n| "b" | c |\n'
    html = page_of(
        "page", f'# T\n\n## Bảng "x"\n\n{table}\n\n{table}\n\n```\nmã\n```\n', address
    ).html

    assert html.count('role="region" tabindex="0"') == 3
    assert 'aria-label="Bảng &quot;x&quot;"' in html
    assert 'aria-label="Bảng &quot;x&quot; (2)"' in html
    assert '<th scope="col">a</th>\n<td></td>' in html


def test_two_equal_headings_have_two_anchors():
    found = page_of("page", "# T\n\n## Đổi\n\nx\n\n## Đổi\n\ny", address)

    assert [(one.anchor, one.lines) for one in found.contents] == [
        ("doi", ("x",)),
        ("doi-2", ("y",)),
    ]


def test_an_anchor_is_plain_letters():
    assert anchor_of("Khi ngày “đến hạn” là Chủ nhật?") == "khi-ngay-den-han-la-chu-nhat"
