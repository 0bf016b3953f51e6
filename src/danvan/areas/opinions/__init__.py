"""Opinions (ý kiến đoàn viên, hội viên, nhân dân): gathered by matter, never by person.

The Front and the organisations gather what members and people think, turn it into a recommendation
to the body that can act, record its answer and tell the members. This room keeps one gathering as a
case: how it was done, how many took part, and, for each public matter of a closed list, how many
spoke of it and the gist in the officer's words. No name, no list of who said what, no for or
against. A group under five is kept as "under five" and never as a number, so that no list, export
or subtraction can bring it back.

Kinds: ``opinions.gathering``. The recommendation is a case of the room of petitions, opened through
what that room offers and joined by a link; without that room it is sent in words.
"""
