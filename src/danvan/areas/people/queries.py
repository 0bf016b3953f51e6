"""What the room reads within an administrator's reach: posts, people, grants, slips, handovers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils import translation

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole, Grant, Handover, Holding, Post, Slip, User
from danvan.kernel.accounts.rights import not_over, people_of
from danvan.kernel.accounts.slips import MOST_FAILURES, posts_with_slips, takes_slips
from danvan.kernel.organisations.models import Unit, UnitPeriod
from danvan.kernel.organisations.tree import holding_on, names_of
from danvan.law.collation import collation_key

ADMINISTERS = frozenset({DeskRole.ADMINISTRATOR})


def language() -> str:
    """Return the reader's language."""
    return translation.get_language() or "vi"


def within(actor: Actor, column: str = "unit_id") -> Q:
    """Return the filter on a unit column for the units an actor administers."""
    return actor.reach_with(ADMINISTERS, column)


def unit_choices(actor: Actor) -> list[tuple[int, str]]:
    """Return the standing units an actor administers, in Vietnamese order of their names."""
    rows = UnitPeriod.objects.filter(holding_on(actor.today), within(actor))
    names = names_of(rows.values_list("unit_id", flat=True), actor.today, language())
    return sorted(names.items(), key=lambda pair: collation_key(pair[1]))


def unit_of(actor: Actor, unit_id: int) -> Unit:
    """Return a unit that an actor administers.

    Raises:
        Unit.DoesNotExist: It lies outside.
    """
    return Unit.objects.get(within(actor, "pk"), pk=unit_id)


def posts_of(actor: Actor) -> QuerySet[Post]:
    """Return the posts an actor administers."""
    rows = Post.objects.filter(within(actor)).select_related("unit__root")
    return rows.annotate(unit_order=unit_order(actor.today))


def unit_order(today: date) -> Subquery:
    """Return the Vietnamese order of the name that a row's unit has on a day."""
    periods = UnitPeriod.objects.filter(holding_on(today), unit_id=OuterRef("unit_id"))
    return Subquery(periods.values("sort_key")[:1])


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post of the list."""

    post: Post
    unit_name: str
    holders: str
    roles: str


def post_lines(posts: Iterable[Post], actor: Actor) -> list[PostLine]:
    """Return posts as lines; three queries for any number of them."""
    kept = list(posts)
    names = names_of({one.unit_id for one in kept}, actor.today, language())
    today = holding_on(actor.today)
    held: dict[int, list[str]] = {}
    for holding in Holding.objects.filter(today, post__in=kept).select_related("user"):
        held.setdefault(holding.post_id, []).append(holding.user.shown_name)
    roles: dict[int, dict[str, None]] = {}
    for grant in Grant.objects.filter(today, post__in=kept).order_by("pk"):
        roles.setdefault(grant.post_id, {})[str(DeskRole(grant.desk_role).label)] = None
    return [
        PostLine(
            one, names.get(one.unit_id, ""), ", ".join(held.get(one.pk, ())),
            ", ".join(roles.get(one.pk, ())),
        )
        for one in kept
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One account of the list."""

    user: User
    posts: str


def accounts_of(actor: Actor) -> QuerySet[User]:
    """Return the accounts of the people an actor administers."""
    return people_of(actor)


def person_lines(users: Iterable[User], actor: Actor) -> list[PersonLine]:
    """Return accounts as lines with the posts they hold today."""
    kept = list(users)
    rows = Holding.objects.filter(holding_on(actor.today), user__in=kept).select_related("post")
    held: dict[int, list[str]] = {}
    for holding in rows.order_by("is_substitute", "pk"):
        held.setdefault(holding.user_id, []).append(holding.post.title)
    return [PersonLine(one, ", ".join(held.get(one.pk, ()))) for one in kept]


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One grant with the name of its unit, and the day on which that unit ended before it."""

    grant: Grant
    unit_name: str
    unit_ended_on: date | None

    @property
    def role(self) -> str:
        """Return the role in words."""
        return str(DeskRole(self.grant.desk_role).label)


def grants_within(actor: Actor) -> QuerySet[Grant]:
    """Return the grants of the posts an actor administers that are not over."""
    rows = Grant.objects.filter(within(actor, "post__unit_id"), not_over(actor.today))
    return rows.select_related("post").annotate(unit_order=unit_order(actor.today))


def grants_of(actor: Actor) -> QuerySet[Grant]:
    """Return every grant of the posts an actor administers, over or not."""
    rows = Grant.objects.filter(within(actor, "post__unit_id"))
    return rows.select_related("post__unit", "unit")


def holdings_of(actor: Actor) -> QuerySet[Holding]:
    """Return every holding of the posts an actor administers, over or not."""
    rows = Holding.objects.filter(within(actor, "post__unit_id"))
    return rows.select_related("post__unit", "user")


def grant_lines(grants: Iterable[Grant], actor: Actor) -> list[GrantLine]:
    """Return grants as lines; two queries for any number of them."""
    kept = list(grants)
    ids = {one.unit_id for one in kept}
    names, ended = names_of(ids, actor.today, language()), ended_units(ids, actor.today)
    return [_grant_line(one, names, ended, actor.today) for one in kept]


def _grant_line(
    grant: Grant, names: dict[int, str], ended: dict[int, date], today: date
) -> GrantLine:
    is_over = grant.valid_until is not None and grant.valid_until <= today
    day = None if is_over else ended.get(grant.unit_id)
    return GrantLine(grant, names.get(grant.unit_id, ""), day)


def ended_units(unit_ids: Iterable[int], today: date) -> dict[int, date]:
    """Return the units among some that no longer stand, with the first day without them."""
    rows = UnitPeriod.objects.filter(unit_id__in=set(unit_ids))
    standing = set(rows.filter(not_over(today)).values_list("unit_id", flat=True))
    last = rows.exclude(unit_id__in=standing).values("unit_id").annotate(day=Max("valid_until"))
    return {row["unit_id"]: row["day"] for row in last}


def slips_of(actor: Actor) -> QuerySet[Slip]:
    """Return the slips of the posts an actor administers."""
    return Slip.objects.filter(within(actor, "post__unit_id")).select_related("post__unit__root")


def state_of(slip: Slip, today: date) -> str:
    """Return the state of a slip: open, revoked, locked or ended."""
    if slip.revoked_at is not None:
        return "revoked"
    if slip.failures >= MOST_FAILURES:
        return "locked"
    return "ended" if slip.valid_until <= today else "open"


def posts_for_slips(actor: Actor) -> list[tuple[int, str]]:
    """Return the posts of hamlets for which slips can be printed, with their units."""
    kept = list(posts_with_slips(posts_of(actor), actor.today))
    names = names_of({one.unit_id for one in kept}, actor.today, language())
    told = [(one.pk, f"{names.get(one.unit_id, '')}: {one.title}") for one in kept]
    return sorted(told, key=lambda pair: collation_key(pair[1]))


def handovers_of(actor: Actor) -> QuerySet[Handover]:
    """Return the handovers an actor may open: of posts administered, of the own post, one's own."""
    own = Q(post_id=actor.post_id or 0) | Q(to_user_id=actor.user_id or 0)
    posts = Post.objects.filter(within(actor)).values("pk")
    rows = Handover.objects.filter(own | Q(post__in=posts))
    return rows.select_related("post__unit", "from_user", "to_user")


class PostPage:
    """One post as its page shows it."""

    def __init__(self, post: Post, actor: Actor) -> None:
        self.post = post
        self.actor = actor
        self.unit_name = names_of([post.unit_id], actor.today, language()).get(post.unit_id, "")
        self.holdings = list(post.holdings.select_related("user").order_by("-valid_from", "-pk"))
        self.grants = grant_lines(post.grants.order_by("-valid_from", "-pk"), actor)
        self.handovers = list(
            post.handovers.select_related("from_user", "to_user").order_by("-happened_on", "-pk")
        )
        self.slips = [(one, state_of(one, actor.today)) for one in post.slips.order_by("-pk")]

    @property
    def is_own(self) -> bool:
        """Return whether the actor holds it: then another administrator changes it."""
        mine = {one.post_id for one in self.holdings if one.user_id == self.actor.user_id}
        return self.post.pk == self.actor.post_id or self.post.pk in mine

    @property
    def is_closed(self) -> bool:
        """Return whether it has an end."""
        return self.post.valid_until is not None

    @property
    def takes_slips(self) -> bool:
        """Return whether slips can be printed for it."""
        return takes_slips(self.post, self.actor.today)

    def is_over(self, row: Holding | Grant) -> bool:
        """Return whether a span is over today."""
        return row.valid_until is not None and row.valid_until <= self.actor.today

    @property
    def leavers(self) -> list[tuple[int, str]]:
        """Return the holdings that can be passed on, with the names of their people."""
        own = [one for one in self.current if not one.is_substitute]
        return [(one.pk, told_name(one.user)) for one in own]

    @property
    def current(self) -> list[Holding]:
        """Return the holdings that are not over."""
        return [one for one in self.holdings if not self.is_over(one)]


def people_choices(actor: Actor) -> list[tuple[int, str]]:
    """Return the people an actor may seat: those administered, not oneself, by given name."""
    rows = people_of(actor).filter(is_active=True).exclude(pk=actor.user_id or 0)
    return [(one.pk, told_name(one)) for one in rows.order_by("sort_key", "pk")]


def told_name(user: User) -> str:
    """Return a person's name with that of the account."""
    return f"{user.full_name} ({user.username})" if user.full_name else user.username


def held_by(user: User) -> list[Holding]:
    """Return what somebody holds and held, newest first."""
    return list(user.holdings.select_related("post").order_by("-valid_from", "-pk"))
