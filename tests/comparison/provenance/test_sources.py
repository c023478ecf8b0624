"""Provenance read from the bundled data, and recomputed from its files."""

import json
from pathlib import Path

import pytest

from reports.comparison.context import with_counts
from reports.comparison.provenance.sources import read_provenance
from reports.models import Figure
from tests.bundled_files import rows_of

pytestmark = pytest.mark.usefixtures("bundled")

BULLETINS = Path("reports/data/bulletins")


def provenance_of(figure: Figure) -> dict[str, object]:
    """Of a figure that comes from ``with_counts``."""
    return read_provenance(figure.report, [figure])


def test_sentences_count_the_sources_of_the_package() -> None:
    """For each figure that the package has variants of: as many sources are not known to differ as its files say."""
    reports = {row["figure_id"]: row["report_id"] for row in rows_of("figures.csv")}
    cited: dict[str, set[str]] = {}
    for row in rows_of("citations.csv"):
        cited.setdefault(row["report_id"], set()).add(row["source_id"])
    differing: dict[str, set[str]] = {}
    for row in rows_of("variants.csv"):
        differing.setdefault(row["figure_id"], set()).add(row["source_id"])
    assert len(differing) > 100
    for figure in with_counts(Figure.published.filter(slug__in=differing)):
        found = provenance_of(figure)
        sentence = found["sentences"][figure.slug]
        others = len(cited[reports[figure.slug]] - differing[figure.slug])
        rest = sentence.rpartition("; ")[2]
        assert found["tally"]["sources"] == len(cited[reports[figure.slug]])
        if others > 2:
            assert rest.startswith(f"none of the {others} other sources is known to")
        else:
            assert rest.startswith(["no other source is", "the other source, ", "neither of the 2 other"][others])


# Some measures, and their keys in the two data sets.
MEASURES = {
    "tanks": ("tank", "tanks"),
    "personnel-losses": ("personnel", "personnel"),
    "helicopters": ("helicopter", "rotaryWingAircraft"),
}


def test_transcriptions_differ_where_their_files_do() -> None:
    """Each day and measure on which the two data sets print different numbers, from their files, and no other."""

    def by_day(file: str) -> dict[str, dict]:
        return {row["date"]: row for row in json.loads((BULLETINS / file).read_text(encoding="utf-8"))}

    petro = by_day("petro-ivaniuk/russia_losses_equipment.json")
    people = by_day("petro-ivaniuk/russia_losses_personnel.json")
    orc = by_day("orc-losses/russian-losses.json")
    seen = 0
    for measure, (in_petro, in_orc) in MEASURES.items():
        for day in sorted(petro.keys() & orc.keys()):
            theirs = (people if measure == "personnel-losses" else petro)[day].get(in_petro)
            ours = orc[day].get(in_orc)
            if None in (theirs, ours) or theirs == ours:
                continue
            seen += 1
            figure = with_counts(Figure.published).get(slug=f"ukraine-general-staff-{day}-{measure}")
            (line,) = provenance_of(figure)["transcriptions"]["lines"]
            assert [number and number.best for number in line["printed"]] == [None, theirs]
            assert (line["record"].best, line["holder"], line["why"].name) == (ours, 0, "TIED")
    assert seen == 52
