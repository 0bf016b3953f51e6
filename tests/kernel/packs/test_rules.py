"""Time limits and branches of handling kept with a loaded pack."""

from __future__ import annotations

from danvan.kernel.packs.loading import follow_base
from danvan.kernel.packs.rules import grounds, handling, limits, representatives, rules_pack
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load


def test_what_is_kept_reads_as_it_was_written(db):
    base = load(pack_folder("vn-base"))

    follow_base(by="test")

    assert limits() == base.limits
    assert handling() == base.handling
    assert (grounds(), representatives()) == (base.grounds, base.representatives)
    assert rules_pack() == f"vn-base {base.version}"


def test_without_a_pack_nothing_holds(db):
    assert (limits(), handling(), rules_pack()) == ((), (), "")
