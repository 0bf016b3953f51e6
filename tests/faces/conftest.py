"""Sites that the commands of keeping data work on."""

from __future__ import annotations

import pytest

from tests.factories.sites import copied_site, empty_site, released_site


@pytest.fixture
def old_site(tmp_path):
    """Return the demonstration of the release before."""
    with released_site(tmp_path / "old") as site:
        yield site


@pytest.fixture(scope="session")
def upgraded(tmp_path_factory):
    """Return one that was brought to this version, with a key; its private one is in ``key``."""
    with released_site(tmp_path_factory.mktemp("upgraded") / "site") as site:
        assert site.run("upgrade").code == 0
        key = site.run("backup", "key").out
        (site.folder.parent / "key").write_text(key)
        yield site


@pytest.fixture(scope="session")
def kept(upgraded):
    """Return a backup of it."""
    folder = upgraded.folder.parent / "safe"
    assert upgraded.run("backup", "--to", str(folder)).code == 0
    (path,) = folder.iterdir()
    return path


@pytest.fixture
def site(upgraded, tmp_path):
    """Return a living site of this version that a test may use up."""
    with copied_site(upgraded, tmp_path / "site") as site:
        yield site


@pytest.fixture
def key(upgraded):
    """Return the file of the private key that opens the backups of ``site``."""
    return str(upgraded.folder.parent / "key")


@pytest.fixture
def empty(tmp_path):
    """Return a site without anything."""
    with empty_site(tmp_path / "empty") as site:
        yield site
