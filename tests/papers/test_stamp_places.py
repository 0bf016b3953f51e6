from __future__ import annotations

from dataclasses import replace

import pytest
import typst

from danvan.papers.layouts import layout
from danvan.papers.printing import pdfs
from danvan.papers.signing import Appearance, key_from_file, sign, validate
from danvan.papers.stamp_places import spot_above
from danvan.papers.stamps import Stamp, draw
from danvan.papers.values import Annex, Part
from danvan.papers.writing import docx
from tests.papers import examples
from tests.papers.certificates import AT, PASSPHRASE, key_file, root
from tests.papers.pages import rows

WIDTH, HEIGHT = 70, 20
SHEET = 297


@pytest.fixture(scope="module")
def printed_papers(has_office) -> dict[str, bytes]:
    """Return prints whose annexes name the signers once more."""
    papers = {}
    for name, paper in examples.ALL.items():
        again = tuple((signing.name, "một việc") for signing in paper.signers)
        annex = Annex("Danh sách", (Part("table", rows=(("Tên", "Việc"), *again)),))
        papers[name] = replace(paper, annexes=(annex,))
    files = [docx(paper, layout(paper.world, paper.dated)) for paper in papers.values()]
    return dict(zip(papers, pdfs(files), strict=True))


SIGNERS = [
    (name, signing.name) for name, paper in examples.ALL.items() for signing in paper.signers
]


@pytest.mark.parametrize(("name", "signer"), SIGNERS)
def test_a_stamp_stands_between_post_and_name_and_hides_no_word(printed_papers, name, signer):
    content = printed_papers[name]

    spot = spot_above(content, signer, WIDTH, HEIGHT)

    here = [each for each in rows(content) if each.page == spot.page]
    below = next(each for each in here if each.text == signer)
    top, bottom = SHEET - spot.bottom - HEIGHT, SHEET - spot.bottom
    assert below.middle == pytest.approx(spot.left + WIDTH / 2, abs=1.5)
    assert 0 < below.base - bottom < 9
    hidden = [
        each.text
        for each in here
        if each.right > spot.left + 1
        and each.left < spot.left + WIDTH - 1
        and each.top + 1.2 < bottom
        and each.bottom - 1.2 > top
    ]
    assert hidden == []


def test_the_stamp_of_a_second_signer_is_found_behind_the_first(printed_papers):
    content = printed_papers["joint-regulation"]
    for order, signing in enumerate(examples.JOINT.signers, 1):
        spot = spot_above(content, signing.name, WIDTH, HEIGHT)
        stamp = draw(Stamp("signer", (signing.name,), AT, WIDTH, HEIGHT))
        look = Appearance(stamp, spot.page, spot.left, spot.bottom, WIDTH, HEIGHT)
        key = key_from_file(key_file(signing.name), PASSPHRASE, at=AT)
        content = sign(content, key, look, order=order, at=AT)

    assert validate(content, [root()]).is_trusted


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"not a pdf"])
def test_what_cannot_be_read_has_no_spot(content):
    assert spot_above(content, "Bí thư", WIDTH, HEIGHT) is None


@pytest.mark.parametrize("name", ["", "  ", "Người không có tên ở đây"])
def test_a_name_that_is_not_there_has_no_spot(printed, name):
    assert spot_above(printed, name, WIDTH, HEIGHT) is None


def test_a_name_without_room_above_has_no_spot():
    text = '#set page("a4")\n' + "một dòng chữ\\ \n" * 9 + "Bí thư"
    crowded = typst.compile(text.encode(), ignore_system_fonts=True)

    assert spot_above(crowded, "Bí thư", WIDTH, HEIGHT) is None
