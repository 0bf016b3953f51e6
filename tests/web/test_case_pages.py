"""Acting on a case: what is asked, refused and kept, who was faster, what is downloaded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from danvan.kernel.cases.models import CaseLink, Evidence, Relation, Step
from danvan.kernel.cases.perform import EvidenceInput, perform
from danvan.kernel.files.models import StoredFile
from danvan.kernel.packs.models import Term
from tests.factories.desks import TODAY, add_clerk, follow, owe

PDF = b"%PDF-1.4 minutes"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILE_STORE = tmp_path


@pytest.fixture
def case(desk):
    return owe(desk, TODAY)


def answers(case, **changes):
    usual = {"version": case.version, "effective_on": "15/04/2026", "role": "report"}
    return usual | {"note": "Đã gửi báo cáo"} | changes


def act(client, case, key="complete", **changes):
    return client.post(f"/cases/{case.slug}/{key}/", answers(case, **changes))


@pytest.fixture(autouse=True)
def evidence_words(db):
    del db
    Term.objects.create(
        kind="evidence", key="report", label_vi="Báo cáo", label_en="Report", position=1
    )


def test_sheet_says_why_the_day_is_what_it_is(desk, clerk):
    case = owe(desk, TODAY, key="2026-03")

    page = clerk.get(f"/cases/{case.slug}/").content.decode()

    assert "tháng 03/2026" in page
    assert "10/04/2026" in page
    assert "khoản 2 Điều 21, 01-QĐ/ĐU" in page


def test_act_is_performed_and_shown(case, clerk):
    answer = act(clerk, case)
    page = clerk.get(answer.url).content.decode()

    case.refresh_from_db()
    assert (answer.status_code, case.state) == (302, "done")
    assert "Đã gửi báo cáo" in page
    assert "Đúng hạn" in page


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"note": ""}, "CASE-04"),
        ({"effective_on": "16/04/2026"}, "CASE-05"),
        ({"effective_on": "02/03/2026"}, "CASE-06"),
        ({"effective_on": "31/02/2026"}, "FORM-04"),
        ({"effective_on": ""}, "FORM-01"),
        ({"role": "none"}, "FORM-03"),
        ({"version": "x"}, "FORM-02"),
    ],
)
def test_refusal_names_its_code_and_keeps_what_was_typed(case, clerk, changes, code):
    answer = act(clerk, case, proven_on="14/4/2026", **changes)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert code in page
    assert 'value="14/4/2026"' in page
    assert "<title>Có lỗi" in page
    assert Step.objects.count() == 0


def test_errors_stand_with_their_field_and_above(case, clerk):
    page = act(clerk, case, effective_on="").content.decode()

    assert 'href="#id_effective_on"' in page
    assert 'id="id_effective_on_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_effective_on_helptext id_effective_on_error"' in page


def test_of_two_people_one_is_told(case, desk, clerk):
    seen = answers(case)
    perform(
        case,
        "add_proof",
        desk.actor,
        effective_on=TODAY,
        evidence=[EvidenceInput("report", note="a")],
    )

    late = clerk.post(f"/cases/{case.slug}/complete/", seen)
    again = clerk.post(f"/cases/{case.slug}/complete/", seen | {"version": 1})

    assert late.status_code == 422
    assert "CASE-02" in late.content.decode()
    assert 'name="version" value="1"' in late.content.decode()
    assert again.status_code == 302


def test_file_is_kept_for_the_next_try(case, clerk):
    upload = SimpleUploadedFile("biên bản.pdf", PDF)
    first = act(clerk, case, file=upload, note="", effective_on="16/04/2026")
    page = first.content.decode()
    kept = page.split('name="kept_file" value="')[1].split('"')[0]

    second = act(clerk, case, note="", kept_file=kept)

    assert "biên bản.pdf đã nhận" in page
    assert second.status_code == 302
    assert Evidence.objects.get().file.name == "biên bản.pdf"


def test_file_is_kept_also_when_the_form_is_not_filled(case, clerk):
    upload = SimpleUploadedFile("biên bản.pdf", PDF)

    page = act(clerk, case, file=upload, effective_on="").content.decode()

    assert "FORM-01" in page
    assert "biên bản.pdf đã nhận" in page
    assert Evidence.objects.count() == 0


def test_file_and_field_are_refused_together(case, clerk):
    page = act(clerk, case, file=SimpleUploadedFile("x.exe", b"MZ"), effective_on="").content

    assert "FORM-01" in page.decode()
    assert "FILE-03" in page.decode()


def test_kept_file_of_somebody_else_is_not_taken(case, clerk):
    stored = StoredFile.objects.create(
        digest="0",
        name="x.pdf",
        media_type="x",
        size=1,
        stored_at="2026-01-01T00:00Z",
        stored_by="x",
    )
    forged = signing.dumps({"id": stored.pk, "name": "x.pdf", "by": -1}, salt="kept-file")

    assert act(clerk, case, note="", kept_file=forged).status_code == 422
    assert act(clerk, case, note="", kept_file="nonsense").status_code == 422


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("trong.pdf", b"", "FORM-06"),
        ("gia.pdf", b"MZ not a document", "FILE-04"),
        ("chay.exe", b"MZ", "FILE-03"),
        ("trang.html", b"<script>", "FILE-03"),
    ],
)
def test_files_that_lie_are_refused(case, clerk, name, content, code):
    answer = act(clerk, case, file=SimpleUploadedFile(name, content))

    assert (answer.status_code, code in answer.content.decode()) == (422, True)


def test_proof_is_given_for_saving_only(case, clerk, stranger_of_the_house):
    act(clerk, case, file=SimpleUploadedFile("biên bản.pdf", PDF))
    address = f"/files/{Evidence.objects.get().pk}/"

    answer = clerk.get(address)

    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert stranger_of_the_house.get(address).status_code == 404


def test_lost_file_is_told(case, clerk, settings, tmp_path):
    act(clerk, case, file=SimpleUploadedFile("biên bản.pdf", PDF))
    settings.FILE_STORE = tmp_path / "elsewhere"

    answer = clerk.get(f"/files/{Evidence.objects.get().pk}/")

    assert answer.status_code == 410
    assert "FILE-05" in answer.content.decode()


def test_unknown_act_and_unknown_kind_are_not_found(case, clerk):
    assert clerk.get(f"/cases/{case.slug}/burn/").status_code == 404
    assert clerk.get("/cases/new/no.such.kind/").status_code == 404
    assert clerk.get("/cases/new/duties.occurrence/").status_code == 404


def test_reason_is_asked_where_the_act_needs_one(case, clerk):
    answer = act(clerk, case, "waive", reason="")

    assert answer.status_code == 422
    assert 'id="id_reason_error"' in answer.content.decode()


def test_closed_case_is_left_by_reopening_alone(case, clerk):
    act(clerk, case)
    case.refresh_from_db()

    answer = act(clerk, case)
    sheet = clerk.get(f"/cases/{case.slug}/").content.decode()

    assert "CASE-03" in answer.content.decode()
    assert f"/cases/{case.slug}/reopen/" in sheet
    assert f"/cases/{case.slug}/complete/" not in sheet


def test_late_is_told_from_the_days(desk, clerk):
    case = owe(desk, TODAY - timedelta(days=3))
    act(clerk, case)

    assert "Xong muộn" in clerk.get(f"/cases/{case.slug}/").content.decode()


def test_undated_card_is_never_called_late(desk, clerk):
    case = follow(desk, "timely")
    page = clerk.get(f"/cases/{case.slug}/").content.decode()

    assert "Văn bản không định ngày" in page
    assert "state-overdue" not in page


def test_cases_out_of_sight_are_counted_and_not_named(case, desk, other_desk, clerk):
    others = [owe(desk, TODAY, title="Trong tầm nhìn"), owe(other_desk, TODAY, title="Việc xã bên")]
    for other in others:
        CaseLink.objects.create(
            source=other,
            target=case,
            relation=Relation.ON_MATTER,
            made_at=timezone.now(),
            made_by="x",
            by_person=True,
        )

    page = clerk.get(f"/cases/{case.slug}/").content.decode()

    assert "Trong tầm nhìn" in page
    assert "Việc xã bên" not in page
    assert others[1].slug not in page
    assert "1 hồ sơ ngoài phạm vi của chức danh" in page


def test_list_finds_by_words_kind_and_state(desk, clerk):
    owe(desk, TODAY, title="Họp giao ban")
    follow(desk, title="Vận động nhân dân")

    def shown(query):
        page = clerk.get(f"/cases/?{query}").content.decode()
        return ("Họp giao ban" in page, "Vận động nhân dân" in page)

    assert shown("") == (True, True)
    assert shown("q=hop+giao") == (True, False)
    assert shown("kind=duties.card") == (False, True)
    assert shown("state=closed") == (False, False)


def test_pages_are_written_by_post_with_a_token_only(case, desk):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk.user)

    answer = act(strict, case)

    assert answer.status_code == 403
    assert "403-CSRF" in answer.content.decode()
    assert Step.objects.count() == 0


def test_nothing_is_received_from_somebody_who_may_not_do_the_act(case, desk):
    reader = Client()
    reader.force_login(add_clerk(desk.unit, roles=("reader",)))

    answer = act(reader, case, file=SimpleUploadedFile("biên bản.pdf", PDF))

    assert answer.status_code == 403
    assert StoredFile.objects.count() == 0


def test_nothing_is_received_for_an_act_that_is_over(case, clerk):
    act(clerk, case)
    case.refresh_from_db()

    answer = act(clerk, case, file=SimpleUploadedFile("biên bản.pdf", PDF))

    assert "CASE-03" in answer.content.decode()
    assert StoredFile.objects.count() == 0


def test_day_of_the_proof_is_refused_at_its_own_field(case, clerk):
    page = act(clerk, case, proven_on="16/04/2026").content.decode()

    assert 'id="id_proven_on_error"' in page
    assert 'id="id_effective_on_error"' not in page


def test_page_of_a_case_leads_back_to_the_list_of_its_room(case, clerk):
    page = clerk.get(f"/cases/{case.slug}/").content.decode()

    trail = page[page.index('class="trail"') :].partition("</ol>")[0]
    assert '<a href="/duties/">Sổ nhiệm vụ</a>' in trail
