"""Exchange (trao đổi văn bản điện tử): envelopes of documents between agencies, out and in.

An issued document leaves as one edXML file, with what it contains told first. An envelope that
comes is checked whole before anything is written, shown, and then registered once as an incoming
document; the sender gets a receipt or a refusal with its reason. Envelopes are written and read
by ``papers.edxml``; nothing of one that is broken, hostile or marked secret is kept.
"""
