"""Own templates: checked before they are kept, withdrawn, and put back."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danvan.kernel.correspondence.models import Document, Template
from danvan.kernel.correspondence.templates import templates_for
from tests.areas.registers.test_plan import template_form, word
from tests.factories.documents import draft

pytestmark = pytest.mark.django_db


def test_a_good_template_is_kept_and_offered(tree, clerk_at):
    actor, client = clerk_at(tree, "board")

    answer = client.post(
        "/documents/templates/new/", template_form(tree["board"], word("{{ summary }}"))
    )

    kept = Template.objects.get()
    case = draft(tree["board"], actor)
    form = client.get(f"/cases/{case.slug}/revise/").content.decode()
    assert answer.status_code == 302
    assert (kept.version, kept.unit) == (1, tree["board"])
    assert f'value="{kept.pk}"' in form
    assert "Mẫu báo cáo (1)" in form


@pytest.mark.parametrize(
    "text",
    [
        "{{ number.__class__.__mro__ }}",
        "{% for a in bases %}{% for b in bases %}{{ b }}{% endfor %}{% endfor %}{{ unknown }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
)
def test_a_hostile_template_is_not_kept(tree, clerk_at, text):
    _actor, client = clerk_at(tree, "board")

    answer = client.post("/documents/templates/new/", template_form(tree["board"], word(text)))

    assert answer.status_code == 422
    assert "Phải sửa" in answer.content.decode()
    assert not Template.objects.exists()


def test_a_template_that_is_no_word_file_is_not_kept(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    file = SimpleUploadedFile("mau.docx", b"PK\x03\x04 hong")

    answer = client.post("/documents/templates/new/", template_form(tree["board"], file))

    assert answer.status_code == 422
    assert not Template.objects.exists()


def test_a_template_with_a_secret_mark_is_not_kept(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    file = word("TỐI MẬT", "{{ summary }}")

    answer = client.post("/documents/templates/new/", template_form(tree["board"], file))

    assert answer.status_code == 422
    assert "DOC-01" in answer.content.decode()


def test_a_draft_is_printed_by_the_template_it_names(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    client.post(
        "/documents/templates/new/", template_form(tree["board"], word("Riêng: {{ summary }}"))
    )
    case = draft(tree["board"], actor, summary="Quý I")
    Document.objects.filter(pk=case.pk).update(template=Template.objects.get())

    content = client.get(f"/documents/cases/{case.slug}/docx/").content

    assert docx.Document(io.BytesIO(content)).paragraphs[0].text == "Riêng: Quý I"


def kept(client, unit, text="{{ summary }}", **told):
    client.post("/documents/templates/new/", template_form(unit, word(text), **told))
    return Template.objects.order_by("-pk").first()


def test_a_withdrawn_template_is_offered_no_longer_and_can_be_used_again(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    template = kept(client, tree["board"])
    withdraw = reverse("documents-template-withdraw", args=[template.pk])
    back = reverse("documents-template-back", args=[template.pk])
    day = f"{actor.today:%d/%m/%Y}"

    unreasoned = client.post(withdraw, {"why": ""})
    client.post(withdraw, {"why": "Thể thức mới"})
    gone = list(templates_for(tree["board"].pk, actor.today))
    page = client.get("/documents/templates/?state=withdrawn").content.decode()
    client.post(back, {"valid_from": day})

    (again,) = templates_for(tree["board"].pk, actor.today)
    assert unreasoned.status_code == 422
    assert gone == []
    assert "Thể thức mới" in page
    assert back in page
    assert (again.version, again.file_id) == (2, template.file_id)


def test_an_older_version_follows_the_newest(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    old = kept(client, tree["board"], "Cũ {{ summary }}")
    kept(client, tree["board"], "Mới {{ summary }}", valid_from="02/05/2022")

    url = reverse("documents-template-back", args=[old.pk])
    answer = client.post(url, {"valid_from": "03/05/2022"})

    (now,) = templates_for(tree["board"].pk, actor.today)
    assert answer.status_code == 302
    assert (now.version, now.file_id) == (3, old.file_id)


def test_what_is_in_use_is_not_put_back(tree, clerk_at):
    _actor, client = clerk_at(tree, "board")
    template = kept(client, tree["board"])

    url = reverse("documents-template-back", args=[template.pk])
    answer = client.post(url, {"valid_from": "03/05/2022"})

    assert answer.status_code == 422
    assert "REG-44" in answer.content.decode()


@pytest.mark.parametrize("name", ["withdraw", "back"])
def test_a_template_of_others_is_not_found(tree, strangers, clerk_at, name):
    _actor, client = clerk_at(tree, "board")
    template = kept(client, tree["board"])
    _stranger, stranger = clerk_at(strangers, "board")
    url = reverse(f"documents-template-{name}", args=[template.pk])

    assert stranger.post(url, {"why": "Nhầm", "valid_from": "03/05/2022"}).status_code == 404
