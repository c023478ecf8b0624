"""Each way in which a package can be wrong: what is said, that nothing is written, and that the command fails."""

from pathlib import Path

import pytest

from . import small_package
from .conftest import Run, counts
from .package_cases import BAD_CELLS, BAD_FILES
from .small_package import replaced


def refused(run: Run, folder: Path) -> list[str]:
    """Import the package in ``folder``, which must fail and write nothing; what was said, without the last line."""
    ran = run("import_package", folder)
    assert ran.status == 1
    assert not any(counts().values())
    assert ran.err[-1].startswith("CommandError: ")
    assert ran.err[-1].endswith("nothing was written.")
    return ran.err[:-1]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "old", "new", "begins", "ends"), BAD_CELLS)
def test_a_bad_row(run: Run, tmp_path: Path, name: str, old: str, new: str, begins: str, ends: str) -> None:
    said = refused(run, small_package.write(tmp_path, **{name: replaced(name, old, new)}))
    about_it = [line for line in said if line.startswith(begins)]
    assert len(about_it) == 1, said
    assert "; write " in about_it[0]
    assert about_it[0].endswith(ends)


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "begins"), [case[1:] for case in BAD_FILES], ids=[case[0] for case in BAD_FILES])
def test_a_bad_file(run: Run, tmp_path: Path, content: str | bytes | None, begins: str) -> None:
    said = refused(run, small_package.write(tmp_path, reports=content))
    assert said[0].startswith(begins)


@pytest.mark.django_db
def test_an_unreadable_file_is_not_blamed_on_those_that_refer_to_it(run: Run, tmp_path: Path) -> None:
    assert len(refused(run, small_package.write(tmp_path, reports=b"\xff"))) == 1


@pytest.mark.django_db
def test_a_bad_row_is_not_blamed_on_those_that_refer_to_it(run: Run, tmp_path: Path) -> None:
    said = refused(run, small_package.write(tmp_path, reports=replaced("reports", "2022-04-01,yes", "April,yes")))
    assert [line.partition(" ")[0] for line in said] == ["reports.csv:2:"]


@pytest.mark.django_db
def test_all_problems_of_all_files_are_named_in_order(run: Run, tmp_path: Path) -> None:
    figures = replaced("figures", "about,,1350", "about,,x").replace("at_least,401", "at_least,y")
    said = refused(
        run,
        small_package.write(
            tmp_path,
            parties=replaced("parties", "south,10", "west,ten"),
            figures=figures.replace("forces,killed", "forces,dead"),
        ),
    )
    assert [line.split('"')[0] for line in said] == [
        "parties.csv:2: rank: ",
        "parties.csv:2: side: ",
        "figures.csv:2: best: ",
        "figures.csv:4: low: ",
        "figures.csv:4: measure: ",
    ]


@pytest.mark.django_db
def test_a_line_break_in_a_cell_does_not_shift_the_lines(run: Run, tmp_path: Path) -> None:
    figures = replaced("figures", "a regiment", '"a regiment,\nit says"').replace("at_least,401", "at_least,4o1")
    (said,) = refused(run, small_package.write(tmp_path, figures=figures))
    assert said.startswith('figures.csv:5: low: "4o1" is not a whole number')


@pytest.mark.django_db
def test_of_many_problems_the_first_are_shown_and_the_others_counted(run: Run, tmp_path: Path) -> None:
    row = "x-{},south-1,north-forces,losses,about,,many,,cumulative,2022-02-24,2022-04-01,theatre,,,\n"
    figures = small_package.FILES["figures"] + "".join(row.format(number) for number in range(250))
    said = refused(run, small_package.write(tmp_path, figures=figures))
    assert len(said) == 201
    assert said[-1] == "… and 50 more"


@pytest.mark.django_db
def test_a_value_of_many_lines_is_shown_on_one(run: Run, tmp_path: Path) -> None:
    (said,) = refused(
        run, small_package.write(tmp_path, figures=replaced("figures", "about,,1350", f'about,,"1\n{"3" * 500}"'))
    )
    assert said.startswith(r'figures.csv:2: best: "1\n333')
    assert len(said) < 250


@pytest.mark.django_db
def test_a_cell_longer_than_the_csv_module_takes_by_default(run: Run, tmp_path: Path) -> None:
    reports = replaced("reports", "heavy losses", "x" * 131_073).replace("2022-04-02,no", "2 April,no")
    said = refused(run, small_package.write(tmp_path, reports=reports))
    assert [line.split(":")[:3] for line in said] == [
        ["reports.csv", "3", " stated_on"],
        ["reports.csv", "4", " wording"],
    ]
    assert said[1].endswith('…" has 131,073 characters; write at most 20,000 characters')


@pytest.mark.slow
@pytest.mark.django_db
def test_a_hundred_thousand_rows_and_one_of_them_bad(run: Run, tmp_path: Path) -> None:
    row = "x-{0},south-1,north-forces,losses,about,,{1},,cumulative,2022-02-24,2022-04-01,theatre,,,\n"
    rows = [row.format(number, number) for number in range(100_000)]
    rows[-1] = row.format(99_999, "99,999").replace("99,999,,", '"99,999",,')
    (said,) = refused(run, small_package.write(tmp_path, figures=small_package.FILES["figures"] + "".join(rows)))
    assert said.startswith('figures.csv:100004: best: "99,999" is not a whole number')


@pytest.mark.django_db
def test_no_such_folder(run: Run, tmp_path: Path) -> None:
    (said,) = refused(run, tmp_path / "nowhere")
    assert said == f"{tmp_path / 'nowhere'}: is no folder; write the path of the folder of files"
