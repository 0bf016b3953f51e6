"""A duty survives being kept as plain values."""

from __future__ import annotations

import json

import pytest

from danvan.kernel.duties.values import duty_of, snapshot_of
from danvan.law.packs import load


@pytest.mark.parametrize("name", ["phu-thuong-2022", "mau-xa-2025"])
def test_duty_comes_back_from_its_snapshot(repository, name):
    duties = load(repository / "packs" / name).duties

    kept = [duty_of(json.loads(json.dumps(snapshot_of(duty)))) for duty in duties]

    assert kept == list(duties)
