"""Comparing (đối chiếu): one imported regulation measured by another, and the text in force on a
day.

A commune asks whether its regulation keeps up with the city's, an adviser what a new text changes
in the old one, everybody what holds today after three amendments. This room shows all three, and
gives each text in the forms that others read: Akoma Ntoso, HTML with anchors, JSON.

It keeps nothing of its own: it reads the texts of the room of regulations, on which it stands, and
asks ``danvan.law``. No kinds, no acts.
"""
