"""A QR code as SVG shapes: no style, nothing loaded from elsewhere, sharp on paper."""

from __future__ import annotations

from typing import Any

import qrcode  # type: ignore[import-untyped]  # ships no types
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

QUIET = 4
"""Width of the quiet zone around a code, in modules, as readers need it."""


def qr_code(address: str) -> SafeString:
    """Return the code of an address; its words stand beside it for who cannot scan."""
    code: Any = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(address)
    code.make(fit=True)
    rows: list[list[bool]] = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    size = len(rows)
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering='
        '"crispEdges"><rect width="{}" height="{}" fill="#fff"/><path d="{}" fill="#000"/></svg>',
        size,
        size,
        _("Mã QR dẫn đến trang gửi đơn"),
        size,
        size,
        path,
    )
