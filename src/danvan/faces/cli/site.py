"""`danvan run|web|work|prepare|check|tick|demo|tree|plan|apply`: what an operator of a site needs.

Thin over functions.
"""

from __future__ import annotations

import argparse
import errno
import os
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path

from danvan.law.errors import LawError

UNWRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC})
"""What the system says where a folder cannot be written."""
MOST_PROCESSES = 16
NO_FOLDER = frozenset(
    {errno.ENOTDIR, errno.ENOENT, errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG, errno.ELOOP}
)
"""What the system says where the site's folder is none and cannot become one."""
Run = Callable[[argparse.Namespace], int]


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of a site; none of them imports the application before it runs."""
    for name, told in (
        ("run", "chạy trang web và việc nền cùng nhau trên máy này"),
        ("web", "chỉ chạy trang web; việc nền chạy riêng bằng danvan work"),
    ):
        served = commands.add_parser(name, help=told)
        served.add_argument("--host", default="127.0.0.1")
        served.add_argument("--port", type=int, default=0, help="0: chọn cổng trống từ 8000")
        served.set_defaults(run=_serve, with_work=name == "run")
    work = commands.add_parser("work", help="chỉ chạy việc nền cho đến khi được bảo dừng")
    work.add_argument(
        "--processes",
        type=int,
        choices=range(1, MOST_PROCESSES + 1),
        default=1,
        metavar="SỐ",
        help=f"số tiến trình, 1 đến {MOST_PROCESSES}",
    )
    work.set_defaults(run=_work)
    commands.add_parser("prepare", help="tạo hoặc nâng cấp cơ sở dữ liệu và tệp tĩnh").set_defaults(
        run=_prepare
    )
    commands.add_parser(
        "check", help="kiểm tra cấu hình, dữ liệu và niêm phong nhật ký"
    ).set_defaults(run=_check)
    commands.add_parser(
        "tick", help="làm một lượt mọi việc nền đang đến giờ rồi dừng"
    ).set_defaults(run=_tick)
    _add_demo(commands)
    _add_plan(commands)


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser("demo", help="nạp dữ liệu trình diễn")
    inner = demo.add_subparsers(metavar="LỆNH", required=True)
    load = inner.add_parser("load", help="nạp năm nơi trình diễn; bỏ qua nếu hôm nay đã nạp")
    load.set_defaults(run=_demo_load)
    tree = commands.add_parser("tree", help="nạp cây đơn vị từ tệp TOML")
    tree_inner = tree.add_subparsers(metavar="LỆNH", required=True)
    load_tree = tree_inner.add_parser("load", help="tạo đơn vị, chức danh và tài khoản đầu tiên")
    load_tree.add_argument("file", metavar="TỆP", type=Path)
    load_tree.set_defaults(run=_tree_load)


def _add_plan(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, told, run in (
        ("plan", "cho xem kế hoạch sẽ thêm, bớt, dời những gì; không ghi gì", _plan),
        ("apply", "áp dụng kế hoạch đã xem", _apply),
    ):
        parser = commands.add_parser(name, help=told)
        parser.add_argument("account", metavar="TÀI_KHOẢN", help="tài khoản của người lập kế hoạch")
        parser.add_argument("--until", metavar="NĂM-THÁNG-NGÀY", help="xem đến ngày này")
        if name == "apply":
            parser.add_argument("digest", metavar="MÃ", help="mã của kế hoạch đã xem")
        parser.set_defaults(run=run)


def day(written: str | None) -> date | None:
    """Return a day as it was written.

    Raises:
        LawError: ``CLI-02``, it is none.
    """
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise LawError("CLI-02", value=written) from None


def start() -> None:
    """Set the application up for a command.

    The settings of a serving site unless told otherwise.

    Raises:
        LawError: ``SITE-01``, ``SITE-12``, the folder; ``SITE-13``, a variable of the environment.
    """
    import django  # later: slow import
    from django.conf import settings  # later: slow import

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.config.settings.production")
    try:
        str(settings.VAR)
    except OSError as error:
        raise _unwritable(error) from error
    except ValueError as error:
        raise LawError("SITE-13", name=str(error).partition(": ")[0]) from error
    try:
        django.setup()
    except OSError as error:
        raise _unwritable(error) from error


def _unwritable(error: OSError) -> Exception:
    """Return what to raise: ``SITE-01`` or ``SITE-12`` about the site's folder, else the error."""
    from django.conf import settings  # later: slow import

    if error.errno in UNWRITABLE:
        return LawError("SITE-01", detail=str(error))
    if error.errno in NO_FOLDER and settings.configured and not Path(settings.VAR).is_dir():
        return LawError("SITE-12", folder=settings.VAR)
    return error


def unusable_database(error: Exception) -> LawError:
    """Return what to raise: ``SITE-14`` where no connection stands, else ``SITE-01``."""
    from django.db import connection  # later: slow import

    detail = (str(error).strip().splitlines() or [type(error).__name__])[0]
    is_away = connection.vendor == "postgresql" and connection.connection is None
    return LawError("SITE-14" if is_away else "SITE-01", detail=detail)


def _on_site(run: Run) -> Run:
    """Set up first, and tell a database or folder that cannot be used."""

    @wraps(run)
    def told(arguments: argparse.Namespace) -> int:
        start()
        from django.db import DatabaseError  # later: slow import

        try:
            return run(arguments)
        except DatabaseError as error:
            raise unusable_database(error) from error
        except OSError as error:
            raise _unwritable(error) from error

    return told


@_on_site
def _serve(arguments: argparse.Namespace) -> int:
    from danvan.faces.cli import serving  # later: slow import

    return serving.serve(arguments.host, arguments.port, with_work=arguments.with_work)


@_on_site
def _work(arguments: argparse.Namespace) -> int:
    from danvan.faces.cli import serving  # later: slow import

    return serving.work_here(arguments.processes)


@_on_site
def _prepare(arguments: argparse.Namespace) -> int:
    del arguments
    from danvan.faces.cli import serving  # later: slow import

    return serving.prepare()


@_on_site
def _check(arguments: argparse.Namespace) -> int:
    from danvan.faces.cli import serving  # later: slow import

    return serving.check(arguments.language)


@_on_site
def _tick(arguments: argparse.Namespace) -> int:
    del arguments
    from danvan.faces.cli import serving  # later: slow import

    return serving.tick()


@_on_site
def _demo_load(arguments: argparse.Namespace) -> int:
    from danvan.faces.cli import demo  # later: slow import

    return demo.load(arguments.language)


@_on_site
def _tree_load(arguments: argparse.Namespace) -> int:
    from danvan.faces.cli import planning  # later: slow import

    return planning.load_tree(arguments.file, arguments.language)


@_on_site
def _plan(arguments: argparse.Namespace) -> int:
    from danvan.faces.cli import planning  # later: slow import

    return planning.show(arguments.account, day(arguments.until), arguments.language)


@_on_site
def _apply(arguments: argparse.Namespace) -> int:
    from danvan.faces.cli import planning  # later: slow import

    return planning.apply_shown(
        arguments.account, arguments.digest, day(arguments.until), arguments.language
    )
