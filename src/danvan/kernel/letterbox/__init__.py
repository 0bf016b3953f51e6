"""The citizens' letterbox (hòm thư): what people hand in without an account, and its receipt.

The public door writes one row and nothing else: a letter with its content and the keyed digests of
its code and PIN. A round takes letters later and has the room that they are for open a case; letter
and case are joined in the same transaction, and the content is emptied then. A petition that is
taken in at the counter has such a row too, so one receipt is like another.

Messages, files and the rating after closing hang on the case. Nothing here joins two letters by who
sent them.
"""
