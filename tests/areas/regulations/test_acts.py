from __future__ import annotations

import pytest

from danvan.areas.regulations.models import Version, Work
from danvan.kernel.audit.models import Entry
from danvan.kernel.files.models import StoredFile
from tests.areas.regulations.conftest import send

SHORT = """ĐẢNG ỦY XÃ THỬ
Số 07-QĐ/ĐU
QUYẾT ĐỊNH
Về việc thử
Điều 1. Phạm vi
Làm việc thử hằng tháng.
Điều 3. Thi hành
Các cơ quan thi hành quyết định này theo Điều 1.
"""


def test_an_imported_file_becomes_a_work_with_a_version(planner, tree, sample):
    answer = send(planner, sample)

    work = Work.objects.get()
    assert answer.url == f"/regulations/{work.pk}/"
    assert work.root == tree.root
    assert work.number
    assert work.versions.get().tree["schema"] == 1
    assert Entry.objects.filter(action="regulations.work.import").count() == 1


def test_the_same_file_twice_changes_nothing(planner, sample):
    first, second = send(planner, sample), send(planner, sample, "other-name.txt")

    assert first.url == second.url
    assert (Work.objects.count(), Version.objects.count(), StoredFile.objects.count()) == (1, 1, 1)
    assert "đã có từ trước" in planner.get(second.url).content.decode()


def test_another_file_of_the_same_number_is_another_version(planner):
    send(planner, SHORT.encode())
    send(planner, SHORT.replace("Số 07-QĐ/ĐU", "Số: 07 - QĐ/ĐU").encode() + b"Them.\n")

    assert (Work.objects.count(), Version.objects.count()) == (1, 2)


def test_a_text_that_says_no_number_is_named_by_its_file(planner):
    send(planner, "Chỉ một dòng chữ.".encode(), "ghi-chu.txt")

    work = Work.objects.get()
    assert (work.number, work.title) == ("", "ghi-chu.txt")
    assert planner.get(f"/regulations/{work.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "empty.txt", "READ-03"),
        (b"\x00\x01\x02\x03\xff\xfe\xfd" * 40, "noise.txt", "READ-"),
        (b"%PDF-1.4 broken", "broken.pdf", "READ-"),
        (b"PK\x03\x04 broken", "broken.docx", "READ-"),
        (b"%PDF-1.4 broken", "lies.txt", "READ-07"),
        ("Chữ".encode(), "table.xlsx", "READ-11"),
        ("Điều".encode()[:-1] + b"\xff", "wrong.txt", "READ-"),
    ],
)
def test_refused_files_are_told_and_leave_nothing(planner, store, content, name, code):
    answer = send(planner, content, name)

    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert (Work.objects.count(), Version.objects.count(), StoredFile.objects.count()) == (0, 0, 0)
    assert not store.exists()


def test_a_file_over_the_limit_is_refused(planner):
    answer = send(planner, b"a" * (20 * 1024 * 1024 + 1), "long.txt")

    assert answer.status_code == 422
    assert "READ-04" in answer.content.decode()
    assert Work.objects.count() == 0


def test_no_file_is_told(planner):
    answer = planner.post("/regulations/import/", {})

    assert answer.status_code == 422
    assert "FORM-0" in answer.content.decode()


def test_importing_is_for_planners_of_the_whole_tree(reader, planner, sample):
    send(planner, sample)
    work = Work.objects.get()

    assert reader.get("/regulations/import/").status_code == 404
    assert send(reader, sample).status_code == 404
    assert reader.post(f"/regulations/{work.pk}/use/mau-xa-2025/").status_code == 404
    assert "Nạp văn bản" not in reader.get("/regulations/").content.decode()


def test_the_file_comes_back_as_it_came(reader, planner, sample):
    send(planner, sample)
    answer = reader.get(f"/regulations/{Work.objects.get().pk}/file/")

    assert answer.content == sample
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/regulations/{}/", "/regulations/{}/file/"])
def test_other_trees_find_nothing(planner, stranger, sample, address):
    send(planner, sample)
    work = Work.objects.get()

    assert stranger.get(address.format(work.pk)).status_code == 404
    assert stranger.get(f"/regulations/{work.pk}/use/mau-xa-2025/").status_code == 404
    assert work.title not in stranger.get("/regulations/").content.decode()


def test_the_same_file_in_another_tree_is_another_work(planner, stranger, sample):
    assert send(planner, sample).url != send(stranger, sample).url
