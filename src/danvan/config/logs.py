"""What the log leaves out."""

from __future__ import annotations

import logging


class WithoutTraceback(logging.Filter):
    """Lets a record through as its one line: what strangers send tells nothing about our code."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take away where it happened."""
        record.exc_info = record.exc_text = record.stack_info = None
        return True
