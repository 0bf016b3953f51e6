"""Another house that signs people in: allauth's own OpenID Connect provider, a process of its own.

Run as ``python other_house.py PORT REDIRECT_URI``; it serves on 127.0.0.1 until it is ended and
keeps everything in memory.
"""

from __future__ import annotations

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import URLResolver, include, path

CLIENT = "danvan"
SECRET = "mot-bi-mat-chi-de-thu"
PEOPLE = ("lan", "minh")
PASSWORD = "mat-khau-nha-khac"

urlpatterns: list[URLResolver] = []
"""Filled once Django is set up."""


def private_key() -> str:
    """Return a fresh signing key."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def build(redirect_uri: str) -> None:
    """Set the provider up: its settings, its tables, one client, two people."""
    settings.configure(
        SECRET_KEY="only-for-the-other-house-of-tests-0123456789-0123456789",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        SESSION_COOKIE_NAME="other-house",
        CSRF_COOKIE_NAME="other-house-csrf",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ACCOUNT_EMAIL_VERIFICATION="none",
        ACCOUNT_RATE_LIMITS=False,
        IDP_OIDC_PRIVATE_KEY=private_key(),
    )
    django.setup()
    call_command("migrate", verbosity=0)
    urlpatterns.append(path("accounts/", include("allauth.account.urls")))
    urlpatterns.append(path("", include("allauth.idp.urls")))
    fill(redirect_uri)


def fill(redirect_uri: str) -> None:
    """Make the client that danvan is here, and the people who have accounts."""
    from allauth.idp.oidc.models import Client  # after set-up
    from django.contrib.auth import get_user_model

    client = Client(id=CLIENT, name="danvan", type=Client.Type.CONFIDENTIAL, skip_consent=True)
    client.set_scopes(["openid"])
    client.set_redirect_uris([redirect_uri])
    client.set_secret(SECRET)
    client.save()
    for name in PEOPLE:
        get_user_model().objects.create_user(name, password=PASSWORD)


class Silent(WSGIRequestHandler):
    """Serves without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        """Say nothing."""


if __name__ == "__main__":
    build(sys.argv[2])
    server = make_server(
        "127.0.0.1", int(sys.argv[1]), get_wsgi_application(), handler_class=Silent
    )
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    server.serve_forever()
