"""Stretches of talk: what is cut and joined covers what it was made of, and no more."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analys.figures.stretches import joined, shared

SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 6), st.sampled_from("abc")).map(
        lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
    ),
    max_size=12,
)
BOXES = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 1), st.integers(1, 5), st.integers(1, 2)),
    max_size=12,
)


def covered(boxes):
    """The unit cells that rectangles cover, told apart by their height and place."""
    return {(x + at, y, high) for x, y, wide, high in boxes for at in range(int(wide))}


@given(BOXES)
def test_what_is_joined_covers_the_same_and_no_longer_meets(boxes):
    found = joined(boxes)
    assert covered(found) == covered(boxes)
    assert len(joined(found)) == len(found)
    assert sum(wide for _x, _y, wide, _high in found) == len(covered(boxes))


def test_rectangles_of_other_heights_are_not_joined():
    boxes = [(0.0, 0.0, 2.0, 1.0), (1.0, 0.0, 2.0, 0.5), (1.0, 1.0, 2.0, 1.0)]
    assert sorted(joined(boxes)) == sorted(boxes)


@given(SPANS)
def test_each_cut_has_the_parts_that_come_up_in_all_of_it(spans):
    frame = pd.DataFrame(spans, columns=["start", "end", "part"])
    cuts = shared(frame)
    for low, high, parts in cuts:
        assert parts == [part for start, end, part in spans if start <= low and high <= end]
    told = {at + 0.5 for low, high, _parts in cuts for at in range(low, high)}
    assert told == {at + 0.5 for start, end, _part in spans for at in range(start, end)}
