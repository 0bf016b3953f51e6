"""Stored files: kept by digest, checked by content, never edited."""
