"""What a draft is checked against: posts and their spans, addressees, names, the file itself."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.areas.documents import notices
from danvan.kernel.accounts.models import Post
from danvan.kernel.correspondence.models import Document, Template
from tests.factories.accounts import grants_at, make_post
from tests.factories.documents import SIGNER, act, draft, signed

pytestmark = pytest.mark.django_db
DEPUTY = {**SIGNER, "title": "PHÓ CHỦ TỊCH"}


def found(case, actor):
    document = Document.objects.get(pk=case.pk)
    return {one.code: one for one in notices.findings_of(document, actor.today)}


def seat(unit, title: str) -> Post:
    post = make_post(unit, grants_at(unit))
    post.title = title
    post.save()
    return post


def test_a_signer_who_holds_no_post_there_is_pointed_at_with_the_place(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor)

    before = found(case, actor)
    seat(tree["board"], "Chủ tịch Ủy ban nhân dân")

    assert (before["DOC-15"].place, before["DOC-15"].stops) == ("Người ký 1", False)
    assert "DOC-15" not in found(case, actor)


def test_a_post_that_has_ended_by_that_day_is_none(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    post = seat(tree["board"], "Chủ tịch")
    case = draft(tree["board"], actor)

    post.valid_until = actor.today
    post.save()

    assert "DOC-15" in found(case, actor)


def test_a_deputy_who_signs_like_a_head_is_pointed_at(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    seat(tree["board"], "Phó Chủ tịch")
    alone = {**DEPUTY, "authority": "", "on_behalf": ""}
    case = draft(tree["board"], actor, signers=[alone])

    told = found(case, actor)["PAPER-26"]

    assert "KT" in told.mend
    assert told.place == "Người ký 1"


def test_an_authority_that_the_issuer_does_not_use_stops(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor)
    document = Document.objects.get(pk=case.pk)
    document.issuer["authorities"] = ["KT", "TL"]
    document.save()

    assert found(case, actor)["DOC-17"].stops


def test_an_addressee_is_known_once_it_was_written_to(tree, clerk_at, printed):
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor, to=[tree["council"]], others=["Sở Nội vụ"])

    before = found(case, actor)["PAPER-27"]
    act(signed(draft(tree["board"], actor, others=["Sở Nội vụ"]), actor), "issue", actor)

    assert "Sở Nội vụ" in before.text
    assert "PAPER-27" not in found(case, actor)


def test_a_name_to_protect_stops_what_will_be_published(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    told = {"body": "Bà Trần Thị Mẫu phản ánh.", "hidden": ["Trần Thị Mẫu"]}
    inside = draft(tree["board"], actor, **told)
    outside = draft(tree["board"], actor, **told, is_public=True)

    remark = found(outside, actor)["PAPER-32"]

    assert "PAPER-32" not in found(inside, actor)
    assert remark.stops
    assert "Trần Thị Mẫu" not in remark.text


def test_the_file_itself_is_looked_at(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    file, content = docx.Document(), io.BytesIO()
    file.add_paragraph().add_run("{{ summary }}").font.name = ".VnTime"
    file.save(content)
    upload = SimpleUploadedFile("mau.docx", content.getvalue())
    own = {"unit": tree["board"].pk, "title": "Mẫu", "world": "state", "type_key": "report"}
    told = {**own, "valid_from": "01/05/2022", "file": upload}
    client.post("/documents/templates/new/", told)
    case = draft(tree["board"], actor)
    Document.objects.filter(pk=case.pk).update(template=Template.objects.get())

    remarks = found(case, actor)

    assert remarks["PAPER-31"].stops
    assert remarks["PAPER-31"].place == "Tệp sẽ ký"
    assert remarks["PAPER-35"].text


def test_an_abbreviation_of_a_body_of_the_tree_needs_no_words(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor, body="Theo ý kiến của UBND và của XYZ về việc này.")

    remark = found(case, actor)["PAPER-29"]

    assert "XYZ" in remark.text
    assert remark.place.startswith("Nội dung")
