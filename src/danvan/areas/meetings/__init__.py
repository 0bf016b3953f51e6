"""Meetings (họp, làm việc, giao ban): the plain record of a session.

A regulation orders sessions: the permanent board with the bodies of mass mobilisation every
month, with the Front and others every quarter, briefings, working programmes. This room keeps the
plain record of one session: who convened, which units took part, when, on what, with its minutes.
Closing it ("đã họp") lets the kernel match it with the series it proves by convener, partners and
period; what it does not match it may still serve when a person says so and why.

Kinds: ``meetings.record``. People present are typed numbers, never a list of names.
"""
