"""What the tests of papers share."""

from __future__ import annotations

import pytest
import typst


@pytest.fixture(scope="session")
def printed() -> bytes:
    """Return a PDF of two pages, as if printed."""
    text = '#set page("a4")\nThông báo của Đảng ủy xã Mẫu#pagebreak()Trang hai'
    return typst.compile(text.encode(), ignore_system_fonts=True)
