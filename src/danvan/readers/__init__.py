"""Readers: a file on disk or in a request becomes pages of text, or is refused with a code and a
sentence.

Beside ``law`` on the ground floor; this room may use libraries. Reads TXT (UTF-8, UTF-16), DOCX and
PDF with text.
"""

from danvan.readers.reading import Pages, read_file

__all__ = ["Pages", "read_file"]
