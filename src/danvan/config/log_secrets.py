"""What no log may hold: addresses that open something to whoever knows them."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(r"(/(?:calendar|s|notices/settings/confirm)/+)[^/\s?]+", re.IGNORECASE)
SHOWN = r"\1[…]"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "secrets": {"()": "danvan.config.log_secrets.WithoutSecrets"},
        "without_traceback": {"()": "danvan.config.logs.WithoutTraceback"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"filters": ["secrets"]},
        "django.security.DisallowedHost": {
            "handlers": ["console"],
            "filters": ["without_traceback"],
            "propagate": False,
        },
    },
}
"""What is logged goes to the console, for whoever runs the site."""


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
