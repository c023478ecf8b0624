"""The page of measures: every drawing, word and relation against the files that define them."""

from itertools import combinations

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports.models import Figure, MeasureOutcome, Outcome
from tests import records
from tests.bundled_files import rows_of
from tests.conftest import Fetch, words

PEOPLE = ["killed", "wounded", "missing", "captured"]
ITEMS = ["destroyed", "damaged", "abandoned", "captured"]
MEASURES = rows_of("measures.csv")
NAMES = {row["measure_id"]: row["name"] for row in MEASURES}

# The definitions with the numbers of figures and parties; what each measure counts; the outcomes; the conflict.
QUERIES = 4


def outcomes_in(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split(";")))


def columns(row: dict[str, str]) -> list[str]:
    return PEOPLE if row["category"] == "personnel" else ITEMS


def shape_of(page: BeautifulSoup, slug: str) -> Tag:
    return page.find("article", id=slug).find_parent(class_="shape")


def span(rectangle: Tag) -> tuple[int, int]:
    return int(rectangle["x"]), int(rectangle["x"]) + int(rectangle["width"])


def readings(row: dict[str, str]) -> list[frozenset[str]]:
    """All sets between what a measure surely counts and what it may count, found anew."""
    surely, perhaps = outcomes_in(row["includes"]), outcomes_in(row["may_include"])
    return [surely | set(more) for size in range(len(perhaps) + 1) for more in combinations(perhaps, size)]


def ways(row: dict[str, str], other: dict[str, str]) -> set[str]:
    """How one measure may stand to another, over all readings of both, found anew."""
    if (row["counts"], row["unit"]) != (other["counts"], other["unit"]):
        return {"different"}
    return {
        "like for like" if a == b else "a part" if a < b else "the whole" if a > b else "different"
        for a in readings(row)
        for b in readings(other)
    }


def relations_on(article: Tag) -> dict[str, tuple[str, str]]:
    """Each other measure that an article names: under which words, and with which remark."""
    found, heading = {}, ""
    for line in article.select(".standings > *"):
        if line.name == "dt":
            heading = words(line)
            continue
        remark = line.find(class_="soft")
        for link in line.find_all("a"):
            assert link["href"] not in found
            found[link["href"]] = (heading, words(remark) if remark else "")
    return found


@pytest.mark.usefixtures("bundled")
def test_every_measure_is_drawn_as_its_file_defines_it(fetch: Fetch) -> None:
    page = fetch("/measures/")
    for row in MEASURES:
        surely, perhaps = outcomes_in(row["includes"]), outcomes_in(row["may_include"])
        (drawing,) = shape_of(page, row["measure_id"]).select(".outcome-set")
        cells = drawing.select(".cell")
        assert [cell["data-outcome"] for cell in cells] == columns(row)
        for cell in cells:
            outcome = cell["data-outcome"]
            certainty = "surely" if outcome in surely else "perhaps" if outcome in perhaps else "not"
            sign = {"surely": "●", "perhaps": "?", "not": "–"}[certainty]
            assert cell["class"] == ["cell", certainty]
            assert words(cell) == f"{outcome.capitalize()} {sign}"


@pytest.mark.usefixtures("bundled")
def test_bands_hold_exactly_what_is_counted(fetch: Fetch) -> None:
    """Each outcome's cell lies wholly within a band or wholly outside all; so with the dashed outline."""
    page = fetch("/measures/")
    for row in MEASURES:
        surely, perhaps = outcomes_in(row["includes"]), outcomes_in(row["may_include"])
        drawing = shape_of(page, row["measure_id"]).select_one(".outcome-set")
        for kind, held in (("surely", surely), ("perhaps", surely | perhaps if perhaps else frozenset())):
            bands = [span(band) for band in drawing.select(f".band.{kind}")]
            assert len(drawing.select(f".bridge.{kind}")) == max(len(bands) - 1, 0)
            for cell in drawing.select(".cell"):
                left, right = span(cell.rect)
                within = [start < left and right < end for start, end in bands]
                outside = [right < start or end < left for start, end in bands]
                assert sum(within) == (cell["data-outcome"] in held)
                assert sum(outside) == len(bands) - sum(within)
        width, height = map(int, drawing["viewbox"].split()[2:])
        for rectangle in drawing.select("rect"):
            x, y = int(rectangle["x"]), int(rectangle["y"])
            assert 0 <= x < x + int(rectangle["width"]) <= width
            assert 0 <= y < y + int(rectangle["height"]) <= height


@pytest.mark.usefixtures("bundled")
def test_every_drawing_says_the_same_in_words(fetch: Fetch) -> None:
    page = fetch("/measures/")
    said = {row["measure_id"]: words(shape_of(page, row["measure_id"]).figcaption) for row in MEASURES}
    for row in MEASURES:
        article = page.find("article", id=row["measure_id"])
        assert words(article.select_one(".unseen")) == said[row["measure_id"]] + "."
        surely, _, perhaps = said[row["measure_id"]].partition("perhaps")
        assert {each for each in PEOPLE + ITEMS if each in surely.lower()} == outcomes_in(row["includes"])
        assert {each for each in PEOPLE + ITEMS if each in perhaps} == outcomes_in(row["may_include"])
    assert said["killed"] == "Surely killed; nothing else"
    assert said["killed-and-missing"] == "Surely killed and missing; nothing else"
    assert said["personnel-losses"] == "Surely killed; perhaps wounded, missing, captured"
    assert said["tanks-documented"] == "Surely destroyed, damaged, abandoned and captured"
    assert said["personnel-remaining"] == "None of these outcomes"


@pytest.mark.usefixtures("bundled")
def test_measures_of_one_shape_share_one_drawing_and_keep_their_own_words(fetch: Fetch) -> None:
    page = fetch("/measures/")
    shapes = {(row["category"], outcomes_in(row["includes"]), outcomes_in(row["may_include"])) for row in MEASURES}
    assert len(page.select(".shape")) == len(page.select(".shape .outcome-set")) == len(shapes)
    assert [article["id"] for article in shape_of(page, "tanks").select("article")] == [
        row["measure_id"] for row in MEASURES if row["category"] == "equipment" and row["may_include"]
    ]
    for row in MEASURES:
        article = page.find("article", id=row["measure_id"])
        assert words(article.h3) == row["name"]
        assert f"{row['definition']} In {row['unit']}." in words(article)


@pytest.mark.usefixtures("bundled")
def test_relations_are_those_of_all_readings(fetch: Fetch) -> None:
    page = fetch("/measures/")
    headings = {"like for like": "Like for like with", "a part": "Part of", "the whole": "Whole of"}
    for row in MEASURES:
        expected = {}
        for other in MEASURES:
            if other is row or not other["includes"] or not row["includes"] or ways(row, other) == {"different"}:
                continue
            possible = [each for each in (*headings, "different") if each in ways(row, other)]
            remark = f"({', '.join(possible[:-1])} or {possible[-1]}, as it is read)" if len(possible) > 1 else ""
            heading = "Undefined against" if remark else headings[possible[0]]
            expected[f"#{other['measure_id']}"] = (heading, remark)
        article = page.find("article", id=row["measure_id"])
        assert relations_on(article) == expected
        assert ("neither part nor whole of any other" in words(article)) == (not expected)
    killed = relations_on(page.find("article", id="killed"))
    assert killed["#killed-and-wounded"] == ("Part of", "")
    assert killed["#personnel-losses"] == ("Undefined against", "(like for like or a part, as it is read)")
    assert killed.keys().isdisjoint({"#wounded", "#share-of-personnel-lost", "#killed"})


@pytest.mark.usefixtures("bundled")
def test_people_nest_from_killed_to_all_four(fetch: Fetch) -> None:
    (nesting,) = fetch("/measures/").select(".nesting")
    names = ["Killed, wounded, missing and captured", "Killed, wounded and missing", "Killed and wounded", "Killed"]
    assert [words(link) for link in nesting.select("a")] == names
    for depth, (box, added) in enumerate(zip(nesting.select("li"), reversed(PEOPLE), strict=True)):
        assert len(box.find_parents("li")) == depth
        assert [words(each) for each in box.div.find_all(class_="outcome", recursive=False)] == [added]


@pytest.mark.usefixtures("bundled")
def test_undefined_measures_span_boxes(fetch: Fetch) -> None:
    whole = "Killed, wounded, missing and captured"
    assert [words(each) for each in fetch("/measures/").select(".spans li")] == [
        f"Casualties (as reported) : anything from “Killed and wounded” to “{whole}”",
        f"Irrecoverable losses : anything from “Killed” to “{whole}”",
        f"Personnel losses (undefined) : anything from “Killed” to “{whole}”",
    ]


@pytest.mark.usefixtures("bundled")
def test_all_readings_of_an_undefined_measure_are_listed(fetch: Fetch) -> None:
    page = fetch("/measures/")
    for row in MEASURES:
        shape = shape_of(page, row["measure_id"])
        lines = shape.select(".readings li")
        if not row["may_include"]:
            assert lines == []
            continue
        found = [frozenset(words(line).removesuffix(" alone").replace(" and ", ", ").split(", ")) for line in lines]
        assert len(found) == len(readings(row))
        assert set(found) == set(readings(row))
        assert list(map(len, found)) == sorted(map(len, found))
        for line, wanted in zip(lines, found, strict=True):
            filled = [square["class"] == ["surely"] for square in line.select("rect")]
            assert filled == [outcome in wanted for outcome in columns(row)]
    losses = shape_of(page, "personnel-losses")
    assert [words(line) for line in losses.select(".readings li")] == [
        "killed alone",
        "killed and wounded",
        "killed and missing",
        "killed and captured",
        "killed, wounded and missing",
        "killed, wounded and captured",
        "killed, missing and captured",
        "killed, wounded, missing and captured",
    ]
    assert "anything from killed alone to killed, wounded, missing and captured. There are 8 ways" in words(losses)


@pytest.mark.usefixtures("bundled")
def test_figures_and_parties_are_counted_and_lead_to_the_list(fetch: Fetch) -> None:
    page = fetch("/measures/")
    for slug in NAMES:
        article = page.find("article", id=slug)
        link = article.select_one("p.soft a")
        figures = Figure.published.filter(measure__slug=slug)
        if not figures:
            assert link is None
            assert "No figures on record" in words(article)
            continue
        number, parties = len(figures), len({figure.party_id for figure in figures})
        said = f"{number:,} figure{'s' * (number != 1)} by {parties} part{'y' if parties == 1 else 'ies'}"
        assert words(link.parent) == said
        assert link["href"] == f"/russia-ukraine/figures/?measure={slug}"
    for slug in ("tanks", "killed", "irrecoverable-losses"):
        link = page.find("article", id=slug).select_one("p.soft a")
        assert words(fetch(link["href"]).select_one(".pages span")).endswith(words(link).split()[0])


@pytest.mark.usefixtures("bundled")
def test_every_link_within_the_page_leads_somewhere(fetch: Fetch) -> None:
    page = fetch("/measures/")
    names = [each["id"] for each in page.select("[id]")]
    assert len(names) == len(set(names))
    assert {link["href"][1:] for link in page.select('a[href^="#"]')} <= set(names)
    assert page.select("[style]") == []


@pytest.mark.usefixtures("bundled")
def test_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(QUERIES):
        client.get("/measures/")


@pytest.mark.django_db
def test_a_page_without_any_data(fetch: Fetch) -> None:
    page = fetch("/measures/")
    assert "No measures are defined here yet" in words(page.select_one(".notice"))
    assert not page.select("h2, .shape, nav[aria-label=Categories]")


@pytest.mark.django_db
def test_drafts_are_not_counted_and_two_conflicts_have_no_common_list(fetch: Fetch) -> None:
    used = records.measure(slug="used")
    published = records.report(status="published")
    records.figure(report=published, measure=used)
    records.figure(report=published, measure=used)
    records.figure(report=records.report(status="draft"), measure=used)
    (line,) = fetch("/measures/").find(id="used").select("p.soft")[:1]
    assert words(line) == "2 figures by 1 party"
    assert line.a["href"] == "/russia-ukraine/figures/?measure=used"
    records.conflict("another")
    (line,) = fetch("/measures/").find(id="used").select("p.soft")[:1]
    assert words(line) == "2 figures by 1 party"
    assert line.a is None


@pytest.mark.django_db
def test_outcomes_of_long_names_and_with_gaps(fetch: Fetch) -> None:
    """An editor's own outcomes: names are wrapped and escaped, bands on both sides of a gap are joined."""
    names = ["Sick or otherwise unfit for duty", "Deserted & <gone>", "Fallen", "Interned abroad"]
    made = [
        Outcome.objects.create(slug=f"outcome-{place}", name=name, applies_to="people", position=place)
        for place, name in enumerate(names)
    ]
    for slug, counted in (("gaps", {0: "includes", 2: "includes"}), ("doubt", {1: "may_include", 3: "may_include"})):
        measure = records.measure(slug=slug)
        for place, certainty in counted.items():
            MeasureOutcome.objects.create(measure=measure, outcome=made[place], certainty=certainty)
    page = fetch("/measures/")
    gaps, doubt = shape_of(page, "gaps"), shape_of(page, "doubt")
    assert [len(gaps.select(f".{each}")) for each in ("band.surely", "bridge.surely", "band.perhaps")] == [2, 1, 0]
    assert [len(doubt.select(f".{each}")) for each in ("band.surely", "band.perhaps", "bridge.perhaps")] == [0, 2, 1]
    assert words(gaps.figcaption) == "Surely sick or otherwise unfit for duty and fallen; nothing else"
    assert words(doubt.figcaption) == "Perhaps deserted & <gone>, interned abroad; nothing else"
    assert words(doubt.select(".readings li")[0]) == "none of these outcomes"
    lines = gaps.select_one('[data-outcome="outcome-0"]').select("text:not(.sign)")
    assert len(lines) > 1
    assert " ".join(map(words, lines)) == names[0]
    bottom = max(int(line["y"]) for line in lines)
    assert bottom < int(gaps.select_one(".sign")["y"]) < int(gaps.select_one(".cell rect")["height"])
