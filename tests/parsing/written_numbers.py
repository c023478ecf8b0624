"""Numbers as people write them, made with the truth about each: what it means, or in which two ways it can be read.

Nothing here comes from the readers: the truth is known because the text is made from it.
"""

from dataclasses import dataclass

from hypothesis import strategies as st

from reports.parsing.results import ParsedNumber, ParseFailure
from reports.rules.number import Number

NO_BREAK, NARROW, THIN = "\u00a0", "\u202f", "\u2009"
SPACES = (" ", NO_BREAK, NARROW, THIN, "\u2007")
DASHES = ("-", "–", "—", "‒", "‑", "−", "―")
FIELD = {
    **dict.fromkeys(("exact", "about", "nearly"), "best"),
    **dict.fromkeys(("at_least", "more_than"), "low"),
    **dict.fromkeys(("up_to", "fewer_than"), "high"),
}

# By language: before the number; what the words mean.
HEDGES = {
    "en": {
        "about": ("about", "around", "approximately", "some", "roughly", "~", "≈ ", "approx."),
        "nearly": ("nearly", "almost", "approaching", "just under"),
        "at_least": ("at least", "no fewer than", "not less than", "≥"),
        "more_than": ("more than", "over", "in excess of", "> "),
        "up_to": ("up to", "at most", "no more than", "≤ "),
        "fewer_than": ("fewer than", "less than", "under", "<"),
    },
    "uk": {
        "about": ("близько", "приблизно", "орієнтовно", "біля"),
        "nearly": ("майже",),
        "at_least": ("щонайменше", "не менше", "не менше ніж", "не менш як", "принаймні"),
        "more_than": ("понад", "більше", "більше ніж", "більш як"),
        "up_to": ("до", "не більше", "не більш ніж", "щонайбільше"),
        "fewer_than": ("менше", "менше ніж", "менш як"),
    },
    "ru": {
        "about": ("около", "примерно", "ориентировочно"),
        "nearly": ("почти",),
        "at_least": ("не менее", "не меньше", "по меньшей мере", "минимум"),
        "more_than": ("свыше", "более", "более чем", "больше"),
        "up_to": ("до", "не более", "не больше чем"),
        "fewer_than": ("менее", "менее чем", "меньше"),
    },
}
UNITS = {
    "en": {1_000: ("thousand", "k", "thousands"), 1_000_000: ("million", "mln")},
    "uk": {1_000: ("тис.", "тис", "тисяч", "тисячі"), 1_000_000: ("млн", "мільйонів", "мільйона")},
    "ru": {1_000: ("тыс.", "тысяч"), 1_000_000: ("млн.", "миллиона")},
}
COUNTED = {
    "en": ("people", "persons", "soldiers", "units"),
    "uk": ("осіб", "од.", "військових"),
    "ru": ("человек", "ед."),
}
FROM_TO = {
    "en": (("from ", " to "), ("between ", " and "), ("", " to ")),
    "uk": (("від ", " до "), ("між ", " і ")),
    "ru": (("от ", " до "), ("между ", " и ")),
}
INTERVALS = (" ({}% interval)", ", {}% CI", "({}% confidence interval)")
LANGUAGES = st.sampled_from(sorted(HEDGES))


@dataclass(frozen=True)
class Amount:
    """``text`` and the one number that it means; or, where that is None, its two ``readings`` and why it is refused."""

    text: str
    value: int | None
    readings: tuple[str, ...] = ()
    why: ParseFailure | None = None


@dataclass(frozen=True)
class Written:
    """``text`` and what it is read as; or, where that is None, why it is refused, and its readings."""

    text: str
    expected: ParsedNumber | None
    why: ParseFailure | None = None
    readings: tuple[str, ...] = ()


def in_groups(value: int, separator: str) -> str:
    return f"{value:,}".replace(",", separator)


@st.composite
def bare(draw, least: int = 0, most: int = 2_147_483_647) -> Amount:
    """Plain or in groups of three, however these are parted: one reading."""
    small = st.integers(least, 999) if least < 1000 else st.nothing()
    value = draw(small | st.integers(least, most))
    separator = draw(st.sampled_from(("", ",", ".", "'", "’", *SPACES)))
    return Amount(in_groups(value, separator), value)


@st.composite
def bare_decimal(draw) -> Amount:
    """One or two digits, or four, after a point or a comma, and no unit: a decimal, or groups gone wrong."""
    whole, places = draw(st.integers(1, 999)), draw(st.sampled_from((1, 2, 4)))
    rest = f"{draw(st.integers(0, 10**places - 1)):0{places}}"
    readings = f"{whole}.{rest}", f"{int(f'{whole}{rest}'):,}"
    return Amount(f"{whole}{draw(st.sampled_from('.,'))}{rest}", None, readings, ParseFailure.DECIMAL_OR_GROUPS)


@st.composite
def with_unit(draw, language: str) -> Amount:
    """A number of thousands or millions, perhaps with decimals."""
    unit = draw(st.sampled_from((1_000, 1_000_000)))
    name = draw(st.sampled_from(UNITS[language][unit]))
    gap = draw(st.sampled_from(("", *SPACES)))
    sign = draw(st.sampled_from(".,"))
    form = draw(st.sampled_from(("whole", "decimal", "three places", "below one", "grouped")))
    if form == "whole":
        count = draw(st.integers(0, 999))
        return Amount(f"{count}{gap}{name}", count * unit)
    if form == "decimal":
        whole, places = draw(st.integers(0, 999)), draw(st.sampled_from((1, 2)))
        rest = draw(st.integers(0, 10**places - 1))
        return Amount(f"{whole}{sign}{rest:0{places}}{gap}{name}", whole * unit + rest * unit // 10**places)
    if form == "below one":
        rest = draw(st.integers(0, 999))
        return Amount(f"0{sign}{rest:03}{gap}{name}", rest * unit // 1000)
    whole, rest = draw(st.integers(1, 999 if unit == 1_000 else 1)), draw(st.integers(0, 999))
    groups = whole * 1000 + rest
    if form == "grouped":
        space = draw(st.sampled_from((*SPACES, "'")))
        return Amount(f"{whole}{space}{rest:03}{gap}{name}", groups * unit)
    readings = f"{groups * unit // 1000:,}", f"{groups * unit:,}"
    return Amount(f"{whole}{sign}{rest:03}{gap}{name}", None, readings, ParseFailure.TWO_READINGS)


@st.composite
def gains(draw) -> tuple[str, int | None]:
    if draw(st.booleans()):
        return "", None
    gain = draw(st.integers(0, 3_000))
    return draw(st.sampled_from(("(+{})", " (+{})", " ( + {} )"))).format(gain), gain


@st.composite
def hedged(draw) -> Written:
    """value x grouping x hedge x language x unit, with what is counted and the gain of the day."""
    language = draw(LANGUAGES)
    amount = draw(st.one_of(bare(), bare(), with_unit(language), bare_decimal()))
    qualifier = draw(st.sampled_from(sorted(FIELD)))
    counted = draw(st.sampled_from(("", *(f" {word}" for word in COUNTED[language]))))
    gain_text, gain = draw(gains())
    form = draw(st.sampled_from(("before", "plus"))) if qualifier == "at_least" else "before"
    before = draw(st.sampled_from(HEDGES[language][qualifier])) if qualifier != "exact" and form == "before" else ""
    if before and before[-1].isalpha():
        before += " "
    if draw(st.booleans()):
        before = before[:1].upper() + before[1:]
    text = f"{before}{amount.text}{'+' if form == 'plus' else ''}{gain_text}{counted}"
    if amount.value is None:
        return Written(text, None, amount.why, amount.readings)
    if qualifier in ("fewer_than", "nearly") and not amount.value:
        return Written(text, None, ParseFailure.BELOW_ZERO)
    return Written(text, ParsedNumber(Number.make(qualifier, amount.value), gain))


@st.composite
def ranges(draw) -> Written:
    """Two ends with any dash or words between. A first end below 1,000 may be short for thousands: two readings."""
    language = draw(LANGUAGES)
    low, high = sorted((draw(bare(1)), draw(bare(1))), key=lambda each: each.value)
    opening, joining = draw(
        st.sampled_from((*FROM_TO[language], *(("", f"{gap}{dash}{gap}") for gap in ("", " ") for dash in DASHES)))
    )
    level = draw(st.none() | st.integers(1, 99))
    words = "" if level is None else draw(st.sampled_from(INTERVALS)).format(level)
    text = f"{opening}{low.text}{joining}{high.text}{words}"
    if low.value < 1000 and low.value * 1000 <= high.value:
        readings = tuple(f"{end:,}–{high.value:,}" for end in (low.value, low.value * 1000))
        return Written(text, None, ParseFailure.TWO_READINGS, readings)
    return Written(text, ParsedNumber(Number.make("range", low.value, high.value, level=level)))


@st.composite
def ranges_of_units(draw) -> Written:
    """ "7–15 thousand": the unit after the second end is the first end's too."""
    language = draw(LANGUAGES)
    unit = draw(st.sampled_from((1_000, 1_000_000)))
    low, high = sorted((draw(st.integers(1, 999)), draw(st.integers(1, 999))))
    opening, joining = draw(st.sampled_from((*FROM_TO[language], *(("", dash) for dash in DASHES))))
    name = draw(st.sampled_from(UNITS[language][unit]))
    first_unit = draw(st.sampled_from(("", f" {name}")))
    text = f"{opening}{low}{first_unit}{joining}{high} {name}"
    return Written(text, ParsedNumber(Number.make("range", low * unit, high * unit)))


@st.composite
def two_hedges(draw) -> Written:
    """ "About more than 5": no record keeps both."""
    language = draw(LANGUAGES)
    first, second = draw(st.permutations(sorted(HEDGES[language])).map(lambda each: each[:2]))
    words = (draw(st.sampled_from(HEDGES[language][each])) for each in (first, second))
    text = f"{' '.join(words)} {draw(bare()).text}"
    return Written(text, None, ParseFailure.HEDGES_DIFFER, tuple(sorted((first, second))))
