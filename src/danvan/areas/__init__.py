"""The rooms: what is peculiar to one process area.

Rooms never import each other, but for the one chain reporting, duties, regulations.
"""
