"""Personal data (dữ liệu cá nhân): what is kept, why and how long; disposal; what people ask.

The rooms say on their applications what they keep of people (``keeps``); this room shows it on one
page with the time each text gives. Where no text gives one it stays unstated, and a place may set a
time of its own with the paper it comes from. What is past its time is listed, looked over by a
second person, held where there is a reason, and then emptied by the room that keeps it: numbers and
days stay, people go. Law 91/2025/QH15 and Decree 356/2025 give a person the right to see, correct,
delete, restrict and object; such a request is a small case with its clocks. No picture or copy of
an identity paper is ever taken.

Kinds: ``privacy.disposal``, ``privacy.request``.
"""
