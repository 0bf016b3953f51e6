from __future__ import annotations

import pytest

from danvan.law.errors import ReadError
from danvan.readers import plain


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
def test_every_encoding_gives_the_same_text(encoding):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")

    (text,), found = plain.read(mark + "Điều 1. Phạm vi".encode(encoding), "a.txt")

    assert (text, found) == ("Điều 1. Phạm vi", encoding)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe\x00\xd8", "READ-06"), (b"\xd2\xec\xff", "READ-06"), (b" \r\n\t", "READ-03")],
)
def test_what_is_no_text_is_refused(content, code):
    with pytest.raises(ReadError) as refused:
        plain.read(content, "a.txt")

    assert refused.value.code == code
