"""What publication does by itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from danvan.kernel.jobs.manners import Manner, manner
from danvan.kernel.publication.figures import count_due, trees_with_figures


@task
@manner(Manner(_("Đếm số liệu đúng hạn để công khai"), most=3))
def count_figures() -> None:
    """Count the on-time figures that are due in every tree that shows them."""
    for root in trees_with_figures():
        count_due(root)
