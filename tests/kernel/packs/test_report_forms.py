"""Which form a report is written on; packs keep forms by version and old periods keep their own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from danvan.kernel.packs.loading import BASE, load_identity
from danvan.kernel.packs.models import Pack, PackForm, PackUse
from danvan.kernel.packs.report_forms import form_for
from danvan.kernel.packs.values import content_of, form_of
from danvan.law.pack_folders import packs_folder
from danvan.law.packs import load
from tests.factories.packs import read_pack
from tests.factories.report_forms import FORM, PACK
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db

JUNE, JULY, NEXT_MAY = date(2026, 6, 30), date(2026, 7, 31), date(2027, 5, 31)
OPEN = replace(FORM, valid_from=None)


@pytest.fixture
def root():
    return make_tree().root


def keep(name, *forms, version="1", state="proposed", loaded_on=date(2026, 1, 2)):
    """Keep a pack with forms, as loading it on a day does."""
    pack = Pack.objects.create(
        name=name,
        version=version,
        digest=version.rjust(64, "0"),
        state=state,
        label_vi=name,
        label_en=name,
        loaded_at=datetime(loaded_on.year, loaded_on.month, loaded_on.day, 5, tzinfo=UTC),
        loaded_by="tests",
    )
    for form in forms:
        PackForm.objects.create(
            pack=pack,
            key=form.key,
            version=form.version,
            valid_from=form.valid_from,
            valid_until=form.valid_until,
            content=content_of(form),
        )
    return pack


def owed(pack, code="d1", period="monthly"):
    """Return what form_for looks at of a duty."""
    return SimpleNamespace(code=code, pack=pack, period=period)


def test_loading_keeps_forms_and_loading_again_changes_nothing(tmp_path):
    read = read_pack(tmp_path, **{"reports/general.toml": PACK})
    load_identity(read, by="Bàn")

    load_identity(read, by="Bàn")

    (row,) = PackForm.objects.all()
    assert (row.key, row.version, str(row)) == ("general", "1", "general 1")
    assert (row.valid_from, row.valid_until) == (date(2026, 1, 1), date(2027, 1, 1))
    assert row.form == read.forms[0]


@pytest.mark.parametrize("name", ["vn-base", "ha-noi-2022", "duc-pho-2023"])
def test_every_form_comes_back_from_json_as_it_was(name):
    for form in load(packs_folder() / name).forms:
        assert form_of(json.loads(json.dumps(content_of(form)))) == form


def test_old_period_keeps_its_form(root):
    base = keep(
        BASE,
        replace(OPEN, valid_until=JULY),
        replace(OPEN, version="2", valid_from=JULY),
    )
    duty = owed(base)

    assert form_for(root.pk, duty, JUNE).version == "1"
    assert form_for(root.pk, duty, JULY).version == "2"


def test_a_period_before_the_first_form_has_none(root):
    base = keep(BASE, FORM)

    assert form_for(root.pk, owed(base), date(2025, 12, 31)) is None


def test_most_special_form_comes_first(root):
    keep(BASE, OPEN)
    pack = keep(
        "local",
        replace(OPEN, key="any"),
        replace(OPEN, key="courts", bearers=("court",)),
        replace(OPEN, key="named", duties=("d1",)),
    )

    found = {
        "named": form_for(root.pk, owed(pack), JUNE, bodies={"court"}),
        "courts": form_for(root.pk, owed(pack, "d2"), JUNE, bodies={"court", "other"}),
        "any": form_for(root.pk, owed(pack, "d2"), JUNE, bodies={"other"}),
    }

    assert {key: form.key for key, form in found.items()} == {key: key for key in found}


def test_duty_of_another_pack_takes_no_form_of_this_one(root):
    keep(BASE, OPEN)
    local = keep("local", replace(OPEN, key="local"))
    other = keep("other")
    for pack in (local, other):
        PackUse.objects.create(pack=pack, root=root, valid_from=date(2026, 1, 1))

    assert form_for(root.pk, owed(other), JUNE).key == "general"
    assert form_for(root.pk, owed(local), JUNE).key == "local"


def test_report_nobody_owes_takes_the_form_of_a_pack_in_use(root):
    keep(BASE, replace(OPEN, key="ad-hoc", periods=frozenset({"once"})))
    local = keep("local", replace(OPEN, key="local-once", periods=frozenset({"once"})))

    before = form_for(root.pk, None, JUNE)
    PackUse.objects.create(pack=local, root=root, valid_from=date(2026, 1, 1))

    assert (before.key, form_for(root.pk, None, JUNE).key) == ("ad-hoc", "local-once")


def test_form_must_serve_the_kind_of_period(root):
    base = keep(BASE, OPEN)

    assert form_for(root.pk, owed(base, period="annual"), JUNE) is None
    assert form_for(root.pk, owed(base, period=""), JUNE) is None
    assert form_for(root.pk, owed(base, period=""), JUNE, period="quarterly").key == "general"


def test_what_a_later_version_drops_still_serves_periods_that_ended_before(root):
    first = keep(BASE, OPEN)
    keep(BASE, version="2", loaded_on=date(2026, 7, 10))

    assert form_for(root.pk, owed(first), JUNE).pack == first
    assert form_for(root.pk, owed(first), JULY) is None
    assert PackForm.objects.count() == 1


def test_withdrawing_a_pack_keeps_its_forms_for_old_periods(root):
    first = keep("local", OPEN)
    keep("local", OPEN, version="2", state="withdrawn", loaded_on=date(2026, 7, 10))

    assert form_for(root.pk, owed(first), JUNE) is not None
    assert form_for(root.pk, owed(first), JULY) is None


def test_newest_version_of_a_pack_gives_the_form(root):
    first = keep(BASE, OPEN)
    second = keep(BASE, OPEN, version="2", loaded_on=date(2026, 7, 10))

    for day in (JUNE, JULY, NEXT_MAY):
        assert form_for(root.pk, owed(first), day).pack == second


def test_queries_do_not_grow_with_packs(root, django_assert_num_queries):
    base = keep(BASE, OPEN)
    for number in range(2, 7):
        keep(BASE, OPEN, version=str(number))

    with django_assert_num_queries(2):
        form_for(root.pk, owed(base), JUNE)


def test_rows_are_once_and_ordered():
    pack = keep(BASE, OPEN)
    row = {"pack": pack, "key": "general", "content": {}}

    with pytest.raises(IntegrityError), transaction.atomic():
        PackForm.objects.create(**row, version="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        PackForm.objects.create(**row, version="2", valid_from=JULY, valid_until=JUNE)
