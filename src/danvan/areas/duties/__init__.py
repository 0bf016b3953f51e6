"""Duties (nhiệm vụ, nghĩa vụ): the register, what each unit owes in a year, and the plan that opens
it.

A regulation says which body must do what, with whom, how often and by when. Packs hold those duties
in the project's own words, each with its provision; bindings say which unit is which body. This
room keeps the pages on top of that join, which itself lives in ``kernel/duties``:

* the register of every duty of the packs a tree works by, with filters, word search and export;
* one page for a duty: who bears it, who receives it, by when, the reading taken, the local date and
  its source;
* units with their names over time, what each owes this month and why, and the board of a year;
* the board of one duty: who has sent and who has not;
* bindings of bodies to units, local dates, the plan shown as a difference, applying it and taking
  it back.

The kinds on which duties are done, the occurrence and the card, are declared in
``kernel/duties/kinds.py``; their sheets and the forms of their own acts stand here. Lists and
counts begin at the cases that the actor sees. The words "late" and "overdue" are used only where a
document or a local setting gives a day.
"""
