"""The lists of the room, each declared once: posts, people, grants, slips, handovers."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from danvan.areas.people import queries
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification, Handover, Holding, Slip, User
from danvan.kernel.cases.search import matching
from danvan.law.collation import fold
from danvan.web.dates import last_day
from danvan.web.states import Text
from danvan.web.tables import Column, Table

STATES: dict[str, Text] = {
    "open": _("đang dùng được"),
    "ended": _("hết hạn"),
    "revoked": _("đã thu hồi"),
    "locked": _("bị khoá vì nhập sai nhiều lần"),
}


def by_post(words: str, column: str = "post__search") -> Q:
    """Return the filter "every word stands in the post" on a related post."""
    found = Q()
    for word in fold(words).split():
        found &= Q(**{f"{column}__contains": word})
    return found


def posts(actor: Actor) -> Table:
    """Return the list of posts."""
    return Table(
        name="posts",
        caption=_("Chức danh"),
        columns=(
            Column(
                "title",
                _("Chức danh"),
                lambda row: row.post.title,
                order=("sort_key",),
                link=lambda row: reverse("post", args=[row.post.pk]),
            ),
            Column(
                "unit", _("Đơn vị"), lambda row: row.unit_name, order=("unit_order", "sort_key")
            ),
            Column("holders", _("Người giữ"), lambda row: row.holders),
            Column("roles", _("Quyền"), lambda row: row.roles),
            Column(
                "until", _("Đóng từ ngày"), lambda row: row.post.valid_until, order=("valid_until",)
            ),
        ),
        first_sort="title",
        told=lambda rows: queries.post_lines(rows, actor),
        found_by=found_posts,
    )


def found_posts(words: str) -> Q:
    """Return the filter on posts by title, or by the name or account of a holder."""
    users = User.objects.filter(matching(words))
    return matching(words) | Q(holdings__in=Holding.objects.filter(user__in=users))


def people(actor: Actor) -> Table:
    """Return the list of people by their given names."""
    return Table(
        name="people",
        caption=_("Người và tài khoản"),
        columns=(
            Column(
                "name",
                _("Họ và tên"),
                lambda row: row.user.shown_name,
                order=("sort_key",),
                link=lambda row: reverse("account", args=[row.user.pk]),
            ),
            Column(
                "account", _("Tài khoản"), lambda row: row.user.username, order=("username",)
            ),
            Column("posts", _("Chức danh đang giữ"), lambda row: row.posts),
            Column(
                "seen", _("Đăng nhập gần nhất"), lambda row: row.user.last_login,
                order=("last_login",),
            ),
            Column("state", _("Tình trạng"), lambda row: account_words(row.user.is_active)),
        ),
        first_sort="name",
        told=lambda rows: queries.person_lines(rows, actor),
    )  # fmt: skip


def account_words(is_active: bool) -> Text:  # noqa: FBT001  one column of a list
    """Return the state of an account in words."""
    return _("dùng được") if is_active else _("đã khoá")


def grants(actor: Actor) -> Table:
    """Return the list of grants that are not over, and of those whose unit has ended."""
    return Table(
        name="grants",
        caption=_("Quyền đang giao"),
        columns=(
            Column(
                "post",
                _("Chức danh"),
                lambda row: row.grant.post.title,
                order=("post__sort_key",),
                link=lambda row: reverse("post", args=[row.grant.post_id]),
            ),
            Column("role", _("Vai"), lambda row: row.role, order=("desk_role",)),
            Column("unit", _("Ở đơn vị"), lambda row: row.unit_name, order=("unit_order",)),
            Column("reach", _("Phạm vi"), lambda row: reach_words(row.grant.downward)),
            Column(
                "highest", _("Xem đến mức"), lambda row: level_words(row.grant.highest),
                order=("highest",),
            ),
            Column("from", _("Từ ngày"), lambda row: row.grant.valid_from, order=("valid_from",)),
            Column(
                "until", _("Ngày cuối"), lambda row: last_day(row.grant.valid_until),
                order=("valid_until",),
            ),
            Column("state", _("Tình trạng"), _ended),
        ),
        first_sort="post",
        told=lambda rows: queries.grant_lines(rows, actor),
        found_by=by_post,
    )  # fmt: skip


def reach_words(downward: bool) -> Text:  # noqa: FBT001  one column of a list
    """Return how far a grant goes, in words."""
    return _("đơn vị ấy và cấp dưới") if downward else _("chỉ đơn vị ấy")


def level_words(highest: int) -> str:
    """Return a classification in words."""
    return str(Classification(highest).label)


def _ended(row: queries.GrantLine) -> Text:
    return _("hết theo đơn vị") if row.unit_ended_on else ""


def slips(actor: Actor) -> Table:
    """Return the list of slips, newest first."""
    return Table(
        name="slips",
        caption=_("Phiếu đã lập"),
        columns=(
            Column(
                "post",
                _("Chức danh"),
                lambda row: row.post.title,
                order=("post__sort_key",),
                link=lambda row: reverse("post", args=[row.post_id]),
            ),
            Column("made", _("Lập lúc"), lambda row: row.made_at, order=("made_at",)),
            Column(
                "until", _("Ngày cuối"), lambda row: last_day(row.valid_until),
                order=("valid_until",),
            ),
            Column("used", _("Dùng gần nhất"), lambda row: row.last_used_at),
            Column("state", _("Tình trạng"), lambda row: state_words(row, actor)),
        ),
        first_sort="-made",
        found_by=by_post,
        actions=lambda row: slip_actions(row, actor),
    )  # fmt: skip


def state_words(slip: Slip, actor: Actor) -> Text:
    """Return the state of a slip in words."""
    return STATES[queries.state_of(slip, actor.today)]


def slip_actions(slip: Slip, actor: Actor) -> list[tuple[Text, str]]:
    """Return what may be done with a slip: an open one is revoked."""
    if queries.state_of(slip, actor.today) != "open":
        return []
    return [(_("Thu hồi"), reverse("slip-revoke", args=[slip.pk]))]


def accepted_words(handover: Handover) -> Text:
    """Return whether a desk was taken over, in words."""
    if handover.to_user_id is None:
        return _("chưa có người nhận")
    return _("đã nhận") if handover.accepted_at else _("chờ nhận")


HANDOVERS = Table(
    name="handovers",
    caption=_("Bàn giao"),
    columns=(
        Column(
            "post",
            _("Chức danh"),
            lambda row: row.post.title,
            order=("post__sort_key",),
            link=lambda row: reverse("handover", args=[row.pk]),
        ),
        Column("on", _("Từ ngày"), lambda row: row.happened_on, order=("happened_on",)),
        Column("from", _("Người giao"), lambda row: row.from_user.shown_name),
        Column("to", _("Người nhận"), lambda row: row.to_user.shown_name if row.to_user else ""),
        Column("state", _("Tình trạng"), accepted_words),
    ),
    first_sort="-on",
    found_by=by_post,
)
