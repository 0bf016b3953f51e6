"""`danvan pack check` and `test`, and the entry point: sentences, languages, exit codes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import OperationalError, connection

from danvan.faces.cli import entry
from danvan.faces.cli.entry import main
from danvan.kernel.packs.models import Pack
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load
from tests.factories.pack_folders import DUTY, write_base, write_local, write_pack

CASE = """
[[cases]]
name = "make-up Saturday"
kind = "kind_of_day"
input = { on = 2026-01-10 }
expected = "make_up"
source = "tests"
"""


@pytest.fixture
def run(capsys):
    """Run a command and return its exit code with what it printed."""

    def runner(*words):
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = stop.code
        told = capsys.readouterr()
        return code, told.out, told.err

    return runner


def test_sound_packs_are_told_with_their_digest(run):
    code, out, err = run("pack", "check", "vn-base", "phu-thuong-2022")

    assert (code, err) == (0, "")
    version = load(pack_folder("vn-base")).version
    assert f"Gói vn-base {version} (proposed): không thấy lỗi." in out
    assert "174 nghĩa vụ" in out


def test_faulty_pack_is_told_in_sentences(run, tmp_path):
    broken = DUTY.replace("police", "nobody").replace("send the", "send " * 30 + "the")
    folder = write_local(tmp_path, **{"duties/all.toml": broken})

    code, out, err = run("pack", "check", folder, "--language", "en")

    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "PACK-23 warning: duties/all.toml: “duties[t-d1].act” is longer than 25 words.",
        "PACK-09 error: duties/all.toml: “duties[t-d1].bearers” names an unknown body “nobody”.",
        f"Pack {folder}: 1 errors, 1 warnings.",
    ]


def test_worst_pack_gives_the_exit_code(run, tmp_path):
    sound = write_base(tmp_path)
    broken = write_pack(tmp_path, "broken", {}, requires=["missing"])

    assert run("pack", "check", broken, sound)[0] == 1
    assert run("pack", "check", sound)[0] == 0


def test_broken_case_counts_as_a_fault(run, tmp_path):
    folder = write_base(tmp_path, **{"cases/all.toml": CASE.replace("kind_of_day", "riddle")})

    assert run("pack", "check", folder)[0] == 1
    assert run("pack", "test", folder)[0] == 1


@pytest.mark.parametrize(
    ("expected", "code", "first", "last"),
    [
        ("make_up", 0, "ok  make-up Saturday", "1 of 1 cases pass."),
        (
            "weekend",
            1,
            "WRONG  make-up Saturday: expected weekend, found make_up",
            "0 of 1 cases pass.",
        ),
    ],
)
def test_cases_are_told_one_by_one(run, tmp_path, expected, code, first, last):
    folder = write_base(tmp_path, **{"cases/all.toml": CASE.replace('"make_up"', f'"{expected}"')})

    found, out, _ = run("pack", "test", folder, "--language=en")

    assert found == code
    assert out.splitlines() == [first, last]


def test_pack_without_cases_says_so(run, tmp_path):
    code, out, _ = run("pack", "test", write_base(tmp_path))

    assert code == 0
    assert out.splitlines() == ["Gói base không có ví dụ nào.", "0/0 ví dụ đúng."]


@pytest.mark.parametrize("command", ["check", "test", "load"])
def test_unknown_pack_is_refused_with_code_and_sentence(run, command):
    code, out, err = run("pack", command, "no-such-pack")

    assert (code, out) == (2, "")
    assert err == "PACK-01: Không có gói “no-such-pack”: không thấy thư mục nào có tệp pack.toml.\n"


def test_pack_with_faults_is_not_tried(run, tmp_path):
    broken = write_pack(tmp_path, "broken", {}, requires=["missing"])

    code, _, err = run("pack", "test", broken)

    assert code == 2
    assert err.startswith("PACK-27: pack.toml: cần gói “missing”")


@pytest.mark.parametrize(
    "words",
    [(), ("pack",), ("pack", "check"), ("no-such-command",), ("--language", "fr", "pack", "check")],
)
def test_incomplete_command_is_refused_with_code_and_sentence(run, words):
    code, _, err = run(*words)

    assert code == 2
    assert "CLI-01: Lệnh chưa đúng:" in err


def test_refusal_speaks_the_language_asked_for(run):
    assert "CLI-01: The command is not right:" in run("pack", "--language", "en")[2]
    assert "CLI-01: Lệnh chưa đúng:" in run("pack", "check", "--language")[2]


def test_help_lists_the_commands(run):
    code, out, _ = run("--help")

    assert code == 0
    assert "law" in out
    assert "pack" in out


def test_checking_packs_and_days_never_loads_the_application():
    told = (
        "import sys; from danvan.faces.cli.entry import main; "
        "main(['pack', 'check', 'vn-base']); main(['pack', 'test', 'vn-base']); "
        "main(['law', 'due', '--limit', '3', '--from', '2026-01-05']); "
        "sys.exit('django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", told], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.django_db
def test_loading_twice_changes_nothing(run):
    first, again = run("pack", "load", "vn-base"), run("pack", "load", "vn-base")

    assert first == again
    assert first[0] == 0
    assert [(pack.name, pack.loaded_by) for pack in Pack.objects.all()] == [
        ("vn-base", "danvan pack load")
    ]


@pytest.mark.django_db
def test_same_version_with_other_content_is_refused(run, tmp_path):
    run("pack", "load", write_base(tmp_path))

    code, _, err = run("pack", "load", write_base(tmp_path, **{"cases/all.toml": CASE}))

    assert code == 2
    assert err.startswith("PACK-40: ")


@pytest.mark.django_db
def test_database_that_cannot_be_written_is_told(run, tmp_path):
    def locked(*_arguments):
        raise OperationalError("database is locked")

    with connection.execute_wrapper(locked):
        code, _, err = run("pack", "load", write_base(tmp_path), "--language", "en")

    assert code == 2
    assert err.startswith("SITE-01: The database cannot be written (database is locked).")


def test_command_line_without_the_application_says_so(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "danvan.kernel.duties.loading", None)

    code, _, err = run("pack", "load", write_base(tmp_path))

    assert code == 2
    assert err.startswith("CLI-05: ")


def test_module_that_is_not_installed_is_left_out(run, monkeypatch):
    monkeypatch.setattr(entry, "TOP", ("no_such_module",))

    assert run("--help")[0] == 0


def test_reader_that_closes_early_is_no_fault():
    command = [sys.executable, "-m", "danvan.faces.cli.entry", "pack", "check", "vn-base"]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        told = running.stderr.read()

    assert (running.returncode, told) == (0, b"")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("web", "--port", "x"), "--port: giá trị 'x' không đúng dạng."),
        (("web", "--port"), "--port: cần một giá trị."),
        (("work", "--processes", "99"), "--processes: không có 99; chọn một trong 1, 2,"),
        (("plan",), "còn thiếu TÀI_KHOẢN."),
        (("check", "--strange"), "không hiểu --strange."),
        (("nothing",), "LỆNH: không có 'nothing'; chọn một trong"),
        (("init", "--again=x"), "--again: không nhận giá trị 'x'."),
    ],
)
def test_refused_words_are_told_in_vietnamese_alone(run, words, told):
    code, out, err = run(*words)

    assert (code, out) == (2, "")
    assert err.startswith("Cách dùng: danvan")
    assert f"CLI-01: Lệnh chưa đúng: {told}" in err


def test_refused_words_are_told_in_english(run):
    err = run("web", "--port", "x", "--language", "en")[2]

    assert err.startswith("usage: danvan")
    assert "CLI-01: The command is not right: argument --port: invalid int value: 'x'." in err
