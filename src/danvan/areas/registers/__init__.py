"""Registers (sổ đăng ký): who issues, and the books in which documents get their numbers.

Numbers are taken, given back and never given twice; a register begins where one on paper ended,
takes over last year's lines from a spreadsheet and is closed when its year or term is over. Here
units also say what they print as issuers, when their terms begin, and which forms are their own.
Rows and their rules stand in ``kernel.correspondence``; what a document goes through stands in
the room of documents.
"""
