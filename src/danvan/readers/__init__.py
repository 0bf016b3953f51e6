"""Turns a file (DOCX, PDF, TXT) into pages of text with line numbers for the law floor."""
