"""Make one archive that installs danvan on a Linux computer without a network.

    bundle.py [FOLDER]

Wheels of everything locked for each supported Python, our own wheel with packs and catalogues,
collected static files, fonts, the guide as pages, units for systemd, and an installer that checks
every byte. The archive stands in FOLDER, `dist` by default.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt

REPOSITORY = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
GLIBC = range(5, 37)
"""Minor versions of the C library whose wheels run on every supported system; Debian 12 has 36."""
PLATFORMS = (
    *(f"--platform=manylinux_2_{minor}_x86_64" for minor in reversed(GLIBC)),
    "--platform=manylinux2014_x86_64",
)
LISTED = ("guide", "how-to")
PAGES = (*LISTED, "reference", "explanation", "decisions")
"""Folders of documents that become pages; the index names those that people begin with."""
PAPERS = ("LICENSE", "NOTICE", "THIRD-PARTY.md", "CHANGELOG.md")
FONTS = Path("/usr/share/fonts/truetype/liberation2")
FONTS_LICENCE = Path("/usr/share/doc/fonts-liberation2/copyright")
"""The last fonts that the pages ask for by name, under the Open Font License."""
FRAME = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{up}danvan.css"></head>
<body><div class="frame"><main><p><a href="{up}index.html">danvan</a></p>
{body}</main></div></body></html>
"""


def run(*words: str | Path, cwd: Path = REPOSITORY, **outside: str) -> None:
    """Run a program, or stop."""
    subprocess.run([str(word) for word in words], check=True, cwd=cwd, env=os.environ | outside)


def version() -> str:
    """Return the version of the package."""
    told = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    return str(told["project"]["version"])


def fetch_wheels(wheels: Path) -> None:
    """Fetch what is locked, by hash, for every supported Python."""
    for python in PYTHONS:
        run(
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--require-hashes", "--only-binary=:all:", "--implementation=cp"),
            *(f"--python-version={python}", *PLATFORMS),
            *("--dest", str(wheels), "-r", "requirements/run.txt"),
        )


def build_wheel(wheels: Path) -> Path:
    """Build our own wheel from a copy of the source that holds the packs and the catalogues."""
    kept = subprocess.run(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"),
        check=True,
        capture_output=True,
        cwd=REPOSITORY,
        text=True,
    ).stdout.split("\0")
    with tempfile.TemporaryDirectory() as above:
        copy = Path(above)
        names = ["pyproject.toml", "README.md", "LICENSE", "NOTICE"]
        names += [name for name in kept if name.startswith(("src/", "docs/guide/"))]
        names += [str(path.relative_to(REPOSITORY)) for path in (REPOSITORY / "src").rglob("*.mo")]
        for name in names:
            _copy(REPOSITORY / name, copy / name)
        for name in kept:
            if name.startswith("packs/"):
                _copy(REPOSITORY / name, copy / "src" / "danvan" / name)
        run(
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir"),
            wheels,
            copy,
            cwd=copy,
        )
    (built,) = wheels.glob("danvan-*.whl")
    return built


def _copy(source: Path, target: Path) -> None:
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def collect_static(target: Path) -> None:
    """Collect the static files as they are served."""
    with tempfile.TemporaryDirectory() as var:
        run(
            *(sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity=0"),
            DANVAN_VAR=var,
            DJANGO_SETTINGS_MODULE="danvan.config.settings.production",
        )
        shutil.copytree(Path(var) / "static", target)


def write_pages(target: Path) -> None:
    """Write the guide and the how-to pages as HTML, with an index of both."""
    render = MarkdownIt("commonmark", {"html": False}).enable("table").render
    listed: list[str] = []
    for folder in PAGES:
        for page in sorted((REPOSITORY / "docs" / folder).rglob("*.md")):
            name = page.relative_to(REPOSITORY / "docs").with_suffix(".html")
            text = page.read_text(encoding="utf-8")
            title = html.escape(text.partition("\n")[0].lstrip("# "))
            body = re.sub(r'(href="(?!https?:)[^"#]*)\.md', r"\1.html", render(text))
            up = "../" * (len(name.parts) - 1)
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_text(
                FRAME.format(title=title, up=up, body=body), encoding="utf-8"
            )
            if folder in LISTED:
                listed.append(f'<li><a href="{name.as_posix()}">{title}</a></li>')
    body = f"<h1>danvan {version()}</h1><ul>{''.join(listed)}</ul>"
    index = FRAME.format(title="danvan", up="", body=body)
    (target / "index.html").write_text(index, encoding="utf-8")
    shutil.copy(REPOSITORY / "src/danvan/web/static/web/danvan.css", target / "danvan.css")


def take_fonts(target: Path) -> None:
    """Copy the fonts that are installed here, with their licence; tell where there are none."""
    target.mkdir()
    if not (FONTS.is_dir() and FONTS_LICENCE.is_file()):
        print(
            "Without fonts: the package fonts-liberation2 is not installed here.", file=sys.stderr
        )
        return
    for path in FONTS.glob("Liberation*.ttf"):
        shutil.copy(path, target)
    shutil.copy(FONTS_LICENCE, target / "LICENCE")


def assemble(stage: Path) -> None:
    """Put everything into one folder."""
    wheels = stage / "wheels"
    wheels.mkdir(parents=True)
    fetch_wheels(wheels)
    ours = build_wheel(wheels)
    locked = (REPOSITORY / "requirements" / "run.txt").read_text(encoding="utf-8")
    line = f"danvan=={version()} --hash=sha256:{digest(ours)}\n"
    (stage / "requirements.txt").write_text(locked + line, encoding="utf-8")
    collect_static(stage / "static")
    write_pages(stage / "guide")
    take_fonts(stage / "fonts")
    shutil.copytree(REPOSITORY / "deploy", stage / "deploy")
    (stage / "deploy" / "install.sh").rename(stage / "install.sh")
    for name in PAPERS:
        shutil.copy(REPOSITORY / name, stage / name)
    (stage / "VERSION").write_text(f"{version()}\n", encoding="ascii")
    lines = [f"{digest(path)}  {path.relative_to(stage)}\n" for path in files(stage)]
    (stage / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, in the order of their names."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_archive(stage: Path, target: Path) -> None:
    """Write the folder as a tar, the same bytes for the same content."""
    partial = target.with_suffix(".partial")
    with (
        partial.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path in files(stage):
            told = archive.gettarinfo(path, f"{stage.name}/{path.relative_to(stage)}")
            told.uid = told.gid = 0
            told.uname = told.gname = "root"
            told.mtime, told.mode = 0, 0o644
            with path.open("rb") as content:
                archive.addfile(told, content)
    partial.replace(target)


def main() -> int:
    """Make the bundle and tell where it is."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else REPOSITORY / "dist").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    name = f"danvan-{version()}"
    target = folder / f"{name}-linux-x86_64.tar.gz"
    with tempfile.TemporaryDirectory() as above:
        assemble(Path(above) / name)
        write_archive(Path(above) / name, target)
    print(f"{target}: {target.stat().st_size / 2**20:.1f} MB, sha256 {digest(target)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
