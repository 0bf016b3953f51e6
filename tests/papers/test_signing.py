from __future__ import annotations

import json
import shutil
import subprocess
from datetime import timedelta

import pytest
from pypdf import PdfReader, PdfWriter

from danvan.papers.layouts import layout
from danvan.papers.printing import pdf
from danvan.papers.signing import Appearance, SigningError, key_from_file, sign, validate
from danvan.papers.stamps import Stamp, draw
from danvan.papers.writing import docx as written
from tests.papers import examples
from tests.papers.certificates import AT, BEGINS, ENDS, FIRST, PASSPHRASE, SECOND, key_file, root


@pytest.fixture(scope="module")
def signed(printed) -> bytes:
    return _sign(printed, FIRST, 1)


@pytest.fixture(scope="module")
def signed_twice(signed) -> bytes:
    return _sign(signed, SECOND, 2, bottom=90)


def _key(name=FIRST, **how):
    return key_from_file(key_file(name, **how), PASSPHRASE, at=AT)


def _sign(pdf: bytes, name: str, order: int, *, bottom: float = 40) -> bytes:
    stamp = draw(Stamp("signer", (name, "Đảng ủy xã Mẫu"), AT))
    look = Appearance(stamp, bottom=bottom, reason="05-BC/ĐU", place="Mẫu")
    return sign(pdf, _key(name), look, order=order, at=AT)


def _pdfsig(pdf: bytes, tmp_path) -> str:
    path = tmp_path / "signed.pdf"
    path.write_bytes(pdf)
    command = ["pdfsig", "-nocert", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return told.stdout


def test_a_signature_tells_who_and_when(signed):
    (seen,) = validate(signed, [root()]).signatures

    assert (seen.order, seen.field, seen.name) == (1, "Signature1", FIRST)
    assert (seen.organisation, seen.issuer) == ("Đảng ủy xã Mẫu", "Nơi cấp để thử")
    assert seen.at == AT
    assert (seen.begins, seen.ends) == (BEGINS, ENDS)
    assert (seen.is_intact, seen.is_trusted, seen.is_changed_after) == (True, True, False)
    assert seen.covers_whole


def test_what_was_printed_stays_byte_for_byte(printed, signed, signed_twice):
    assert signed.startswith(printed)
    assert signed_twice.startswith(signed)


def test_the_signature_is_of_the_pades_kind(signed):
    assert b"/ETSI.CAdES.detached" in signed


def test_a_second_signer_leaves_the_first_signature_whole(signed_twice):
    report = validate(signed_twice, [root()])

    assert report.is_trusted
    assert [each.name for each in report.signatures] == [FIRST, SECOND]
    assert [each.covers_whole for each in report.signatures] == [False, True]


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler absent")
def test_an_independent_program_agrees(signed_twice, tmp_path):
    told = _pdfsig(signed_twice, tmp_path)

    assert told.count("Signature Validation: Signature is Valid.") == 2
    assert told.count("Signature Type: ETSI.CAdES.detached") == 2
    assert "Total document signed" in told.split("Signature #2")[1]


def test_a_change_of_signed_bytes_is_found(signed, tmp_path):
    place = signed.index(b"/Reason") + 12
    changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]

    (seen,) = validate(changed, [root()]).signatures

    assert (seen.is_intact, seen.is_trusted, seen.holds) == (False, False, False)
    if shutil.which("pdfsig"):
        assert "Digest Mismatch" in _pdfsig(changed, tmp_path)


def test_words_added_behind_the_signature_are_found(signed, tmp_path):
    path = tmp_path / "changed.pdf"
    writer = PdfWriter(PdfReader(_file(signed, tmp_path)), incremental=True)
    writer.pages[0].rotate(90)
    writer.write(path)

    report = validate(path.read_bytes(), [root()])

    assert [(each.is_intact, each.is_changed_after) for each in report.signatures] == [(True, True)]
    assert not report.is_whole
    with pytest.raises(SigningError, match="SEAL-15"):
        _sign(path.read_bytes(), SECOND, 2)


def _file(content: bytes, tmp_path):
    path = tmp_path / "before.pdf"
    path.write_bytes(content)
    return path


def test_an_unknown_root_is_not_trusted(signed):
    report = validate(signed, [root("Nơi cấp khác")])

    assert report.is_whole
    assert not report.is_trusted


def test_names_of_signers_stay_out_of_the_log(signed, caplog):
    validate(signed)

    assert caplog.records == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice absent")
@pytest.mark.parametrize("archival", [False, True])
def test_a_print_of_libreoffice_is_signed_twice(archival):
    paper = examples.JOINT
    print_out = pdf(written(paper, layout(paper.world, paper.dated)), archival=archival)

    signed = _sign(_sign(print_out, FIRST, 1), SECOND, 2, bottom=90)

    assert validate(signed, [root()]).is_trusted


def test_a_pdf_without_signature_is_not_whole(printed):
    report = validate(printed)

    assert report.signatures == ()
    assert not report.is_whole


def test_the_report_is_kept_as_json(signed):
    told = json.loads(validate(signed, [root()]).as_json())

    assert told["whole"] is True
    assert told["signatures"][0]["name"] == FIRST
    assert told["signatures"][0]["at"] == AT.isoformat()
    assert told["signatures"][0]["ends"] == ENDS.isoformat()


@pytest.mark.parametrize("order", [2, 3])
def test_nobody_signs_before_the_turn(printed, order):
    with pytest.raises(SigningError, match="SEAL-14"):
        _sign(printed, FIRST, order)


def test_nobody_signs_in_the_place_of_the_first(signed):
    with pytest.raises(SigningError, match="SEAL-14"):
        _sign(signed, SECOND, 1)


@pytest.mark.parametrize(
    "content", [b"", b"not a pdf", b"%PDF-1.7\n", b"%PDF-1.7\ntrailer <<>>\n%%EOF"]
)
def test_what_is_no_pdf_is_refused(content):
    with pytest.raises(SigningError, match="SEAL-12"):
        validate(content)
    with pytest.raises(SigningError, match="SEAL-12"):
        sign(content, _key(), Appearance(), order=1, at=AT)


@pytest.mark.parametrize("part", [0.25, 0.5, 0.9])
def test_a_cut_pdf_never_counts_as_signed(signed, part):
    try:
        is_whole = validate(signed[: int(len(signed) * part)]).is_whole
    except SigningError:
        is_whole = False

    assert not is_whole


def test_a_locked_pdf_is_refused(printed, tmp_path):
    writer = PdfWriter(PdfReader(_file(printed, tmp_path)))
    writer.encrypt("secret", algorithm="AES-256")
    path = tmp_path / "locked.pdf"
    writer.write(path)

    with pytest.raises(SigningError, match="SEAL-13"):
        sign(path.read_bytes(), _key(), Appearance(), order=1, at=AT)
    with pytest.raises(SigningError, match="SEAL-13"):
        validate(path.read_bytes())


def test_a_stamp_on_a_page_that_is_not_there_is_refused(printed):
    look = Appearance(draw(Stamp("signer", (FIRST,), AT)), page=3)

    with pytest.raises(SigningError, match="SEAL-16"):
        sign(printed, _key(), look, order=1, at=AT)


def test_a_signature_may_be_unseen(printed):
    signed = sign(printed, _key(), Appearance(), order=1, at=AT)

    assert validate(signed, [root()]).is_trusted


def test_a_certificate_that_was_over_when_it_signed_is_not_trusted(printed):
    late = ENDS + timedelta(days=1)
    signed = sign(printed, _key(), Appearance(), order=1, at=late)

    report = validate(signed, [root()])

    assert report.is_whole
    assert not report.is_trusted


def test_a_root_that_is_no_certificate_is_told(signed):
    with pytest.raises(SigningError, match="SEAL-18"):
        validate(signed, [b"root"])


def test_a_damaged_pdf_never_counts_as_trusted(signed):
    """Change single bytes all over the file; nothing but our own error may come out."""
    refused = trusted = 0
    for place in range(0, len(signed), len(signed) // 60):
        changed = signed[:place] + bytes([signed[place] ^ 0x15]) + signed[place + 1 :]
        try:
            trusted += validate(changed, [root()]).is_trusted
        except SigningError:
            refused += 1

    assert trusted == 0
    assert refused > 0
