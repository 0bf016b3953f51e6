"""The room of set-up: the tree, the packs in use, calendar notices, and what is still to be done.

A new place begins here: from a template or a spreadsheet to its first due list, without a console.
"""
