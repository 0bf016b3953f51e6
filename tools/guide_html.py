"""Write the guide as a folder of HTML pages that need neither server nor network.

guide_html.py FOLDER    Vietnamese pages into the folder, English ones into its ``en``
"""

from __future__ import annotations

import shutil
import sys
from html import escape
from pathlib import Path

from danvan.web.guide import INDEX, Book, GuidePage, book

REPOSITORY = Path(__file__).resolve().parent.parent
GUIDE = REPOSITORY / "docs" / "guide"
STYLES = REPOSITORY / "src" / "danvan" / "web" / "static" / "web" / "danvan.css"
WORDS = {
    "vi": {"other": "English", "all": "Cả cuốn", "where": "en/"},
    "en": {"other": "Tiếng Việt", "all": "All pages", "where": "../"},
}
SHEET = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · danvan</title>
<link rel="stylesheet" href="{root}danvan.css">
</head>
<body>
<div class="frame"><main>
<p><a href="index.html">{all}</a> · <a href="{where}{file}" lang="{other_language}">{other}</a></p>
<h1>{title}</h1>
<div class="prose">{html}</div>
</main></div>
</body>
</html>
"""


def write_guide(target: Path) -> list[Path]:
    """Write both languages below a folder; return the pages written."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(STYLES, target / "danvan.css")
    vietnamese = book(GUIDE, address)
    english = book(GUIDE / "en", address)
    return write_book(vietnamese, target, "vi") + write_book(english, target / "en", "en")


def write_book(kept: Book, folder: Path, language: str) -> list[Path]:
    """Write the pages of one language."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for page in (kept.index, *kept.pages.values()):
        path = folder / file_of(page.name)
        path.write_text(sheet(page, language), encoding="utf-8")
        written.append(path)
    return written


def sheet(page: GuidePage, language: str) -> str:
    """Return one page as a whole sheet."""
    return SHEET.format(
        **WORDS[language],
        language=language,
        other_language="en" if language == "vi" else "vi",
        root="" if language == "vi" else "../",
        file=file_of(page.name),
        title=escape(page.title),
        html=page.html,
    )


def address(page: str, anchor: str) -> str:
    """Return where a page stands beside the others."""
    return file_of(page) + (f"#{anchor}" if anchor else "")


def file_of(page: str) -> str:
    """Return the file of a page."""
    return "index.html" if page == INDEX else f"{page}.html"


def main() -> int:
    """Obey the command line."""
    if len(sys.argv) != 2:  # noqa: PLR2004  the folder
        print(__doc__)
        return 2
    print(f"{len(write_guide(Path(sys.argv[1])))} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
