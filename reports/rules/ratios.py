"""How many times one number is another, as far as their hedges allow (DESIGN.md, section 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from .claims import Claim
from .intervals import Interval
from .measure_sets import Outcomes, Relation, relation_of_subjects
from .sentences import outcomes_in_words, possessive
from .verdicts import obstacle


@dataclass(frozen=True, slots=True)
class Ratio:
    """From ``low`` to ``high`` times; None where that end is open. ``about`` if a party said "about" of its number."""

    low: Fraction | None
    high: Fraction | None
    about: bool = False

    @property
    def is_bounded(self) -> bool:
        """Whether it says anything: a floor over a floor may be any number.

        >>> Ratio(None, Fraction(2)).is_bounded, Ratio(None, None).is_bounded
        (True, False)
        """
        return bool(self.low) or self.high is not None

    def __str__(self) -> str:
        """In words. The ends of an interval that read alike are one number; a lone end is rounded so that it holds.

        >>> str(Ratio(Fraction(7000, 1351), Fraction(15000, 1351)))
        '5.2 to 11.1 times'
        >>> str(Ratio(None, Fraction(5937, 6600))), str(Ratio(Fraction(12001, 1351), None))
        ('at most 0.9 times', 'at least 8.8 times')
        """
        about = "about " if self.about else ""
        if not self.is_bounded:
            return "any number of times"
        if self.high is None:
            return f"at least {about}{in_digits(self.low, ROUND_FLOOR)} times"
        if self.low is None or (self.high and not self.low):
            return f"at most {about}{in_digits(self.high, ROUND_CEILING)} times"
        low, high = in_digits(self.low), in_digits(self.high)
        return f"{about}{low if low == high else f'{low} to {high}'} times"


_TENTH, _NEARLY_ONE = Decimal("0.1"), Decimal("0.995")


def in_digits(times: Fraction, rounding: str = ROUND_HALF_EVEN) -> str:
    """A ratio as people read it: to the tenth, a large one to the whole, one below 1 to two digits.

    >>> in_digits(Fraction(16100, 1351)), in_digits(Fraction(1351, 16100)), in_digits(Fraction(12345, 10))
    ('11.9', '0.084', '1,234')
    >>> in_digits(Fraction(1, 1351000)), in_digits(Fraction(999, 1000)), in_digits(Fraction(0))
    ('0.00000074', '1.0', '0')
    """
    value = Decimal(times.numerator) / times.denominator
    if value >= 100 or value == 0:
        return f"{value.quantize(Decimal(1), rounding):,f}"
    if value >= _NEARLY_ONE:
        return f"{value.quantize(_TENTH, rounding):f}"
    two_digits = Decimal(1).scaleb(value.adjusted() - 1)
    return f"{value.quantize(two_digits, rounding).normalize():f}"


def size(claim: Claim) -> int:
    """What claims are ordered by: the lower end as it was stated, or the upper one of a mere limit.

    >>> from reports.rules.examples import KILLED, NATO, claim
    >>> size(NATO), size(claim("NATO", KILLED, "2022-03-23", "up_to", 40000))
    (7000, 40000)
    """
    return claim.stated.low or claim.stated.high or 0


def ratio_of_intervals(a: Interval, b: Interval) -> tuple[Fraction | None, Fraction | None] | None:
    """The ends of ``a`` over ``b``: [low a / high b, high a / low b]. None where ``b`` can only be zero.

    Rule: an open end stays open, and so does the upper end where ``b`` may be zero.

    >>> ratio_of_intervals(Interval(7000, 15000), Interval(1351, 1351))
    (Fraction(1000, 193), Fraction(15000, 1351))
    >>> ratio_of_intervals(Interval(5937, 5937), Interval(6476))
    (None, Fraction(5937, 6476))
    """
    if b.high == 0:
        return None
    low = None if b.high is None else Fraction(a.low, b.high)
    high = None if a.high is None or b.low == 0 else Fraction(a.high, b.low)
    return low, high


def ratio(a: Claim, b: Claim) -> Ratio | None:
    """How many times ``b``'s number ``a``'s is, as the parties stated both; None where ``b``'s can only be zero.

    It says nothing of whether the two may be divided at all: ``read_ratios`` says that.

    >>> from reports.rules.examples import GENERAL_STAFF, RUSSIA
    >>> str(ratio(GENERAL_STAFF, RUSSIA))
    'about 11.9 times'
    """
    ends = ratio_of_intervals(a.stated, b.stated)
    return Ratio(*ends, about=a.is_about or b.is_about) if ends else None


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
    >>> [(read.reading, str(read.ratio)) for read in read_ratios(GENERAL_STAFF, RUSSIA, of_b=[both])]
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
    ratios = []
    for reading in undefined.counted.readings():
        other = _that_counts(reading, undefined, others)
        if other:
            pair = (other, undefined) if undefined is b else (undefined, other)
            ratios.append(ReadRatio(*pair, undefined.measure_name, outcomes_in_words(reading)))
    return ratios


def _that_counts(reading: Outcomes, undefined: Claim, others: Sequence[Claim]) -> Claim | None:
    """The newest of them that counts just these outcomes; one that was given before one that is derived."""
    fit = [
        claim
        for claim in others
        if claim.counted.is_defined
        and claim.counted.includes == reading
        and claim.counted.thing == undefined.counted.thing
        and claim.subjects == undefined.subjects
        and not obstacle(claim, undefined)
    ]
    return max(fit, key=lambda claim: (claim.as_of, not claim.is_derived), default=None)
