"""`danvan pack check|test|load`: explain, try and load packs. Only `load` needs the database."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from danvan.faces.cli.site import start, unusable_database
from danvan.law.errors import LawError
from danvan.law.findings import Finding
from danvan.law.messages import say, show
from danvan.law.pack_cases import Outcome, run_cases
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import Pack, examine, load

SEVERITIES = {"stops": "CLI-19", "warns": "CLI-20", "notes": "CLI-20"}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-commands of `danvan pack`."""
    for name, run, told in (
        ("check", _check, "kiểm tra gói, nói rõ từng chỗ sai"),
        ("test", _test, "chạy các ví dụ trong thư mục cases của gói"),
        ("load", _load, "nạp gói vào cơ sở dữ liệu"),
    ):
        parser = commands.add_parser(name, help=told, description=told)
        parser.add_argument("packs", nargs="+", metavar="GÓI", help="tên gói hoặc đường dẫn")
        parser.set_defaults(run=run)


def _check(arguments: argparse.Namespace) -> int:
    return max(_check_one(name, arguments.language) for name in arguments.packs)


def _check_one(name: str, language: str) -> int:
    pack, findings = examine(pack_folder(name))
    if pack is not None:
        findings += run_cases(pack)[1]
    _print_findings(findings, language)
    stops = sum(finding.severity == "stops" for finding in findings)
    if stops or pack is None:
        told = {"name": name, "stops": stops, "warns": len(findings) - stops}
        print(say("CLI-11", told, language))
        return 1
    _print_summary(pack, language)
    return 0


def _print_findings(findings: Iterable[Finding], language: str) -> None:
    for finding in findings:
        kind = say(SEVERITIES[finding.severity], {}, language)
        print(f"{finding.code} {kind}: {say(finding.code, finding.fields, language)}")


def _print_summary(pack: Pack, language: str) -> None:
    told = {
        "name": pack.name,
        "version": pack.version,
        "state": pack.state,
        "duties": len(pack.duties),
        "bodies": len(pack.bodies),
        "digest": pack.digest,
    }
    print(say("CLI-10", told, language))


def _test(arguments: argparse.Namespace) -> int:
    return max(_test_one(name, arguments.language) for name in arguments.packs)


def _test_one(name: str, language: str) -> int:
    pack = load(pack_folder(name))
    outcomes, findings = run_cases(pack)
    _print_findings(findings, language)
    if not outcomes:
        print(say("CLI-21", {"name": pack.name}, language))
    for outcome in outcomes:
        _print_outcome(outcome, language)
    passed = sum(outcome.is_right for outcome in outcomes)
    print(say("CLI-12", {"passed": passed, "total": len(outcomes)}, language))
    return 0 if passed == len(outcomes) and not findings else 1


def _print_outcome(outcome: Outcome, language: str) -> None:
    if outcome.is_right:
        print(f"{say('CLI-13', {}, language)}  {outcome.name}")
        return
    told = {
        "name": outcome.name,
        "expected": show(outcome.expected, language),
        "found": show(outcome.found, language),
    }
    print(f"{say('CLI-14', {}, language)}  {say('CLI-15', told, language)}")


def _load(arguments: argparse.Namespace) -> int:
    packs = [load(pack_folder(name)) for name in arguments.packs]
    try:
        start()
        from django.db import DatabaseError  # later: slow import

        from danvan.kernel.duties.loading import load_pack  # later: slow import
    except ImportError as error:
        raise LawError("CLI-05", detail=str(error)) from error
    for pack in packs:
        try:
            load_pack(pack, by="danvan pack load")
        except DatabaseError as error:
            raise unusable_database(error) from error
        _print_summary(pack, arguments.language)
    return 0
