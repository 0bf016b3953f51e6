"""From pages of text to a document: clean, structure, header, references, checks; each stage is one
verb.
"""

from danvan.law.text.document import Document, read_document
from danvan.law.text.tree import Node, walk

__all__ = ["Document", "Node", "read_document", "walk"]
