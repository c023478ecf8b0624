"""`manage.py verdicts`: what it prints, for people and for machines, and what it refuses."""

import csv
import io
import re

import pytest
from django.core.management import CommandError, call_command

from reports.comparison.list_verdicts import COLUMNS
from tests import records

pytestmark = pytest.mark.django_db


def verdicts(*options: str) -> str:
    out = io.StringIO()
    call_command("verdicts", *options, stdout=out)
    return out.getvalue()


def refused(*options: str) -> str:
    with pytest.raises(CommandError) as raised:
        verdicts(*options)
    return str(raised.value)


def rows(*options: str) -> list[dict[str, str]]:
    return parsed(verdicts(*options, "--csv"))


def parsed(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def russia_as_csv(bundled_once: None, django_db_blocker: object) -> str:
    """Every verdict on the totals of Russia's ministry, as known today, reckoned once."""
    with django_db_blocker.unblock():
        return verdicts("--party", "russia-mod", "--conflict", "russia-ukraine", "--csv")


@pytest.mark.usefixtures("bundled")
def test_one_block_a_verdict_and_the_count_at_the_end(russia_as_csv: str) -> None:
    *blocks, last = re.split(r"\n(?! )", verdicts("--party", "russia-mod").rstrip())
    found = parsed(russia_as_csv)
    assert len(blocks) == len(found)
    for block, row in zip(blocks, found, strict=True):
        assert block.lower().startswith(f"{row['verdict']} on ")
        assert row["sentence"] in block
    kinds = ["in conflict", "cannot be decided", "consistent"]
    of_each = ", ".join(f"{sum(row['verdict'] == kind for row in found)} {kind}" for kind in kinds)
    parties = len({row["party"] for row in found})
    assert last.startswith(f"{len(found)} verdicts: {of_each}; of 9 own totals of Russia MoD, 2 of them derived, ")
    assert f"with {parties} other parties, as known on " in last


@pytest.mark.usefixtures("bundled")
def test_russia_and_nato_as_a_person_reads_it() -> None:
    lines = verdicts("--party", "russia-mod", "--known", "2022-04-18").splitlines()
    first = lines.index("In conflict on 25 March 2022: Russia MoD, 1,351 killed, Russian forces, 25 March 2022")
    assert lines[first + 1] == "  and NATO, 7,000–15,000 killed, Russian forces, 23 March 2022"
    assert "cannot both be true: both count the same thing, and no number fits both." in lines[first + 2]
    assert lines[first + 3] == "  Like for like: two counts of the same thing need a number in common."
    assert lines[first + 4] == "  NATO’s 7,000–15,000 is 5.2 to 11.1 times Russia MoD’s 1,351."


@pytest.mark.usefixtures("bundled")
def test_russia_and_nato_as_a_machine_reads_it(russia_as_csv: str) -> None:
    found = parsed(russia_as_csv)
    assert tuple(found[0]) == COLUMNS
    (row,) = (
        row
        for row in found
        if (row["own_figure"], row["figure"]) == ("ru-mod-2022-03-25-killed", "nato-2022-03-23-killed")
    )
    expected = {
        "day": "2022-03-25",
        "verdict": "in conflict",
        "relation": "like for like",
        "own_low": "1351",
        "own_high": "1351",
        "party": "nato",
        "as_of": "2022-03-23",
        "low": "7000",
        "high": "",
        "not_independent": "",
    }
    assert {name: row[name] for name in expected} == expected
    assert "\r" not in russia_as_csv


@pytest.mark.usefixtures("bundled")
def test_only_what_was_known() -> None:
    assert {row["party"] for row in rows("--party", "russia-mod", "--known", "2022-03-02")} == {
        *("ukraine-president", "western-officials", "us-dod", "ukraine-general-staff", "uk-mod"),
    }


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--party", "rusia-mod"], "There is no party “rusia-mod”. Did you mean russia-mod?"),
        (["--party", "nobody-at-all"], "There is no party “nobody-at-all”. There are: csis, dnr-ombudsman, "),
        (["--party", "nato"], "NATO belongs to no side, so it has no losses of its own."),
        (["--party", "russia-kremlin", "--known", "2025-01-01"], "By 1 January 2025 Kremlin had given no total of its"),
        (["--party", "russia-mod", "--known", "2022-02-27"], "By 27 February 2022 Russia MoD had given no total of "),
        (["--party", "russia-mod", "--known", "yesterday"], "“yesterday” is no day. Write it like 2022-04-18."),
        (["--party", "russia-mod", "--known", "2022-02-30"], "“2022-02-30” is no day."),
        (["--party", "russia-mod", "--conflict", "russia-ukrain"], "Did you mean russia-ukraine?"),
        ([], "the following arguments are required: --party"),
    ],
)
def test_what_it_refuses(options: list[str], said: str) -> None:
    assert said in refused(*options)


def test_of_several_wars_one_must_be_named() -> None:
    records.conflict("second-war")
    records.conflict("first-war")
    assert refused("--party", "x") == "Which conflict? There are: first-war, second-war."
    assert refused("--party", "x", "--conflict", "first-war") == "There is no party “x”. There are: none."


def test_no_war_at_all() -> None:
    assert refused("--party", "x") == "Which conflict? There are: none."
