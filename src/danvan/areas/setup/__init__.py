"""The room of set-up: packs in use, calendar notices, and what is still to be done.

A new place begins here and comes to its first due list without a console. Nothing is ticked off:
each step looks at what stands and says what is missing. Rooms offer their steps by
``setup_steps`` on their application, so this room knows none of them.

Words: pack in use (gói đang dùng), calendar notice (thông báo lịch), step (bước).
"""
