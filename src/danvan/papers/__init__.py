"""Papers: official documents as values, their layouts, templates, prints and signatures.

Knows no database: a paper and the figures of a pack go in, bytes come out.
"""
