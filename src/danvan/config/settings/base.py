"""Settings, complete with safe defaults; production only overrides, test only speeds up."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from danvan.config import log_secrets
from danvan.config.settings import environment
from danvan.law.pack_folders import packs_folder

PACKAGE = Path(__file__).resolve().parents[2]
VAR = environment.folder("VAR", environment.REPOSITORY / "var")
PACKS = packs_folder().resolve()
GUIDE = environment.folder("GUIDE", environment.shipped("docs/guide"))
"""The guide: Markdown pages in Vietnamese, with the same pages in English in ``en``."""

SECRET_KEY = environment.text("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = environment.names("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
ROOT_URLCONF = "danvan.config.urls"
WSGI_APPLICATION = "danvan.config.wsgi.application"

ROOMS = (
    "regulations comparing duties guidance meetings tree",
    "setup people operations documents registers archive",
    "petitions opinions privacy exchange reporting consolidation",
)
AREAS = [
    room for line in ROOMS for room in line.split() if room not in environment.names("ROOMS_OFF")
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "danvan.kernel.audit",
    "danvan.kernel.jobs",
    "danvan.kernel.organisations",
    "danvan.kernel.accounts",
    "danvan.kernel.packs",
    "danvan.kernel.files",
    "danvan.kernel.cases",
    "danvan.kernel.duties",
    "danvan.kernel.correspondence",
    "danvan.kernel.publication",
    "danvan.kernel.letterbox",
    "danvan.kernel.notices",
    "danvan.web",
    "danvan.faces.portal",
    *(f"danvan.areas.{room}" for room in AREAS),
    "danvan.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "danvan.web.policy.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "danvan.web.pausing.Pausing",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "danvan.web.policy.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "danvan.web.sign_in_sessions.BoundSessions",
    "allauth.account.middleware.AccountMiddleware",
    "danvan.web.gates.ClosedByDefault",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "danvan.web.pages.surroundings",
            ],
        },
    }
]

DATABASES = {
    "default": environment.database(
        environment.text("DATABASE_URL", f"sqlite:///{VAR / 'danvan.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "danvan_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "danvan.web.sign_in_adapter.DeskAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,60/h/ip,5/5m/key,20/h/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
"""How often, by address, account (key) or person; counted in the cache, which processes share."""
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("PROXIES", int(environment.flag("BEHIND_PROXY")))
"""How many proxies of our own stand before the site; only they are believed about addresses."""
MFA_ADAPTER = "danvan.web.sign_in_adapter.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "20/m/ip"}
SOCIALACCOUNT_ADAPTER = "danvan.web.sign_in_oidc.LinkedOnly"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
OIDC = environment.oidc()
SOCIALACCOUNT_PROVIDERS = environment.oidc_providers(OIDC)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
"""How long a sign-in counts as recent, seconds; after that sensitive pages ask again."""

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
"""How long a session lasts at most, seconds, however much it is used."""
SESSION_IDLE_AGE = 60 * environment.number("SESSION_IDLE_MINUTES", 120)
"""How long a session lasts without being used, seconds."""
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 22 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["danvan.web.formats"]
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_STORE = VAR / "files"
BACKUPS = environment.folder("BACKUPS", VAR / "backups")
BACKUP_RECIPIENT = environment.text("BACKUP_RECIPIENT")
"""The public key of backups; empty where it stands beside the data."""
SIGNING_ROOTS, PKCS11_MODULE = environment.text("SIGNING_ROOTS"), environment.text("PKCS11_MODULE")
"""Folder of trusted certificates (PEM, DER); library of the signing devices at the server."""
FILE_LIMIT = 20 * 1024 * 1024
"""Largest stored file, bytes."""
REMIND_DAYS = 5
"""How many days before a due day the first reminder is written; a setting of the site."""
REMIND_DAYS_AFTER = 1
"""How many days after a due day the reminder that it was missed is written."""
QUIET_HOURS = (21, 6)
"""From which hour until which no mail leaves, in the legal zone, where a tree sets nothing else."""
SECOND_PRESS_SECONDS = 600
"""How long a second press on the form of an account is taken for one; a setting of the site."""
BACKDATE_DAYS = 30
"""How many days an act may be dated back without a reason; a setting of the site."""

LETTERS_FROM_ADDRESS = environment.number("LETTERS_FROM_ADDRESS", 60)
CLAMD = environment.text("CLAMD")
"""Letters one address may send in ten minutes; socket of a virus scanner, empty: none looks."""
EMAIL_HOST = environment.text("SMTP_HOST")
"""The mail server; without one mail stays in the outbox."""
EMAIL_PORT, EMAIL_TIMEOUT = environment.number("SMTP_PORT", 587), 20
EMAIL_HOST_USER = environment.text("SMTP_USER")
EMAIL_HOST_PASSWORD = environment.text("SMTP_PASSWORD")
SMTP_TLS = environment.choice("SMTP_TLS", "starttls", "tls", "none")
"""How the line to it is kept secret; nothing is guessed from a misspelt word."""
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP_TLS == "starttls", SMTP_TLS == "tls"
DEFAULT_FROM_EMAIL = environment.text("SMTP_FROM")
SITE_ADDRESS = environment.text("SITE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
"""Where people open the site; mail leads there."""
TEXT_PORT = "danvan.kernel.notices.texts.ByHand"
"""Who takes texts over."""

LOGGING = log_secrets.LOGGING

TASKS = {"default": {"BACKEND": "danvan.kernel.jobs.backend.QueueBackend"}}
SCHEDULE = "danvan.config.schedule.SCHEDULE"
"""What runs by itself, and when."""
JOB_PLACES: tuple[str, ...] = ("danvan.",)
"""Packages whose tasks may run."""
JOB_LEASE = max(1.0, float(environment.text("JOB_LEASE", "120")))
"""Seconds of silence after which a worker is believed dead and its job is taken over."""
JOB_DAYS = 14
"""How many days ended jobs are kept; a setting of the site."""

CASE_GUARDS = ["danvan.kernel.duties.prerequisites.guard"]
"""Asked by ``perform`` before an act, in the same transaction."""
CASE_FOLLOWERS = ["danvan.kernel.duties.fulfilment.follow"]
_AFTER = {"consolidation": "merge.follow merge.hold", "petitions": "merge.follow matters.follow"}
CASE_FOLLOWERS += [f"danvan.areas.{a}.{at}" for a in AREAS for at in _AFTER.get(a, "").split()]
"""Called by ``perform`` after an act, in the same transaction."""
REACTIONS = "danvan.config.reactions.REACTIONS"
"""What follows which event, run after commit."""
