"""How amendments call the document they change."""

import pytest

from danvan.law.text.changes import called


@pytest.mark.parametrize(
    ("names", "number", "title", "expected"),
    [
        (["12-QC/ĐU"], "12 - QC/ĐU", "về sổ", "12-QC/ĐU"),
        ([None, "7/QĐ", "12-QC/DU"], "12-QC/ĐU", None, "12-QC/DU"),
        (["Quy định về sổ thư"], "3/QĐ", "Ban hành Quy định về Sổ thư", "Quy định về sổ thư"),
        (["sổ"], "3/QĐ", "Quy định về sổ thư", None),
        (["2-QC/ĐU"], "12-QC/ĐU", "về sổ", None),
        (["12-QC/ĐU"], None, None, None),
        ([""], "", "", None),
        ([], "12-QC/ĐU", "về sổ", None),
    ],
)
def test_a_document_is_called_by_number_or_by_the_end_of_its_title(names, number, title, expected):
    assert called(names, number, title) == expected
