"""The room of people: posts, who holds them, what they may do, and who did what.

The unit's own administrator works here; nothing here shows a case. Rights belong to posts, so
people come and go without a right being lost or left behind. What is written goes through the
kernel (``accounts``), which refuses to grant what the one who grants may not open.

Words: post (chức danh), holder (người giữ), grant (quyền được giao), slip (phiếu), substitute
(người được cử thay), handover (bàn giao).
"""
