"""Organisations: a unit is an identity that never changes; its names, tiers and parents have dates."""
