"""The room of operations: what runs beside the pages, what failed, what waits for a hand.

Work beside the pages (mail, reminders, seals, digests) is done by workers. Most of it needs nobody.
What failed for good stands here as a dead letter until a person runs it again or drops it, with a
reason that the audit trail keeps.

Who administers the root of a tree sees the jobs of that tree. Jobs without a tree are the site's:
only the administrator of its first tree sees them, where ``danvan init`` began. Nothing here shows
a case, nor what an error quotes; the log of the server has that.
"""
