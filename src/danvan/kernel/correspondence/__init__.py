"""Correspondence: registers in and out, their numbers, documents, who got them and who answered."""
