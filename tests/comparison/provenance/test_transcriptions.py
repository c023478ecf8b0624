"""Which transcription is on record, and by which clause of the rule: checked against the import itself."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.comparison.provenance.transcriptions import RecordReason, transcription_table
from reports.imports.bulletins.merge import TranscribedNumber, number_on_record
from reports.models import Citation, Figure, Measure, Source, Variant
from reports.rules.number import Number

PAGE = Source(slug="page", publisher="Ministry")
FIGURE = Figure(slug="f", measure=Measure(slug="m", unit="people"))


def transcribed(record: int, *printed: tuple[int | None, bool], news: bool = False) -> dict[str, object]:
    """The line of one figure. Each of ``printed``: the number that differs, or None, and whether it is tied."""
    cited = []
    for place, (number, tied) in enumerate(printed):
        data_set = Source(slug=f"set-{place}", publisher=f"Set {place}", licence="MIT")
        cited.append(Citation(source=data_set, taken_from=PAGE if tied else None))
        cited[-1].differences = [Variant(figure=FIGURE, qualifier="exact", best=number)] if number is not None else []
    cited += [Citation(source=Source(slug="news"))] * news
    (line,) = transcription_table(cited, [("f", "M", Number("exact", best=record))])["lines"]
    return line


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ([(None, False), (None, True)], None),
        ([(5, False), (None, True)], RecordReason.TIED),
        ([(5, False), (None, False)], RecordReason.FIRST),
        ([(5, True), (None, True)], RecordReason.FIRST),
        ([(5, True), (None, False)], RecordReason.EARLIER),
        ([(5, True), (None, False), (None, False)], RecordReason.MOST),
        ([(5, False), (5, False), (None, True)], RecordReason.EARLIER),
        ([(5, False), (6, False), (None, True)], RecordReason.TIED),
    ],
)
def test_clause_of_the_rule(printed: list, why: RecordReason | None) -> None:
    assert transcribed(9, *printed)["why"] is why


NUMBERS = st.lists(st.tuples(st.integers(1, 3), st.booleans()), min_size=2, max_size=5)


@given(NUMBERS)
def test_the_rule_is_that_of_the_import(readings: list[tuple[int, bool]]) -> None:
    """What the import puts on record, the rule explains; of two numbers with one right, it says that it is open."""
    assume(len({number for number, _ in readings}) > 1)
    record = number_on_record(
        [TranscribedNumber(str(n), number, tied) for n, (number, tied) in enumerate(readings)]
    ).number
    for number in {number for number, _ in readings}:
        line = transcribed(number, *((None if n == number else n, tied) for n, tied in readings))
        if number == record:
            assert line["why"] is not RecordReason.EARLIER
        else:
            assert line["why"] in (RecordReason.EARLIER, RecordReason.FIRST)


def test_the_holder_is_named_only_where_nothing_else_can_be_it() -> None:
    assert transcribed(9, (5, False), (None, True))["holder"] == 1
    assert transcribed(9, (5, False), (None, True), (None, True))["holder"] is None
    assert transcribed(9, (5, False), (None, True), news=True)["holder"] is None
    assert transcribed(9, (None, True))["holder"] == 0
