"""Trees that stood before an upgrade get their search words, order and closure."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from danvan.kernel.organisations.closure import tree_faults
from danvan.kernel.organisations.models import Closure, UnitPeriod
from danvan.law.collation import sort_key
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db
MIGRATIONS = "danvan.kernel.organisations.migrations"


class Editor:
    """What a migration asks of the editor of the schema."""

    connection = connection


def test_periods_get_search_and_order():
    tree = make_tree()
    UnitPeriod.objects.update(search="", sort_key="")

    import_module(f"{MIGRATIONS}.0003_fill_search_and_order").fill(apps, Editor)

    kept = UnitPeriod.objects.get(unit=tree["team"])
    assert (kept.search, kept.sort_key) == (
        "team don vi team don vi team (en)",
        sort_key("Đơn vị team"),
    )


def test_closure_is_written_anew():
    tree, other = make_tree(), make_tree()
    Closure.objects.filter(descendant=tree["team"]).delete()

    import_module(f"{MIGRATIONS}.0004_remember_ended_units").write_anew(apps, Editor)

    assert tree_faults(tree.root) == tree_faults(other.root) == []
