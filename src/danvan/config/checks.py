"""Contradictions of a site, found before it serves: code, sentence and mend."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps.config import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.translation import gettext as _

SHORTEST_SECRET = 40


@register(Tags.security)
def secret_key_is_kept(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse to serve without a secret key of some length."""
    del app_configs, options
    if len(settings.SECRET_KEY) >= SHORTEST_SECRET:
        return []
    return [
        Error(
            _("Khoá bí mật của hệ thống chưa có hoặc quá ngắn."),
            hint=_(
                "Đặt DANVAN_SECRET_KEY, hoặc dùng cấu hình production để khoá được tạo và giữ lại."
            ),
            id="danvan.E001",
        )
    ]


@register()
def files_can_be_kept(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse a file store that cannot be written."""
    del app_configs, options
    if _can_be_written(Path(settings.FILE_STORE)):
        return []
    return [
        Error(
            _("Không ghi được vào kho tệp %(path)s.") % {"path": settings.FILE_STORE},
            hint=_(
                "Cho tài khoản chạy danvan quyền ghi, hoặc đặt DANVAN_VAR trỏ sang thư mục khác."
            ),
            id="danvan.E002",
        )
    ]


@register()
def packs_are_there(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Refuse a packs folder without the base pack, where all sentences stand."""
    del app_configs, options
    if (Path(settings.PACKS) / "vn-base").is_dir():
        return []
    return [
        Error(
            _("Không thấy gói vn-base trong thư mục gói %(path)s.") % {"path": settings.PACKS},
            hint=_("Đặt DANVAN_PACKS trỏ tới thư mục packs của bản phát hành."),
            id="danvan.E003",
        )
    ]


@register()
def languages_are_ours(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse a site whose first language is not Vietnamese: every message id is."""
    del app_configs, options
    if settings.LANGUAGE_CODE == "vi":
        return []
    return [
        Error(
            _("Ngôn ngữ gốc của hệ thống phải là tiếng Việt."),
            hint=_("Giữ LANGUAGE_CODE = vi; người dùng tự chuyển sang tiếng Anh trên trang."),
            id="danvan.E004",
        )
    ]


def _can_be_written(folder: Path) -> bool:
    """Whether a folder, or the nearest one above it that exists, can be written."""
    near = next(path for path in (folder, *folder.parents) if path.exists())
    return near.is_dir() and os.access(near, os.W_OK)
