"""The two sites beside which taking petitions in is measured: django-helpdesk, and one INSERT."""
