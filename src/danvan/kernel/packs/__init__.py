"""Packs in use: what was loaded from packs of data, for which tree and from which day on."""
