"""What the readers know of the site: its hedges, its measures, its limits; and what it says of their refusals."""

import doctest
import importlib
import pkgutil

import pytest

from reports import parsing as reading
from reports.imports.bulletins import orc_losses, petro_ivaniuk
from reports.models import Figure, Qualifier
from reports.parsing.bulletin_words import MEASURES, NAMES
from reports.parsing.bulletins import LAST_DAY_OF_VEHICLES_ALONE, read_bulletin
from reports.parsing.number_reader import read_number
from reports.parsing.number_words import CLOSE_TO, HEDGES, HEDGES_AFTER, SIGNS
from reports.parsing.results import ParsedNumber, ParseError, ParseFailure
from reports.rules.number import NEEDED, OPTIONAL, VALUES
from tests.bundled_files import rows_of


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        ("exact", "5"),
        ("about", "~5"),
        ("nearly", "almost 5"),
        ("at_least", "5+"),
        ("more_than", ">5"),
        ("up_to", "до 5"),
        ("fewer_than", "<5"),
        ("range", "5–7, best 6"),
    ],
)
def test_a_number_fills_the_fields_that_its_qualifier_takes(qualifier: str, text: str) -> None:
    number = read_number(text).number
    assert number.qualifier == Qualifier(qualifier)
    filled = {field for field in VALUES if getattr(number, field) is not None}
    assert filled == NEEDED[qualifier] | OPTIONAL.get(qualifier, set())
    figure = Figure(**number.columns)
    assert [getattr(figure, field) for field in VALUES] == [getattr(number, field) for field in VALUES]


def test_the_hedges_are_those_of_the_model() -> None:
    known = {*HEDGES.values(), *HEDGES_AFTER.values(), *SIGNS.values()} - {CLOSE_TO}
    assert known | {"exact", "range"} == set(Qualifier.values)


def test_the_measures_are_those_of_the_general_staff() -> None:
    transcribed = {*petro_ivaniuk.PERSONNEL.values(), *petro_ivaniuk.EQUIPMENT.values(), *orc_losses.MEASURES.values()}
    assert transcribed == MEASURES
    assert {row["measure_id"] for row in rows_of("measures.csv")} >= MEASURES
    assert orc_losses.LAST_DAY_OF_VEHICLES_ALONE == LAST_DAY_OF_VEHICLES_ALONE


@pytest.mark.parametrize("name", sorted(NAMES), ids=" ".join)
def test_each_name_is_read_as_its_measure(name: tuple[str, ...]) -> None:
    read = read_bulletin(f"from 24.02.22 to 18.04.22\n{' '.join(name)} – 1,351")
    measure, language = NAMES[name]
    (line,) = read.lines
    assert (line.measure.removeprefix("military-"), read.language) == (measure, language)


def test_the_words_of_the_data_set_are_read_as_its_numbers_or_refused() -> None:
    """All but the hedge, where an editor knew more than the words say: a count of names is a floor.

    The first round of the data had no "nearly" and has these as "fewer than".
    """
    read = [(row, read_number(row["wording"])) for row in rows_of("figures.csv") if row["wording"]]
    numbers = [(row, parsed.number) for row, parsed in read if isinstance(parsed, ParsedNumber)]
    for row, number in numbers:
        assert {number.low, number.best, number.high} - {None} == {int(row[field]) for field in VALUES if row[field]}
        first_round = {"fewer_than"} if number.qualifier == "nearly" else set()
        assert row["qualifier"] in {number.qualifier, "at_least", "about"} | first_round
    assert len(numbers) > 100


@pytest.mark.parametrize("failure", ParseFailure)
def test_every_refusal_has_a_sentence(failure: ParseFailure) -> None:
    readings = ("about", "more_than") if failure == ParseFailure.HEDGES_DIFFER else ("first", "second")
    sentence = str(ParseError(failure, *readings, words="100%"))
    assert sentence.endswith((".", "?"))
    assert "%(" not in sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1,35", "“1,35” could be a decimal, 1.35, or groups of digits, 135. Type the number that is meant."),
        ("1.351 тис.", "This can be read in two ways: 1,351 or 1,351,000. Type the one that is meant."),
        ("101%", "A share is at most 100%."),
        ("hundreds", "This names no number."),
        ("about more than 5", "A number keeps one hedge, and this has several: about, more than. Choose one."),
        ("5²", "The character U+00B2 may not stand in a number. Type the number by hand."),
        (
            "790 (6)",
            "“(6)” is not understood beside a number. If it says how large or how sure the number is, write that in "
            "other words; leave it out only if it does not.",
        ),
    ],
)
def test_the_sentence_names_what_hinders(text: str, sentence: str) -> None:
    assert str(read_number(text)) == sentence


@pytest.mark.parametrize("module", [module.name for module in pkgutil.iter_modules(reading.__path__)])
def test_the_examples_in_the_docstrings_are_true(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"{reading.__name__}.{module}")).failed == 0
