"""A text parted into syllables once gives what parting any stretch of it gives."""

from hypothesis import given
from hypothesis import strategies as st

from danvan.law.syllables import bare, syllables
from danvan.law.wording import Wording

_TEXT = st.text() | st.text("aĐé1 \n\t,_²\u0301(-", max_size=200)


@given(_TEXT)
def test_whole_text_is_parted_as_its_syllables(text):
    wording = Wording(text)
    found = syllables(text)

    assert wording.syllables(0, len(wording.forms)) == found
    assert [form.bare for form in wording.forms] == [bare(text[s:e]) for _, s, e in found]


def test_places_are_those_of_syllables_between_two_offsets():
    text = "Ủy ban,\nxã 5"
    wording = Wording(text)

    assert wording.places(3, 10) == (1, 3)
    assert [each.start for each in wording.syllables(1, 3)] == [3, 8]


def test_large_texts_and_many_signs_are_parted_alike():
    signs = "".join(map(chr, range(0x2190, 0x2290)))
    large = ("Ủy ban xã Đồi Cọ.\n" * 4 + signs + "\n") * 4_000

    wording = Wording(large)

    assert len(large) > 1_000_000
    assert wording.syllables(0, len(wording.forms)) == syllables(large)
