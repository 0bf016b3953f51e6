"""What is refused of texts and files that come in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import uploads
from tests.factories.documents import scan

MARKED = "ỦY BAN NHÂN DÂN\nTUYỆT MẬT\nNội dung"


@pytest.mark.parametrize(
    "text", ["", "Giữ bí mật công tác", "Bảo mật thông tin", "Nội dung\nkhông mật"]
)
def test_words_in_running_text_are_no_mark(text):
    uploads.refuse_secret(text)


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_mark_on_its_own_line_is_refused(mark):
    with pytest.raises(Refused) as refused:
        uploads.refuse_secret(f"ĐẢNG ỦY XÃ MẪU\n{mark}\nSố 05-BC/ĐU")

    assert refused.value.code == "DOC-01"


def test_a_marked_file_is_refused_and_an_unreadable_one_left_to_others():
    marked = SimpleUploadedFile("den.txt", MARKED.encode())

    with pytest.raises(Refused):
        uploads.refuse_secret_file(marked)
    uploads.refuse_secret_file(SimpleUploadedFile("hong.pdf", b"%PDF-hong"))
    uploads.refuse_secret_file(scan())

    assert marked.tell() == 0


def test_a_type_of_the_other_world_is_refused():
    with pytest.raises(Refused) as refused:
        uploads.refuse_type("conclusion", "state")

    assert refused.value.code == "DOC-02"
