"""Tables as CSV, byte for byte: line ends, quotation marks, nothing for None, and no formula for a spreadsheet."""

import csv
import doctest
import io
from datetime import date

import pytest
from django.utils.translation import gettext_lazy

from reports.publishing import export_tables
from reports.publishing.export_tables import as_cell, csv_response


def test_examples_in_the_docstrings() -> None:
    assert doctest.testmod(export_tables) == (0, 2)


def test_a_table_byte_for_byte() -> None:
    rows = [
        [date(2022, 3, 25), "exact", 1351, None, True, "14 ألف قتيل"],
        (date(2022, 3, 26), "he said “no”", -540, 13.6195, False, 'a "b", c\nd'),
    ]
    answer = csv_response("losses", ["day", "words", "count", "percent", "known", "note"], rows)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="losses.csv"'
    assert (
        answer.content
        == (
            "day,words,count,percent,known,note\r\n"
            "2022-03-25,exact,1351,,true,14 ألف قتيل\r\n"
            '2022-03-26,he said “no”,-540,13.6195,false,"a ""b"", c\nd"\r\n'
        ).encode()
    )


def test_a_table_without_rows_has_its_header() -> None:
    assert csv_response("none", ["a", "b"], []).content == b"a,b\r\n"


@pytest.mark.parametrize("first", list("=+-@\t\r\n＝＋－＠"))
def test_no_text_is_a_formula(first: str) -> None:
    text = f"{first}HYPERLINK(1,2)"
    assert as_cell(text) == f"'{text}"
    answer = csv_response("x", ["words"], [[text]])
    assert list(csv.reader(io.StringIO(answer.content.decode(), newline=""))) == [["words"], [f"'{text}"]]


@pytest.mark.parametrize("text", ["", "−540", "about 20,600", "'=1", "1-2", "–5", "a=b"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert as_cell(text) == text


def test_numbers_are_no_texts() -> None:
    assert [as_cell(value) for value in (-1934, 0, -0.5, gettext_lazy("Variants"))] == [
        "-1934",
        "0",
        "-0.5",
        "Variants",
    ]


def test_what_is_no_cell_is_refused() -> None:
    with pytest.raises(TypeError, match="No cell"):
        csv_response("x", ["a"], [[object()]])
    with pytest.raises(ValueError, match="zip"):
        csv_response("x", ["a", "b"], [["only one"]])
