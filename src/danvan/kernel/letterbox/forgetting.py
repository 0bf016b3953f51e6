"""Empty what was written and enclosed at the public door about one case; counts and days stay."""

from __future__ import annotations

from danvan.kernel.cases.models import Case
from danvan.kernel.files.store import forget as forget_file
from danvan.kernel.letterbox.models import Enclosure, Letter, Rating


def forget(case: Case) -> dict[str, int]:
    """Empty letter, messages, words of the rating and enclosures of a case.

    Returns:
        How many messages and enclosures went.
    """
    messages = enclosures = 0
    for message in case.messages.all():
        message.text = ""
        message.save(update_fields=["text"])
        messages += 1
    for enclosure in Enclosure.objects.filter(case=case).select_related("file"):
        stored = enclosure.file
        enclosure.delete()
        forget_file(stored)
        enclosures += 1
    for letter in Letter.objects.filter(case=case):
        letter.content, letter.origin = {}, ""
        letter.save(update_fields=["content", "origin"])
    for rating in Rating.objects.filter(case=case):
        rating.words = ""
        rating.save(update_fields=["words"])
    return {"messages": messages, "enclosures": enclosures}
