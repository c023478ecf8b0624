"""How far print lies from record: the rule in Python, and the database's reckoning beside it."""

from itertools import product

import pytest
from django.db.models import F

from reports.comparison.variants import VariantDiff, difference_of, publisher_slug, publishers_by_slug, with_sizes
from reports.models import Variant
from reports.rules.number import Number
from tests import records

RANGE = Number("range", low=7000, high=15000)
NUMBERS = [
    Number("exact", best=0),
    Number("exact", best=1),
    Number("about", best=9000),
    Number("at_least", low=7000),
    Number("fewer_than", high=15000),
    Number("exact", best=2147483647),
    RANGE,
    Number("range", low=0, high=15000),
    Number("range", low=7000, best=9000, high=15000),
    Number("range", low=7000, best=14000, high=15000),
    Number("range", low=100, high=9000),
]


@pytest.mark.parametrize(
    ("recorded", "printed", "count", "on_record"),
    [
        (Number("exact", best=5937), Number("exact", best=5397), -540, 5937),
        (Number("exact", best=86744), Number("fewer_than", high=87000), 256, 86744),
        (Number("more_than", low=14000), Number("exact", best=14000), 0, 14000),
        (RANGE, Number("exact", best=7000), 0, 7000),
        (RANGE, Number("about", best=15000), 0, 15000),
        (RANGE, Number("exact", best=10000), -5000, 15000),
        (RANGE, Number("exact", best=71500), 56500, 15000),
        (Number("exact", best=80000), Number("range", low=70000, high=80000), 0, 80000),
        (Number("exact", best=80000), Number("range", low=50000, high=76000), -4000, 80000),
        (Number("range", low=7000, best=9000, high=15000), Number("exact", best=9000), 0, 9000),
        (RANGE, Number("range", low=7000, high=15000), 0, 7000),
        (RANGE, Number("range", low=1000, high=15000), -6000, 7000),
        (
            Number("range", low=7000, best=9000, high=15000),
            Number("range", low=7000, best=10000, high=15000),
            1000,
            9000,
        ),
    ],
)
def test_which_numbers_are_compared(recorded: Number, printed: Number, count: int, on_record: int) -> None:
    assert difference_of(recorded, printed) == VariantDiff(count, on_record)


def test_no_number_no_difference() -> None:
    assert difference_of(RANGE, None) is None


@pytest.mark.parametrize(
    ("difference", "change", "share"),
    [
        (VariantDiff(54000, 17500), "+54,000", "309%"),
        (VariantDiff(-1, 1), "−1", "100%"),
        (VariantDiff(5, 0), "+5", ""),
        (VariantDiff(99, 1000), "+99", "9.9%"),
        (VariantDiff(996, 10000), "+996", "10%"),
        (VariantDiff(1, 100000), "+1", "<0.01%"),
        (VariantDiff(-1998, 100), "−1,998", "1,998%"),
    ],
)
def test_differences_in_words(difference: VariantDiff, change: str, share: str) -> None:
    assert (difference.change, difference.share) == (change, share)


@pytest.mark.django_db
def test_the_database_reckons_alike() -> None:
    report = records.report(status="published")
    subject, measure, citation = records.subject(), records.measure(), records.citation(report=report)
    expected: dict[int, float] = {}
    for recorded, printed in product(NUMBERS, NUMBERS):
        figure = records.figure(report=report, subject=subject, measure=measure, **stored(recorded))
        variant = records.variant(figure=figure, citation=citation, **stored(printed))
        expected[variant.pk] = difference_of(recorded, printed).size
    silent = records.variant(
        figure=records.figure(report=report, subject=subject, measure=measure, best=0),
        citation=citation,
        kind="date",
        qualifier="",
    )
    found = with_sizes(Variant.objects.filter(citation=citation)).annotate(found=F("size"))
    sizes = dict(found.values_list("pk", "found"))
    assert sizes.pop(silent.pk) is None
    rises = {pk for pk, size in expected.items() if size == float("inf")}
    assert rises
    assert all(sizes.pop(pk) > 1e11 for pk in rises)
    assert sizes == {pk: size for pk, size in expected.items() if pk not in rises}
    assert max(sizes.values()) < 1e11


def stored(number: Number) -> dict[str, object]:
    return {"qualifier": number.qualifier, "low": number.low, "best": number.best, "high": number.high}


def test_publishers_share_a_slug_only_if_their_names_do() -> None:
    names = ["Правда (AFP)", "Вести (AFP)", "LB.ua", "lb ua", "!?"]
    found = publishers_by_slug(names)
    assert list(found) == ["!?", "lb-ua", "вести-afp", "правда-afp"]
    assert found["lb-ua"].names == ("lb ua", "LB.ua")
    assert found["lb-ua"].name == "lb ua"
    assert publisher_slug("Deni\u0301k N") == publisher_slug("Den\u00edk N") == "den\u00edk-n"
