"""Who prints what, in a sentence: its examples, and every kind of difference; the chain of sources that it rests on."""

import pytest

from reports.comparison.provenance.source_numbers import SourceNumber, in_a_sentence
from reports.comparison.provenance.sources import DocumentRole, Leaf, tree
from reports.models import Citation, CitationRole, Source
from reports.rules.number import Number

RECORD = Number("about", best=16000)
RANGE, SHARE = Number("range", 3, None, 9), Number("up_to", None, None, 70, "percent")
ELSE = [SourceNumber("cnn", "CNN"), SourceNumber("ap", "AP"), SourceNumber("afp", "AFP")]


@pytest.mark.parametrize(
    ("record", "kind", "number", "wording", "sentence"),
    [
        (RECORD, "number", Number("about", best=61000), "", "EFE prints about 61,000"),
        (RECORD, "number", None, "sixty", "EFE prints it otherwise (“sixty”)"),
        (RECORD, "hedge", Number("exact", best=16000), "", "EFE prints 16,000 without its hedge"),
        (RECORD, "hedge", Number("up_to", high=16000), "", "EFE prints up to 16,000 instead of about 16,000"),
        (Number("exact", best=5), "hedge", Number("about", best=5), "", "EFE prints about 5, adding a hedge"),
        (RANGE, "hedge", Number("exact", best=9), "", "EFE prints only the upper end, 9"),
        (RANGE, "hedge", Number("at_least", low=3), "", "EFE prints only the lower end, at least 3"),
        (RANGE, "hedge", Number("about", best=6), "", "EFE prints about 6 instead of 3–9"),
        (SHARE, "hedge", Number("exact", None, 70, None, "percent"), "", "EFE prints 70% without its hedge"),
    ],
)
def test_a_number_printed_otherwise(
    record: Number, kind: str, number: Number | None, wording: str, sentence: str
) -> None:
    found = in_a_sentence(record, [SourceNumber("efe", "EFE", "", kind, number, wording), *ELSE])
    assert found == f"{sentence}; none of the 3 other sources is known to print anything but {record}."


@pytest.mark.parametrize(
    ("kind", "wording", "sentence"),
    [
        ("meaning", "16,000 dead", "EFE gives about 16,000 another meaning (“16,000 dead”)"),
        ("date", "", "EFE gives it another date"),
        ("attribution", "the Secret Service", "EFE attributes it to someone else (“the Secret Service”)"),
    ],
)
def test_what_differs_beside_the_number(kind: str, wording: str, sentence: str) -> None:
    found = in_a_sentence(RECORD, [SourceNumber("efe", "EFE", "", kind, RECORD, wording), *ELSE])
    assert found == f"{sentence}; none of the 3 other sources is known to differ."


def test_numbers_come_before_hedges_and_several_names_take_a_plural() -> None:
    wrong, bare = Number("about", best=61000), Number("exact", best=16000)
    readings = [
        SourceNumber("efe", "EFE", "", "hedge", bare),
        SourceNumber("bbc", "BBC", "", "number", wrong),
        SourceNumber("bbc-2", "BBC", "bbc", "number", wrong),
        SourceNumber("dpa", "dpa", "", "number", wrong),
        SourceNumber("fa", "fa.news", "dpa", "number", wrong),
    ]
    assert in_a_sentence(RECORD, readings) == (
        "BBC and dpa print about 61,000, and BBC and fa.news copied it; EFE prints 16,000 without its hedge; "
        "no other source is known."
    )


def test_sources_that_name_one_another_have_no_first() -> None:
    wrong = Number("about", best=61000)
    readings = [SourceNumber("a", "A", "b", "number", wrong), SourceNumber("b", "B", "a", "number", wrong)]
    assert in_a_sentence(RECORD, readings) == "A and B print about 61,000; no other source is known."


def test_who_copied_a_source_but_not_its_misprint_is_no_copyist_of_it() -> None:
    one, other = Number("about", best=61000), Number("about", best=60000)
    readings = [SourceNumber("a", "A", "", "number", one), SourceNumber("b", "B", "a", "number", other), ELSE[0]]
    assert in_a_sentence(RECORD, readings) == (
        "A prints about 61,000; B prints about 60,000; the other source, CNN, is not known to print anything but "
        "about 16,000."
    )


def test_a_source_that_differs_twice_is_counted_once() -> None:
    readings = [
        SourceNumber("efe", "EFE", "", "number", Number("exact", best=15000)),
        SourceNumber("efe", "EFE", "", "date"),
        *ELSE[:2],
    ]
    assert in_a_sentence(RECORD, readings) == (
        "EFE prints 15,000; EFE gives it another date; neither of the 2 other sources is known to print anything but "
        "about 16,000."
    )


def test_a_report_without_sources() -> None:
    assert in_a_sentence(RECORD, []) == "No source is known."


def source(name: str) -> Source:
    return Source(slug=name, publisher=name.title(), url=f"https://{name}.example/")


def cited(name: str, origin: str = "", data_set: str = "", role: str = CitationRole.SECONDARY) -> Citation:
    return Citation(
        source=source(name),
        role=role,
        taken_from=source(origin) if origin else None,
        transcribed_by=source(data_set) if data_set else None,
    )


def shape(leaves: tuple[Leaf, ...]) -> list:
    return [(leaf.source.slug, leaf.role, shape(leaf.copies)) for leaf in leaves]


def test_a_chain_of_copies_and_a_transcribed_page() -> None:
    citations = [
        cited("page", data_set="set", role=CitationRole.PRIMARY),
        cited("copy", origin="outlet"),
        cited("outlet", origin="page"),
        cited("lone", origin="agency"),
        cited("twin", origin="agency"),
    ]
    assert shape(tree(citations)) == [
        (
            "page",
            DocumentRole.PRIMARY,
            [
                ("set", DocumentRole.DATA_SET, []),
                ("outlet", DocumentRole.SECONDARY, [("copy", DocumentRole.SECONDARY, [])]),
            ],
        ),
        ("agency", DocumentRole.ORIGIN, [("lone", DocumentRole.SECONDARY, []), ("twin", DocumentRole.SECONDARY, [])]),
    ]


def test_a_circle_is_cut_and_every_source_stands_once() -> None:
    assert shape(tree([cited("a", origin="b"), cited("b", origin="a")])) == [
        ("a", DocumentRole.SECONDARY, [("b", DocumentRole.SECONDARY, [])])
    ]
