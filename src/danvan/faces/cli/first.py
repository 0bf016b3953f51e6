"""`danvan init`: a one-time code by which the first administrator comes in.

The only step of setting up that needs the console.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from danvan.faces.cli.site import _on_site as on_site
from danvan.law.errors import LawError
from danvan.law.messages import say


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command; it does not import the application before it runs."""
    init = commands.add_parser("init", help="lấy mã lập người quản trị đầu tiên")
    init.add_argument(
        "--again",
        action="store_true",
        help="lấy mã cả khi đã có người quản trị, như khi mất lối vào",
    )
    init.add_argument(
        "--address",
        default="",
        metavar="ĐỊA_CHỈ",
        help="địa chỉ trang nếu khác DANVAN_SITE_ADDRESS",
    )
    init.set_defaults(run=_init)


@on_site
def _init(arguments: argparse.Namespace) -> int:
    from django.conf import settings  # later: slow import

    from danvan.kernel.accounts.begin import begin_code  # later: slow import

    _make_ready(arguments.language)
    code = begin_code(again=arguments.again)
    address = f"{(arguments.address or settings.SITE_ADDRESS).rstrip('/')}/begin/"
    print(say("PEOPLE-27", {"address": address}, arguments.language))
    print(code)
    return 0


def _make_ready(language: str) -> None:
    """Prepare a site that is not, and load the bodies and words every pack stands on."""
    from django.conf import settings  # later: slow import

    from danvan.faces.cli import serving  # later: slow import
    from danvan.kernel.duties.loading import load_pack  # later: slow import
    from danvan.law import packs  # later: slow import
    from danvan.law.pack_folders import pack_folder  # later: slow import

    try:
        serving.require_prepared()
        is_ready = Path(settings.STATIC_ROOT).is_dir()
    except LawError:
        is_ready = False
    if not is_ready:
        print(say("PEOPLE-28", {}, language), flush=True)
        serving.prepare()
    load_pack(packs.load(pack_folder("vn-base")), by="danvan init")
