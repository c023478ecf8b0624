"""Reading one CSV file: every fault of form, and the line on which a row starts."""

from pathlib import Path

import pytest

from reports.imports.csv_tables import read_csv

HEADER = ("a", "b", "c")


def read(tmp_path: Path, content: bytes) -> tuple[list[tuple[int, list[str]]] | None, list[str]]:
    file = tmp_path / "some.csv"
    file.write_bytes(content)
    rows, problems = read_csv(file, HEADER)
    return rows, [str(each) for each in problems]


def test_rows_and_the_lines_on_which_they_start(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, 'a,b,c\n1,"two\nlines",3\r\n4,"a ""quoted"" word",є\n'.encode())
    assert problems == []
    assert rows == [(2, ["1", "two\nlines", "3"]), (4, ["4", 'a "quoted" word', "є"])]


def test_line_ends_of_another_system(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,b,c\r\n1,2,3\r\n") == ([(2, ["1", "2", "3"])], [])


def test_no_line_end_at_the_end(tmp_path: Path) -> None:
    assert read(tmp_path, b"a,b,c\n1,2,3") == ([(2, ["1", "2", "3"])], [])


WRONG_AS_A_WHOLE = [
    (b"", "some.csv: is empty; write what the file is to hold"),
    (b"  \n\n", "some.csv: is empty; write what the file is to hold"),
    (b"a,b,c\n1,\xff,3\n", 'some.csv:2: byte 3: "0xff" is not UTF-8; write the file as UTF-8'),
    ("a,b,c\n1,ї,3\n".encode("cp1251"), 'some.csv:2: byte 3: "0xbf" is not UTF-8; write the file as UTF-8'),
    ("a,b,c\n".encode("utf-16"), "some.csv:1: byte 1: is not UTF-8 but UTF-16; write the file as UTF-8"),
    (b"a,b,c\n1,\x00,3\n", 'some.csv:2: "\\u0000" is a NUL character; write text without it'),
    (b"a,c\n1,3\n", "some.csv:1: b: is a column that is missing; write the header a,b,c"),
    (b"a,b,c,d\n", "some.csv:1: d: is a column that this file does not have; write the header a,b,c"),
    (b"a,b,c,b\n", "some.csv:1: b: is a column that stands here twice; write the header a,b,c"),
    (b"b,a,c\n", 'some.csv:1: "b,a,c" has another order; write the header a,b,c'),
    (b"a;b;c\n", "some.csv:1: a;b;c: is a column that this file does not have; write the header a,b,c"),
]


@pytest.mark.parametrize(("content", "problem"), WRONG_AS_A_WHOLE)
def test_a_file_that_cannot_be_used(tmp_path: Path, content: bytes, problem: str) -> None:
    rows, problems = read(tmp_path, content)
    assert rows is None
    assert problems[0] == problem


def test_missing_and_extra_columns_are_all_named(tmp_path: Path) -> None:
    _, problems = read(tmp_path, b"a,x,y\n")
    assert [problem.split(": ")[1] for problem in problems] == ["x", "y", "b", "c"]


MAY_BE_MISSING = [
    (b"a,b,c\n1,2,3\n", ["1", "2", "3"]),
    (b"a,c\n1,3\n", ["1", "", "3"]),
    (b"a,b\n1,2\n", ["1", "2", ""]),
    (b"a\n1\n", ["1", "", ""]),
]


@pytest.mark.parametrize(("content", "cells"), MAY_BE_MISSING)
def test_a_column_that_may_be_missing_is_empty_where_it_is(tmp_path: Path, content: bytes, cells: list[str]) -> None:
    file = tmp_path / "some.csv"
    file.write_bytes(content)
    rows, problems = read_csv(file, HEADER, ("b", "c"))
    assert problems == []
    assert rows == [(2, cells)]


WRONG_IN_PART = [
    (b"a,b\n1,2,3\n", 'some.csv:2: "1,2,3" has 3 cells; write 2 cells, one for each of a,b'),
    (b"a,b,c\n1,2\n", 'some.csv:2: c: "1,2" has 2 cells; write 3 cells, one for each of a,b,c'),
    (b"b,c\n", "some.csv:1: a: is a column that is missing; write the header a,b,c, of which b and c may be missing"),
    (b"b,a\n", 'some.csv:1: "b,a" has another order; write the header a,b,c, of which b and c may be missing'),
    (b"a,x\n", "some.csv:1: x: is a column that this file does not have; write the header a,b,c, of which "),
    (b"a,b,b\n", "some.csv:1: b: is a column that stands here twice; write the header a,b,c, of which "),
]


@pytest.mark.parametrize(("content", "problem"), WRONG_IN_PART)
def test_all_else_stays_as_strict_where_columns_may_be_missing(tmp_path: Path, content: bytes, problem: str) -> None:
    file = tmp_path / "some.csv"
    file.write_bytes(content)
    rows, (found,) = read_csv(file, HEADER, ("b", "c"))
    assert str(found).startswith(problem)
    assert not rows


def test_no_such_file(tmp_path: Path) -> None:
    rows, problems = read_csv(tmp_path / "none.csv", HEADER)
    assert rows is None
    assert [str(each) for each in problems] == [f"none.csv: is missing; write the file {tmp_path / 'none.csv'}"]


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "some.csv").mkdir()
    rows, (problem,) = read_csv(tmp_path / "some.csv", HEADER)
    assert rows is None
    assert "cannot be read" in str(problem)


def test_a_byte_order_mark_is_told_and_the_rest_still_read(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, b"\xef\xbb\xbfa,b,c\n1,2,3\n1,2\n")
    assert rows == [(2, ["1", "2", "3"])]
    assert problems[0] == 'some.csv:1: byte 1: "\\ufeff" is a byte-order mark; write UTF-8 without it'
    assert problems[1].startswith("some.csv:3: c: ")


BROKEN_ROWS = [
    (b"1,2\n", 'some.csv:3: c: "1,2" has 2 cells; write 3 cells, one for each of a,b,c'),
    (b"1,2,3,4\n", 'some.csv:3: "1,2,3,4" has 4 cells; write 3 cells, one for each of a,b,c'),
    (b"\n", "some.csv:3: is an empty line; write a row, or leave the line out"),
    (b'1,"2,3\n4,5,6\n', "some.csv:3: this row opens a quotation mark that is never closed; write "),
    (b'1,"2"x,3\n', "some.csv:3: this row has text after a closing quotation mark; write "),
]


@pytest.mark.parametrize(("row", "problem"), BROKEN_ROWS)
def test_a_row_of_another_form(tmp_path: Path, row: bytes, problem: str) -> None:
    rows, problems = read(tmp_path, b"a,b,c\n7,8,9\n" + row)
    assert rows == [(2, ["7", "8", "9"])]
    assert len(problems) == 1
    assert problems[0].startswith(problem)


def test_an_unclosed_quotation_before_a_long_rest(tmp_path: Path) -> None:
    _, problems = read(tmp_path, b'a,b,c\n1,"2,3\n' + b"4,5,6\n" * 50_000)
    assert [problem.split(";")[0] for problem in problems] == [
        "some.csv:2: this row opens a quotation mark that is never closed"
    ]


def test_a_long_cell_is_a_cell(tmp_path: Path) -> None:
    """Longer than the csv module takes unless told otherwise."""
    long = "x" * 200_000
    assert read(tmp_path, f"a,b,c\n1,{long},3\n4,5,6\n".encode()) == (
        [(2, ["1", long, "3"]), (3, ["4", "5", "6"])],
        [],
    )
