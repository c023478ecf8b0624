"""One numeral, as "20 600" or "1.2": what it can mean, with or without a unit such as "thousand" after it."""

from dataclasses import dataclass

from reports.rules.number import LARGEST_COUNT, grouped

from .results import ParseError, ParseFailure

# Signs that only ever part groups of three. A point and a comma part groups in some countries, decimals in others.
_GROUPS_ONLY = {" ", "'"}
_MOST_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in plain characters: runs of digits with one separator between each two.

    ``whole`` is its value if its separators part groups of three, None if they cannot. ``decimal`` is (digits, places)
    if the last of them is a decimal sign, None if it cannot be: (12, 1) for "1.2". ``unit`` (1,000 or 1,000,000) and
    ``percent`` are what stands after it.
    """

    text: str
    whole: int | None
    decimal: tuple[int, int] | None
    unit: int | None = None
    percent: bool = False

    def value(self, unit: int = 1, percent: bool = False) -> int:
        """The number that it means before a ``unit`` of 1, 1,000 or 1,000,000, or a percent sign. Raises ParseError.

        A bare count has no decimals, so that "1.351" is 1,351; with a unit or a percent sign it could be either.
        """
        decimals = percent or unit != 1
        if self.whole is not None and (self.decimal is None or not decimals):
            return _within(self.whole * unit)
        if self.decimal is None:
            raise ParseError(ParseFailure.GROUPS, words=self.text)
        digits, places = self.decimal
        if self.whole is not None:
            self._could_be(digits * unit, places, self.whole * unit)
        if places == 3 and digits >= 1000:  # "1351,200", "1.351,200": a decimal, or groups parted in two ways
            self._could_be(digits * unit, places, digits * unit)
        if not decimals and self._may_miss_a_digit:
            raise ParseError(ParseFailure.DECIMAL_OR_GROUPS, self._as_decimal(), grouped(digits), words=self.text)
        value, rest = divmod(digits * unit, 10**places)
        if rest:
            raise ParseError(ParseFailure.NOT_WHOLE, words=self.text)
        return _within(value)

    def possible(self, unit: int) -> set[int]:
        """Every whole number that it could mean before ``unit``."""
        values = set() if self.whole is None else {self.whole * unit}
        if self.decimal is not None:
            value, rest = divmod(self.decimal[0] * unit, 10 ** self.decimal[1])
            values |= set() if rest else {value}
        return values

    @property
    def _may_miss_a_digit(self) -> bool:
        """Whether it has one separator as groups have it, but not three digits after it: "1.35", "12,34"."""
        first, *others = self.text.replace(",", ".").split(".")
        return len(others) == 1 and len(first) <= 3 and first.isdecimal() and first != "0"

    def _as_decimal(self) -> str:
        digits, places = self.decimal
        return f"{digits // 10**places}.{digits % 10**places:0{places}}"

    def _could_be(self, digits: int, places: int, whole: int) -> None:
        value, rest = divmod(digits, 10**places)
        first = grouped(value) if not rest else f"{grouped(value)}.{rest:0{places}}"
        raise ParseError(ParseFailure.TWO_READINGS, first, grouped(whole), words=self.text)


def parse_numeral(text: str, unit: int | None = None, percent: bool = False) -> Numeral:
    """Reads ``text``, digits with single separators between (" ", "'", "." or ","). Raises ParseError.

    >>> parse_numeral("1.351")
    Numeral(text='1.351', whole=1351, decimal=(1351, 3), unit=None, percent=False)
    """
    runs, separators = [""], []
    for character in text:
        if character.isdecimal():
            runs[-1] += character
        else:
            separators.append(character)
            runs.append("")
    digits = "".join(runs)
    if len(digits) > _MOST_DIGITS:
        raise ParseError(ParseFailure.TOO_LARGE)
    decimal = None
    if separators and separators[-1] not in _GROUPS_ONLY and _is_whole(runs[:-1], separators[:-1], separators[-1]):
        decimal = int(digits), len(runs[-1])
    whole = int(digits) if _is_whole(runs, separators) else None
    if whole is decimal is None and runs[0][0] == "0":
        raise ParseError(ParseFailure.LEADING_ZERO, words=text)
    return Numeral(text, whole, decimal, unit, percent)


def _is_whole(runs: list[str], separators: list[str], besides: str = "") -> bool:
    """Whether the runs are one whole number: plain digits, or groups of three with one sign, not ``besides``."""
    first, *others = runs
    if first[0] == "0":
        return first == "0" and not others
    if not others:
        return True
    is_one_sign = len({*separators}) == 1 and separators[0] != besides
    return is_one_sign and len(first) <= 3 and all(len(run) == 3 for run in others)


def _within(value: int) -> int:
    if value > LARGEST_COUNT:
        raise ParseError(ParseFailure.TOO_LARGE)
    return value
