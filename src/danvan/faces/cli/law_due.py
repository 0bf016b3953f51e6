"""`danvan law due`: due days with their reasons, from a pack, a rhythm or a time limit; no
database.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from typing import get_args

from danvan.kernel.duties.wording import period_words
from danvan.law.calendar import Calendar
from danvan.law.clocks import LastDay, Measure, TimeLimit
from danvan.law.counting import day_by_day
from danvan.law.duties import PERIODS, DueRule, Duty, Relation
from danvan.law.errors import LawError, PackError
from danvan.law.messages import say, show
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import Pack, load
from danvan.law.periods import Period
from danvan.law.provisions import Provision
from danvan.law.schedules import Reason, occasions, reason_for
from danvan.law.series import Charge, charges

FIRST_YEAR, LAST_YEAR = 1900, 2200


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `due` to the sub-commands of `danvan law`."""
    told = "tính ngày đến hạn, kèm lý do"
    parser = commands.add_parser("due", help=told, description=told)
    parser.add_argument("--pack", help="tên gói hoặc đường dẫn")
    parser.add_argument("--duty", help="chỉ một nghĩa vụ của gói")
    parser.add_argument("--year", help="năm cần xem; mặc định theo --from")
    parser.add_argument("--duty-period", choices=PERIODS, help="kỳ, thay cho gói")
    parser.add_argument("--relation", choices=get_args(Relation), default="before")
    parser.add_argument("--day", type=int, help="ngày trong tháng")
    parser.add_argument("--month", help="every, next, last_of_quarter hoặc 1-12")
    parser.add_argument("--limit", type=int, help="thời hạn, số lượng")
    parser.add_argument("--unit", choices=get_args(Measure), default="working_day")
    parser.add_argument("--from", dest="started_on", help="ngày của sự kiện, năm-tháng-ngày")
    parser.add_argument("--last-day-rests", choices=get_args(LastDay), default="stays")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the due days that were asked for.

    Raises:
        LawError: Nothing was asked for, or a value is not a day or a year.
    """
    if arguments.pack:
        return _from_pack(arguments)
    if arguments.duty_period:
        return _from_rhythm(arguments)
    if arguments.limit is not None and arguments.started_on:
        return _from_limit(arguments)
    raise LawError("CLI-04")


def _year(arguments: argparse.Namespace) -> int:
    written = arguments.year or (arguments.started_on or "")[:4]
    if written.isascii() and written.isdigit() and FIRST_YEAR <= int(written) <= LAST_YEAR:
        return int(written)
    raise LawError("CLI-03", value=written, first=FIRST_YEAR, last=LAST_YEAR)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise LawError("CLI-02", value=written) from None


def _from_pack(arguments: argparse.Namespace) -> int:
    pack = load(pack_folder(arguments.pack))
    year, language = _year(arguments), arguments.language
    duties: Iterable[Duty] = pack.duties
    if arguments.duty:
        if arguments.duty not in pack.duty_by_id:
            raise PackError("PACK-31", pack=pack.name, duty=arguments.duty)
        duties = (pack.duty_by_id[arguments.duty],)
    is_any = False
    for duty in duties:
        owed = _charges(pack, duty, year, language)
        is_any = is_any or bool(owed)
        if owed:
            _print_duty(duty, owed, language)
    if not is_any:
        print(say("CLI-17", {"year": year}, language))
    return 0


def _charges(pack: Pack, duty: Duty, year: int, language: str) -> tuple[Charge, ...]:
    return charges(
        duty,
        due_from=date(year, 1, 1),
        due_until=date(year, 12, 31),
        in_force=pack.document.in_force if pack.document else Period(),
        say=lambda reason: _said(reason, language),
    )


def _said(reason: Reason, language: str) -> str:
    told = dict(reason.fields)
    if "period" in told:
        told["period"] = period_words(str(told["period"]))
    return say(reason.code, told, language)


def _print_duty(duty: Duty, owed: Iterable[Charge], language: str) -> None:
    provision = Provision.parse(duty.provision).show(language, with_attachment=True)
    told = {"provision": provision, "duty": duty.id, "act": duty.act}
    print(say("CLI-16", told, language))
    for charge in owed:
        print(f"  {show(charge.due_on, language)}  {charge.reason}")


def _from_rhythm(arguments: argparse.Namespace) -> int:
    year, language = _year(arguments), arguments.language
    rule = None
    if arguments.day is not None:
        rule = DueRule(arguments.relation, arguments.day, arguments.month)
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = occasions(
        arguments.duty_period, rule, due_from=first, due_until=last, in_force_from=date.min
    )
    if not found:
        print(say("CLI-17", {"year": year}, language))
    for occasion in found:
        reason = _said(reason_for(rule, occasion), language)
        print(f"{show(occasion.due_on, language)}  {reason}")
    return 0


def _calendar() -> Calendar:
    found = load(pack_folder("vn-base")).calendar()
    if found is None:
        raise PackError("PACK-32", pack="vn-base")
    return found


def _from_limit(arguments: argparse.Namespace) -> int:
    language = arguments.language
    limit = TimeLimit(arguments.limit, arguments.unit, arguments.last_day_rests)
    due, days = day_by_day(limit, _day(arguments.started_on), _calendar())
    for day in days:
        print(f"{show(day.on, language)}  {say(day.code, day.fields, language)}")
    print(say("CLI-18", {"due_on": due.on}, language))
    if due.is_provisional:
        print(say("DAY-provisional", {}, language))
    return 0
