"""Settings of a peer: DANVAN_BENCH_PEER says which, DANVAN_DATABASE_URL where."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

SECRET_KEY = "x" * 50
PEER = os.environ["DANVAN_BENCH_PEER"]
URL = urlsplit(os.environ["DANVAN_DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": URL.path.lstrip("/"),
        "USER": URL.username,
        "HOST": URL.hostname,
        "PORT": URL.port,
        "OPTIONS": {"pool": {"min_size": 2, "max_size": 8}},
    }
}
ALLOWED_HOSTS = ["*"]
USE_TZ = True
SITE_ID = 1
STATIC_URL = "/static/"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ROOT_URLCONF = "benchmarks.intake_peers.urls"
INSTALLED_APPS = ["benchmarks.intake_peers.floor"]
MIDDLEWARE: list[str] = []
CONTRIB = "django.contrib."
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                f"{CONTRIB}auth.context_processors.auth",
                f"{CONTRIB}messages.context_processors.messages",
            ]
        },
    }
]
if PEER == "helpdesk":
    INSTALLED_APPS = [
        *(
            CONTRIB + name
            for name in (
                "admin",
                "auth",
                "contenttypes",
                "sessions",
                "messages",
                "staticfiles",
                "sites",
                "humanize",
            )
        ),
        "rest_framework",
        "helpdesk",
    ]
    MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        f"{CONTRIB}sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        f"{CONTRIB}auth.middleware.AuthenticationMiddleware",
        f"{CONTRIB}messages.middleware.MessageMiddleware",
    ]
    HELPDESK_TEAMS_MODE_ENABLED = False
    HELPDESK_SUBMIT_A_TICKET_PUBLIC = True
    LOGIN_URL = "/login/"
