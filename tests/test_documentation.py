"""The README names every setting and every command, and nothing that is gone."""

import csv
import re
from pathlib import Path

from django.core.management import get_commands

README = Path("README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme() -> None:
    settings = set(re.findall(r'env\.\w+\(\s*"(\w+)"', Path("claims_site/settings.py").read_text(encoding="utf-8")))
    named = set(re.findall(r"`([A-Z_]{3,})`", README.partition("## Settings")[2].partition("### ")[0]))
    assert len(settings) > 5
    assert settings | {"PORT"} == named


def test_every_command_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", Path("Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)", README.replace("make and", "").replace("make it", ""))) <= targets
    commands = set(re.findall(r"manage\.py (\w+)", README))
    assert commands
    assert commands <= set(get_commands())


def test_every_room_is_on_the_readmes_map() -> None:
    rooms = [folder.parent.name for folder in Path("reports").glob("*/__init__.py")]
    assert len(rooms) > 12
    assert [room for room in rooms if f"`reports/{room}/`" not in README] == []


def test_every_path_in_the_readme_exists() -> None:
    paths = re.findall(r"`((?:claims_site|reports|templates|static|scripts|tests)/[\w/.]*)`", README)
    paths += re.findall(r"\]\(([\w/.-]+)\)", README)
    assert len(paths) > 12
    assert [path for path in paths if not Path(path).exists()] == []


def test_numbers_of_the_bundled_data_are_right() -> None:
    for number, name in re.findall(r"([\d,]+) (?:curated )?(reports|figures)\b", README):
        with Path(f"reports/data/package/{name}.csv").open(encoding="utf-8", newline="") as handle:
            assert int(number.replace(",", "")) == sum(1 for _ in csv.DictReader(handle))


def test_no_setting_of_this_machine_reaches_the_checks() -> None:
    unset = re.findall(r"-u (\w+)", Path("Makefile").read_text(encoding="utf-8"))
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", README, re.MULTILINE)
    assert set(unset) == {name for row in rows for name in re.findall(r"\w+", row)}
