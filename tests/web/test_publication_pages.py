from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from danvan.kernel.publication.models import Publication, Standing
from danvan.kernel.publication.publishing import Source, add_file, choice_of, seal_of
from danvan.web import publication_drafts
from danvan.web.publication_forms import PublishForm
from tests.factories.desks import TODAY, add_clerk, make_desk, owe
from tests.factories.publications import shown, waiting

WORDS = {
    "title": "Trả lời về cống",
    "text": "Bà Nguyễn Thị Ánh, 0912345678, nêu cống tắc.\n\nĐã sửa.",
    "basis": "Văn bản 12/UBND",
    "shown_from": "15/04/2026",
    "shown_until": "",
    "audience": "all",
}


@pytest.fixture
def desk(db):
    del db
    return make_desk()


@pytest.fixture
def case(desk):
    return owe(desk, TODAY)


@pytest.fixture
def client(desk):
    return signed_in(desk)


def signed_in(desk) -> Client:
    client = Client()
    client.force_login(desk.user)
    return client


def prepare(client, case, step, **more):
    return client.post(reverse("publication-new", args=[case.slug]), WORDS | {"step": step} | more)


def previewed(client, case, **more):
    return prepare(client, case, "preview", **more).context["seal"]


def test_words_are_asked_for_first(client, case):
    page = client.get(reverse("publication-new", args=[case.slug]))

    assert page.status_code == 200
    assert page.context["form"].initial["title"] == case.title_vi


def test_personal_data_is_proposed_and_ticked(client, case):
    page = prepare(client, case, "masks")

    assert {one.text for one in page.context["found"]} == {"Nguyễn Thị Ánh", "0912345678"}
    assert len(page.context["ticked"]) == 2
    assert not Publication.objects.exists()


def test_what_the_petitioner_told_is_proposed_too(client, case, monkeypatch):
    told = Source(known=(("name", "cống tắc"),))
    monkeypatch.setattr(publication_drafts, "source_of", lambda _case, _actor: told)
    monkeypatch.setattr("danvan.web.publication_pages.source_of", lambda _case, _actor: told)

    found = prepare(client, case, "masks").context["found"]

    assert ("cống tắc", True) in {(one.text, one.is_known) for one in found}


def test_only_ticked_passages_are_masked_and_the_rest_is_warned_of(client, case):
    found = prepare(client, case, "masks").context["found"]
    name = next(one for one in found if one.sort == "name")

    page = prepare(client, case, "preview", mask=[name.key])

    text = page.content.decode()
    assert "Bà [họ tên], 0912345678" in text
    assert "còn chữ giống dữ liệu cá nhân" in text


def test_own_words_are_masked(client, case):
    page = prepare(client, case, "masks", own="cống tắc")
    ticked = [one.key for one in page.context["found"]]

    shown_page = prepare(client, case, "preview", own="cống tắc", mask=ticked)

    assert "nêu [đã che]" in shown_page.content.decode()


def test_what_was_previewed_is_what_waits(client, case):
    seal = previewed(client, case)

    prepare(client, case, "propose", copy=seal, text="Khác hẳn")

    row = Publication.objects.get()
    assert row.standing == Standing.PROPOSED
    assert row.content["paragraphs"] == [
        "Bà Nguyễn Thị Ánh, 0912345678, nêu cống tắc.",
        "Đã sửa.",
    ]


@pytest.mark.parametrize("seal", ["", "giả"])
def test_a_made_up_preview_is_refused(client, case, seal):
    answer = prepare(client, case, "propose", copy=seal)

    assert answer.url == reverse("publication-new", args=[case.slug])
    assert not Publication.objects.exists()


def test_a_preview_of_another_case_is_refused(client, case, desk):
    other = owe(desk, TODAY)

    prepare(client, case, "propose", copy=previewed(client, other))

    assert not Publication.objects.exists()


def test_bad_words_come_back_with_sentences(client, case):
    page = prepare(client, case, "masks", title="", shown_until="01/01/2026")

    assert page.status_code == 422
    assert "FORM-01" in page.content.decode()
    assert "PUB-02" in page.content.decode()


def test_going_back_keeps_what_was_typed(client, case):
    page = prepare(client, case, "words")

    assert page.status_code == 200
    assert "Nguyễn Thị Ánh" in page.content.decode()


def test_a_stranger_finds_nothing(client, case, desk):
    row = waiting(desk)
    stranger = signed_in(make_desk())

    for name, slug in (
        ("publication-new", case.slug),
        ("publication", row.slug),
        ("publication-withdraw", row.slug),
    ):
        assert stranger.get(reverse(name, args=[slug])).status_code == 404
    for name in ("publication-approve", "publication-back"):
        assert stranger.post(reverse(name, args=[row.slug])).status_code == 404
    assert row.content["title"] not in stranger.get(reverse("publications")).content.decode()
    assert row.content["title"] in client.get(reverse("publications")).content.decode()


def test_a_reader_prepares_nothing(desk, case):
    reader = Client()
    reader.force_login(add_clerk(desk.unit, roles=("reader",)))

    page = reader.get(reverse("publication-new", args=[case.slug]))

    assert page.status_code == 404


def test_the_head_reads_and_approves(client, desk):
    row = waiting(desk)
    page = client.get(reverse("publication", args=[row.slug]))
    assert "Duyệt, công khai" in page.content.decode()
    assert f'name="seal" value="{seal_of(row)}"' in page.content.decode()

    for _press in range(2):
        client.post(reverse("publication-approve", args=[row.slug]), {"seal": seal_of(row)})

    row.refresh_from_db()
    assert row.standing == Standing.PUBLISHED


def test_what_was_added_after_the_head_read_is_not_published(client, desk):
    row = waiting(desk)
    seal = client.get(reverse("publication", args=[row.slug])).context["seal"]
    add_file(row, io.BytesIO(b"Chua che"), "chua-che.txt", desk.actor)

    page = client.post(
        reverse("publication-approve", args=[row.slug]), {"seal": seal}, follow=True
    ).content.decode()

    row.refresh_from_db()
    assert row.standing == Standing.PROPOSED
    assert "PUB-07" in page
    assert "chua-che.txt" in page


def test_the_form_of_a_case_names_the_files_and_hands_an_outdated_choice_on(desk, case):
    row = waiting(desk, case_slug=case.slug)
    old = choice_of(row)
    add_file(row, io.BytesIO(b"Da che"), "da-che.txt", desk.actor)

    def form(value: str) -> PublishForm:
        return PublishForm({"publication": value}, case=case, actor=desk.actor)

    (value, words), _elsewhere = form(old).fields["publication"].choices
    assert value == choice_of(row) != old
    assert "da-che.txt" in words
    assert "publication" not in form(old).errors
    assert "publication" in form("another.x").errors


def test_an_officer_sees_no_way_to_approve(db):
    desk = make_desk(roles=("officer",))
    row, officer = waiting(desk), signed_in(desk)

    page = officer.get(reverse("publication", args=[row.slug]))
    officer.post(reverse("publication-approve", args=[row.slug]), {"seal": seal_of(row)})

    assert "Duyệt, công khai" not in page.content.decode()
    row.refresh_from_db()
    assert row.standing == Standing.PROPOSED


def test_the_head_gives_back_with_a_reason(client, desk):
    row = waiting(desk)
    where = reverse("publication-back", args=[row.slug])

    assert client.post(where, {"reason": ""}).status_code == 422
    client.post(where, {"reason": "Còn tên"})

    row.refresh_from_db()
    assert (row.standing, row.reason) == (Standing.RETURNED, "Còn tên")


def test_withdrawing_asks_why(client, desk):
    row = shown(desk)
    where = reverse("publication-withdraw", args=[row.slug])

    assert client.get(where).context["form"].initial["told"] == row.content["title"]
    assert client.post(where, {"told": "x", "reason": ""}).status_code == 422
    client.post(where, {"told": "Trả lời", "reason": "Còn tên"})

    row.refresh_from_db()
    assert row.standing == Standing.WITHDRAWN
    assert client.get(where).status_code == 404
    assert client.get(reverse("publication", args=[row.slug])).status_code == 200


def test_a_correction_begins_with_the_shown_words(client, desk, case):
    row = shown(desk, case_slug=case.slug)
    where = reverse("publication-new", args=[case.slug])

    page = client.get(where, {"replaces": row.slug})
    prepare(client, case, "propose", copy=previewed(client, case), replaces=row.slug)

    assert page.context["form"].initial["title"] == row.content["title"]
    assert Publication.objects.get(standing=Standing.PROPOSED).replaces == row
    assert client.get(where, {"replaces": "khong-co"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "ticked", "code"),
    [
        ("a.txt", b"Da che", "", "FORM-01"),
        ("a.exe", b"MZ", "on", "FILE-03"),
        ("a.pdf", b"khong phai", "on", "FILE-04"),
        ("a.txt", b"", "on", "FORM-06"),
    ],
)
def test_bad_files_are_refused(client, desk, name, content, ticked, code):
    row = waiting(desk)
    sent = {"file": SimpleUploadedFile(name, content), "is_redacted": ticked}

    page = client.post(reverse("publication", args=[row.slug]), sent)

    assert page.status_code == 422
    assert code in page.content.decode()
    assert not row.files.exists()


def test_a_redacted_file_goes_with_the_copy(client, desk):
    row = waiting(desk)
    sent = {"file": SimpleUploadedFile("a.txt", b"Da che"), "is_redacted": "on"}

    client.post(reverse("publication", args=[row.slug]), sent)

    assert client.get(reverse("publication-file", args=[row.slug, 1])).content == b"Da che"
    assert client.get(reverse("publication-file", args=[row.slug, 2])).status_code == 404


def test_a_file_is_closed_to_strangers(desk):
    row = waiting(desk)
    add_file(row, io.BytesIO(b"Da che"), "a.txt", desk.actor)

    page = signed_in(make_desk()).get(reverse("publication-file", args=[row.slug, 1]))

    assert page.status_code == 404
