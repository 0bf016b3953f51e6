"""To whom a report goes: bindings, units that ended, reports out of turn."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from danvan.areas.reporting.models import Delivery
from danvan.areas.reporting.plan import route
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.models import Binding, DutyRole
from danvan.kernel.organisations.models import UnitPeriod
from danvan.kernel.organisations.writing import succeed
from danvan.kernel.packs.models import BodyRole, PackUse
from tests.factories.desks import BY, START, TODAY, Desk, make_duty
from tests.factories.openings import follow
from tests.factories.reports import (
    act,
    answers,
    begin,
    beside,
    make_house,
    owe_report,
    report_of,
)

pytestmark = pytest.mark.django_db
ENDED = date(2026, 4, 1)


def signed_in(desk: Desk) -> Client:
    client = Client()
    client.force_login(desk.user)
    return client


def bloc_ends(house, new=None) -> None:
    """Let the receiver end; the other unit, if any, follows it."""
    succeed(
        house.bloc.unit,
        new.unit if new else None,
        manner="transferred",
        happened_on=ENDED,
        basis="tests",
        by=BY,
    )


def test_receiver_that_ended_asks_for_its_successor_and_nothing_is_lost():
    house = make_house()
    heir = beside(house.bloc, "Ban Xây dựng Đảng")
    bloc_ends(house, heir)
    owed = owe_report(house)
    case = begin(house, owed)
    client, address = signed_in(house.sender), f"/reports/{case.slug}/fill/"
    slug = DutyRole.objects.get(duty=house.duty, naming="receiver").role.slug
    typed = {"version": case.version, "v_received": "5", "v_complaints": "2", "v_petitions": "3"}

    refused = client.post(address, typed | {"submit": "1"})
    html = refused.content.decode()
    sent = client.post(address, typed | {"submit": "1", f"t_{slug}": str(heir.unit.pk)})

    assert refused.status_code == 422
    assert "REPORT-03" in html
    assert 'value="5"' in html
    offered = re.findall(r'<option value="(\d+)"', html)
    assert offered[0] == str(heir.unit.pk)
    assert str(house.board.unit.pk) in offered
    assert sent.status_code == 302
    assert Delivery.objects.get(part="receiver").unit == heir.unit
    assert case.units.filter(unit=heir.unit, taking="receiver").exists()


def test_unit_that_is_not_offered_is_not_taken():
    house = make_house()
    bloc_ends(house)
    case = begin(house)

    with pytest.raises(Refused) as refused:
        act(
            case,
            "submit",
            house.sender,
            answers=answers(received=1),
            in_place={"nobody": 1},
        )

    assert refused.value.code == "REPORT-03"
    assert Case.objects.get(pk=case.pk).state == "draft"
    assert not report_of(case).versions.get().cells.filter(value__isnull=False).exists()


def test_copy_receiver_that_ended_holds_nothing_up():
    house = make_house()
    UnitPeriod.objects.filter(unit=house.board.unit).update(valid_until=ENDED)
    case = begin(house)

    found = route(case, TODAY)
    act(case, "submit", house.sender, answers=answers(received=1))

    assert [gap.part for gap in found.gaps] == ["copy"]
    assert set(Delivery.objects.values_list("part", flat=True)) == {"receiver"}


def out_of_turn(house) -> dict[str, str]:
    PackUse.objects.create(pack=house.duty.pack, root=house.sender.root, valid_from=START)
    return {
        "title": "Đông người tụ tập ở chợ",
        "asked": "Thường trực Đảng ủy yêu cầu báo ngay",
        "unit": str(house.sender.unit.pk),
    }


def test_report_out_of_turn_goes_straight_to_the_board_with_the_bloc_told():
    house = make_house()
    told = out_of_turn(house) | {"to": [house.board.unit.pk], "copies": [house.bloc.unit.pk]}

    answer = signed_in(house.sender).post("/reports/new/", told)
    case = Case.objects.get(kind="reporting.report")
    act(case, "submit", house.sender, answers=answers(received=1))

    assert answer.headers["Location"] == f"/reports/{case.slug}/fill/"
    assert report_of(case).asked == told["asked"]
    sent = dict(Delivery.objects.filter(sent_at__isnull=False).values_list("unit_id", "part"))
    assert sent == {house.board.unit.pk: "receiver", house.bloc.unit.pk: "copy"}


def test_report_out_of_turn_to_nobody_is_refused():
    house = make_house()

    answer = signed_in(house.sender).post("/reports/new/", out_of_turn(house) | {"to": []})

    assert answer.status_code == 422
    assert "REPORT-09" in answer.content.decode()
    assert not Case.objects.filter(kind="reporting.report").exists()


def test_duty_to_report_out_of_turn_names_the_receivers_and_whoever_may_attend():
    house = make_house()
    card = follow(house.sender, "ad_hoc", title="Báo cáo thẳng khi có việc bất thường")
    duty = card.card.duty
    duty.snapshot |= {"deadline": None}
    duty.save()
    attending = make_duty("ad_hoc")
    attending.pack, attending.provision = duty.pack, duty.provision
    attending.save()
    for position, (one, naming, desk) in enumerate(
        [(duty, "receiver", house.board), (attending, "bearer", house.bloc)], start=1
    ):
        role = BodyRole.objects.create(
            slug=f"adhoc-{position}", name_vi="Thân", name_en="Body", level="commune",
            side="party", position=position,
        )  # fmt: skip
        DutyRole.objects.create(duty=one, role=role, naming=naming, position=position)
        Binding.objects.create(role=role, unit=desk.unit, valid_from=START)
    house.form.pack = duty.pack
    house.form.save()

    signed_in(house.sender).post("/reports/new/", out_of_turn(house) | {"card": card.slug})
    case = Case.objects.get(kind="reporting.report")
    act(case, "submit", house.sender, answers=answers(received=1))

    occurrence = report_of(case).occurrence
    assert occurrence.duty == duty
    assert Case.objects.get(pk=occurrence.pk).state == "done"
    parts = dict(Delivery.objects.values_list("unit_id", "part"))
    assert parts == {house.board.unit.pk: "receiver", house.bloc.unit.pk: "copy"}


def test_old_period_keeps_its_form_when_a_new_one_comes():
    house = make_house()
    house.form.valid_until = date(2026, 4, 1)
    house.form.save()
    case = begin(house)
    newer = house.form
    newer.pk, newer.version, newer.valid_from, newer.valid_until = None, "2", ENDED, None
    newer.save()
    april = owe_report(house, key="2026-04", span=(ENDED, date(2026, 4, 30)), due_on=None)

    later = begin(house, april)

    assert report_of(case).form.version == "1"
    assert report_of(later).form.version == "2"
