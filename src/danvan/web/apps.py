"""The page toolkit as a Django application."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def _has_office(actor: Any) -> bool:
    """Whether a post takes part in what a unit publishes."""
    return any(grant.desk_role in {"officer", "head"} for grant in actor.grants)


class WebApp(AppConfig):
    """Names the application, its entries in the menu and the guide pages that help."""

    name = "danvan.web"
    label = "web"
    navigation = (
        ("work", _("Việc của tôi"), None, 10),
        ("publications", _("Công khai"), _has_office, 75),
        ("notices", _("Thông báo"), None, 80),
        ("help", _("Trợ giúp"), None, 90),
    )
    help_pages = {
        "account-new-password": "reset-a-password",
        "account_change_password": "sign-in",
        "account_inactive": "sign-in",
        "account_login": "sign-in",
        "account_logout": "sign-in",
        "account_reauthenticate": "sign-in",
        "account_set_password": "sign-in",
        "app-set-up": "second-factor",
        "factor-remove": "second-factor",
        "mfa_authenticate": "second-factor",
        "mfa_login_webauthn": "sign-in",
        "mfa_reauthenticate": "second-factor",
        "openid_connect_callback": "sign-in",
        "openid_connect_login": "sign-in",
        "passkey-add": "second-factor",
        "recovery-codes": "second-factor",
        "second-factor": "second-factor",
        "security": "second-factor",
        "sessions": "second-factor",
        "begin": "first-set-up",
        "post-switch": "posts-and-rights",
        "short": "slips",
        "short-act": "slips",
        "short-leave": "slips",
        "slip-enter": "slips",
        "case": "record-and-prove",
        "case-act": "record-and-prove",
        "case-new": "record-and-prove",
        "cases": "my-work",
        "notices": "notices",
        "notices-address": "notices",
        "notices-confirm": "notices",
        "notices-delivery": "reminders-and-outbox",
        "notices-feed-make": "calendar-feed",
        "notices-outbox": "reminders-and-outbox",
        "notices-policy": "reminders-and-outbox",
        "notices-settings": "notices",
        "notices-text-batch": "texts-by-hand",
        "notices-text-marks": "texts-by-hand",
        "notices-texts": "texts-by-hand",
        "publication": "publish",
        "publication-figures": "publish",
        "publication-new": "publish",
        "publication-withdraw": "publish",
        "publications": "publish",
        "rates": "rates",
        "work": "my-work",
    }
