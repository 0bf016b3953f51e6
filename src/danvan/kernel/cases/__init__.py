"""Cases: the spine. Whatever has a beginning, a responsible unit, steps, days.

Evidence and an end is a case.

``kinds`` declares, ``perform`` is the only writer of state, ``bulk`` the same writer for many,
``access`` says who sees what, ``clocks`` keeps the rows that ``danvan.law.clocks`` computes.
"""
