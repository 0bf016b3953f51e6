"""Every pack of the repository: nothing is wrong with it, and its cases come out as expected."""

from __future__ import annotations

import pytest

from danvan.law.pack_cases import run_cases
from danvan.law.pack_folders import packs_folder
from danvan.law.packs import check, load

PACKS = sorted(path.parent for path in packs_folder().glob("*/pack.toml"))


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_pack_has_no_finding(folder):
    assert check(folder) == []


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_pack_answers_its_cases(folder):
    outcomes, findings = run_cases(load(folder))

    assert findings == ()
    assert [outcome for outcome in outcomes if not outcome.is_right] == []


def test_packs_of_the_repository_are_found():
    assert {"vn-base", "phu-thuong-2022"} <= {folder.name for folder in PACKS}
