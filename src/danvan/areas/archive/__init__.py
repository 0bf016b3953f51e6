"""Archive (lập hồ sơ, nộp lưu): files of papers, closed and handed over to the archive.

A unit opens files by the list of its year, lays its documents into them in order, prints their
contents, closes what is done and hands it over with minutes. Rows and their rules stand in
``kernel.correspondence.filing``; of a secret document only its number and day ever stand in a
file.
"""
