"""The words of plain totals, looked up once for many, are those that each would have alone: over all figures."""

import pytest

from reports.models import Conflict, Measure, Party, Subject
from reports.rules.enums import Perspective
from reports.timelines.chart_texts import columns, text_of
from reports.timelines.cumulative import draw_totals
from reports.timelines.marks import colours_of, dashes_of
from reports.timelines.selection import Selection, TimelineParty
from reports.timelines.series_query import read_series
from tests.timelines.hand_made import START, frame
from tests.views.charted import untyped

pytestmark = pytest.mark.usefixtures("bundled")


@pytest.mark.parametrize(
    "slug",
    [
        *(pytest.param(slug, marks=pytest.mark.slow) for slug in ("russian-forces", "ukrainian-forces")),
        "civilians-in-ukraine",
        "civilians-in-russia",
    ],
)
def test_all_on_record(slug: str) -> None:
    measures = tuple(Measure.objects.all())
    all_speakers = tuple(
        TimelineParty(party.pk, party.slug, party.short_name, Perspective.THIRD, "", is_shown=True)
        for party in Party.objects.all()
    )
    selection = Selection(Conflict.objects.get(), Subject.objects.get(slug=slug), measures, all_speakers, None, None)
    given = frame(
        2000, colours=colours_of(all_speakers), dashes=dashes_of([measure.slug for measure in measures], set())
    )
    tracks = draw_totals(read_series(selection, with_sources=True), given).lines
    assert sum(len(track.markers) for track in tracks) > 20
    for track in tracks:
        texts = columns(track, START)["texts"]
        # The first total and the last before a silence say more, for where they stand.
        placed = {0, *(silence.at for silence in track.gaps)}
        for at, (before, spot) in enumerate(zip([None, *track.markers], track.markers, strict=False)):
            if at not in placed:
                told = tuple(_pattern(column, at) for column in texts.values())
                assert told == text_of(spot.of, spot, before)


def _pattern(column: dict, at: int) -> str:
    return column["patterns"][untyped(column["at"])[at] if "at" in column else 0]
