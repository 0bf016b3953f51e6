"""How the one who acts is named on a page, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from danvan.kernel.accounts.actors import SUBSTITUTE, Actor
from danvan.kernel.accounts.models import Post
from danvan.kernel.organisations.tree import name_of


def label_of(actor: Actor, language: str) -> str:
    """Return title and unit of an actor; the label of the records is Vietnamese."""
    if language != "en" or actor.unit_id is None or actor.post_id is None:
        return actor.label
    titles = Post.objects.filter(pk=actor.post_id).values_list("title_en", "title").first()
    title = next((words for words in titles or () if words), actor.label)
    told = f"{title}, {name_of(actor.unit_id, actor.today, language)}"
    return f"{told} {gettext(SUBSTITUTE)}" if actor.is_substitute else told
