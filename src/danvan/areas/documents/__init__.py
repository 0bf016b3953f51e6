"""The room of official documents: drafting, checking, signing, issuing; and what comes in.

A document ends in a number of a register. A Party body numbers by type and committee term, a State
body by year; two agencies sign a joint one in order. What a unit was called when it issued stays.

Words: register (sổ đăng ký), number and symbol (số và ký hiệu), addressee (nơi nhận), draft (dự
thảo), issue (ban hành), incoming (văn bản đến), outgoing (văn bản đi).
Kinds: documents.outgoing, documents.incoming.
"""
