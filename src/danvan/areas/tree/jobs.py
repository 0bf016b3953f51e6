"""Jobs of the room: check a spreadsheet, write it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from danvan.areas.tree import intake
from danvan.areas.tree.models import TreeImport
from danvan.kernel.jobs.manners import Manner, manner


@task
@manner(Manner(_("Kiểm tra bảng tính đơn vị"), most=3))
def check_import(import_id: int, root_id: int) -> None:
    """Check every row of a spreadsheet."""
    del root_id
    intake.check(TreeImport.objects.select_related("unit__root", "file", "user").get(pk=import_id))


@task
@manner(Manner(_("Đưa bảng tính đơn vị vào cây"), most=3))
def apply_import(import_id: int, root_id: int) -> None:
    """Write a checked spreadsheet."""
    del root_id
    intake.apply(TreeImport.objects.select_related("unit__root", "file", "user").get(pk=import_id))
