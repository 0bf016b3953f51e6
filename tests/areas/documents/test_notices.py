"""What the room refuses and points at."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.areas.documents import notices
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import Number
from tests.factories.documents import act, draft, scan

MARKED = "ỦY BAN NHÂN DÂN\nTUYỆT MẬT\nNội dung"


@pytest.mark.parametrize(
    "text", ["", "Giữ bí mật công tác", "Bảo mật thông tin", "Nội dung\nkhông mật"]
)
def test_words_in_running_text_are_no_mark(text):
    notices.refuse_secret(text)


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_mark_on_its_own_line_is_refused(mark):
    with pytest.raises(Refused) as refused:
        notices.refuse_secret(f"ĐẢNG ỦY XÃ MẪU\n{mark}\nSố 05-BC/ĐU")

    assert refused.value.code == "DOC-01"


def test_a_marked_file_is_refused_and_an_unreadable_one_left_to_others():
    marked = SimpleUploadedFile("den.txt", MARKED.encode())

    with pytest.raises(Refused):
        notices.refuse_secret_file(marked)
    notices.refuse_secret_file(SimpleUploadedFile("hong.pdf", b"%PDF-hong"))
    notices.refuse_secret_file(scan())

    assert marked.tell() == 0


def test_a_type_of_the_other_world_is_refused():
    with pytest.raises(Refused) as refused:
        notices.refuse_type("conclusion", "state")

    assert refused.value.code == "DOC-02"


@pytest.mark.django_db
def test_a_draft_without_fault_has_nothing_that_stops(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    document = draft(tree["board"], actor).outgoing_document

    found = notices.findings_of(document, actor.today)

    assert [one for one in found if one.stops] == []


@pytest.mark.django_db
def test_what_stops_stands_first_and_carries_its_code(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    document = draft(tree["board"], actor, signers=[], body="").outgoing_document

    found = notices.findings_of(document, actor.today)

    assert found[0].stops
    assert "PAPER-20" in found[0].text


@pytest.mark.django_db
def test_a_draft_of_a_unit_without_names_says_so(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    document = draft(tree["board"], actor).outgoing_document
    document.unit = tree["police"]

    (found,) = notices.findings_of(document, actor.today)

    assert (found.code, found.stops) == ("REG-09", True)


@pytest.mark.django_db
def test_a_template_that_is_not_offered_is_refused(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")

    with pytest.raises(Refused) as refused:
        notices.refuse_template(1, tree["board"].pk, "report", "state", on=actor.today)

    assert refused.value.code == "DOC-13"


@pytest.mark.django_db
def test_a_number_in_a_signed_print_is_not_given_back(tree, clerk_at):
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor, dated="2022-05-20")
    act(case, "take_number", actor)

    with pytest.raises(Refused) as refused:
        notices.refuse_signed(Number.objects.get())

    assert refused.value.code == "DOC-11"
