"""The public door (cổng công khai): pages for people without an account.

It reads publication and letterbox, and the limits of the packs; it has no path to a case. Rooms are
reached through what they declare on their AppConfig, never by import.
"""
