"""Publication (công khai): frozen, redacted copies; what the public may see, and nothing else.

A copy is words that somebody has read as they will stand: proposed by an officer, approved by the
head of the unit, then never edited. A mistake is corrected by a new copy that takes the place of
the old one. A withdrawn copy leaves a notice of what stood and why it went. No row here points at a
case: the public door has no path to live tables.
"""
