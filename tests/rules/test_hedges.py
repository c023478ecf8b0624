"""Numbers in words: every hedge, every unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.hedges import grouped, in_words


@pytest.mark.parametrize(
    ("qualifier", "numbers", "words"),
    [
        ("exact", (None, 1351, None), "1,351"),
        ("exact", (None, 0, None), "0"),
        ("about", (None, 20600, None), "about 20,600"),
        ("at_least", (519, None, None), "at least 519"),
        ("more_than", (450, None, None), "more than 450"),
        ("up_to", (None, None, 40000), "up to 40,000"),
        ("fewer_than", (None, None, 80000), "fewer than 80,000"),
        ("range", (7000, None, 15000), "7,000–15,000"),
        ("range", (7000, 9000, 15000), "7,000–15,000, best 9,000"),
    ],
)
def test_every_hedge_is_written_out(qualifier: str, numbers: tuple, words: str) -> None:
    assert str(in_words(qualifier, *numbers)) == words


def test_percentages_carry_their_sign() -> None:
    assert str(in_words("range", 10, None, 20, "percent")) == "10–20%"


def test_an_unknown_hedge_is_refused() -> None:
    with pytest.raises(KeyError):
        in_words("roughly", None, 5, None)


@given(st.integers(min_value=0, max_value=2_147_483_647))
def test_grouping_loses_no_digit(count: int) -> None:
    parts = grouped(count).split(",")
    assert int("".join(parts)) == count
    assert all(len(part) == 3 for part in parts[1:])
    assert 1 <= len(parts[0]) <= 3
