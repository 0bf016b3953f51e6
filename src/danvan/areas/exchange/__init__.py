"""Exchange (trao đổi văn bản điện tử): envelopes of electronic documents between agencies, out and in."""
