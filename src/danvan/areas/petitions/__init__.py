"""Petitions (đơn thư): what people raise, settled under clocks that explain themselves.

Five kinds share one table of facts: complaint (khiếu nại), recommendation (kiến nghị), feedback
(phản ánh), voters' recommendation (kiến nghị cử tri) and information on wrongdoing. Denunciations
are never kept here. Days come from the limits of the packs by the day of receipt; the tree of the
circular proposes what to do, a person decides. Nothing is kept of a person across petitions: the
petitioner stands beside each petition and is read by its handlers only.
"""
