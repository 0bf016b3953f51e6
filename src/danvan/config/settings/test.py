"""Only speeds up."""

from __future__ import annotations

from danvan.config.settings.base import *  # noqa: F403  a settings file is its parent plus overrides

SECRET_KEY = "only-for-tests-only-for-tests-only-for-tests-0123456789"  # noqa: S105  not a secret
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "danvan.kernel.jobs.backend.AtOnceBackend"}}
JOB_PLACES = ("danvan.", "tests.")
