from __future__ import annotations

import pytest

from danvan.kernel.audit.models import Entry


@pytest.fixture
def written(db):
    """Return what the tasks of the tests have written so far."""
    return lambda: list(
        Entry.objects.filter(action="tests.done").order_by("pk").values_list("subject", flat=True)
    )


@pytest.fixture(autouse=True)
def site_folder(settings, tmp_path):
    """Give every test a folder of the site of its own."""
    settings.VAR = tmp_path
    return tmp_path
