"""Ratios, one for each reading of an undefined measure (DESIGN.md, section 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .claims import Claim
from .counting import Outcomes, Relation, relation_of_subjects
from .ratios import Ratio, ratio, size
from .sentences import outcomes_in_words, possessive
from .verdicts import obstacle


@dataclass(frozen=True, slots=True)
class ReadRatio:
    """How many times ``b``'s number ``a``'s is.

    ``reading`` is what an undefined measure is then taken to count ("killed and wounded"), and empty where both count
    the same for certain; ``undefined`` is the name of that measure.
    """

    a: Claim
    b: Claim
    undefined: str = ""
    reading: str = ""

    @property
    def ratio(self) -> Ratio | None:
        """None where ``b``'s number can only be zero.

        >>> from reports.rules.examples import KILLED, RUSSIA, claim
        >>> ReadRatio(RUSSIA, claim("Russia MoD", KILLED, "2022-02-24", "exact", 0)).ratio is None
        True
        """
        return ratio(self.a, self.b)

    @property
    def words(self) -> str:
        """A sentence without its end.

        >>> from reports.rules.examples import GENERAL_STAFF, RUSSIA
        >>> print(ReadRatio(GENERAL_STAFF, RUSSIA, "Losses", "killed").words)
        General Staff’s about 16,100 is about 11.9 times Russia MoD’s 1,351 if “Losses” means killed
        """
        of_a, of_b = (
            f"{possessive(claim.party_name)} {claim.number_text}{' (derived)' if claim.is_derived else ''}"
            for claim in (self.a, self.b)
        )
        under = f" if “{self.undefined}” means {self.reading}" if self.undefined else ""
        times = self.ratio
        if times is None:
            return f"{of_a} has no ratio to {of_b}{under}"
        return f"{of_a} {'is' if times.is_bounded else 'may be'} {times} {of_b}{under}"

    @property
    def larger_first(self) -> "ReadRatio":
        """The same, or its counterpart where the second number is the larger.

        >>> from reports.rules.examples import NATO, RUSSIA
        >>> ReadRatio(RUSSIA, NATO).larger_first.words
        'NATO’s 7,000–15,000 is 5.2 to 11.1 times Russia MoD’s 1,351'
        """
        return self if size(self.a) >= size(self.b) else ReadRatio(self.b, self.a, self.undefined, self.reading)


def read_ratios(a: Claim, b: Claim, of_a: Iterable[Claim] = (), of_b: Iterable[Claim] = ()) -> list[ReadRatio]:
    """Every ratio of ``a`` to ``b`` that compares like with like; none where nothing does.

    Rule: two defined measures have a ratio where they count the same. An undefined one, of which the other claim is a
    reading, has a ratio for each reading of which the other party gave a figure; it is looked for in ``of_a`` or
    ``of_b``, the other claims of their parties, sums derived from one report included. Two undefined ones of the same
    sets have one if both are taken to count the same. A part is never divided by its whole.

    >>> from reports.rules.examples import GENERAL_STAFF, KILLED_AND_WOUNDED, RUSSIA, claim
    >>> both = claim("Russia MoD", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176)
    >>> [(each.reading, str(each.ratio)) for each in read_ratios(GENERAL_STAFF, RUSSIA, of_b=[both])]
    [('killed', 'about 11.9 times'), ('killed and wounded', 'about 3.1 times')]
    """
    if obstacle(a, b) or relation_of_subjects(a.subjects, b.subjects) is not Relation.LIKE_FOR_LIKE:
        return []
    if (a.counted.thing, a.counted.unit) != (b.counted.thing, b.counted.unit):
        return []
    if a.counted == b.counted:
        if a.counted.is_defined:
            return [ReadRatio(a, b)]
        return [ReadRatio(a, b, a.measure_name, "the same for both")]
    if a.counted.is_defined == b.counted.is_defined:
        return []
    undefined, defined, beside = (b, a, of_a) if a.counted.is_defined else (a, b, of_b)
    if defined.counted.includes not in undefined.counted.readings():
        return []
    others = [defined, *beside]
    found = []
    for reading in undefined.counted.readings():
        other = _that_counts(reading, undefined, others)
        if other:
            pair = (other, undefined) if undefined is b else (undefined, other)
            found.append(ReadRatio(*pair, undefined.measure_name, outcomes_in_words(reading)))
    return found


def _that_counts(reading: Outcomes, undefined: Claim, others: Sequence[Claim]) -> Claim | None:
    """The newest of them that counts just these outcomes; one that was given before one that is derived."""
    fit = [
        each
        for each in others
        if each.counted.is_defined
        and each.counted.includes == reading
        and each.counted.thing == undefined.counted.thing
        and each.subjects == undefined.subjects
        and not obstacle(each, undefined)
    ]
    return max(fit, key=lambda each: (each.as_of, not each.is_derived), default=None)
