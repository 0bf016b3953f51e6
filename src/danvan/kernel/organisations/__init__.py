"""Organisations: a unit is an identity that never changes.

Its names, tiers and parents have dates.
"""
