from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import bundle
import pytest

LINK = re.compile(r'href="([^"#]+)')
DEPLOY = bundle.REPOSITORY / "deploy"


@pytest.fixture
def stage(tmp_path):
    """Return an unpacked bundle with nothing but its installer."""
    folder = tmp_path / "danvan-9.9"
    folder.mkdir()
    shutil.copy(DEPLOY / "install.sh", folder)
    (folder / "VERSION").write_text("9.9\n")
    (folder / "SHA256SUMS").write_text(f"{bundle.digest(folder / 'VERSION')}  VERSION\n")
    return folder


def install(stage, *folders):
    return subprocess.run(
        ("sh", stage / "install.sh", *folders),
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        text=True,
    )


def test_pages_link_to_pages_that_are_there(tmp_path):
    bundle.write_pages(tmp_path)

    pages = list(tmp_path.rglob("*.html"))
    assert (tmp_path / "guide" / "backup.html") in pages
    missing = {
        (page.name, link)
        for page in pages
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if link.endswith(".html")
        if not (page.parent / link).exists()
    }
    assert missing == set()


def test_same_content_gives_the_same_archive(tmp_path, stage):
    for name in ("one.tar.gz", "two.tar.gz"):
        (stage / "VERSION").touch()
        bundle.write_archive(stage, tmp_path / name)

    assert (tmp_path / "one.tar.gz").read_bytes() == (tmp_path / "two.tar.gz").read_bytes()
    with tarfile.open(tmp_path / "one.tar.gz") as archive:
        assert archive.getnames() == [
            "danvan-9.9/SHA256SUMS",
            "danvan-9.9/VERSION",
            "danvan-9.9/install.sh",
        ]


@pytest.mark.slow
def test_wheel_brings_everything_that_is_read_at_run_time(tmp_path):
    built = bundle.build_wheel(tmp_path)

    with zipfile.ZipFile(built) as wheel:
        names = set(wheel.namelist())
    source = bundle.REPOSITORY / "src" / "danvan"
    wanted = {f"danvan/{path.relative_to(source)}" for path in source.rglob("*.html")}
    wanted |= {f"danvan/{path.relative_to(source)}" for path in source.rglob("*.mo")}
    wanted |= {
        f"danvan/{path.relative_to(bundle.REPOSITORY).as_posix()}"
        for path in (bundle.REPOSITORY / "packs").rglob("*.toml")
    }
    assert wanted - names == set()
    assert any(name.endswith("docs/guide/README.md") for name in names)


def test_changed_bundle_is_not_installed(stage, tmp_path):
    (stage / "VERSION").write_text("6.6\n")

    done = install(stage, tmp_path / "programs", tmp_path / "site")

    assert done.returncode == 1
    assert "The bundle is damaged" in done.stderr
    assert not (tmp_path / "programs").exists()


@pytest.mark.parametrize("name", ["with space", "$(touch x)", "a;b", "thư-mục"])
def test_folders_that_a_shell_could_misread_are_refused(stage, tmp_path, name):
    done = install(stage, tmp_path / name, tmp_path / "site")

    assert done.returncode == 1
    assert "plain letters" in done.stderr


def test_units_are_what_systemd_takes(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze absent")
    for unit in (DEPLOY / "systemd").iterdir():
        text = re.sub(
            r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text(), flags=re.MULTILINE
        )
        (tmp_path / unit.name).write_text(text)

    done = subprocess.run(
        ("systemd-analyze", "verify", *sorted(tmp_path.iterdir())),
        capture_output=True,
        check=False,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_units_call_commands_that_are_there():
    commands = {
        words[1]
        for unit in (DEPLOY / "systemd").glob("*.service")
        for words in [re.findall(r"faces\.cli\.(\w+) (\w+)", unit.read_text())[0]]
    }

    assert commands == {"web", "work", "backup"}


def test_server_in_front_takes_the_largest_file_and_sets_the_headers_itself():
    text = Path(DEPLOY / "nginx.conf").read_text()

    assert "client_max_body_size 22m" in text
    for line in ("X-Forwarded-Proto $scheme", "X-Forwarded-For $remote_addr", "Host $host"):
        assert f"proxy_set_header {line};" in text
