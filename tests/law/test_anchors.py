"""HTML with the addresses as anchors."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan.law.anchors import as_html
from danvan.law.proposing import whole_contract
from danvan.law.text import read_document

TEXT = """QUY CHẾ
Chương I
VIỆC CHUNG
Điều 1. Một
1. Xem khoản 2 Điều này.
2. Gửi <b>thôn</b> & xóm.
Điều 2. Hai
Lời của điều hai.
"""
SOURCE = {"name": "a.txt", "sha256": "0", "encoding": "utf-8", "pages": 1}


class Page(HTMLParser):
    """Collects what a page has."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.headings, self.links, self.tags, self.words = [], [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.add(tag)
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"]] if "href" in named else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []

    def handle_data(self, data):
        self.words.append(data)


def page(text):
    return Page(as_html(whole_contract(read_document(text), SOURCE)))


def test_every_provision_has_its_address_as_anchor():
    found = page(TEXT)

    assert {"chp_I", "art_1", "art_1__cl_2", "art_2"} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_citations_lead_to_anchors():
    found = page(TEXT)

    assert "#art_1__cl_2" in found.links
    assert all(link.removeprefix("#") in found.ids for link in found.links)


def test_headings_come_in_order():
    ranks = page(TEXT).headings

    assert ranks[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(ranks))


def test_words_are_words_and_nothing_runs():
    found = page(TEXT.replace("thôn", "<script>alert(1)</script>"))

    assert "script" not in found.tags
    assert "<script>alert(1)</script>" in "".join(found.words)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TEXT.split("\n")), st.text(max_size=30)), max_size=20))
def test_any_text_makes_a_page_that_loses_no_word(pieces):
    whole = whole_contract(read_document("\n".join(pieces)), SOURCE)

    told = "".join("".join(Page(as_html(whole)).words).split()).replace("#", "")

    for word in whole["text"].replace("\x00", " ").replace("#", " ").split():
        assert word in told
