"""Issuers by day, terms, and templates that are checked before they are kept."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.correspondence.issuers import profile_on, term_on

pytestmark = pytest.mark.django_db
ISSUER = {"world": "party", "name": "Đảng ủy xã Mẫu", "abbreviation": "ĐU", "place": "Mẫu"}
KEPT_PAGES = ["issuers/", "issuers/new/", "terms/new/", "templates/", "templates/new/"]


def word(*paragraphs: str) -> SimpleUploadedFile:
    file, content = docx.Document(), io.BytesIO()
    for text in paragraphs:
        file.add_paragraph(text)
    file.save(content)
    return SimpleUploadedFile("mau.docx", content.getvalue())


def template_form(unit, file, **told):
    usual = {"unit": unit.pk, "title": "Mẫu báo cáo", "world": "state", "type_key": "report"}
    return {**usual, "valid_from": "01/05/2022", "file": file, **told}


def test_a_name_holds_from_its_day_on(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    told = {**ISSUER, "unit": tree["board"].pk, "valid_from": "01/05/2022"}

    answer = client.post("/documents/issuers/new/", told)

    actor_day = _actor.today
    assert answer.status_code == 302
    assert profile_on(tree["board"].pk, "party", actor_day).abbreviation == "ĐU"
    assert "Đảng ủy xã Mẫu" in client.get("/documents/issuers/").content.decode()


def test_an_earlier_name_behind_a_later_one_is_refused(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    told = {**ISSUER, "unit": tree["board"].pk, "world": "state", "valid_from": "01/01/2020"}

    answer = client.post("/documents/issuers/new/", told)

    assert answer.status_code == 422
    assert "REG-07" in answer.content.decode()


def test_a_term_is_told(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    told = {"unit": tree["board"].pk, "key": "2020-2025", "valid_from": "01/01/2021"}

    assert client.post("/documents/terms/new/", told).status_code == 302
    assert term_on(tree["board"].pk, actor.today).key == "2020-2025"


@pytest.mark.parametrize("page", KEPT_PAGES)
def test_an_officer_keeps_none_of_these(tree, clerk_at, page):
    _actor, officer = clerk_at(tree, "police", DeskRole.OFFICER.value)
    _head, head = clerk_at(tree, "board")

    assert officer.get(f"/documents/{page}").status_code == 404
    assert head.get(f"/documents/{page}").status_code == 200


@pytest.mark.parametrize("page", ["issuers/", "templates/"])
def test_what_others_keep_is_not_listed(tree, strangers, clerk_at, page):
    _actor, client = clerk_at(tree, "board")
    client.post("/documents/templates/new/", template_form(tree["board"], word("{{ number }}")))
    _stranger, stranger = clerk_at(strangers, "police")
    stranger.post(
        "/documents/issuers/new/",
        {**ISSUER, "unit": tree["board"].pk, "valid_from": "01/05/2022"},
    )

    shown = stranger.get(f"/documents/{page}").content.decode()

    assert "Mẫu báo cáo" not in shown
    assert profile_on(tree["board"].pk, "party", _actor.today) is None
