"""What bodies have made public, read without an account."""

from __future__ import annotations

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from danvan.kernel.publication.models import Publication
from danvan.kernel.publication.publishing import add_file, propose, withdraw
from tests.factories.desks import TODAY, make_desk
from tests.factories.publications import approved, copy_of, shown, waiting


@pytest.fixture
def desk(db):
    del db
    return make_desk()


def read(name: str, *args: object, **asked: object):
    return Client().get(reverse(name, args=args), asked)


def test_the_list_is_empty_with_words(desk):
    page = read("portal-results")

    assert "Chưa có kết quả nào được công khai" in page.content.decode()
    assert not page.cookies


def test_only_what_was_approved_is_listed(desk):
    shown(desk, title="Sửa cống đã xong")
    waiting(desk, title="Còn chờ duyệt")
    shown(desk, title="Chỉ theo địa chỉ", audience="address")
    shown(desk, title="Chưa đến ngày", shown_from=TODAY + timedelta(days=1))

    text = read("portal-results").content.decode()

    assert "Sửa cống đã xong" in text
    for hidden in ("Còn chờ duyệt", "Chỉ theo địa chỉ", "Chưa đến ngày"):
        assert hidden not in text


@pytest.mark.parametrize(("words", "found"), [("cong thoat", 1), ("cống", 1), ("trường", 0)])
def test_the_list_is_searched_with_and_without_marks(desk, words, found):
    shown(desk)

    assert read("portal-results", q=words).context["list"].count == found


def test_the_list_is_narrowed_by_unit_kind_and_year(desk):
    other = make_desk("Ủy ban")
    shown(desk)
    shown(other, kind="petitions.complaint", kind_label={"vi": "Khiếu nại", "en": "Complaint"})

    def count(**asked: object) -> int:
        return read("portal-results", **asked).context["list"].count

    assert count() == 2
    assert count(unit=desk.unit.pk) == 1
    assert count(kind="petitions.complaint") == 1
    assert count(year=2025) == 2
    assert count(year=1999, unit="x'--") == 2


def test_a_copy_is_read_with_its_basis_and_kept_for_a_minute(desk):
    row = shown(desk)

    page = read("portal-result", row.slug)

    assert page.status_code == 200
    assert "max-age=60" in page.headers["Cache-Control"]
    for words in ("Ông [họ tên] nêu cống tắc.", "Văn bản 12/UBND", "Kiến nghị"):
        assert words in page.content.decode()


def test_script_in_a_copy_is_words(desk):
    row = shown(desk, title="<script>x</script>", paragraphs=("<img src=x onerror=y>",))

    text = read("portal-result", row.slug).content.decode()

    assert "<script>" not in text
    assert "<img src=x" not in text


@pytest.mark.parametrize("make", [waiting, None])
def test_what_is_not_public_is_not_there(desk, make):
    slug = make(desk).slug if make else "khong-co"

    assert read("portal-result", slug).status_code == 404


def test_a_withdrawn_copy_tells_what_stood_and_why(desk):
    row = shown(desk)
    withdraw(row, desk.actor, reason="Còn số nhà", told="Trả lời về cống")

    page = read("portal-result", row.slug)

    assert page.status_code == 410
    text = page.content.decode()
    assert "Còn số nhà" in text
    assert "Trả lời về cống" in text
    assert "nêu cống tắc" not in text


def test_a_replaced_copy_leads_to_the_better_one(desk):
    row = shown(desk)
    better = approved(propose(copy_of(desk), desk.actor, replaces=row), desk)

    page = read("portal-result", row.slug)

    assert reverse("portal-result", args=[better.slug]) in page.content.decode()


def test_a_file_is_handed_out_while_its_copy_is_shown(desk):
    row = waiting(desk)
    add_file(row, io.BytesIO(b"Da che"), "da-che.txt", desk.actor)
    assert read("portal-result-file", row.slug, 1).status_code == 404

    approved(row, desk)
    page = read("portal-result-file", row.slug, 1)

    assert page.content == b"Da che"
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert read("portal-result-file", row.slug, 2).status_code == 404
    withdraw(row, desk.actor, reason="x", told="x")
    assert read("portal-result-file", row.slug, 1).status_code == 404


def test_the_feed_tells_the_newest(desk):
    shown(desk, title="Sửa cống & <b>đường</b>")

    page = read("portal-feed")

    assert page.headers["Content-Type"].startswith("application/atom+xml")
    assert "Sửa cống &amp; &lt;b&gt;đường" in page.content.decode()


def test_words_changed_behind_the_writer_are_neither_listed_nor_fed(desk):
    row = shown(desk, title="Sửa cống đã xong")
    shown(desk, title="Sửa đường đã xong")
    changed = {"title": "Tên người lạ", "kind": {"vi": "Loại lạ", "en": "Odd"}}
    last = shown(desk, kind="petitions.complaint")
    for one in (row, last):
        Publication.objects.filter(pk=one.pk).update(content=one.content | changed)

    for page in (read("portal-results"), read("portal-feed")):
        text = page.content.decode()
        assert "Sửa đường đã xong" in text
        assert row.slug not in text
        assert "lạ" not in text.split("</header>")[-1]
    assert len(read("portal-results").context["list"].lines) == 1
    with ZipFile(io.BytesIO(read("portal-results", format="xlsx").content)) as book:
        sheet = "".join(book.read(name).decode() for name in book.namelist())
    assert "Sửa đường đã xong" in sheet
    assert "Tên người lạ" not in sheet


def test_the_list_leaves_as_a_workbook(desk):
    shown(desk)

    assert read("portal-results", format="xlsx").content[:2] == b"PK"
