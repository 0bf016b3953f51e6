"""From a Word file and from a scanned PDF to a confirmed pack draft, as a planner does it."""

from __future__ import annotations

import tomllib

import pytest
import sample_docx
from playwright.sync_api import Page

from danvan.areas.regulations.models import Draft, Work
from danvan.readers import scans
from tests.journeys.conftest import press
from tests.journeys.test_confirming import PHONE
from tests.readers.test_scans import PICTURE, scanned_pdf

MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
SEND = "main form[method=post] button.primary"


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    return settings.VAR / "packs"


def brought_in(page: Page, site, name: str, content: bytes) -> Work:
    """Import a file and begin to confirm its duties."""
    page.goto(f"{site.url}/regulations/import/")
    sent = {"name": name, "mimeType": MIME[name.rpartition(".")[2]], "buffer": content}
    page.locator("input[type=file]").set_input_files(files=[sent])
    press(page.locator(SEND))
    press(page.locator("a[href$='/confirm/']").first)
    press(page.locator(SEND))
    return Work.objects.get()


def save(page: Page, site, work: Work, **told: str) -> None:
    """Fill in the form of the pack and send it."""
    page.goto(f"{site.url}/regulations/{work.pk}/confirm/save/")
    for name, words in told.items():
        page.locator(f"[name={name}]").first.fill(words)
    page.locator("[name=is_seen]").check()
    press(page.locator(SEND))
    assert "Đã lưu thành gói nháp" in page.locator("main").inner_text()


def on_shelf(shelf, name: str) -> tuple[dict, list[dict]]:
    head = tomllib.loads((shelf / name / "pack.toml").read_text(encoding="utf-8"))
    duties = tomllib.loads((shelf / name / "duties/confirmed.toml").read_text(encoding="utf-8"))
    return head, duties["duties"]


def reject_what_is_left(page: Page, site, work: Work) -> int:
    """Reject what still lacks something, one by one; return how many."""
    count = 0
    while Draft.objects.get().candidates.filter(standing="undecided").exists():
        page.goto(f"{site.url}/regulations/{work.pk}/confirm/next/")
        press(page.locator("a[href$='/reject/']"))
        page.locator("[name=reason]").fill("Chưa rõ giao cho ai")
        press(page.locator(SEND))
        count += 1
    return count


def test_a_word_file_becomes_a_pack_draft_in_few_presses(
    site, commune, desk, sign_in, shelf, accessibility
):
    text = (sample_docx.SAMPLES / "quy-che-mau.txt").read_text(encoding="utf-8")
    sign_in(desk, "vanphong.pt")
    work = brought_in(desk, site, "quy-che-mau.docx", sample_docx.build(text))
    draft = Draft.objects.get()
    total = draft.candidates.count()
    desk.goto(f"{site.url}/regulations/{work.pk}/confirm/all/?time=timed&sure=80")
    shown = desk.locator("main").inner_text()
    faults = {"list": accessibility(desk)}
    press(desk.locator("main table a[href*='/many/?sure=80&time=timed']").first)
    faults["preview"] = accessibility(desk)
    press(desk.locator(SEND))
    faults["decisions"] = accessibility(desk)
    timed = draft.candidates.filter(standing="accepted").count()
    press(desk.locator("form[action*='/undo/'] button").first)
    taken_back = draft.candidates.filter(standing="accepted").count()
    desk.goto(f"{site.url}/regulations/{work.pk}/confirm/many/?sure=1&time=")
    press(desk.locator(SEND))
    rejected = reject_what_is_left(desk, site, work)
    save(desk, site, work, name="quy-che-mau-2025", title_vi="Quy chế mẫu", place="Mẫu",
         contact="Văn phòng", issued_on="15/08/2025", effective_on="15/08/2025",
         label_vi="Quy chế mẫu", number="01-QĐ/ĐU")  # fmt: skip
    head, duties = on_shelf(shelf, "quy-che-mau-2025")

    assert faults == {"list": [], "preview": [], "decisions": []}
    assert "dòng" in shown
    assert 30 < timed < total
    assert taken_back == 0
    assert (head["state"], len(duties)) == ("draft", total - rejected)


@pytest.mark.parametrize("size", [PHONE])
def test_a_scanned_pdf_becomes_a_pack_draft_on_a_phone(
    site, commune, open_page, sign_in, shelf, repository, size
):
    if not scans.is_installed():
        pytest.skip("tesseract with Vietnamese is not installed")
    page = open_page(size=size)
    sign_in(page, "vanphong.pt")
    picture = (repository / PICTURE).read_bytes()
    work = brought_in(page, site, "quet.pdf", scanned_pdf(picture))
    page.goto(f"{site.url}/regulations/{work.pk}/confirm/many/?sure=1")
    width = page.evaluate("document.documentElement.scrollWidth")
    press(page.locator(SEND))
    reject_what_is_left(page, site, work)
    save(page, site, work, name="ban-quet-2026", title_vi="Bản quét", place="Mẫu",
         contact="Văn phòng", issued_on="05/01/2026", effective_on="05/01/2026",
         label_vi="Bản quét", number="05-QĐ/ĐU", issuer="Đảng ủy xã")  # fmt: skip
    _head, duties = on_shelf(shelf, "ban-quet-2026")

    assert width <= size["width"]
    due = [one for one in duties if one["provision"] == "art_2__cl_1"]
    assert [(one["bearers"], one["deadline"]["day"]) for one in due] == [
        (["commune_peoples_committee"], 10)
    ]
