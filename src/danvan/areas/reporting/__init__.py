"""Reporting (báo cáo): reports owed by period, filled in, returned, accepted and corrected."""
