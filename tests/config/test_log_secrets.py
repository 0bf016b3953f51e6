"""Addresses that open something by themselves reach no log."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from danvan.config.log_secrets import WithoutSecrets

CODE = "abcdefghjkmnpqrstuvw"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        f"/calendar/{CODE}.ics",
        f"/calendar/{CODE}",
        f"/s/{CODE}/",
        f"/S/{CODE}/",
        f"/s//{CODE}/",
        f"/notices/settings/confirm/{CODE}/",
    ],
)
def test_what_a_request_says_in_the_log_holds_no_secret(path, caplog):
    Client().get(path)
    Client().post(path, {"pin": "1"})

    assert CODE not in caplog.text
    assert CODE not in str([(one.msg, one.args) for one in caplog.records])


@pytest.mark.parametrize(
    ("msg", "args"),
    [
        ("Not Found: %s", (f"/s/{CODE}/",)),
        (f"GET https://danvan.example/calendar/{CODE}.ics 429", ()),
        ("%(path)s", ({"path": f"/notices/settings/confirm/{CODE}/?a=1"},)),
    ],
)
def test_filter_takes_the_secret_part_only(msg, args):
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, msg, args, None)

    assert WithoutSecrets().filter(record)
    assert CODE not in record.getMessage()
    assert "/[…]" in record.getMessage()


def test_other_records_stay_as_they_are():
    record = logging.LogRecord("x", logging.INFO, "", 1, "%s %d", ("/cases/abc/", 3), None)

    WithoutSecrets().filter(record)

    assert record.getMessage() == "/cases/abc/ 3"
