"""The axis of heights: everything stands on it, and a logarithmic one has no zero."""

from math import log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.timelines.drawing import scale_for

HEIGHTS = st.lists(st.integers(min_value=0, max_value=2_000_000_000), max_size=20)


@given(HEIGHTS)
def test_every_height_stands_on_a_linear_scale(heights: list[int]) -> None:
    scale = scale_for("linear", heights)
    assert scale.low == 0
    assert all(0 <= scale.place(height) <= 1 for height in heights)
    assert 2 <= len(scale.ticks) <= 7
    assert all(scale.low <= tick <= scale.high for tick, _text in scale.ticks)


@given(HEIGHTS)
def test_every_height_but_zero_stands_on_a_logarithmic_scale(heights: list[int]) -> None:
    scale = scale_for("log", heights)
    assert scale.low >= 1
    assert all(0 <= scale.place(height) <= 1 for height in heights if height)
    assert scale.place(0) is None
    assert len(scale.ticks) >= 2
    assert all(scale.low <= tick <= scale.high for tick, _text in scale.ticks)


def test_places_on_a_logarithmic_scale() -> None:
    scale = scale_for("log", [100, 9_000])
    assert scale.place(1000) == pytest.approx((3 - 2) / (log10(scale.high) - 2))


@pytest.mark.parametrize(
    ("heights", "written"),
    [
        ([], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ([3], ["0", "1", "2", "3"]),
        ([1_475_270], ["0", "500,000", "1,000,000", "1,500,000"]),
    ],
)
def test_ticks_are_round_numbers(heights: list[int], written: list[str]) -> None:
    assert [text for _height, text in scale_for("linear", heights).ticks] == written
