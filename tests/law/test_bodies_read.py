"""Bodies of one text, found by places judged once, are those that the index finds stretch by
stretch.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.bodies import body_index
from danvan.law.bodies_read import NamedBodies
from danvan.law.wording import Wording

_WORDS = (
    "UBND", "MTTQ", "Ủy ban nhân dân", "các xã,", "phường", "Ban Dân vận", "Huyện ủy", "cấp",
    "Mặt trận Tổ quốc", "Việt Nam", "và", "thị trấn", "Phú Thượng", "Đảng ủy", "của", "tỉnh", "\n",
)  # fmt: skip
_TEXT = st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join)
_INDEX = body_index()


def of(text):
    return NamedBodies(_INDEX, Wording(text))


@given(_TEXT, st.data())
def test_bodies_between_two_words_are_those_of_the_words_alone(text, data):
    ends = [0, *(at for at, sign in enumerate(text) if sign == " "), len(text)]
    start = data.draw(st.sampled_from(ends))
    end = data.draw(st.sampled_from([at for at in ends if at >= start]))

    found = of(text)

    for _ in range(2):
        assert found.find(start, end) == _INDEX.find(text, start, end)


def test_first_is_the_body_that_begins_at_an_offset():
    found = of("Giao UBND xã và Ban Dân vận Huyện ủy làm.")

    assert found.first(0, 40) is None
    assert found.first(5, 40).text == "UBND xã"
    assert found.first(5, 9).text == "UBND"
    assert found.first(16, 40).text == "Ban Dân vận Huyện ủy"


@pytest.mark.parametrize(("end", "text"), [(27, "Ban Dân vận"), (36, "Ban Dân vận Huyện ủy")])
def test_last_is_the_body_that_ends_at_an_offset(end, text):
    found = of("Khi UBND xã mời Ban Dân vận Huyện ủy có trách nhiệm.")

    assert found.last(0, end).text == text
    assert found.last(0, 40) is None
    assert found.last(0, 0) is None
