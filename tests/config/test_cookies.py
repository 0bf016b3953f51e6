"""Cookies of a site that serves: secure, unreadable for scripts, bound to this host."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

ASKED = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in NAMES}))
"""
NAMES = (
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_DOMAIN",
    "SESSION_COOKIE_PATH",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "CSRF_COOKIE_HTTPONLY",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "OIDC",
)


def settings_with(tmp_path, **environment: str) -> dict[str, object]:
    told = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DJANGO_SETTINGS_MODULE": "danvan.config.settings.production",
        "DANVAN_VAR": str(tmp_path),
    }
    answer = subprocess.run(
        [sys.executable, "-c", f"NAMES = {NAMES!r}\n{ASKED}"],
        env=told | environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(answer.stdout))


def test_cookies_by_https_are_for_this_host_and_https_alone(tmp_path):
    found = settings_with(tmp_path, DANVAN_HTTPS="1")

    assert found["SESSION_COOKIE_NAME"] == "__Host-danvan"
    assert found["CSRF_COOKIE_NAME"] == "__Host-csrf"
    for name in ("SESSION_COOKIE", "CSRF_COOKIE"):
        assert (found[f"{name}_SECURE"], found[f"{name}_HTTPONLY"]) == (True, True)
    assert (found["SESSION_COOKIE_DOMAIN"], found["SESSION_COOKIE_PATH"]) == (None, "/")
    assert found["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_cookies_without_https_have_names_a_browser_takes(tmp_path):
    found = settings_with(tmp_path)

    assert found["SESSION_COOKIE_NAME"] == "sessionid"
    assert found["SESSION_COOKIE_HTTPONLY"] is True


@pytest.mark.parametrize(
    ("told", "count"),
    [({}, 0), ({"DANVAN_BEHIND_PROXY": "1"}, 1), ({"DANVAN_PROXIES": "2"}, 2)],
)
def test_proxies_are_believed_as_many_as_are_told(tmp_path, told, count):
    assert settings_with(tmp_path, **told)["ALLAUTH_TRUSTED_PROXY_COUNT"] == count


def test_secret_of_the_other_house_is_read_from_its_file(tmp_path):
    kept = tmp_path / "secret"
    kept.write_text("mot-bi-mat\n", encoding="utf-8")
    told = {
        "DANVAN_OIDC_ISSUER": "https://sso.example/",
        "DANVAN_OIDC_CLIENT_ID": "danvan",
        "DANVAN_OIDC_CLIENT_SECRET_FILE": str(kept),
    }

    assert settings_with(tmp_path, **told)["OIDC"] == {
        "id": "sso",
        "issuer": "https://sso.example",
        "client_id": "danvan",
        "secret": "mot-bi-mat",
        "name": "sso.example",
    }
