"""Duties of a pack: every key and every form, one row for each way to be wrong."""

from __future__ import annotations

import pytest

from danvan.law.duties import DueRule, FulfilledBy, Receiver, Words
from danvan.law.packs import check, load
from tests.factories.pack_folders import DUTY, PREREQUISITE, write_local

DEADLINE = 'deadline = { relation = "before", day = 10, month = "next" }'
DATED = f'timing = "dated"\nperiod = "monthly"\n{DEADLINE}\n'
DEADLINE_IN_HOURS = 'deadline = { relation = "within", amount = 5, measure = "hour" }'
MONTHLY = 'timing = "dated"\nperiod = "monthly"'
NO_DAY = [("PACK-06", "day"), ("PACK-20", "relation"), ("PACK-24", "deadline")]
NO_SERIES = [("PACK-18", "deadline"), ("PACK-18", "period")]
EVENT = 'event = { vi = "khi cần", en = "when needed" }'
BEFORE = 'before = { vi = "ban hành", en = "issuing" }'


def found(tmp_path, text, **files):
    folder = write_local(tmp_path, **{"duties/all.toml": text, **files})
    return [(each.code, each.fields["key"].partition(".")[2]) for each in check(folder)]


def test_every_value_of_a_duty_is_read(tmp_path):
    extra = (
        'counterparts = ["council"]\nreading = { vi = "đọc", en = "read" }\n'
        'also = ["reporting"]\ntags = ["grassroots_democracy"]\n'
        'fulfilled_by = { kinds = ["meetings.record"], match = ["bearer", "partners"], '
        'partners = ["council"] }\n'
    )

    duty = load(write_local(tmp_path, **{"duties/all.toml": DUTY + extra})).duties[0]

    assert duty.deadline == DueRule("before", 10, "next")
    assert duty.receivers == (Receiver("council", "receiver"),)
    assert duty.reading == Words("đọc", "read")
    assert duty.fulfilled_by == FulfilledBy(
        ("meetings.record",), ("bearer", "partners"), ("council",)
    )
    assert (duty.counterparts, duty.also) == (("council",), ("reporting",))
    assert duty.owes


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "t-d1"\n', "", [("PACK-05", "id"), ("PACK-25", "duty")]),
        ('"att_1__art_1"', '"Điều 1"', [("PACK-06", "provision")]),
        ('["police"]', "[]", [("PACK-05", "bearers")]),
        ('["police"]', '["nobody"]', [("PACK-09", "bearers")]),
        ('["police"]', '["police", "police"]', [("PACK-08", "bearers")]),
        ('["police"]', "[1]", [("PACK-06", "bearers")]),
        ('["police"]', '"police"', [("PACK-06", "bearers")]),
        ('"each"', '"together"', [("PACK-07", "bearing")]),
        ('"each"', '"lead_with"', [("PACK-22", "bearing")]),
        ('"each"', '"jointly"', []),
        ('modality = "duty"', 'modality = "wish"', [("PACK-07", "modality")]),
        (', en = "send the report"', "", [("PACK-05", "act.en")]),
        ('"send the report"', f'"{"long " * 26}"', [("PACK-23", "act")]),
        ('"reporting"', '"cooking"', [("PACK-10", "area")]),
        ('["report"]', '["dance"]', [("PACK-11", "evidence")]),
        ('role = "council"', 'role = "nobody"', [("PACK-09", "receivers")]),
        ('as = "receiver"', 'as = "friend"', [("PACK-07", "as")]),
        ('as = "receiver"', 'as = "copy", by = "post"', [("PACK-04", "by")]),
        ('period = "monthly"', 'period = "daily"', [("PACK-07", "period")]),
        ("day = 10", 'day = "10"', NO_DAY),
        ("day = 10", "day = 40", [("PACK-06", "day"), ("PACK-24", "deadline")]),
        ("day = 10", "day = true", NO_DAY),
        ("day = 10", "amount = 10", [("PACK-20", "relation"), ("PACK-24", "deadline")]),
        ("day = 10", 'day = 10, measure = "day"', [("PACK-20", "relation")]),
        ("day = 10", 'day = 10, colour = "red"', [("PACK-04", "colour")]),
        ('month = "next"', 'month = "last_of_quarter"', [("PACK-24", "deadline")]),
        ('month = "next"', "month = 6", [("PACK-24", "deadline")]),
        ('relation = "before"', 'relation = "after"', [("PACK-07", "relation")]),
        (DEADLINE, 'deadline = { relation = "within", amount = 5, measure = "day" }', []),
        (DEADLINE, DEADLINE_IN_HOURS, [("PACK-24", "deadline")]),
        ('area = "reporting"', 'area = "reporting"\nalso = ["cooking"]', [("PACK-10", "also")]),
        ('area = "reporting"', 'area = "reporting"\ncolour = "red"', [("PACK-04", "colour")]),
    ],
)  # fmt: skip
def test_one_wrong_value_is_one_finding(tmp_path, old, new, expected):
    assert old in DUTY

    keys = [
        (code, key.replace("deadline.", "").replace("receivers[nobody].", ""))
        for code, key in found(tmp_path, DUTY.replace(old, new))
    ]

    assert sorted(keys) == sorted(expected)


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        ('timing = "dated"', NO_SERIES),
        (f"{MONTHLY}\n{EVENT}", [("PACK-18", "deadline"), ("PACK-19", "event")]),
        (DATED + "at_least = 1", [("PACK-19", "at_least")]),
        ('timing = "period"', [("PACK-18", "period")]),
        ('timing = "period"\nperiod = "annual"', []),
        (f'timing = "period"\nperiod = "monthly"\n{DEADLINE}', [("PACK-19", "deadline")]),
        ('timing = "at_least"\nperiod = "semiannual"', [("PACK-18", "at_least")]),
        ('timing = "at_least"\nperiod = "semiannual"\nat_least = 1', []),
        ('timing = "at_least"\nperiod = "semiannual"\nat_least = 0', [("PACK-06", "at_least")]),
        ('timing = "period_not_stated"', []),
        ('timing = "period_not_stated"\nperiod = "semiannual"', []),
        (f'timing = "by_reference"\nperiod = "monthly"\n{DEADLINE}', [("PACK-19", "deadline")]),
        ('timing = "by_reference"\nperiod = "annual"', []),
        ('timing = "standing"', []),
        ('timing = "standing"\nperiod = "annual"', [("PACK-19", "period")]),
        (f'timing = "ad_hoc"\n{EVENT}', []),
        (f'timing = "timely"\n{BEFORE}', [("PACK-19", "before")]),
        ('timing = "before"', [("PACK-18", "before")]),
        (f'timing = "before"\n{BEFORE}\n{EVENT}', []),
        ('timing = "once"\ndeadline = { relation = "within", amount = 3, measure = "month" }', []),
        ('timing = "soon"', [("PACK-07", "timing"), *NO_SERIES]),
    ],
)  # fmt: skip
def test_period_and_deadline_go_with_the_timing(tmp_path, timing, expected):
    assert sorted(found(tmp_path, DUTY.replace(DATED, timing + "\n"))) == sorted(expected)


@pytest.mark.parametrize(
    ("fulfilled_by", "expected"),
    [
        ('{ kinds = ["meetings.record"], match = ["bearer"] }', []),
        ("{ kinds = [] }", [("PACK-05", "fulfilled_by.kinds")]),
        ('{ kinds = ["record"] }', [("PACK-06", "fulfilled_by.kinds")]),
        (
            '{ kinds = ["meetings.record"], match = ["mood"] }',
            [("PACK-07", "fulfilled_by.match")],
        ),
        (
            '{ kinds = ["meetings.record"], match = ["bearer"], partners = ["council"] }',
            [("PACK-21", "fulfilled_by.partners")],
        ),
        (
            '{ kinds = ["meetings.record"], match = ["partners"], partners = ["nobody"] }',
            [("PACK-09", "fulfilled_by.partners")],
        ),
        ('"meetings.record"', [("PACK-06", "fulfilled_by")]),
    ],
)
def test_fulfilment_names_kinds_and_what_must_match(tmp_path, fulfilled_by, expected):
    assert found(tmp_path, f"{DUTY}fulfilled_by = {fulfilled_by}\n") == expected


def test_one_leads_where_there_is_somebody_to_lead(tmp_path):
    leads = DUTY.replace('"each"', '"lead_with"')

    assert found(tmp_path, leads + 'counterparts = ["council"]\n') == []
    assert found(tmp_path, leads.replace('["police"]', '["police", "council"]')) == []


def test_id_stands_once_in_a_pack(tmp_path):
    assert found(tmp_path, DUTY, **{"duties/more.toml": DUTY}) == [("PACK-08", "id")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('duty = "t-d1"', 'duty = "t-d9"', [("PACK-25", "duty")]),
        ('kind = "duties.occurrence"', 'kind = "Occurrence"', [("PACK-06", "kind")]),
        ('["meetings.record"]', '["record"]', [("PACK-06", "needs")]),
        ('["meetings.record"]', "[]", [("PACK-05", "needs")]),
        ('act = "complete"', 'act = "complete"\ncompulsory = "no"', [("PACK-06", "compulsory")]),
        ('act = "complete"', 'act = "complete"\nwhy = "no"', [("PACK-04", "why")]),
    ],
)
def test_faults_of_a_prerequisite_are_found(tmp_path, old, new, expected):
    files = {"prerequisites.toml": PREREQUISITE.replace(old, new)}

    assert found(tmp_path, DUTY, **files) == expected


def test_prerequisite_is_compulsory_unless_it_says_so(tmp_path):
    twice = PREREQUISITE + PREREQUISITE.replace("t-p1", "t-p2") + "compulsory = false\n"

    pack = load(write_local(tmp_path, **{"prerequisites.toml": twice}))

    assert [each.compulsory for each in pack.prerequisites] == [True, False]


def test_prerequisite_id_stands_once(tmp_path):
    files = {"prerequisites.toml": PREREQUISITE + PREREQUISITE}

    assert found(tmp_path, DUTY, **files) == [("PACK-08", "id")]


KINDS = '[[kinds]]\nkey = "meetings.record"\nnames = { vi = "Cuộc họp", en = "Meeting" }\n'


@pytest.mark.parametrize(
    ("needs", "proof", "expected"),
    [
        ("meetings.record", "meetings.record", [("PACK-33", "kind")]),
        ("meetings.recrod", "meetings.record", [("PACK-33", "kind"), ("PACK-33", "needs")]),
        (
            "meetings.record",
            "meeting.record",
            [("PACK-33", "fulfilled_by.kinds"), ("PACK-33", "kind")],
        ),
    ],
)
def test_kind_that_no_list_names_is_a_typing_error(tmp_path, needs, proof, expected):
    files = {
        "kinds.toml": KINDS,
        "prerequisites.toml": PREREQUISITE.replace("meetings.record", needs),
    }
    proven = f'{DUTY}fulfilled_by = {{ kinds = ["{proof}"], match = ["bearer"] }}\n'

    assert sorted(found(tmp_path, proven, **files)) == sorted(expected)
