"""Guidance (hướng dẫn của cấp trên): one paper of a superior that dates many series at once.

Some regulations order reports by rhythm and leave every day to "the guidance of the body above", as
001 Điều 24 clause 3 does for the ten series of clause 2. Nothing is computed for them until
somebody enters that paper; then each series it speaks of has its day, for all localities below the
root, and every occurrence says which paper dates it.

This room keeps the pages of such papers: a form with all series of the tree's packs that have a
rhythm and no day, filled as far as the paper goes, saved all or nothing; the papers in use with
what they date; ending one. What is kept are local dates, which live in ``kernel/duties``: a paper
is those of one source. It has no kinds and no table of its own.
"""
