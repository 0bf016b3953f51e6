"""The room of petitions as a Django application."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases.keeping import Keeping
from danvan.kernel.letterbox.offering import Offer

VOICES = frozenset(f"petitions.{key}" for key in ("recommendation", "feedback", "voters"))
EVERY = VOICES | {"petitions.complaint", "petitions.information"}
SENDERS: dict[str, Any] = {
    "what": _("Họ tên, địa chỉ, điện thoại, thư điện tử; nội dung đơn, trả lời, tệp"),
    "why": _("Giải quyết và trả lời đơn: Luật 02/2011/QH13, Luật 42/2013/QH13"),
    "who": _("Cán bộ xử lý đơn đó, và nơi nhận đơn được chuyển"),
    "forget": "danvan.areas.petitions.intake.forget",
}
ENDED = ("settled", "refused", "guided", "given_back", "passed_on", "ended", "told", "answered")
INTAKE = "danvan.areas.petitions.intake"


def _offer(kind: str, label: Any, about: Any) -> Offer:
    """A kind that the public door offers, in plain words."""
    key, intake = f"petitions.{kind}", INTAKE
    functions = (f"{intake}.{name}" for name in ("open_letter", "tell_petitioner", "supposed"))
    return Offer(key, label, about, *functions)


class PetitionsApp(AppConfig):
    """Names the application and its place in the menu."""

    name = "danvan.areas.petitions"
    label = "petitions"
    navigation = (
        ("petitions", _("Đơn thư"), None, 55),
        ("petitions-passed-on", _("Đơn chuyển đi, đến"), None, 56),
    )
    keeps = (
        Keeping(
            "petitions.filed",
            label=_("Người gửi đơn đã xếp lưu"),
            kinds=EVERY,
            states=frozenset({"filed"}),
            limit="petition.filed_kept",
            **SENDERS,
        ),
        Keeping(
            "petitions.ended",
            label=_("Người gửi đơn đã giải quyết, chuyển hoặc rút"),
            kinds=EVERY,
            states=frozenset({*ENDED, "withdrawn", "handed_on", "concluded"}),
            **SENDERS,
        ),
    )
    recommends = "danvan.areas.petitions.notices.recommend"
    recommendation_result = "danvan.areas.petitions.notices.result_of"
    recommendation_answered = "danvan.areas.petitions.notices.answer_recommendations"
    publishes = {
        f"petitions.{kind}": "danvan.areas.petitions.queries.public_source"
        for kind in ("complaint", "recommendation", "feedback", "voters")
    }
    case_steps = {
        f"petitions.{kind}": "danvan.areas.petitions.vault.steps_of"
        for kind in ("complaint", "recommendation", "feedback", "voters", "information")
    }
    letters = (
        _offer("feedback", _("Phản ánh"), _("Báo một việc đang xảy ra ở nơi mình sống.")),
        _offer("recommendation", _("Kiến nghị"), _("Đề nghị làm hoặc sửa một việc.")),
        _offer(
            "complaint",
            _("Khiếu nại"),
            _("Quyết định hoặc việc làm của cơ quan, cán bộ xâm phạm quyền lợi của chính mình."),
        ),
        _offer(
            "information",
            _("Thông tin về sai phạm"),
            _("Cho biết một việc làm sai. Đây không phải đơn tố cáo: tố cáo gửi riêng, có họ tên."),
        ),
    )
    help_pages = {
        "petitions": "petitions",
        "petition-take-up": "passed-on",
        "petitions-passed-on": "passed-on",
        "petitions-passed-to-us": "passed-on",
        "petition-new": "petitions",
        "petition-clock": "petitions",
        "petition-matter": "petitions",
        "petition-values": "petitions",
        "petition-register": "petition-books",
        "petition-figures": "petition-books",
        "petition-figure-cases": "petition-books",
        "petition-import": "petition-books",
        "petition-papers": "petition-papers",
        "petition-paper": "petition-papers",
    }
