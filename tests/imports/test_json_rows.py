"""Reading a JSON list of objects: the line of each object and key, and every fault of form."""

from pathlib import Path

import pytest

from reports.imports.json_rows import JsonRow, Unusable, read_json_rows


def read(tmp_path: Path, content: str | bytes) -> tuple[list[JsonRow], list[str]]:
    file = tmp_path / "some.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    rows, problems = read_json_rows(file)
    return rows, [str(each) for each in problems]


def test_objects_and_the_lines_of_their_keys(tmp_path: Path) -> None:
    text = '[\n {\n  "date": "a \\"tanks\\": b",\n  "tanks":\n 5\n }, {"date": null,\n"tan\\u006bs": 6}\n]\n'
    rows, problems = read(tmp_path, text)
    assert problems == []
    assert [row.values for row in rows] == [{"date": 'a "tanks": b', "tanks": 5}, {"date": None, "tanks": 6}]
    assert [row.line for row in rows] == [2, 6]
    assert [row.place("tanks").line for row in rows] == [4, 7]
    assert str(rows[0].place("ships")) == "some.json:2: ships"


def test_an_empty_list(tmp_path: Path) -> None:
    assert read(tmp_path, "[ ]") == ([], [])


@pytest.mark.parametrize("number", ["1.5", "1.0", "1e3", "NaN", "-Infinity", "12345678901234567890", "9" * 5000])
def test_a_number_that_counts_nothing(tmp_path: Path, number: str) -> None:
    (row,), problems = read(tmp_path, f'[{{"tanks": {number}}}]')
    assert problems == []
    assert row.values["tanks"] == Unusable(number)


BROKEN = [
    ('[{"a": 1},\n{"a": ', 1, "some.json:2: character 7: the file ends before its list does; write the whole file"),
    ('[{"a": 1},\n{"a": 2', 1, "some.json:2: character 8: the file ends before its list does; write the whole file"),
    ('[{"a": 1}', 1, "some.json:1: character 10: the file ends before its list does; write the whole file"),
    ("[", 0, "some.json:1: character 2: the file ends before its list does; write the whole file"),
    ('{"a": 1}', 0, 'some.json:1: character 1: "{"a": 1}" is not a list; write a list of objects'),
    ('[{"a": 1} {"a": 2}]', 1, 'some.json:1: character 11: "{"a": 2}]" is not JSON here; write a comma between'),
    ('[{"a": 1},\n]', 1, 'some.json:2: character 1: "]" follows a comma; write no comma after the last object'),
    ('[{"a": 1}]\nx', 1, 'some.json:2: character 1: "x" follows the end of the list; write nothing after'),
    ('[\n{"a": 1},\n17]', 1, 'some.json:3: "17" is not an object; write an object, such as'),
    ("[{'a': 1}]", 0, "some.json:1: character 3: \"'a': 1}]\" is not JSON here; write a list of objects"),
    ('[{"a": 1,\n"b": 2,\n"a": 3}]', 1, "some.json:3: a: is a key that this object has twice; write each key once"),
    ("[" * 100_000, 0, "some.json:1: character 2:"),
    (b'\xef\xbb\xbf[{"a": 1}]', 1, 'some.json:1: byte 1: "\\ufeff" is a byte-order mark; write UTF-8 without it'),
    ('[{"a":\n"ї"}]'.encode("cp1251"), 0, 'some.json:2: byte 2: "0xbf" is not UTF-8; write the file as UTF-8'),
    ("", 0, "some.json: is empty; write what the file is to hold"),
]


@pytest.mark.parametrize(("content", "readable", "problem"), BROKEN)
def test_a_break_in_the_form(tmp_path: Path, content: str | bytes, readable: int, problem: str) -> None:
    rows, problems = read(tmp_path, content)
    assert len(rows) == readable
    assert len(problems) == 1
    assert problems[0].startswith(problem)


def test_a_list_cut_off_at_any_place_is_never_taken_for_whole(tmp_path: Path) -> None:
    whole = '[{"date": "2022-04-18", "tanks": 790}, {"date": "2022-04-19", "tanks": 802}]'
    for length in range(1, len(whole)):
        rows, problems = read(tmp_path, whole[:length])
        assert len(problems) == 1, whole[:length]
        assert len(rows) < 2 or length == len(whole) - 1
