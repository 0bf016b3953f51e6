"""Consolidation (tổng hợp báo cáo): who has reported and who has not, figures and paragraphs merged with their source and sent up."""
