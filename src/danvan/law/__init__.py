"""The ground floor: reads regulations, holds duties, computes days.

Standard library only. No Django, no database, no network, no clock on the wall: "today" is always
an argument.
"""
