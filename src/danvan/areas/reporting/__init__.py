"""Reporting (báo cáo): reports owed by period, filled in, returned, accepted and corrected.

A report is a case of its own, written for one occurrence of a duty; handing it in does the
occurrence. What is written stands in versions: only the current one of an open report changes, and
a return, a correction or taking back goes on in a copy. This room keeps:

* opening for an occurrence or out of turn, on the form in force when the period ended;
* filling in, with figures from one's own records, the last period beside, drafts of each person;
* to whom it goes, by the bindings of the duty and never by the tree, also through a unit between;
* receipt, return with remarks, acceptance, correction, versions side by side;
* the short form by phone, the paper form with its quick entry, the list of all reports.
"""
