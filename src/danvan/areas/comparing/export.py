"""Give texts in the forms that others read, and comparisons as Word files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from danvan.law.akoma import as_akoma
from danvan.law.anchors import as_html

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STANDARDS: Mapping[str, tuple[str, str, Callable[[Mapping[str, Any]], str]]] = {
    "akoma-ntoso": ("xml", "application/xml", as_akoma),
    "html": ("html", "text/html; charset=utf-8", as_html),
    "json": (
        "json",
        "application/json",
        lambda tree: json.dumps(tree, ensure_ascii=False, indent=1),
    ),
}
"""By name in the address: ending, media type, writer."""
