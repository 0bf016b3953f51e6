import io
import zipfile

import pytest

from danvan.law import archives
from danvan.law.errors import ReadError


def packed(*members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members:
            archive.writestr(path, content)
    return file.getvalue()


def test_names_stand_in_the_order_of_the_archive():
    assert archives.names(packed(("b", "1"), ("a", "2")), "x.docx") == ("b", "a")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_repeated_names_stay_repeated():
    assert archives.names(packed(("a", "1"), ("a", "2")), "x.docx") == ("a", "a")


def test_members_are_read_and_missing_ones_are_nothing():
    content = packed(("a", "1"))

    assert archives.member(content, "a", "x.docx") == b"1"
    assert archives.optional_member(content, "b", "x.docx") == b""


@pytest.mark.parametrize("read", [archives.names, lambda c, n: archives.member(c, "a", n)])
def test_what_is_no_archive_is_refused(read):
    with pytest.raises(ReadError) as told:
        read(b"PK broken", "x.docx")

    assert told.value.code == "READ-09"


def test_what_declares_too_much_is_refused():
    with pytest.raises(ReadError) as told:
        archives.names(packed(("a", " " * 6_000_000)), "x.docx")

    assert told.value.code == "READ-08"
