"""The bundled data in the database against its files, read here a second way: with csv and json alone."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db.models import Sum

from reports.imports.bundled import DATA
from reports.models import Citation, Figure, Party, Report, Variant

from .conftest import counts

FOLDER = Path(settings.BASE_DIR) / "reports" / "data"

# The table of data/README.md, typed a second time: measure, key of petro-ivaniuk, key of orc-losses.
KEYS = """
personnel-losses          | personnel               | personnel
tanks                     | tank                    | tanks
armoured-vehicles         | APC                     | afvs
artillery                 | field artillery         | artillery
multiple-rocket-launchers | MRL                     | rocketSystems
air-defence               | anti-aircraft warfare   | airDefense
aircraft                  | aircraft                | fixedWingAircraft
helicopters               | helicopter              | rotaryWingAircraft
uavs                      | drone                   | uavs
cruise-missiles           | cruise missiles         | missiles
ships                     | naval ship              | ships
submarines                | submarines              | submarines
vehicles-and-fuel-tanks   | vehicles and fuel tanks | unarmoredVehicles
military-vehicles         | military auto           | unarmoredVehicles
fuel-tanks                | fuel tank               |
special-equipment         | special equipment       | specialEquipment
srbm-systems              | mobile SRBM system      |
ground-robots             | ground robotic systems  |
"""
Numbers = dict[tuple[str, str], int]


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / "package" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def objects(name: str) -> list[dict]:
    return json.loads((FOLDER / "bulletins" / name).read_text(encoding="utf-8"))


PEOPLE = objects("petro-ivaniuk/russia_losses_personnel.json")
THINGS = objects("petro-ivaniuk/russia_losses_equipment.json")
CORRECTIONS = objects("petro-ivaniuk/russia_losses_equipment_correction.json")
ORC = objects("orc-losses/russian-losses.json")


def both() -> tuple[Numbers, Numbers]:
    """What each data set has, by day and measure: petro-ivaniuk, orc-losses."""
    petro, orc = {}, {}
    for line in KEYS.strip().splitlines():
        measure, ours, theirs = (part.strip() for part in line.split("|"))
        for row in PEOPLE + THINGS:
            if row.get(ours) is not None:
                petro[row["date"], measure] = row[ours]
        for row in ORC:
            right_time = measure not in ("military-vehicles", "vehicles-and-fuel-tanks") or (
                (row["date"] < "2022-05-01") == (measure == "military-vehicles")
            )
            if theirs and right_time and row.get(theirs) is not None:
                orc[row["date"], measure] = row[theirs]
    return petro, orc


PETRO_NUMBERS, ORC_NUMBERS = both()
# With two data sets the number of the one tied to the ministry's page is on record wherever it has one.
ON_RECORD = PETRO_NUMBERS | ORC_NUMBERS
PRISONERS = {row["date"]: row["POW"] for row in PEOPLE if "POW" in row}
DAYS = {day for day, _ in ON_RECORD}


def bulletin_numbers() -> Numbers:
    figures = Figure.published.filter(party__slug="ukraine-general-staff", report__kind="bulletin")
    return {
        (str(day), measure): best if best is not None else low
        for day, measure, low, best in figures.values_list("stated_on", "measure__slug", "low", "best")
    }


def test_the_bundled_folder_is_the_one_read_here() -> None:
    assert DATA == FOLDER


def test_every_record_is_there_and_no_other(bundled: None) -> None:
    pages = {row["sourceUri"] for row in ORC}
    expected = {name: len(rows(name)) for name in counts()}
    expected["reports"] += len(DAYS) + len(PRISONERS)
    expected["figures"] += len(ON_RECORD) + len(PRISONERS)
    expected["sources"] += 2 + len(pages - {row["url"] for row in rows("sources")})
    expected["citations"] += len({row["date"] for row in PEOPLE + THINGS}) + len(ORC) + len(PRISONERS)
    expected["variants"] += sum(ORC_NUMBERS.get(key, number) != number for key, number in PETRO_NUMBERS.items())
    assert counts() == expected
    assert len(DAYS) == 1640
    known = {name: counts()[name] for name in ("reports", "figures", "sources", "citations", "variants")}
    assert known == {"reports": 2711, "figures": 34575, "sources": 2160, "citations": 4630, "variants": 332}


def test_every_number_of_every_bulletin(bundled: None) -> None:
    assert bulletin_numbers() == ON_RECORD


@pytest.mark.parametrize("measure", ["tanks", "personnel-losses", "uavs", "fuel-tanks", "military-vehicles"])
def test_sums_over_all_days(bundled: None, measure: str) -> None:
    figures = Figure.published.filter(
        party__slug="ukraine-general-staff", report__kind="bulletin", measure__slug=measure
    )
    sums = figures.aggregate(best=Sum("best", default=0), low=Sum("low", default=0))
    assert sums["best"] + sums["low"] == sum(number for (_, counted), number in ON_RECORD.items() if counted == measure)


# Of these methods a plain number is recorded as a floor.
FLOORS = ("named_count", "verified_incidents", "visual_confirmation")


def test_every_number_of_the_package(bundled: None) -> None:
    columns = ["slug", "report__slug", "subject__slug", "measure__slug", "qualifier", "low", "best", "high", "as_of"]
    names = ["figure_id", "report_id", "subject", "measure", "qualifier", "low", "best", "high", "as_of"]
    methods = {row["report_id"]: row["method"] for row in rows("reports")}
    expected = set()
    for row in rows("figures"):
        if row["qualifier"] in ("exact", "about") and methods[row["report_id"]] in FLOORS:
            row |= {"qualifier": "at_least", "low": row["best"], "best": ""}
        expected.add(tuple(row[name] for name in names))
    bulletins = ("ukraine-general-staff-20", "invaders-rf-20")
    found = {
        tuple("" if value is None else str(value) for value in record)
        for record in Figure.published.values_list(*columns)
        if not record[0].startswith(bulletins)
    }
    assert found == expected


def test_the_two_transcriptions_differ_in_115_numbers_and_each_is_a_variant(bundled: None) -> None:
    differing = {key: number for key, number in PETRO_NUMBERS.items() if ORC_NUMBERS.get(key, number) != number}
    variants = Variant.objects.filter(figure__party__slug="ukraine-general-staff", figure__report__kind="bulletin")
    found = {
        (str(day), measure): best
        for day, measure, best in variants.values_list("figure__stated_on", "figure__measure__slug", "best")
    }
    assert found == differing
    assert len(found) == 115
    assert set(variants.values_list("kind", "citation__source__slug")) == {("number", "petro-ivaniuk")}


def test_the_bulletin_of_18_april_2022(bundled: None) -> None:
    report = Report.published.get(slug="ukraine-general-staff-2022-04-18")
    primary = Citation.objects.get(report=report, role="primary")
    (ours,) = (row["sourceUri"] for row in ORC if row["date"] == "2022-04-18")
    assert primary.source.url == ours
    assert "/2022/04/18/" in ours
    assert (primary.source.publisher, primary.source.published_on) == (
        "Ministry of Defence of Ukraine",
        date(2022, 4, 18),
    )
    assert (primary.transcribed_by.url, primary.transcribed_by.licence) == (
        "https://github.com/lod-db/orc-losses",
        "MIT",
    )
    assert primary.locator == "transcribed in russian-losses.json, commit 01f978c, 2026-08-22"
    secondary = Citation.objects.get(report=report, role="secondary")
    assert secondary.source.url == "https://github.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset"
    people = Figure.published.get(slug="ukraine-general-staff-2022-04-18-personnel-losses")
    assert (people.qualifier, people.best) == ("about", 20600)
    numbers = dict(report.figures.values_list("measure__slug", "best"))
    assert [numbers[each] for each in ("tanks", "armoured-vehicles", "aircraft", "helicopters")] == [
        790,
        2041,
        167,
        147,
    ]


def test_every_page_of_the_ministry_is_cited_on_its_day(bundled: None) -> None:
    citations = Citation.objects.filter(transcribed_by__slug="orc-losses")
    found = {(str(day), url) for day, url in citations.values_list("report__stated_on", "source__url")}
    assert found == {(row["date"], row["sourceUri"]) for row in ORC}
    hosts = Counter(urlsplit(url).hostname for _, url in found)
    assert set(hosts) == {"www.mil.gov.ua", "mod.gov.ua"}


def test_the_register_of_prisoners(bundled: None) -> None:
    figures = Figure.published.filter(party__slug="invaders-rf", report__title__startswith="Register on ")
    assert {str(day): low for day, low in figures.values_list("as_of", "low")} == PRISONERS
    assert set(figures.values_list("measure__slug", "qualifier", "basis")) == {("captured", "at_least", "cumulative")}


def test_revisions_are_the_decreases_that_the_corrections_explain(bundled: None) -> None:
    measures = {
        ours.strip(): measure.strip() for measure, ours, _ in (line.split("|") for line in KEYS.strip().splitlines())
    }
    expected = {}
    for row in CORRECTIONS:
        before = max(day for day in DAYS if day < row["date"])
        for key, measure in measures.items():
            change = row.get(key) or 0
            if change < 0 and ON_RECORD[row["date"], measure] < ON_RECORD[before, measure]:
                expected[row["date"]] = f"ukraine-general-staff-{before}"
    bulletins = Report.published.filter(party__slug="ukraine-general-staff", kind="bulletin")
    found = bulletins.exclude(revises=None).values_list("stated_on", "revises__slug")
    assert {str(day): revised for day, revised in found} == expected
    assert len(expected) == 9


def test_other_revisions_are_those_of_the_package(bundled: None) -> None:
    expected = {(row["report_id"], row["revises"]) for row in rows("reports") if row["revises"]}
    revising = Report.published.exclude(revises=None).exclude(party__slug="ukraine-general-staff", kind="bulletin")
    assert set(revising.values_list("slug", "revises__slug")) == expected
    assert len(expected) == 1


def test_the_post_of_20_march_2022_is_withdrawn(bundled: None) -> None:
    withdrawal = Report.published.get(slug="russia-sources-2022-03-22-withdrawal")
    post = withdrawal.revises
    assert dict(post.figures.values_list("measure__slug", "best")) == {"killed": 9861, "wounded": 16153}
    assert post.stated_on == date(2022, 3, 20)
    assert (withdrawal.party, withdrawal.kind, withdrawal.method) == (post.party, post.kind, post.method)
    assert not withdrawal.figures.exists()
    assert withdrawal.wording == "", "words that no source is quoted for"
    assert "hack" in withdrawal.note
    (source,) = (citation.source for citation in withdrawal.citations.all())
    assert not withdrawal.stated_on_known
    dated = post.citations.exclude(source__published_on=None).values_list("source__published_on", "source__slug")
    assert min(dated) == (withdrawal.stated_on, source.slug)


def test_every_correction_is_noted(bundled: None) -> None:
    changes = sum(1 for row in CORRECTIONS for key, change in row.items() if key not in ("date", "day") and change)
    assert Figure.published.filter(note__startswith="The party restated this total on this day by ").count() == changes


def test_directions_are_noted(bundled: None) -> None:
    directions = {
        row["date"]: f"Direction of greatest losses: {row['greatest losses direction']}."
        for row in THINGS
        if "greatest losses direction" in row
    }
    noted = Report.published.filter(kind="bulletin", party__slug="ukraine-general-staff").exclude(note="")
    assert {str(day): note for day, note in noted.values_list("stated_on", "note")} == directions


def test_more_than_is_where_the_data_set_says_more(bundled: None) -> None:
    figures = Figure.published.filter(
        party__slug="ukraine-general-staff", report__kind="bulletin", qualifier="more_than"
    )
    assert {str(day) for day in figures.values_list("as_of", flat=True)} == {
        row["date"] for row in PEOPLE if row["personnel*"] == "more"
    }


def test_every_party_speaks_on_the_conflict(bundled: None) -> None:
    assert Party.objects.filter(conflicts__slug="russia-ukraine").count() == len(rows("parties"))


def test_everything_is_published(bundled: None) -> None:
    assert Report.published.count() == Report.all_objects.count()
    assert not Report.all_objects.exclude(author=None).exists()
