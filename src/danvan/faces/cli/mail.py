"""`danvan mail bounce|test`: what came back, and whether the mail server takes mail at all."""

from __future__ import annotations

import argparse
import sys

from danvan.faces.cli.site import _on_site as on_site
from danvan.law.errors import LawError
from danvan.law.messages import say


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands; none of them imports the application before it runs."""
    bounce = commands.add_parser(
        "bounce", help="đọc một báo cáo trạng thái thư từ đầu vào và ghi thư bị trả lại"
    )
    bounce.set_defaults(run=_bounce)
    test = commands.add_parser("test", help="gửi ngay một thư thử")
    test.add_argument("address", metavar="ĐỊA_CHỈ")
    test.set_defaults(run=_test)


@on_site
def _bounce(arguments: argparse.Namespace) -> int:
    from django.utils import timezone  # later: slow import

    from danvan.kernel.notices.bounces import LARGEST, note_bounce  # later: slow import

    delivery = note_bounce(sys.stdin.buffer.read(LARGEST), timezone.now())
    print(say("BOUNCE-01", {"message_id": delivery.message_id}, arguments.language))
    return 0


@on_site
def _test(arguments: argparse.Namespace) -> int:
    from danvan.kernel.notices.smtp import Outcome, is_connected, try_mail  # later: slow import

    if not is_connected():
        raise LawError("SMTP-01")
    answer = try_mail(arguments.address, say("MAIL-try", {}, arguments.language))
    if answer.outcome is not Outcome.SENT:
        raise LawError("SMTP-03", answer=answer.said)
    print(say("SMTP-02", {"address": arguments.address}, arguments.language))
    return 0
