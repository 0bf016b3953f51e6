"""The room of people: posts, who holds them, what they may do, and who did what.

The unit's own administrator works here; nothing here shows a case.
"""
