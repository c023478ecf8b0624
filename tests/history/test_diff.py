"""What changed in a text, in passages: doctests, and what holds for any two texts."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from reports.history import diff
from reports.history.diff import AROUND, LONGEST, SHORT, passages

WORDS = st.lists(st.sampled_from(["killed", "wounded", "about", "1,351", "Kherson", "\n"]), max_size=60).map(" ".join)


def test_examples() -> None:
    done = doctest.testmod(diff)
    assert done.attempted
    assert not done.failed


@given(WORDS, WORDS)
def test_every_word_that_came_or_went_is_shown(before: str, after: str) -> None:
    found = passages(before, after)
    if before.split() != after.split():
        assert found
    gone = set(before.split()) - set(after.split())
    new = set(after.split()) - set(before.split())
    assert gone <= {word for _, before, _, _ in found for word in before.split()}
    assert new <= {word for _, _, after, _ in found for word in after.split()}
    for lead, _, _, trail in found:
        assert len(lead.split()) <= AROUND + 1
        assert len(trail.split()) <= AROUND + 1


def test_two_changes_far_apart_are_two_passages_and_near_ones_one() -> None:
    words = [f"word{number}" for number in range(60)]
    far, near = list(words), list(words)
    far[5], far[50] = near[5], near[8] = "this", "that"
    text = " ".join(words)
    assert [passage[1:3] for passage in passages(text, " ".join(far))] == [
        ("word5", "this"),
        ("word50", "that"),
    ]
    (one,) = passages(text, " ".join(near))
    assert one[2] == "this word6 word7 that"


def test_a_line_break_is_a_change_too() -> None:
    text = "word " * SHORT
    (change,) = passages(text + "one two", text + "one\ntwo")
    assert change[1:3] == ("", "¶")


def test_a_whole_new_text_is_cut_in_its_middle() -> None:
    (change,) = passages("old " * 20_000, "new " * 20_000)
    _lead, old, new, _trail = change
    assert len(old.split()) == LONGEST + 1
    assert "…" in new
