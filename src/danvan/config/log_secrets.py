"""What no log may hold: addresses that open something to whoever knows them."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"(/(?:calendar|s|notices/settings/confirm)/+)[^/\s?]+", re.IGNORECASE)
SHOWN = r"\1[…]"


class WithoutSecrets(logging.Filter):
    """Takes the secret part out of calendar addresses, slips and confirmations of mail."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record and let it pass."""
        record.msg = _cleaned(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_cleaned(one) for one in record.args)
        elif isinstance(record.args, dict):
            record.args = {key: _cleaned(one) for key, one in record.args.items()}
        return True


def _cleaned(told: object) -> object:
    return SECRET.sub(SHOWN, told) if isinstance(told, str) else told
