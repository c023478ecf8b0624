"""Each way in which a transcription can be wrong: what is said, that nothing is written, and that the command fails."""

import json
from pathlib import Path

import pytest

from . import small_bulletins
from .bulletin_cases import ABOUTS, BAD_CORRECTIONS, BAD_PETRO_ROWS, BAD_ROWS
from .conftest import Run, counts

DAY = {"date": "2022-04-18", "tanks": 790}
PETRO_DAY = {"date": "2022-04-18", "day": 54, "personnel": 20600, "personnel*": "about", "tank": 790}


def refused(run: Run, *arguments: object) -> list[str]:
    """Import, which must fail and write nothing; what was said, without the last line."""
    before = counts()
    ran = run("import_bulletins", *arguments)
    assert ran.status == 1
    assert counts() == before
    assert ran.err[-1].endswith("nothing was written.")
    return ran.err[:-1]


@pytest.mark.parametrize(("row", "begins", "ends"), BAD_ROWS)
def test_a_bad_row(run: Run, references: None, orc_folder: Path, row: dict, begins: str, ends: str) -> None:
    rows = [{"sourceUri": small_bulletins.page("2022-04-18")} | DAY | row]
    raw = json.dumps(rows, indent=1)
    (said,) = refused(run, "--orc-losses", small_bulletins.orc(orc_folder, raw=raw))
    assert begins in said
    assert "; write " in said
    assert said.endswith(ends)


def test_a_day_that_stands_there_twice(run: Run, references: None, orc_folder: Path) -> None:
    (said,) = refused(run, "--orc-losses", small_bulletins.orc(orc_folder, DAY, DAY | {"tanks": 791}))
    assert said == ('russian-losses.json:9: date: "2022-04-18" stands in line 2 already; write each day once')


def test_a_key_that_stands_there_twice(run: Run, references: None, orc_folder: Path) -> None:
    raw = '[{"date": "2022-04-18",\n"tanks": 790,\n"tanks": 791}]'
    (said,) = refused(run, "--orc-losses", small_bulletins.orc(orc_folder, raw=raw))
    assert said.startswith("russian-losses.json:3: tanks: is a key that this object has twice")


def test_a_truncated_file(run: Run, references: None, orc_folder: Path) -> None:
    folder = small_bulletins.orc(orc_folder, *({"date": f"2022-04-{day:02}", "tanks": day} for day in range(1, 31)))
    file = folder / "russian-losses.json"
    file.write_bytes(file.read_bytes()[:1000])
    line = file.read_text().count("\n") + 1
    (said,) = refused(run, "--orc-losses", folder)
    assert said.startswith(f"russian-losses.json:{line}: character ")
    assert "the file ends before its list does; write the whole file: it seems to be cut off" in said


ENCODINGS = [
    (b'\xef\xbb\xbf[{"date": "2022-04-18", "tanks": 790}]', "russian-losses.json:1: byte 1:"),
    ('[{"date": "2022-04-18",\n"їжак": 790}]'.encode("cp1251"), 'russian-losses.json:2: byte 2: "0xbf" is not UTF-8'),
    (b'{"date": "2022-04-18"}', "russian-losses.json:1: character 1:"),
    (b"", "russian-losses.json: is empty"),
]


@pytest.mark.parametrize(("raw", "begins"), ENCODINGS)
def test_a_file_of_another_form(run: Run, references: None, orc_folder: Path, raw: bytes, begins: str) -> None:
    said = refused(run, "--orc-losses", small_bulletins.orc(orc_folder, raw=raw))
    assert said[0].startswith(begins)


@pytest.mark.parametrize(("row", "begins", "ends"), BAD_PETRO_ROWS)
def test_a_bad_row_of_the_other_data_set(
    run: Run, references: None, petro_folder: Path, row: dict, begins: str, ends: str
) -> None:
    folder = small_bulletins.petro(petro_folder, PETRO_DAY)
    file = folder / begins.partition(":")[0]
    file.write_text(json.dumps([each | row for each in json.loads(file.read_text())], indent=1))
    (said,) = refused(run, "--petro-ivaniuk", folder)
    assert said.startswith(begins)
    assert said.endswith(ends)


@pytest.mark.parametrize(("correction", "begins"), BAD_CORRECTIONS)
def test_a_bad_correction(run: Run, references: None, petro_folder: Path, correction: dict, begins: str) -> None:
    folder = small_bulletins.petro(petro_folder, PETRO_DAY, corrections=(correction,))
    (said,) = refused(run, "--petro-ivaniuk", folder)
    assert said.startswith(f"russia_losses_equipment_correction.json:{begins}")


def test_a_correction_of_nothing_is_nothing(run: Run, references: None, petro_folder: Path) -> None:
    correction = {"date": "2022-04-18", "tank": 0, "drone": 0}
    folder = small_bulletins.petro(petro_folder, PETRO_DAY, corrections=(correction,))
    assert run("import_bulletins", "--petro-ivaniuk", folder).status == 0


def test_problems_of_all_files_of_both_folders(
    run: Run, references: None, petro_folder: Path, orc_folder: Path
) -> None:
    petro = small_bulletins.petro(petro_folder, PETRO_DAY | {"personnel": -1, "tank": -2})
    orc = small_bulletins.orc(orc_folder, DAY | {"tanks": -3})
    said = refused(run, "--petro-ivaniuk", petro, "--orc-losses", orc)
    assert [line.split('"')[1] for line in said] == ["-2", "-1", "-3"]


@pytest.mark.parametrize(("about", "begins"), ABOUTS)
def test_a_data_set_that_does_not_say_what_it_is(
    run: Run, references: None, orc_folder: Path, about: str | None, begins: str
) -> None:
    folder = small_bulletins.orc(orc_folder, DAY)
    if about is None:
        (folder / "SOURCE.txt").unlink()
    else:
        (folder / "SOURCE.txt").write_text(about)
    (said,) = refused(run, "--orc-losses", folder)
    assert said.startswith(begins)


def test_no_such_folder(run: Run, references: None, tmp_path: Path) -> None:
    (said,) = refused(run, "--orc-losses", tmp_path / "nowhere")
    assert said.endswith("nowhere: is no folder; write the path of the folder of files")


def test_no_folder_at_all_is_a_wrong_use(run: Run, references: None) -> None:
    ran = run("import_bulletins")
    assert ran.status == 2
    assert ran.err == ["CommandError: Name a data set: --petro-ivaniuk FOLDER or --orc-losses FOLDER."]


@pytest.mark.django_db
def test_a_database_without_what_bulletins_refer_to(run: Run, orc_folder: Path) -> None:
    (said,) = refused(run, "--orc-losses", small_bulletins.orc(orc_folder, DAY))
    assert said == (
        "The database lacks what bulletins refer to: subject russian-forces, party ukraine-general-staff,"
        " measure tanks. First run: manage.py load_bundled_data"
    )
