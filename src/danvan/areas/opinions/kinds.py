"""The gathering of opinions: gather by matter, send on, hear the answer, tell the members."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from danvan.areas.opinions import acts, queries
from danvan.areas.opinions.models import Gathering
from danvan.areas.opinions.shapes import KIND
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.kinds import Act, CaseKind, FulfilmentFacts
from danvan.kernel.cases.models import Case

OFFICER = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
HEAD = frozenset({DeskRole.HEAD.value})
FORMS = "danvan.areas.opinions.forms"


def fulfilment_facts(case: Case) -> FulfilmentFacts | None:
    """Return who gathered and for whom; ``None`` for one that was not carried through."""
    if case.state != "told":
        return None
    gathering: Gathering = case.gathering
    to = {gathering.sent_to_unit_id} if gathering.sent_to_unit_id else set()
    return FulfilmentFacts(
        convener_ids=frozenset({case.unit_id}), partner_ids=frozenset(to), day=gathering.last_on
    )


GATHERING = CaseKind(
    key=KIND,
    label=_("Tập hợp ý kiến đoàn viên, hội viên, nhân dân"),
    facts=Gathering,
    initial="gathering",
    closed=frozenset({"told", "dropped"}),
    set_aside=frozenset({"dropped"}),
    states={
        "gathering": _("đang tập hợp"),
        "gathered": _("đã tập hợp"),
        "sent": _("đã kiến nghị, chờ trả lời"),
        "answered": _("đã có trả lời, chưa báo hội viên"),
        "told": _("đã báo hội viên"),
        "dropped": _("đã bỏ"),
    },
    opens_by=OFFICER,
    open_form=f"{FORMS}.GatheringForm",
    fulfilment=fulfilment_facts,
    sheet="opinions/gathering_sheet.html",
    sheet_facts=queries.sheet_facts,
    acts=(
        Act(
            "gather",
            _("Ghi ý kiến theo lĩnh vực"),
            source=frozenset({"gathering"}),
            by=OFFICER,
            effect=acts.gather,
            form=f"{FORMS}.GatherForm",
            basis="decision:15",
        ),
        Act(
            "finish",
            _("Kết thúc tập hợp"),
            source=frozenset({"gathering"}),
            target="gathered",
            by=OFFICER,
            effect=acts.finish,
            basis="decision:15",
        ),
        Act(
            "gather_more",
            _("Tập hợp tiếp"),
            source=frozenset({"gathered"}),
            target="gathering",
            by=OFFICER,
            basis="decision:22",
        ),
        Act(
            "send",
            _("Gửi thành kiến nghị"),
            source=frozenset({"gathered"}),
            target="sent",
            by=HEAD,
            effect=acts.send,
            form=f"{FORMS}.SendForm",
            basis="75/2015/QH13",
        ),
        Act(
            "remind",
            _("Ghi đã nhắc nơi nhận"),
            source=frozenset({"sent"}),
            by=OFFICER,
            needs_reason=True,
            basis="75/2015/QH13",
        ),
        Act(
            "hear_result",
            _("Ghi trả lời của nơi nhận"),
            source=frozenset({"sent"}),
            target="answered",
            by=OFFICER,
            effect=acts.hear_result,
            form=f"{FORMS}.HearForm",
            basis="75/2015/QH13",
        ),
        Act(
            "tell",
            _("Báo lại đoàn viên, hội viên"),
            source=frozenset({"answered"}),
            target="told",
            by=OFFICER,
            effect=acts.tell,
            form=f"{FORMS}.TellForm",
            evidence=True,
            basis="75/2015/QH13",
        ),
        Act(
            "drop",
            _("Bỏ đợt tập hợp này"),
            source=frozenset({"gathering", "gathered"}),
            target="dropped",
            by=OFFICER,
            needs_reason=True,
            basis="decision:4",
        ),
        Act(
            "reopen",
            _("Mở lại để sửa"),
            source=frozenset({"told"}),
            target="answered",
            by=OFFICER,
            needs_reason=True,
            reopens=True,
            basis="decision:22",
        ),
    ),
)

KINDS = (GATHERING,)
