from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from danvan.areas.regulations.models import Work
from danvan.areas.regulations.queries import same_number
from danvan.areas.regulations.reading import Layout, Reading, walk
from danvan.kernel.packs.models import PackUse
from danvan.law.errors import ReadError
from tests.areas.regulations.conftest import send
from tests.areas.regulations.test_acts import SHORT

PACK = "mau-xa-2025"


def shown(client, work=None, **query) -> str:
    answer = client.get(f"/regulations/{(work or Work.objects.get()).pk}/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def put_to_use(planner) -> Work:
    work = Work.objects.get()
    answer = planner.post(
        f"/regulations/{work.pk}/use/{PACK}/", {f"{PACK}-valid_from": "01/01/2026"}
    )
    assert answer.status_code == 302
    return work


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("55-QĐ/ĐU", "55 - QĐ/ĐU", True),
        ("55-QĐ/ĐU", "55-QD/DU", True),
        ("55-QĐ/ĐU", "5-QĐ/ĐU", False),
        ("", "", False),
    ],
)
def test_numbers_of_documents_are_compared_without_signs(one, other, same):
    assert same_number(one, other) is same


def test_layout_loses_no_word_of_the_text():
    reading = Reading(SHORT.encode(), "a.txt")
    layout = Layout(reading.tree)
    said = "".join(
        block.heading + "".join(text for text, _address in block.words) for block in layout.blocks
    )

    assert "".join(said.split()) == "".join(reading.tree["text"].split())


@given(st.text(min_size=1, max_size=300))
def test_any_text_is_laid_out_whole(text):
    content = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()
    try:
        reading = Reading(content, "a.txt")
    except ReadError:
        return
    blocks = Layout(reading.tree).blocks
    said = "".join(b.heading + "".join(words for words, _ in b.words) for b in blocks)

    assert "".join(said.split()) == "".join(reading.tree["text"].split())
    assert len(blocks) == len(list(walk(reading.tree["provisions"])))


def test_the_missing_number_stands_where_it_is_missing(planner):
    send(planner, SHORT.encode())
    page = shown(planner)

    assert page.index('id="art_1"') < page.index('class="missing"') < page.index('id="art_3"')
    assert "Thiếu Điều 2" in page
    assert "TXT-01" in page


def test_citations_lead_to_their_place(planner):
    send(planner, SHORT.encode())

    assert re.search(r'<a href="#art_1">Điều 1</a>', shown(planner))


def test_words_are_found_without_marks(planner):
    send(planner, SHORT.encode())

    assert "1 chỗ có đủ các chữ ấy" in shown(planner, q="hang thang")
    assert "0 chỗ có đủ các chữ ấy" in shown(planner, q="zzz")


def test_english_findings_are_kept_beside_the_vietnamese(planner):
    send(planner, SHORT.encode())
    planner.cookies["danvan_language"] = "en"

    assert "Missing Article 2" in shown(planner)


def test_markup_in_a_text_stays_text(planner):
    send(planner, "Điều 1. <script>alert(1)</script>\nNội dung <b>đậm</b>.".encode())

    page = shown(planner)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_pack_of_the_same_number_is_offered_and_put_to_use(planner, reader, sample):
    send(planner, sample)
    assert f"/use/{PACK}/" in shown(planner)
    assert f"/use/{PACK}/" not in shown(reader)

    work = put_to_use(planner)

    use = PackUse.objects.get()
    assert (use.pack.name, use.root) == (PACK, work.root)
    page = shown(planner)
    assert "Đang dùng, tính việc từ" in page
    assert page.count(f'href="/duties/{PACK}/') == use.pack.duties.count()
    assert "không thấy trong lời văn" not in page


def test_a_day_that_is_none_is_told_when_a_pack_is_used(planner, sample):
    send(planner, sample)
    answer = planner.post(
        f"/regulations/{Work.objects.get().pk}/use/{PACK}/", {f"{PACK}-valid_from": "mai"}
    )

    assert answer.status_code == 422
    assert "FORM-04" in answer.content.decode()
    assert PackUse.objects.count() == 0


def test_packs_of_other_documents_cannot_be_put_to_use_here(planner, sample):
    send(planner, sample)
    address = f"/regulations/{Work.objects.get().pk}/use/phu-thuong-2022/"

    assert planner.get(address).status_code == 404
    assert planner.post(address, {"phu-thuong-2022-valid_from": "01/01/2026"}).status_code == 404


def test_without_a_text_the_same_page_goes_by_addresses(planner, reader, stranger, sample):
    send(planner, sample)
    work = put_to_use(planner)
    address = f"/regulations/pack/{PACK}/"
    assert planner.get(address).url == f"/regulations/{work.pk}/"
    work.delete()

    page = reader.get(address).content.decode()

    assert "Chưa nạp lời văn" in page
    assert page.count(f'href="/duties/{PACK}/') == PackUse.objects.get().pack.duties.count()
    assert "chưa nạp lời văn" in reader.get("/regulations/").content.decode()
    assert stranger.get(address).status_code == 404


def test_reading_costs_the_same_whatever_it_holds(planner, sample):
    send(planner, SHORT.encode())
    with CaptureQueriesContext(connection) as few:
        shown(planner)
    Work.objects.all().delete()
    send(planner, sample)
    put_to_use(planner)
    shown(planner)
    with CaptureQueriesContext(connection) as many:
        shown(planner)

    prefetched_where_there_are_duties = 3
    assert len(many) - len(few) <= prefetched_where_there_are_duties


def test_empty_list_says_what_to_do(planner, reader):
    assert "Chưa có văn bản nào" in planner.get("/regulations/").content.decode()
    assert "/regulations/import/" not in reader.get("/regulations/").content.decode()
