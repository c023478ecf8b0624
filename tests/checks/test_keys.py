"""The key by which a typed reason holds for one finding only."""

from hypothesis import given as generated
from hypothesis import strategies as st

from reports.checks.figure_index import Context
from reports.checks.findings import LONGEST_KEY, key_of
from reports.checks.outliers import fell

from .made import given, measure


def test_it_names_the_check_what_it_is_about_and_the_numbers() -> None:
    assert key_of("total-fell", given(20500), given(20600, -1)) == (
        "total-fell|general-staff/russian-forces/killed/2022-04-17/exact:,20600,"
        "|general-staff/russian-forces/killed/2022-04-18/exact:,20500,"
    )


@generated(st.integers(0, 20599), st.integers(0, 20599))
def test_a_changed_number_is_another_finding(one: int, other: int) -> None:
    context = Context(before=[given(20600, -1)])
    (first,), (second,) = fell(given(one), context), fell(given(other), context)
    assert (first.key == second.key) == (one == other)


def test_so_is_a_changed_hedge_day_measure_or_other_record() -> None:
    keys = {
        key_of("total-fell", entered, other)
        for entered in (given(5), given(5, hedge="about"), given(5, 1), given(5, measure=measure("dead", "killed")))
        for other in (given(9, -1), given(9, -2), given(8, -1))
    }
    assert len(keys) == 12


def test_its_name_does_not_matter() -> None:
    """An unsaved figure has no slug, and a draft's may change."""
    assert key_of("total-fell", given(5), given(9, -1)) == key_of("total-fell", given(5, name="new"), given(9, -1))


@generated(st.text(max_size=400), st.text(max_size=400))
def test_at_most_300_characters_and_still_one_a_finding(one: str, other: str) -> None:
    keys = [key_of("digits-exchanged", given(), words) for words in (one, other)]
    assert max(map(len, keys)) <= LONGEST_KEY
    assert (keys[0] == keys[1]) == (one == other)


def test_a_long_one_ends_in_a_digest() -> None:
    keys = {key_of("digits-exchanged", given(), "x" * 400 + end) for end in "ab"}
    assert [len(key) for key in keys] == [LONGEST_KEY, LONGEST_KEY]
