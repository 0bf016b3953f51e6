from __future__ import annotations

from datetime import UTC, datetime

import pytest

from danvan.areas.operations.queries import is_of_site, schedule_lines, visible_jobs
from danvan.kernel.jobs.models import Job
from tests.factories.accounts import actor_at
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 15, 3, tzinfo=UTC)


def administrator_of(tree):
    return actor_at(tree.root, roles=("administrator",), downward=True)


def test_jobs_of_the_site_go_to_its_first_real_tree():
    shown, first, later = make_tree(), make_tree(today=None), make_tree(today=None)
    job = Job.objects.create(task="danvan.site", run_after=NOW, enqueued_at=NOW)

    seen = [list(visible_jobs(administrator_of(tree))) for tree in (shown, first, later)]

    assert seen == [[], [job], []]
    assert [bool(schedule_lines(administrator_of(tree))) for tree in (shown, first, later)] == [
        False,
        True,
        False,
    ]


def test_demonstrations_alone_have_a_first_tree_too():
    first, later = make_tree(), make_tree()

    assert [is_of_site(administrator_of(tree)) for tree in (first, later)] == [True, False]
