"""Duties: the join of a provision, a body and a day.

A ``Duty`` comes from a pack, a ``Binding`` says which unit is the body it names, an
``Occurrence`` is one period of it and a ``Card`` is where an undated duty is done and proven.
Occurrences and cards are cases. ``plan`` shows what a pack, a binding, a local date or a calendar
adds, removes or moves; ``apply`` does it.
"""
