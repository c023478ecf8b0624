"""What changed in a text: of a short one the whole before and after, of a long one the passages that differ."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

SHORT = 100  # characters up to which a text is shown whole
AROUND = 5  # words shown before and after a passage
APART = 4  # words alike that set two passages apart
FEW = 250_000  # pairs of words that are compared one by one; of more, first to last change is one passage
LONGEST = 80  # words of a passage that are shown


# The words before, those that the old and the new text have in their place, and the words after. Each may be empty.
Passage = tuple[str, str, str, str]


def passages(before: str, after: str) -> tuple[Passage, ...]:
    """In what the texts differ, in their order; nothing if they are alike.

    >>> passages("1,351", "1,315")
    (('', '1,351', '1,315', ''),)
    >>> old = "The ministry named no source for the number it gave, and none of its officials repeated it since then."
    >>> passages(old, old.replace("officials", "officers"))
    (('… gave, and none of its', 'officials', 'officers', 'repeated it since then.'),)
    """
    if before == after:
        return ()
    if max(len(before), len(after)) <= SHORT or not (before and after):
        return (("", cut(before.split(), before), cut(after.split(), after), ""),)
    old, new = _words(before), _words(after)
    return tuple(
        (
            ("… " if first > AROUND else "") + " ".join(old[max(first - AROUND, 0) : first]),
            cut(old[first:last]),
            cut(new[start:end]),
            " ".join(old[last : last + AROUND]) + (" …" if last + AROUND < len(old) else ""),
        )
        for first, last, start, end in _differing(old, new)
    )


def cut(words: Sequence[str], whole: str = "") -> str:
    """The words as one text (``whole`` as it stands, if given), with its middle left out if there are too many."""
    if len(words) <= LONGEST:
        return whole or " ".join(words)
    half = LONGEST // 2
    return " ".join([*words[:half], "…", *words[-half:]])


def _words(text: str) -> list[str]:
    """The words of ``text``; a line break is one of its own, so that it too can change."""
    return [word.replace("\n", "¶") for word in re.findall(r"\n|[^\s]+", text.replace("\r\n", "\n"))]


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """From and to which word of each the texts differ; places with few words between them are one."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    middle_old, middle_new = old[first : len(old) - last], new[first : len(new) - last]
    if len(middle_old) * len(middle_new) > FEW:
        yield first, len(old) - last, first, len(new) - last
        return
    matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=False)
    places: list[list[int]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        if places and a - places[-1][1] < APART:
            places[-1][1], places[-1][3] = b, d
        else:
            places.append([a, b, c, d])
    yield from (tuple(position + first for position in place) for place in places)
