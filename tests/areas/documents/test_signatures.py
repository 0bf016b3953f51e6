"""Whose certificate it is, whom the site trusts, and what the page of a signature shows."""

from __future__ import annotations

import datetime as dt
import io
from contextlib import contextmanager

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter

from danvan.areas.documents import vault
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.store import read
from danvan.papers.signing_keys import key_from_file
from tests.factories.documents import SIGNER, act, draft, scan
from tests.papers.certificates import PASSPHRASE, key_file, root

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank")]
EARLY = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
LATE = dt.datetime(2090, 1, 1, tzinfo=dt.UTC)


def key(name: str = SIGNER["name"], begins=EARLY, ends=LATE) -> SimpleUploadedFile:
    return SimpleUploadedFile("khoa.p12", key_file(name, begins=begins, ends=ends))


@pytest.fixture
def ready(tree, clerk_at):
    """Return a document whose print waits for its one signature, its clerk and a browser."""
    actor, client = clerk_at(tree, "board")
    case = draft(tree["board"], actor)
    act(case, "take_number", actor)
    act(case, "check", actor)
    return act(case, "print", actor), actor, client


def sign(case, actor, reason: str = "", **told):
    """Sign without the reason that other steps of these tests carry."""
    usual = {"manner": "digital", "key_file": key(), "passphrase": PASSPHRASE}
    return perform(
        case,
        "sign_last",
        actor,
        effective_on=actor.today,
        data=usual | told,
        reason=reason,
    )


def report_url(case) -> str:
    return f"/documents/signings/{case.outgoing_document.signings.get().pk}/report/"


def test_a_certificate_of_another_name_needs_a_reason_which_is_kept(ready):
    case, actor, client = ready
    with pytest.raises(Refused) as refused:
        sign(case, actor, key_file=key("Người Khác"))

    sign(case, actor, key_file=key("Người Khác"), reason="Tên thường dùng")

    kept = case.outgoing_document.signings.get().report
    assert (refused.value.code, refused.value.fields["holder"]) == ("DOC-14", "Người Khác")
    assert kept["other"] == "Tên thường dùng"
    assert "Tên thường dùng" in client.get(report_url(case)).content.decode()


def test_capitals_and_marks_do_not_make_another_name(ready):
    case, actor, _client = ready

    sign(case, actor, key_file=key(SIGNER["name"].upper()))

    assert "other" not in case.outgoing_document.signings.get().report


@pytest.mark.parametrize(
    ("begins", "ends", "code"),
    [
        (EARLY, dt.datetime(2021, 1, 1, tzinfo=dt.UTC), "SEAL-06"),
        (dt.datetime(2089, 1, 1, tzinfo=dt.UTC), LATE, "SEAL-07"),
    ],
)
def test_a_certificate_out_of_its_time_signs_nothing(ready, begins, ends, code):
    case, actor, _client = ready

    with pytest.raises(Refused) as refused:
        sign(case, actor, key_file=key(begins=begins, ends=ends))

    assert refused.value.code == code
    assert case.state == "checked"


def test_nobody_is_trusted_until_a_root_is_put_there(ready, settings, tmp_path):
    case, actor, client = ready
    sign(case, actor)
    before = client.get(report_url(case)).content.decode()

    settings.SIGNING_ROOTS = tmp_path
    (tmp_path / "hong.pem").write_text("-----BEGIN CERTIFICATE-----\nkhong phai\n")
    (tmp_path / "goc.pem").write_bytes(load_der_x509_certificate(root()).public_bytes(Encoding.PEM))
    after = client.get(report_url(case)).content.decode()

    kept = case.outgoing_document.signings.get().report
    assert (kept["whole"], kept["trusted"]) == (True, False)
    assert "chưa khai chứng thư gốc nào" in before
    assert "nơi cấp được tin cậy" in after
    assert "hong.pem" in after


def test_what_was_changed_after_signing_is_found(ready):
    case, actor, client = ready
    sign(case, actor)
    signed = read(case.outgoing_document.signings.get().file)
    changed, writer = io.BytesIO(), PdfWriter(PdfReader(io.BytesIO(signed)), incremental=True)
    writer.pages[0].rotate(90)
    writer.write(changed)
    sent = {"goc": signed, "sua": changed.getvalue()}

    shown = {
        name: client.post(
            report_url(case), {"file": SimpleUploadedFile(f"{name}.pdf", content)}
        ).content.decode()
        for name, content in sent.items()
    }

    assert "từng byte" in shown["goc"]
    assert "Không phải bản đang giữ" in shown["sua"]
    assert "đã bị sửa sau khi ký" in shown["sua"]


@pytest.mark.parametrize("content", [b"khong phai PDF", b"%PDF-1.7 cut"])
def test_what_is_no_pdf_is_said_beside_the_field(ready, content):
    case, actor, client = ready
    sign(case, actor)

    answer = client.post(report_url(case), {"file": SimpleUploadedFile("a.pdf", content)})

    assert answer.status_code == 422
    assert "SEAL-12" in answer.content.decode()


def test_the_page_of_a_signature_is_there_for_who_sees_the_case(ready, tree, strangers, clerk_at):
    case, actor, client = ready
    sign(case, actor)
    _police, other = clerk_at(tree, "police")
    _stranger, stranger = clerk_at(strangers, "board")

    codes = [who.get(report_url(case)).status_code for who in (client, other, stranger)]

    assert codes == [200, 404, 404]


def test_the_page_of_a_scan_says_that_nothing_was_validated(ready):
    case, actor, client = ready
    act(case, "sign_last", actor, manner="scan", scan=scan())

    page = client.get(report_url(case)).content.decode()

    assert "máy không xác thực được bản chụp" in page
    assert "Kiểm tra lại bây giờ" not in page


def test_a_device_is_offered_where_its_library_is_set_up(ready, settings, monkeypatch):
    case, actor, client = ready
    url = f"/cases/{case.slug}/sign_last/"
    without = client.get(url).content.decode()
    with pytest.raises(Refused, match="DOC-20"):
        sign(case, actor, manner="device", token="usb", key_label="ky")

    asked: list[tuple[str, str, str]] = []

    class Device:
        def __init__(self, module: str, token: str, label: str) -> None:
            asked.append((module, token, label))

        @contextmanager
        def unlocked(self, pin: str, *, at: dt.datetime):
            yield key_from_file(key().read(), pin, at=at)

    settings.PKCS11_MODULE = "/lib/device.so"
    monkeypatch.setattr(vault, "Pkcs11Token", Device)
    form = {"version": case.version, "effective_on": f"{actor.today:%d/%m/%Y}", "manner": "device"}
    half = client.post(url, form)
    whole = client.post(url, {**form, "token": "usb", "key_label": "ky", "passphrase": PASSPHRASE})

    assert "chưa khai thư viện" in without
    assert (half.status_code, whole.status_code) == (422, 302)
    assert asked == [("/lib/device.so", "usb", "ky")]
    assert case.outgoing_document.signings.get().report["whole"]


def test_a_print_that_is_not_ready_is_not_signed(tree, clerk_at, settings):
    settings.TASKS = {"default": {"BACKEND": "danvan.kernel.jobs.backend.QueueBackend"}}
    actor, _client = clerk_at(tree, "board")
    case = draft(tree["board"], actor)
    act(case, "take_number", actor)
    act(case, "check", actor)
    act(case, "print", actor)

    with pytest.raises(Refused, match="DOC-18"):
        sign(case, actor)
