"""Consolidation (tổng hợp báo cáo): reports that come from below become one that goes up.

A board shows for each receiving unit and period who has reported, in time, late, not yet; who is
expected comes from the occurrences of duties and the bindings of their receivers, not from the
tree. A merge takes what came into the unit's own report: figures by the rule of the form, each with
the cells behind it; paragraphs by choice, each with its source; the missing named. Nothing counts
twice, nobody merges itself, and what changes below is said above, all the way up.

This room owns which lower version went into which upper one (``Input``), what the merging body adds
itself (``OwnFigure``) and each press of merge with what stood before it (``Round``). Reports, their
versions, cells and paragraphs belong to ``reporting``.
"""
