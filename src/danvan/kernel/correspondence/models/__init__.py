"""Rows of registers, documents and files."""

from __future__ import annotations

from danvan.kernel.correspondence.models.documents import (
    Addressee,
    AddresseeTaking,
    Document,
    DocumentVersion,
    Incoming,
    JointIssuer,
    Manner,
    Signing,
    Template,
)
from danvan.kernel.correspondence.models.filing import FileEntry, FileList, FileSheet, HandOver
from danvan.kernel.correspondence.models.registers import (
    CommitteeTerm,
    Direction,
    ImportBatch,
    IssuerProfile,
    Number,
    NumberState,
    Register,
    Secrecy,
    Series,
    Span,
    World,
)

__all__ = [
    "Addressee",
    "AddresseeTaking",
    "CommitteeTerm",
    "Direction",
    "Document",
    "DocumentVersion",
    "FileEntry",
    "FileList",
    "FileSheet",
    "HandOver",
    "ImportBatch",
    "Incoming",
    "IssuerProfile",
    "JointIssuer",
    "Manner",
    "Number",
    "NumberState",
    "Register",
    "Secrecy",
    "Series",
    "Signing",
    "Span",
    "Template",
    "World",
]
