"""Reporting (báo cáo): the reports that bodies owe by period, filled in, returned, accepted and corrected."""
