"""A place with its administrator, and spreadsheets to bring."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.kernel.accounts.actors import GrantValue, actor_of
from danvan.kernel.duties.loading import load_pack
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load
from danvan.law.tree_cells import COLUMNS
from danvan.web.export import workbook
from tests.factories.accounts import make_post, make_user
from tests.factories.trees import make_tree

HEADER = list(COLUMNS.values())


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.FILE_STORE = tmp_path


@pytest.fixture
def base_pack(db):
    """The words and bodies that a prepared site has."""
    return load_pack(load(pack_folder("vn-base")), by="tests")


def administrator(unit, *, downward=True, roles=("administrator",), highest=1):
    """Return an account that administers a unit."""
    grants = [GrantValue(role, unit.pk, downward, highest) for role in roles]
    return make_user(make_post(unit, grants))


@pytest.fixture
def tree(base_pack):
    return make_tree()


@pytest.fixture
def place(base_pack):
    """A tree of one unit, as a site begins."""
    return make_tree({}, name="xa-mau")


@pytest.fixture
def user(tree):
    return administrator(tree.root)


@pytest.fixture
def desk(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def actor(user):
    return actor_of(user)


def sheet(*rows, header=HEADER):
    """Return a workbook of rows, each given by column."""
    keys = list(COLUMNS)
    cells = [[row.get(key, "") for key in keys] for row in rows]
    return workbook(header, cells)


def row(key, name="", **more):
    """Return a row that is in order but for what is given."""
    usual = {"key": key, "name": name or f"Tổ {key}", "tier": "xã", "side": "Đảng"}
    return usual | {"valid_from": "01/03/2021", "basis": "Quyết định 1"} | more


def file_of(content, name="don-vi.xlsx"):
    return SimpleUploadedFile(name, content)


def stream(content):
    return BytesIO(content)
