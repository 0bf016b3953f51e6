"""Formats of days and numbers."""
