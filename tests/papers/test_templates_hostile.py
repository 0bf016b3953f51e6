"""Templates made to harm: refused with a code, in bounded time and memory; nothing of them runs."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan.law.messages import say
from danvan.papers.templates import check_template, fill
from danvan.papers.values import PaperError
from tests.papers.test_templates import template
from tests.papers.test_templates_archive import changed, good, in_body, linked

DEEP = "<w:r>" * 3_000 + "</w:r>" * 3_000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def many_members() -> bytes:
    content = io.BytesIO(good())
    with zipfile.ZipFile(content, "a") as archive:
        for number in range(20_000):
            archive.writestr(f"word/x{number}.xml", "<a/>")
    return content.getvalue()


def bomb() -> bytes:
    content = io.BytesIO(good())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"word/big{number}.xml", b"<a>" + b" " * 30_000_000 + b"</a>")
    return content.getvalue()


def locked() -> bytes:
    """Return a file whose members ask for a password, as far as a reader sees."""
    content = bytearray(good())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


def otherwise_encoded() -> bytes:
    """Return a file whose page is in another encoding, with entities that no plain search sees."""
    told = (
        '<?xml version="1.0" encoding="UTF-16"?>'
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    return replaced("word/document.xml", told.encode("utf-16"))


def replaced(member: str, text: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as source, zipfile.ZipFile(content, "w") as target:
        for name in source.namelist():
            target.writestr(name, text if name == member else source.read(name))
    return content.getvalue()


HOSTILE = {
    "billion rounds": (
        lambda: template("{% for a in range(10**9) %}{{ a }}{% endfor %}"),
        "PAPER-79",
    ),
    "power": (lambda: template("{{ 9**9**9 }}"), "PAPER-79"),
    "long text": (lambda: template("{{ 'a' * 10**9 }}"), "PAPER-79"),
    "class": (lambda: template("{{ number.__class__.__mro__ }}"), "PAPER-77"),
    "subclasses": (lambda: template("{{ ''.__class__.__base__.__subclasses__() }}"), "PAPER-79"),
    "globals": (lambda: template("{{ self.__init__.__globals__ }}"), "PAPER-77"),
    "format": (lambda: template("{{ '{0.__class__}'.format(number) }}"), "PAPER-79"),
    "lookup": (lambda: template("{{ lipsum['__globals__'] }}"), "PAPER-79"),
    "loop of loops": (
        lambda: template("{% for a in body %}{% for b in rows %}{% endfor %}{% endfor %}"),
        "PAPER-81",
    ),
    "deep braces": (lambda: template("{{ " + "(" * 50_000 + " }}"), "PAPER-81"),
    "deep marks": (lambda: in_body(f"</w:r>{DEEP}<w:r>"), "PAPER-70"),
    "many members": (many_members, "PAPER-72"),
    "bomb": (bomb, "PAPER-72"),
    "locked members": (locked, "PAPER-70"),
    "locked file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000), "PAPER-71"),
    "other encoding": (otherwise_encoded, "PAPER-75"),
    "cut": (lambda: good()[:5_000], "PAPER-70"),
    "not packed": (lambda: b"<w:document/>" * 400, "PAPER-70"),
    "file by scheme": (lambda: linked("image", "file:/etc/passwd.png"), "PAPER-74"),
    "file of a server": (lambda: linked("image", "\\\\10.0.0.1\\a\\b.png"), "PAPER-74"),
    "page of a server": (lambda: linked("image", "//10.0.0.1/b.png"), "PAPER-74"),
    "inline data": (lambda: linked("image", "data:image/png;base64,AA.png"), "PAPER-74"),
    "macro": (lambda: changed("", "", "", word__vbaProject_DOT_bin=b"x"), "PAPER-73"),
    "object": (lambda: changed("", "", "", word__embeddings__a_DOT_bin=b"x"), "PAPER-73"),
    "package": (lambda: changed("", "", "", word__embeddings__a_DOT_xlsx=b"x"), "PAPER-75"),
    "another page": (lambda: in_body('<w:altChunk r:id="rId1"/>'), "PAPER-75"),
}


@pytest.fixture(scope="module")
def hostile() -> dict[str, bytes]:
    return {name: made() for name, (made, _code) in HOSTILE.items()}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_could_harm_is_refused_with_a_sentence(hostile, name):
    content, code = hostile[name], HOSTILE[name][1]

    found = check_template(content)

    assert code in {each.code for each in found if each.severity == "stops"}
    assert all(each.suggestion for each in found)
    assert code not in say(found[0].code, found[0].fields)
    with pytest.raises(PaperError):
        fill(content, {})


BOUNDED = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
from danvan.papers.templates import check_template
told = [[each.code for each in check_template(open(name, "rb").read())] for name in sys.argv[1:]]
print(json.dumps(told))
"""


def test_all_of_them_together_need_little_time_and_memory_and_start_nothing(hostile, tmp_path):
    """A process that may use a minute, 1.5 GB and no further process looks at every one."""
    paths = []
    for place, content in enumerate(hostile.values()):
        path = tmp_path / f"{place}.docx"
        path.write_bytes(content)
        paths.append(str(path))

    done = subprocess.run([sys.executable, "-c", BOUNDED, *paths], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()[-500:]
    told = json.loads(done.stdout)
    assert [code in codes for (_made, code), codes in zip(HOSTILE.values(), told, strict=True)] == [
        True
    ] * len(told)


def test_a_template_reads_no_file_and_opens_no_door(hostile, monkeypatch):
    """Whatever a hostile template says, checking it opens nothing but what danvan itself reads."""
    import socket

    def refused(*_told, **_how):
        raise AssertionError

    check_template(good())
    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(subprocess, "Popen", refused)
    monkeypatch.setattr("builtins.open", refused)

    for content in hostile.values():
        assert check_template(content)


PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    part=st.sampled_from(PARTS),
    place=st.floats(0, 1),
    put=st.binary(max_size=6),
    cut=st.integers(0, 9),
)
def test_a_file_with_damaged_parts_is_refused_or_filled(part, place, put, cut):
    with zipfile.ZipFile(io.BytesIO(good())) as archive:
        text = archive.read(part)
    at = int(place * len(text))
    content = replaced(part, text[:at] + put + text[at + cut :])

    found = check_template(content)

    if not any(each.severity == "stops" for each in found):
        docx.Document(io.BytesIO(fill(content, {"number": "05"})))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.floats(0, 1), st.binary(min_size=1, max_size=8))
def test_a_file_with_damaged_bytes_is_refused_or_filled(place, put):
    whole = good()
    at = int(place * len(whole))
    content = whole[:at] + put + whole[at + len(put) :]

    found = check_template(content)

    if not any(each.severity == "stops" for each in found):
        docx.Document(io.BytesIO(fill(content, {"number": "05"})))


WORDS = st.sampled_from(
    ["number", "body", "row", "row.text", "for", "in", "if", "endif", "endfor", "else", "__class__",
     "'x'", "9", "**", "|", "upper", "safe", ".", "[", "]", "(", ")", "not", "and", "=="]
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(["{{", "{%", "{%p"]), st.lists(WORDS, max_size=6)), max_size=5
    )
)
def test_fields_of_any_words_are_refused_or_filled(fields):
    ends = {"{{": "}}", "{%": "%}", "{%p": "%}"}
    lines = [f"{start} {' '.join(words)} {ends[start]}" for start, words in fields]
    content = template(*lines)

    found = check_template(content)

    if not any(each.severity == "stops" for each in found):
        assert fill(content, {"number": "05", "body": [{"text": "một"}]})
