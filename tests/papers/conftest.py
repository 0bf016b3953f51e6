"""What the tests of papers share."""

from __future__ import annotations

import pytest
import typst

from danvan.papers.layouts import layout
from danvan.papers.printing import installed, pdfs
from danvan.papers.values import PaperError
from danvan.papers.writing import docx
from tests.papers import examples


@pytest.fixture(scope="session")
def printed() -> bytes:
    """Return a PDF of two pages, as if printed."""
    text = '#set page("a4")\nThông báo của Đảng ủy xã Mẫu#pagebreak()Trang hai'
    return typst.compile(text.encode(), ignore_system_fonts=True)


@pytest.fixture(scope="session")
def has_office() -> None:
    """Report what needs LibreOffice as not run where it is absent."""
    try:
        installed()
    except PaperError:
        pytest.skip("LibreOffice is not installed")


@pytest.fixture(scope="session")
def written_examples() -> dict[str, bytes]:
    """Return the Word file of every example."""
    return {
        name: docx(paper, layout(paper.world, paper.dated)) for name, paper in examples.ALL.items()
    }


@pytest.fixture(scope="session")
def printed_examples(has_office, written_examples) -> dict[str, bytes]:
    """Return the print of every example, made in one start."""
    return dict(zip(written_examples, pdfs(list(written_examples.values())), strict=True))
