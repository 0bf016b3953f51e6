"""What stands in the log: one line for what strangers send."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings
from django.test import Client


@pytest.mark.parametrize("host", ["elsewhere.example", "a b", "x\r\ny"])
def test_foreign_host_is_one_line(caplog, host):
    configured = settings.LOGGING["loggers"]["django.security.DisallowedHost"]
    logger = logging.getLogger("django.security.DisallowedHost")
    logger.addHandler(caplog.handler)
    try:
        answer = Client(headers={"host": host}).get("/help/")
    finally:
        logger.removeHandler(caplog.handler)

    told = [one for one in caplog.records if one.name == logger.name]
    assert answer.status_code == 400
    assert configured["propagate"] is False
    assert len(told) == 1
    assert len(caplog.handler.format(told[0]).splitlines()) == 1
    assert not [one for one in caplog.records if one.exc_info]
