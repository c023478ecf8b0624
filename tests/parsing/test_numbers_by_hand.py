"""Numbers as they stand in bulletins, reports and newspapers, one by one."""

import unicodedata

import pytest

from reports.parsing.number_reader import LONGEST, read_number
from reports.parsing.results import ParsedNumber, ParseError, ParseFailure
from reports.rules.number import Number

READ = {
    "0": "0",
    "1351": "1,351",
    "1,351": "1,351",
    "1 351": "1,351",
    "1\u00a0351": "1,351",
    "1\u202f351": "1,351",
    "1\u2009351": "1,351",
    "1.351": "1,351",
    "1'351": "1,351",
    "1’351": "1,351",
    " 1,351. ": "1,351",
    "“1,351”": "1,351",
    "1 475 270": "1,475,270",
    "1,351 persons": "1,351",
    "2147483647": "2,147,483,647",
    "1\u200b351\u200e": "1,351",
    "~20,600": "about 20,600",
    "≈ 20 600": "about 20,600",
    "About 1,000": "about 1,000",
    "approx. 20600": "about 20,600",
    "ca. 40.000": "about 40,000",
    "some 648,000": "about 648,000",
    "20,600 or so": "about 20,600",
    "близько 20600 осіб": "about 20,600",
    "орієнтовно 20 600": "about 20,600",
    "около 20 тысяч": "about 20,000",
    "about 20 thousand people": "about 20,000",
    "~20,6 тис.": "about 20,600",
    "20 600+": "at least 20,600",
    "20k+": "at least 20,000",
    "20+ thousand": "at least 20,000",
    "at least 1,083": "at least 1,083",
    "≥ 1083": "at least 1,083",
    ">= 1083": "at least 1,083",
    "1,083 or more": "at least 1,083",
    "1083 або більше": "at least 1,083",
    "не менше ніж 5 тис.": "at least 5,000",
    "не менее 15,5 тысяч": "at least 15,500",
    "щонайменше 30 тисяч": "at least 30,000",
    unicodedata.normalize("NFD", "щонайменше 30 тисяч"): "at least 30,000",
    "at least 20,600+": "at least 20,600",
    "more than 2,000": "more than 2,000",
    "over 13.7 thousand": "more than 13,700",
    "> 450": "more than 450",
    "понад 5 тис.": "more than 5,000",
    "Понад 5 тис. осіб": "more than 5,000",
    "більше ніж 1,2 млн": "more than 1,200,000",
    "свыше 6 тыс.": "more than 6,000",
    "более 16 000 человек": "more than 16,000",
    "just over 1,350,000": "more than 1,350,000",
    "slightly more than 20,000": "more than 20,000",
    "just under 1,350,000": "fewer than 1,350,000",
    "slightly under 20,000": "fewer than 20,000",
    "just short of 20,000": "fewer than 20,000",
    "circa 1.35m": "about 1,350,000",
    "c. 20,600": "about 20,600",
    "трохи менше 20 тис.": "fewer than 20,000",
    "чуть более 20 тыс.": "more than 20,000",
    "up to 40,000": "up to 40,000",
    "до 40 000": "up to 40,000",
    "no more than 100": "up to 100",
    "не більше 100": "up to 100",
    "не более 100": "up to 100",
    "as many as 120,000": "up to 120,000",
    "up to 70%": "up to 70%",
    "up to 70 percent": "up to 70%",
    "fewer than 300": "fewer than 300",
    "less than 80 thousand": "fewer than 80,000",
    "менше 80 тис.": "fewer than 80,000",
    "менее 80 тыс": "fewer than 80,000",
    "<5": "fewer than 5",
    "7,000–15,000": "7,000–15,000",
    "7.000-15.000": "7,000–15,000",
    "7 000 — 15 000": "7,000–15,000",
    "7000−15000": "7,000–15,000",
    "7-15 thousand": "7,000–15,000",
    "7–15k": "7,000–15,000",
    "7k-15k": "7,000–15,000",
    "7,000 to 15 thousand": "7,000–15,000",
    "900 thousand to 1.2 million": "900,000–1,200,000",
    "from 7,000 to 15,000": "7,000–15,000",
    "between 7,000 and 15,000": "7,000–15,000",
    "between 15,500-17,500": "15,500–17,500",
    "60 to 100": "60–100",
    "500-2,000": "500–2,000",
    "від 7 до 15 тис.": "7,000–15,000",
    "між 7 і 15 тис.": "7,000–15,000",
    "от 7 до 15 тыс.": "7,000–15,000",
    "между 7 000 и 15 000": "7,000–15,000",
    "7–15%": "7–15%",
    "10,000–20,000, best 15,000": "10,000–20,000, best 15,000",
    "10–20 тис. (найімовірніше 15 тис.)": "10,000–20,000, best 15,000",
    "5k": "5,000",
    "5к": "5,000",
    "1.2 million": "1,200,000",
    "0.5 million": "500,000",
    "1 351 тис.": "1,351,000",
    "1.351,5 тис.": "1,351,500",
    "٢٠٦٠٠": "20,600",
    "١٬٣٥١": "1,351",
    "１３５１": "1,351",
}  # fmt: skip


@pytest.mark.parametrize(("text", "read_as"), READ.items())
def test_it_is_read_and_shown_back(text: str, read_as: str) -> None:
    assert str(read_number(text).number) == read_as


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,351", ParsedNumber(Number("exact", best=1351))),
        ("~1,351", ParsedNumber(Number("about", best=1351))),
        ("1,351+", ParsedNumber(Number("at_least", low=1351))),
        (">1,351", ParsedNumber(Number("more_than", low=1351))),
        ("до 1351", ParsedNumber(Number("up_to", high=1351))),
        ("<1351", ParsedNumber(Number("fewer_than", high=1351))),
        ("1-2", ParsedNumber(Number("range", low=1, high=2))),
        ("1-3, best 2", ParsedNumber(Number("range", low=1, best=2, high=3))),
        ("up to 70%", ParsedNumber(Number("up_to", high=70, unit="percent"))),
        ("20600 (+300)", ParsedNumber(Number("exact", best=20600), 300)),
        ("790(+0)", ParsedNumber(Number("exact", best=790), 0)),
        ("about 20600 (+1 020) persons", ParsedNumber(Number("about", best=20600), 1020)),
        ("близько 20600 осіб (+300 за добу)", ParsedNumber(Number("about", best=20600), 300)),
        ("20 600+ (+300)", ParsedNumber(Number("at_least", low=20600), 300)),
        ("339 (+0). од.", ParsedNumber(Number("exact", best=339), 0)),
        ("790 (−2)", ParsedNumber(Number("exact", best=790), -2)),
    ],
)
def test_the_fields_of_each_hedge(text: str, number: ParsedNumber) -> None:
    assert read_number(text) == number


REFUSED = [
    ("", ParseFailure.EMPTY, ()),
    (" \u200b\t", ParseFailure.EMPTY, ()),
    ("1" * (LONGEST + 1), ParseFailure.TOO_LONG, ()),
    ("1\x00351", ParseFailure.CHARACTER, ()),
    ("5²", ParseFailure.CHARACTER, ()),
    ("½ million", ParseFailure.CHARACTER, ()),
    ("1\u0336351", ParseFailure.CHARACTER, ()),  # struck through
    ("\u202e1531", ParseFailure.CHARACTER, ()),  # turned around
    ("1️⃣", ParseFailure.CHARACTER, ()),
    ("1٣51", ParseFailure.MIXED_DIGITS, ()),
    ("one million", ParseFailure.NO_DIGITS, ()),
    ("hundreds", ParseFailure.VAGUE, ()),
    ("dozens of people", ParseFailure.VAGUE, ()),
    ("сотні", ParseFailure.VAGUE, ()),
    ("несколько тысяч", ParseFailure.VAGUE, ()),
    ("1.35", ParseFailure.DECIMAL_OR_GROUPS, ("1.35", "135")),
    ("1,35", ParseFailure.DECIMAL_OR_GROUPS, ("1.35", "135")),
    ("12,34", ParseFailure.DECIMAL_OR_GROUPS, ("12.34", "1,234")),
    ("1,3512", ParseFailure.DECIMAL_OR_GROUPS, ("1.3512", "13,512")),
    ("1.351 тис.", ParseFailure.TWO_READINGS, ("1,351", "1,351,000")),
    ("20,600k", ParseFailure.TWO_READINGS, ("20,600", "20,600,000")),
    ("1.351,200", ParseFailure.TWO_READINGS, ("1,351.200", "1,351,200")),
    ("1351,200", ParseFailure.TWO_READINGS, ("1,351.200", "1,351,200")),
    ("1.351%", ParseFailure.TWO_READINGS, ("1.351", "1,351")),
    ("nearly 20,000", ParseFailure.TWO_READINGS, ("fewer than 20,000", "about 20,000")),
    ("майже 20 000", ParseFailure.TWO_READINGS, ("fewer than 20,000", "about 20,000")),
    ("10–15,000", ParseFailure.TWO_READINGS, ("10–15,000", "10,000–15,000")),
    ("1 200–1 500 thousand", ParseFailure.TWO_READINGS, ("1,200–1,500,000", "1,200,000–1,500,000")),
    ("1,351.5", ParseFailure.NOT_WHOLE, ()),
    ("1.2345 тис.", ParseFailure.NOT_WHOLE, ()),
    ("12.5%", ParseFailure.NOT_WHOLE, ()),
    ("0.351", ParseFailure.NOT_WHOLE, ()),
    ("1 35", ParseFailure.GROUPS, ()),
    ("20 60 0", ParseFailure.GROUPS, ()),
    ("1,00,000", ParseFailure.GROUPS, ()),
    ("1,351 200", ParseFailure.GROUPS, ()),
    ("18.04.22", ParseFailure.GROUPS, ()),
    ("007", ParseFailure.LEADING_ZERO, ()),
    ("0 351", ParseFailure.LEADING_ZERO, ()),
    ("2147483648", ParseFailure.TOO_LARGE, ()),
    ("2.2 million thousand", ParseFailure.UNKNOWN_WORDS, ()),
    ("2200 million", ParseFailure.TOO_LARGE, ()),
    ("9" * 150, ParseFailure.TOO_LARGE, ()),
    ("1000%", ParseFailure.OVER_A_HUNDRED, ()),
    ("70–101%", ParseFailure.OVER_A_HUNDRED, ()),
    ("-5", ParseFailure.NEGATIVE, ()),
    ("− 790", ParseFailure.NEGATIVE, ()),
    ("about -5", ParseFailure.NEGATIVE, ()),
    ("fewer than 0", ParseFailure.BELOW_ZERO, ()),
    ("менше 0", ParseFailure.BELOW_ZERO, ()),
    ("+300", ParseFailure.GAIN_ONLY, ()),
    ("5 тис. 200", ParseFailure.TWO_NUMBERS, ()),
    ("1,351 / 3,825", ParseFailure.UNKNOWN_WORDS, ()),
    ("1,351, 3,825", ParseFailure.TWO_NUMBERS, ()),
    ("1\t351", ParseFailure.TWO_NUMBERS, ()),
    ("from 7,000", ParseFailure.HALF_A_RANGE, ()),
    ("від 5 тис.", ParseFailure.HALF_A_RANGE, ()),
    ("between 7,000 or 15,000", ParseFailure.HALF_A_RANGE, ()),
    ("15,000–7,000", ParseFailure.REVERSED, ()),
    ("15-7 thousand", ParseFailure.REVERSED, ()),
    ("10,000–20,000, best 25,000", ParseFailure.BEST_OUTSIDE, ("25,000", "10,000–20,000")),
    ("about more than 5", ParseFailure.HEDGES_DIFFER, ("about", "more_than")),
    ("about 50,000 to 70,000", ParseFailure.HEDGES_DIFFER, ("about", "range")),
    ("more than 20 600+", ParseFailure.HEDGES_DIFFER, ("at_least", "more_than")),
    ("up to about 40,000", ParseFailure.HEDGES_DIFFER, ("about", "up_to")),
    ("790 (6)", ParseFailure.UNKNOWN_WORDS, ()),
    ("1,344 (+)", ParseFailure.UNKNOWN_WORDS, ()),
    ("20600 per day", ParseFailure.UNKNOWN_WORDS, ()),
    ("another 500", ParseFailure.UNKNOWN_WORDS, ()),
    ("not over 500", ParseFailure.UNKNOWN_WORDS, ()),
    (".5 million", ParseFailure.UNKNOWN_WORDS, ()),
    ("20 600 ± 500", ParseFailure.UNKNOWN_WORDS, ()),
    ("1,351?", ParseFailure.UNKNOWN_WORDS, ()),
    ("$5,000", ParseFailure.UNKNOWN_WORDS, ()),
    ("7 до 15", ParseFailure.UNKNOWN_WORDS, ()),
    ("5 hundred", ParseFailure.UNKNOWN_WORDS, ()),
    ("7%–15", ParseFailure.UNKNOWN_WORDS, ()),
]


@pytest.mark.parametrize(("text", "why", "readings"), REFUSED)
def test_it_is_refused_with_its_reason_and_its_readings(
    text: str, why: ParseFailure, readings: tuple[str, ...]
) -> None:
    read = read_number(text)
    assert isinstance(read, ParseError)
    assert (read.text, read.failure, read.readings) == (text, why, readings)


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len(READ) + len(REFUSED) >= 80


def test_every_reason_of_a_number_has_a_case() -> None:
    of_numbers = list(ParseFailure)[: list(ParseFailure).index(ParseFailure.NO_MEASURE)]
    assert {why for _, why, _ in REFUSED} == set(of_numbers)
