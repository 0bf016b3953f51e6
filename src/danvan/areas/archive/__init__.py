"""Archive (lập hồ sơ, nộp lưu): lists of the papers of one matter, closed and handed over to the archive."""
