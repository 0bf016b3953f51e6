"""Regulations (văn bản, quy chế, quy định): the text on the left, what it orders on the right.

People import a regulation as TXT, DOCX or PDF; the project never ships one. Reading is done on the
ground floor: a reader turns the file into pages, ``law.text`` turns pages into a tree in which
nothing is lost and nothing is renumbered, with findings for a careful clerk. This room keeps the
work (which document) and its versions (which file, as read), and shows:

* the list of regulations of a tree, imported or known only by a pack;
* the import, which refuses with a code and a sentence and writes nothing by halves;
* the reading page: text by provision, duties and findings in the margin beside the provision they
  belong to, linked both ways; where no text was imported, the same page by addresses with the
  pack's own wording.

* the confirming page: duties proposed from the text, decided one by one by a person. ``plan``
  writes decisions, one at a time and each undone by another; ``register`` reads them, ``kinds``
  says what may be done, ``merge`` splits, joins and carries over, ``export`` writes the pack.

A pack whose document bears the same number can be put to use from here; what follows, binding units
and applying the plan, stands in the room of duties. Texts and packs belong to one tree; no other
tree sees them.
"""
