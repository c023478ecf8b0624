"""A hedged number: one value, one class, everywhere (DESIGN.md, section 1).

The record's columns, what people read, how the rules read it, what is wrong with it: all of it is asked of ``Number``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol, Self

from .intervals import Interval, last_digit_unit

__all__ = ["LARGEST_COUNT", "LEVELS", "NEEDED", "OPTIONAL", "VALUES", "Number", "NumberProblem", "grouped", "signed"]

VALUES = ("low", "best", "high")
LEVELS = range(1, 100)  # in per cent, of a range that is an interval
LARGEST_COUNT = 2_147_483_647  # what a number column of the database holds on PostgreSQL; SQLite would take more

# The values that each qualifier needs, and the one it may have besides (DESIGN.md, section 2).
NEEDED: dict[str, frozenset[str]] = {
    "exact": frozenset({"best"}),
    "about": frozenset({"best"}),
    "nearly": frozenset({"best"}),
    "at_least": frozenset({"low"}),
    "more_than": frozenset({"low"}),
    "up_to": frozenset({"high"}),
    "fewer_than": frozenset({"high"}),
    "range": frozenset({"low", "high"}),
}
OPTIONAL: dict[str, frozenset[str]] = {"range": frozenset({"best"})}

_HEDGES = {
    "exact": "",
    "about": "about",
    "nearly": "nearly",
    "at_least": "at least",
    "more_than": "more than",
    "up_to": "up to",
    "fewer_than": "fewer than",
    "range": "",
}


class NumberProblem(NamedTuple):
    """What is wrong with a number: in which column, and which rule it breaks.

    ``code`` is one of *unknown* (no such qualifier, or none), *missing* (the qualifier needs this value), *unexpected*
    (it leaves this value empty), *order* (``field`` is above ``other``), *percentage* (more than 100), *below zero*
    (fewer than nothing, or nearly nothing), *level* (no range has it, or it is none of ``LEVELS``).
    """

    field: str
    code: str
    other: str = ""


class Columns(Protocol):
    """A record that holds a number: a figure, a variant, a row of a file. Of these a variant has no ``interval``."""

    qualifier: str
    low: int | None
    best: int | None
    high: int | None


def grouped(count: int) -> str:
    """A count with its thousands set apart.

    >>> grouped(1475270)
    '1,475,270'
    """
    return f"{count:,}"


def signed(change: int, zero: str = "0") -> str:
    """A difference with its sign; none is ``zero``.

    >>> signed(1351), signed(-14), signed(0), signed(0, "±0")
    ('+1,351', '−14', '0', '±0')
    """
    return f"{'+' if change > 0 else '−'}{grouped(abs(change))}" if change else zero


@dataclass(frozen=True, slots=True)
class Number:
    """``low``, ``best`` and ``high`` are counts (whole percents, where ``unit`` is percent); unused ones are None.

    ``qualifier`` is one of ``NEEDED``; ``unit`` is people, items or percent. ``level`` is that of a range whose ends
    its party computed as an interval, in per cent (95), and None where the ends are its own. A number may be wrong:
    ``problems`` says so, and all else is asked of good ones only.
    """

    qualifier: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    unit: str = "people"
    level: int | None = None

    @classmethod
    def of(cls, record: Columns, unit: str) -> Self:
        """The number in a record's columns."""
        level = getattr(record, "interval", None)
        return cls(record.qualifier, record.low, record.best, record.high, unit, level)

    @classmethod
    def make(cls, qualifier: str, *values: int, unit: str = "people", level: int | None = None) -> Self:
        """From the values as people say them: one, or for a range its ends and perhaps its best.

        >>> Number.make("range", 7000, 15000)
        Number(qualifier='range', low=7000, best=None, high=15000, unit='people', level=None)
        """
        if qualifier == "range":
            low, high, best = (*values, None)[:3]
            return cls(qualifier, low, best, high, unit, level)
        (field,) = NEEDED[qualifier]
        (value,) = values
        return cls(qualifier, unit=unit, **{field: value})

    @property
    def columns(self) -> dict[str, str | int | None]:
        """What stands in the columns that every hedged number has; of a figure ``level`` stands in another besides.

        >>> Number.make("about", 20600).columns
        {'qualifier': 'about', 'low': None, 'best': 20600, 'high': None}
        """
        return {"qualifier": self.qualifier, "low": self.low, "best": self.best, "high": self.high}

    @property
    def values(self) -> tuple[int | None, int | None, int | None]:
        """``low``, ``best`` and ``high``.

        >>> Number.make("up_to", 40000).values
        (None, None, 40000)
        """
        return self.low, self.best, self.high

    @property
    def known_values(self) -> tuple[int, ...]:
        """Those of ``values`` that it has, the lowest first.

        >>> Number.make("range", 7000, 15000).known_values
        (7000, 15000)
        """
        return tuple(value for value in self.values if value is not None)

    @property
    def size_field(self) -> str:
        """The column that ``size`` is read from; ``best`` where there is no value at all.

        >>> Number.make("at_least", 500).size_field
        'low'
        """
        return next((name for name in ("best", "low", "high") if getattr(self, name) is not None), "best")

    @property
    def size(self) -> int | None:
        """What it is drawn and sorted by: the best value, else the lower end, else the upper; None without any.

        >>> Number.make("range", 7000, 15000).size, Number.make("up_to", 40000).size
        (7000, 40000)
        """
        # Asked for thousands of times a page: an expression with a loop in it takes five times as long.
        return self.best if self.best is not None else self.low if self.low is not None else self.high

    @property
    def is_limit(self) -> bool:
        """Whether it has an upper end only: it says what was not reached, and no number.

        >>> Number.make("up_to", 40000).is_limit, Number.make("range", 0, 40000).is_limit
        (True, False)
        """
        return self.qualifier in ("up_to", "fewer_than")

    @property
    def is_plain(self) -> bool:
        """Whether it is one number, of which another may be subtracted: exact, about or nearly.

        >>> Number.make("nearly", 9000).is_plain, Number.make("at_least", 9000).is_plain
        (True, False)
        """
        return self.qualifier in ("exact", "about", "nearly")

    @property
    def is_rounded(self) -> bool:
        """Whether the party said "about" or "nearly" of it: the rules read it with a margin that nobody stated.

        >>> Number.make("nearly", 9000).is_rounded, Number.make("exact", 9000).is_rounded
        (True, False)
        """
        return self.qualifier in ("about", "nearly")

    @property
    def hedge(self) -> str:
        """The words before the digits; empty for exact numbers and ranges. Raises KeyError for an unknown qualifier.

        >>> Number.make("up_to", 40000).hedge
        'up to'
        """
        return _HEDGES[self.qualifier]

    @property
    def digits(self) -> str:
        """The number without its hedge; of a range both ends, the best value where the party named one, and its level.

        >>> Number.make("range", 7000, 15000).digits, Number.make("range", 60, 70, 65, unit="percent").digits
        ('7,000–15,000', '60–70%, best 65%')
        >>> Number.make("range", 39000, 44000, level=95).digits
        '39,000–44,000 (95% interval)'
        """
        sign = "%" if self.unit == "percent" else ""
        if self.qualifier == "range":
            best = "" if self.best is None else f", best {grouped(self.best)}{sign}"
            level = "" if self.level is None else f" ({self.level}% interval)"
            return f"{grouped(self.low)}–{grouped(self.high)}{sign}{best}{level}"
        return f"{grouped(self.size)}{sign}"

    def __str__(self) -> str:
        """As people read it, the hedge always written out: "about 20,600"."""
        return f"{self.hedge} {self.digits}" if self.hedge else self.digits

    @property
    def ends(self) -> str:
        """A range's kind, as files have it: the level by which it is an interval, or "stated"; empty for no range.

        >>> Number.make("range", 39000, 44000, level=95).ends, Number.make("range", 7000, 15000).ends
        ('95', 'stated')
        """
        if self.qualifier != "range":
            return ""
        return "stated" if self.level is None else str(self.level)

    @property
    def interval(self) -> Interval:
        """How the rules read it (DESIGN.md, section 3, *reading a hedge*). Raises KeyError for an unknown qualifier.

        Rule: exact b is [b, b]; about b is b ± half a unit of its last non-zero digit; nearly b goes from b less half
        such a unit, 1 at least, to b−1; at least b is [b, ∞), more than b [b+1, ∞), up to b [0, b], fewer than b
        [0, b−1]; a range is [low, high].

        >>> Number.make("about", 20600).interval, Number.make("more_than", 450).interval
        (Interval(low=20550, high=20650), Interval(low=451, high=None))
        >>> Number.make("nearly", 20600).interval
        Interval(low=20550, high=20599)
        >>> Number.make("fewer_than", 0).interval
        Traceback (most recent call last):
            ...
        ValueError: No count lies from 0 to -1.
        """
        match self.qualifier:
            case "exact":
                return Interval(self.best, self.best)
            case "about":
                half = last_digit_unit(self.best) // 2
                return Interval(self.best - half, self.best + half)
            case "nearly":
                return Interval(max(self.best - max(last_digit_unit(self.best) // 2, 1), 0), self.best - 1)
            case "at_least":
                return Interval(self.low)
            case "more_than":
                return Interval(self.low + 1)
            case "up_to":
                return Interval(0, self.high)
            case "fewer_than":
                return Interval(0, self.high - 1)
            case "range":
                return Interval(self.low, self.high)
        raise KeyError(self.qualifier)

    @property
    def stated(self) -> Interval:
        """The reading without the margin that the rules give to "about" and "nearly": nobody stated one.

        >>> Number.make("about", 20600).stated
        Interval(low=20600, high=20600)
        """
        return Interval(self.best, self.best) if self.is_rounded else self.interval

    @property
    def surely(self) -> Interval:
        """The reading as far as nothing can lie outside it: an interval with a level has no hard ends.

        >>> Number.make("range", 39000, 44000, level=95).surely, Number.make("range", 39000, 44000).surely
        (Interval(low=0, high=None), Interval(low=39000, high=44000))
        """
        return self.interval if self.level is None else Interval(0)

    @property
    def floor(self) -> str:
        """What a running total still says of a later day, in words; empty where it has no lower end.

        >>> Number.make("exact", 1351).floor, Number.make("about", 1000).floor, Number.make("range", 7000, 15000).floor
        ('at least 1,351', 'at least about 1,000', 'at least 7,000')
        >>> Number.make("more_than", 450).floor, Number.make("up_to", 40000).floor
        ('more than 450', '')
        """
        sign = "%" if self.unit == "percent" else ""
        match self.qualifier:
            case "exact" | "about" | "nearly":
                return f"at least {self}"
            case "at_least" | "more_than":
                return str(self)
            case "range":
                return f"at least {grouped(self.low)}{sign}"
        return ""

    def problems(self) -> Iterator[NumberProblem]:
        """Every rule that it breaks; nothing for a good number. Rule: DESIGN.md, section 2, as in the database.

        >>> list(Number("range", low=15000, high=7000).problems())
        [NumberProblem(field='low', code='order', other='high')]
        >>> [problem.code for problem in Number("about", low=5, unit="percent").problems()]
        ['unexpected', 'missing']
        """
        yield from self._misfits()
        for lower, upper in (("low", "best"), ("best", "high"), ("low", "high")):
            least, most = getattr(self, lower), getattr(self, upper)
            if None not in (least, most) and least > most:
                yield NumberProblem(lower, "order", upper)
        for qualifier, name in (("fewer_than", "high"), ("nearly", "best")):
            if self.qualifier == qualifier and getattr(self, name) == 0:
                yield NumberProblem(name, "below zero")
        if self.level is not None and (self.qualifier != "range" or self.level not in LEVELS):
            yield NumberProblem("interval", "level")
        if self.unit == "percent":
            for name in VALUES:
                if (getattr(self, name) or 0) > 100:
                    yield NumberProblem(name, "percentage")

    def _misfits(self) -> Iterator[NumberProblem]:
        """Values that the qualifier needs and lacks, or has no place for."""
        if self.qualifier not in NEEDED:
            yield NumberProblem("qualifier", "unknown")
            return
        optional = OPTIONAL.get(self.qualifier, frozenset())
        for name in VALUES:
            is_needed = name in NEEDED[self.qualifier]
            if getattr(self, name) is None:
                if is_needed:
                    yield NumberProblem(name, "missing")
            elif not is_needed and name not in optional:
                yield NumberProblem(name, "unexpected")
