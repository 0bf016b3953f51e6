"""Audit: one append-only table without foreign keys; sealed in ranges.

Nothing above ever edits a row.
"""
