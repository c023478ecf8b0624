"""A number in its party's own words: the hedge always written out, no midpoint ever made up (DESIGN.md, section 3)."""

from dataclasses import dataclass

_BEFORE = {
    "exact": "",
    "about": "about",
    "at_least": "at least",
    "more_than": "more than",
    "up_to": "up to",
    "fewer_than": "fewer than",
    "range": "",
}


@dataclass(frozen=True, slots=True)
class HedgedNumber:
    """A number as people read it: ``hedge`` ("about", or nothing) and ``number`` ("20,600", "7,000–15,000")."""

    hedge: str
    number: str

    def __str__(self) -> str:
        return f"{self.hedge} {self.number}" if self.hedge else self.number


def grouped(count: int) -> str:
    """A count with its thousands set apart.

    >>> grouped(1475270)
    '1,475,270'
    """
    return f"{count:,}"


def in_words(qualifier: str, low: int | None, best: int | None, high: int | None, unit: str = "people") -> HedgedNumber:
    """The hedged number of a figure or variant. ``unit`` is people, items or percent.

    A range shows a best value only where the party named one. Raises KeyError for an unknown qualifier.

    >>> str(in_words("about", None, 20600, None))
    'about 20,600'
    >>> str(in_words("range", 7000, None, 15000))
    '7,000–15,000'
    >>> str(in_words("up_to", None, None, 70, "percent"))
    'up to 70%'
    """
    sign = "%" if unit == "percent" else ""
    hedge = _BEFORE[qualifier]
    if qualifier == "range":
        number = f"{grouped(low)}–{grouped(high)}{sign}"
        return HedgedNumber(hedge, number if best is None else f"{number}, best {grouped(best)}{sign}")
    (value,) = (value for value in (low, best, high) if value is not None)
    return HedgedNumber(hedge, f"{grouped(value)}{sign}")


def as_floor(qualifier: str, low: int | None, best: int | None, high: int | None, unit: str = "people") -> str:
    """What a running total still says of a later day, in words; empty where it had no lower end.

    >>> as_floor("exact", None, 1351, None), as_floor("about", None, 1000, None), as_floor("range", 7000, None, 15000)
    ('at least 1,351', 'at least about 1,000', 'at least 7,000')
    >>> as_floor("more_than", 450, None, None), as_floor("up_to", None, None, 40000)
    ('more than 450', '')
    """
    sign = "%" if unit == "percent" else ""
    match qualifier:
        case "exact":
            return f"at least {grouped(best)}{sign}"
        case "about":
            return f"at least about {grouped(best)}{sign}"
        case "more_than":
            return f"more than {grouped(low)}{sign}"
        case "at_least" | "range":
            return f"at least {grouped(low)}{sign}"
    return ""
