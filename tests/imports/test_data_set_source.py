"""Which data set a folder holds, where no SOURCE.txt says so: a clone fresh from git, or a folder of files alone."""

import subprocess
from pathlib import Path

import pytest

from reports.models import Citation, Source

from . import small_bulletins
from .conftest import Run
from .small_bulletins import ORC_DAY

ADDRESS = "https://github.com/example/orc"


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(folder), *who, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def folder(orc_folder: Path) -> Path:
    """A folder of orc-losses that does not say what it is."""
    made = small_bulletins.orc(orc_folder, ORC_DAY)
    (made / "SOURCE.txt").unlink()
    return made


@pytest.fixture
def clone(folder: Path) -> Path:
    git(folder, "init", "--quiet")
    git(folder, "remote", "add", "origin", "git@github.com:example/orc.git")
    (folder / "LICENSE").write_text("MIT License\n\nCopyright (c) 2022 Somebody\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "A day", "--date", "2022-04-18T12:00:00")
    return folder


@pytest.mark.usefixtures("references")
def test_a_fresh_clone_says_its_address_and_commit(run: Run, clone: Path) -> None:
    ran = run("import_bulletins", "--orc-losses", clone)
    assert ran.status == 0, ran.err
    commit = git(clone, "log", "-1", "--format=%h, %cs")
    assert f"orc-losses has no SOURCE.txt. Taken as {ADDRESS}, commit {commit}, licence MIT, by git." in ran.out
    source = Source.objects.get(url=ADDRESS)
    assert (source.publisher, source.title, source.licence) == ("lod-db", "orc-losses (data set)", "MIT")
    locator = f"transcribed in russian-losses.json, commit {commit}"
    assert Citation.objects.get(transcribed_by=source).locator == locator


@pytest.mark.usefixtures("references")
def test_a_folder_of_files_takes_what_is_given(run: Run, folder: Path) -> None:
    ran = run("import_bulletins", "--orc-losses", folder, "--source", ADDRESS, "--licence", "MIT")
    assert ran.status == 0, ran.err
    assert any(line.endswith("licence MIT, by --source.") for line in ran.out)
    assert Source.objects.get(url=ADDRESS).licence == "MIT"


@pytest.mark.usefixtures("references")
@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ((), "SOURCE.txt: is missing, and nothing else tells the licence"),
        (("--licence", "MIT", "--source", "ftp://a"), 'SOURCE.txt: "ftp://a" is not a web address'),
    ],
)
def test_a_clone_without_a_licence_or_a_wrong_address(
    run: Run, clone: Path, options: tuple[str, ...], problem: str
) -> None:
    (clone / "LICENSE").unlink()
    ran = run("import_bulletins", "--orc-losses", clone, *options)
    assert ran.status == 1
    assert ran.err[0].startswith(problem)
    assert not Source.objects.filter(slug="orc-losses").exists()


def test_an_address_is_of_one_data_set(run: Run, orc_folder: Path, petro_folder: Path) -> None:
    ran = run("import_bulletins", "--orc-losses", orc_folder, "--petro-ivaniuk", petro_folder, "--source", ADDRESS)
    assert ran.status == 2
    assert ran.err == ["CommandError: --source is the address of one data set: import them one after another."]
