"""Merging transcriptions: which number is on record, and what is a variant. Pure, without a database."""

from datetime import date

import pytest

from reports.imports.bulletins.dataset import DatasetLine, DatasetRemark, DatasetSource, Restatement, Transcript
from reports.imports.bulletins.merge import Bulletin, TranscribedNumber, differs, merge, number_on_record

DAY = date(2022, 4, 18)
PAGE = "https://www.mil.gov.ua/news/2022/04/18/"


def transcript(slug: str, *readings: DatasetLine, **given: object) -> Transcript:
    about = DatasetSource(slug, f"maker of {slug}", f"https://{slug}.example/", "version 1", "MIT")
    return Transcript(slug, about, (f"{slug}.json",), readings, **given)


def tanks(number: int, address: str | None = None, **given: object) -> DatasetLine:
    return DatasetLine(DAY, "tanks", number, address, **given)


def only_figure(bulletins: tuple[Bulletin, ...]) -> tuple[int, dict[str, int]]:
    """The number on record of the one figure there is, and the variants by transcription."""
    ((figure,),) = (bulletin.figures for bulletin in bulletins)
    return figure.record.number, {
        each.transcription: each.number for each in figure.printed if differs(each, figure.record)
    }


# numbers of three transcriptions (None: it has no such figure; a star: tied to the ministry's page), record, variants
CASES = [
    (("790", "790*", None), 790, {}),
    (("791", "790*", None), 790, {"a": 791}),
    (("791", "790", None), 791, {"b": 790}),
    (("791", "790*", "791"), 791, {"b": 790}),
    (("791", "790*", "790"), 790, {"a": 791}),
    (("791", "790", "792*"), 792, {"a": 791, "b": 790}),
    (("791", "790*", "792*"), 790, {"a": 791, "c": 792}),
    ((None, None, "792"), 792, {}),
    (("0", "790*", None), 790, {"a": 0}),
]


@pytest.mark.parametrize(("numbers", "record", "variants"), CASES)
def test_the_number_that_most_print_or_else_the_one_on_the_ministrys_page(
    numbers: tuple[str | None, ...], record: int, variants: dict[str, int]
) -> None:
    transcripts = [
        transcript(slug, tanks(int(number.rstrip("*")), PAGE if number.endswith("*") else None))
        for slug, number in zip("abc", numbers, strict=True)
        if number
    ]
    assert only_figure(merge(transcripts)) == (record, variants)


def test_a_bulletin_a_party_and_day_in_their_order() -> None:
    later = DatasetLine(date(2022, 4, 19), "tanks", 802)
    prisoners = DatasetLine(DAY, "captured", 477, party="invaders-rf")
    bulletins = merge(
        [transcript("a", later, prisoners), transcript("b", tanks(790, PAGE), DatasetLine(DAY, "uavs", 155))]
    )
    assert [(each.party, each.day) for each in bulletins] == [
        ("invaders-rf", DAY),
        ("ukraine-general-staff", DAY),
        ("ukraine-general-staff", date(2022, 4, 19)),
    ]
    assert [figure.measure for figure in bulletins[1].figures] == ["tanks", "uavs"]
    assert bulletins[1].pages == {"b": PAGE}
    assert bulletins[2].pages == {"a": None}


def test_the_hedge_is_that_of_those_who_print_the_number_on_record() -> None:
    agreed = merge([transcript("a", tanks(790, more_than=True)), transcript("b", tanks(790, PAGE))])
    assert agreed[0].figures[0].record.more_than is True
    other = merge([transcript("a", tanks(791, more_than=True)), transcript("b", tanks(790, PAGE))])
    assert other[0].figures[0].record.more_than is None


def test_saying_no_hedge_is_no_other_hedge() -> None:
    record = TranscribedNumber("a", 790, more_than=True)
    assert not differs(TranscribedNumber("b", 790), record)
    assert differs(TranscribedNumber("b", 790, more_than=False), record)
    assert not differs(TranscribedNumber("b", 790, more_than=False), TranscribedNumber("a", 790))


def test_one_transcription_is_its_own_record() -> None:
    assert number_on_record([TranscribedNumber("a", 5)]) == TranscribedNumber("a", 5)


def test_words_and_restatements_come_to_their_bulletin() -> None:
    change = Restatement(DAY, "tanks", -25)
    (bulletin,) = merge(
        [
            transcript("a", tanks(790), remarks=(DatasetRemark(DAY, "Izyum."),), restatements=(change,)),
            transcript("b", tanks(790), remarks=(DatasetRemark(DAY, "Izyum."), DatasetRemark(DAY, "Popasna."))),
        ]
    )
    assert bulletin.remarks == ("Izyum.", "Popasna.")
    assert bulletin.figures[0].restatements == (("maker of a", change),)
