"""Whole bulletins: real days in several layouts read back figure by figure, and what cannot be read is told."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.parsing.bulletins import ParsedBulletin, read_bulletin
from reports.parsing.results import ParsedNumber, ParseFailure

from .bulletin_layouts import BULLETIN, ENGLISH, FIRST_DAY, LAYOUTS, NAMES, days, totals
from .written_numbers import DASHES, SPACES

REAL_DAYS = [
    date(2022, 2, 25),
    date(2022, 3, 7),
    date(2022, 4, 18),
    date(2022, 4, 30),
    date(2022, 5, 1),
    date(2022, 9, 27),
    date(2023, 9, 14),
    date(2024, 11, 23),
    date(2026, 5, 3),
    max(days()),
]


def numbers(read: ParsedBulletin) -> dict[str, ParsedNumber]:
    assert len({line.measure for line in read.lines}) == len(read.lines)
    return {line.measure: ParsedNumber(line.number, line.gain) for line in read.lines}


def why(read: ParsedBulletin) -> list[tuple[str, ParseFailure]]:
    return [(line.text, line.failure) for line in read.not_understood]


@pytest.mark.parametrize("day", REAL_DAYS, ids=str)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_of_a_real_day_is_read_back(layout: str, day: date) -> None:
    language, written = LAYOUTS[layout]
    text = written(day)
    read = read_bulletin(text)
    assert why(read) == []
    assert numbers(read) == {total.measure: total.read for total in totals(day)}
    assert (read.language, read.last_day) == (language, day)
    assert read.first_day == (None if read.days[0].startswith(("as of", "станом на")) else FIRST_DAY)
    assert all(line.text in text for line in read.lines)


def test_every_day_on_record_is_read_back_in_one_of_the_layouts() -> None:
    layouts = list(LAYOUTS.values())
    for number, day in enumerate(days()):
        read = read_bulletin(layouts[number % len(layouts)][1](day))
        assert read.not_understood == ()
        assert numbers(read) == {total.measure: total.read for total in totals(day)}
    assert len(days()) > 1_600


@st.composite
def written_loosely(draw) -> tuple[str, date]:
    """A real day with other dashes, spaces and separators than the bulletin's, from line to line."""
    day = draw(st.sampled_from(REAL_DAYS))
    name = draw(st.sampled_from((BULLETIN, ENGLISH)))
    hedges = {BULLETIN: ("близько", "понад"), ENGLISH: ("about", "more than")}[name]
    gaps = st.text(alphabet=SPACES, max_size=2)
    lines = []
    for total in totals(day):
        hedge = hedges[total.more_than] + " " if total.measure == "personnel-losses" else ""
        parted = draw(st.sampled_from((*DASHES, ":", "=")))
        group = draw(st.sampled_from(("", ",", ".", *SPACES)))
        gain = "" if total.gain is None else f"{draw(gaps)}({draw(gaps)}{total.gain:+d}{draw(gaps)})"
        bullet = draw(st.sampled_from(("", "- ", "• ", "▪️", "— ", "\t", "✅ ")))
        number = f"{total.number:,}".replace(",", group)
        lines.append(
            f"{bullet}{NAMES[total.measure][name]}{draw(gaps)}{parted}{draw(gaps)}{hedge}{number}{gain}"
            f"{draw(st.sampled_from(('', ',', ';', '.', ' ;')))}"
        )
    ends = draw(st.sampled_from(("\n", "\r\n", "\n\n", "\u2028")))
    return ends.join((f"from 24.02.22 to {day:%d.%m.%y}", *lines)), day


@given(written_loosely())
def test_separators_dashes_and_spaces_change_nothing(written: tuple[str, date]) -> None:
    text, day = written
    read = read_bulletin(text)
    assert why(read) == []
    assert numbers(read) == {total.measure: total.read for total in totals(day)}


def test_a_bulletin_as_a_newspaper_printed_it() -> None:
    """No year, dashes that touch the number, a stray point, prose around: the shape of September 2022."""
    read = read_bulletin(
        "Армія росії зазнає втрат. Загальні бойові втрати противника від 24.02 до 27.09 орієнтовно становлять:"
        " особового складу — близько 57750 (+550) осіб ліквідовано, танків —2306 (+16) од.,"
        " кораблів /катерів — 15 (+0) од., автомобільної техніки та автоцистерн — 3730 (+19)од.,"
        " спеціальної техніки — 131 (+0). од. Нагадаємо, противник здійснив близько 60 обстрілів."
    )
    assert {line.measure: (str(line.number), line.gain) for line in read.lines} == {
        "personnel-losses": ("about 57,750", 550),
        "tanks": ("2,306", 16),
        "ships": ("15", 0),
        "vehicles-and-fuel-tanks": ("3,730", 19),
        "special-equipment": ("131", 0),
    }
    assert why(read) == [
        ("від 24.02 до 27.09", ParseFailure.DAY_WITHOUT_YEAR),
        ("Нагадаємо, противник здійснив близько 60 обстрілів.", ParseFailure.NO_MEASURE),
    ]
    assert (read.first_day, read.last_day, read.days) == (None, None, ())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("засоби РЕБ – 114", ParseFailure.NO_MEASURE),
        ("пункти управління БПЛА - 984", ParseFailure.NO_MEASURE),
        ("ballistic missiles – 12", ParseFailure.NO_MEASURE),
        ("день 54", ParseFailure.NO_MEASURE),
        ("625 tanks", ParseFailure.NO_MEASURE),
        ("approximately tanks – 790", ParseFailure.NO_MEASURE),
        ("tanks and armoured vehicles – 790", ParseFailure.UNKNOWN_WORDS),
        ("tanks – 790, or more", ParseFailure.UNKNOWN_WORDS),
        ("tanks – 7,90", ParseFailure.DECIMAL_OR_GROUPS),
        ("tanks – - 790", ParseFailure.NEGATIVE),
        ("tanks – 790 (6)", ParseFailure.UNKNOWN_WORDS),
        ("tanks – 79%", ParseFailure.UNKNOWN_WORDS),
        ("tanks – from 7 to", ParseFailure.UNKNOWN_WORDS),
        ("tanks – 5 thous. 200", ParseFailure.UNKNOWN_WORDS),
        ("танків – 5 тис. 200 од.", ParseFailure.TWO_NUMBERS),
        ("tanks – +6", ParseFailure.GAIN_ONLY),
        ("РСЗВ –", ParseFailure.MEASURE_WITHOUT_NUMBER),
        ("tanks: being counted", ParseFailure.MEASURE_WITHOUT_NUMBER),
        ("on 18.04.22", ParseFailure.NO_MEASURE),
        ("from 24.02.22 to 31.04.22", ParseFailure.NO_SUCH_DAY),
        ("from 24.04.22 to 24.02.22", ParseFailure.DAYS_REVERSED),
        ("станом на 27.09", ParseFailure.DAY_WITHOUT_YEAR),
        ("vehicles – 1,487", ParseFailure.MEASURE_BY_DAY),
    ],
)
def test_what_is_not_understood_is_told_verbatim_beside_what_is(line: str, reason: ParseFailure) -> None:
    read = read_bulletin(f"ships – 8\n{line}\nhelicopters – 140 (+1)")
    assert why(read) == [(line, reason)]
    assert [each.measure for each in read.lines] == ["ships", "helicopters"]


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "#stoprussia #Україна", "❗️", "The enemy suffered losses.", "Дані уточнюються.", "Танки горять!"],
)
def test_text_without_a_digit_is_no_failure(text: str) -> None:
    assert read_bulletin(text) == ParsedBulletin()


def test_unknown_things_between_known_ones_on_one_line() -> None:
    read = read_bulletin("танків – 54, засобів РЕБ – 114, літаків – 2,041, та спеціальної техніки – 27")
    assert {line.measure: line.number.best for line in read.lines} == {
        "tanks": 54,
        "aircraft": 2041,
        "special-equipment": 27,
    }
    assert why(read) == [("засобів РЕБ – 114", ParseFailure.NO_MEASURE)]


@pytest.mark.parametrize(
    "text",
    [
        "Втрати ворога за даними Генштабу: танків – 790, кораблів – 8",
        "tanks 790, ships 8",
        "tanks – 790. Ships – 8.",
        "Tanks: 790; and ships: 8",
        "\ufeffTanks\t790\r\n\r\nShips\t8\r\n",
    ],
)
def test_headings_sentences_and_bare_spaces(text: str) -> None:
    read = read_bulletin(text)
    assert [(line.measure, line.number.best) for line in read.lines] == [("tanks", 790), ("ships", 8)]
    assert read.not_understood == ()


def test_letters_composed_of_two_characters_are_the_same_letters() -> None:
    """As some systems copy them: "й" as "и" and a breve."""
    text = LAYOUTS["Ukrainian"][1](date(2022, 4, 18))
    assert read_bulletin(normalize("NFD", text)) == read_bulletin(text)


def test_vehicles_alone_are_a_measure_of_the_first_weeks_only() -> None:
    by_day = {
        day: read_bulletin(f"from 24.02.22 to {day}\nvehicles – 1,487") for day in ("18.04.22", "30.04.22", "01.05.22")
    }
    assert [line.measure for day in ("18.04.22", "30.04.22") for line in by_day[day].lines] == ["military-vehicles"] * 2
    (told,) = by_day["01.05.22"].not_understood
    assert (told.failure, told.readings) == (
        ParseFailure.MEASURE_BY_DAY,
        ("military-vehicles", "vehicles-and-fuel-tanks"),
    )


def test_a_measure_with_two_numbers_is_told_and_with_one_number_twice_is_read() -> None:
    read = read_bulletin("tanks – 790\nships – 8\ntanks – 791\nкораблів – 8")
    assert [line.text for line in read.lines] == ["ships – 8"]
    assert why(read) == [("tanks – 790", ParseFailure.MEASURE_TWICE), ("tanks – 791", ParseFailure.MEASURE_TWICE)]


def test_a_number_twice_is_read_with_its_gain_unless_the_gains_differ() -> None:
    read = read_bulletin("tanks – 790\ntanks – 790 (+6)\nships – 8 (+1)\nкораблів – 8 (+2)")
    assert [(line.text, line.gain) for line in read.lines] == [("tanks – 790 (+6)", 6)]
    assert why(read) == [
        ("ships – 8 (+1)", ParseFailure.MEASURE_TWICE),
        ("кораблів – 8 (+2)", ParseFailure.MEASURE_TWICE),
    ]


@pytest.mark.parametrize(
    ("written", "number", "gain"),
    [
        ("11 369 +3", 11_369, 3),
        ("11369 +1 060,", 11_369, 1_060),
        ("11\u00a0369\u00a0+960", 11_369, 960),
        ("11,369\t+3", 11_369, 3),
        ("11369 + 3", None, None),
        ("11369+3", None, None),
        ("11369 +3 +4", None, None),
        ("11369 +3 (+4)", None, None),
    ],
)
def test_a_gain_without_brackets_has_its_plus_and_a_space_before_it(
    written: str, number: int | None, gain: int | None
) -> None:
    read = read_bulletin(f"tanks – {written}")
    assert [(line.number.best, line.gain) for line in read.lines] == ([(number, gain)] if number else [])
    assert len(read.not_understood) == (number is None)


def test_two_names_with_a_slash_are_one_line_if_they_name_one_thing() -> None:
    read = read_bulletin("танків / tanks – 790\nлітаків / tanks – 5\nboats / cutters – 8")
    assert [(line.measure, line.number.best) for line in read.lines] == [("tanks", 790), ("ships", 8)]
    assert why(read) == [("літаків / tanks – 5", ParseFailure.UNKNOWN_WORDS)]


def test_two_bulletins_at_once_have_no_day() -> None:
    read = read_bulletin("from 24.02.22 to 18.04.22\ntanks – 790\nfrom 24.02.22 to 19.04.22\nships – 8")
    assert (read.first_day, read.last_day, read.days) == (None, None, ())
    assert [reason for _, reason in why(read)] == [ParseFailure.DAYS_TWICE] * 2


def test_a_bulletin_in_both_languages_has_none() -> None:
    read = read_bulletin("tanks – 790\nлітаків – 165")
    assert (read.language, len(read.lines)) == ("", 2)
