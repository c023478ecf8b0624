"""Citations: every part is there, and nothing in a name can break the form."""

import doctest
import re
from datetime import date

import pytest

from reports.publishing import citations
from reports.publishing.citations import Work, bibtex, plain
from reports.timelines import timeline_titles
from reports.timelines.timeline_titles import file_name, title_of

SEEN = date(2026, 11, 22)
ADDRESS = "https://claims.example/russia-ukraine/timeline/?measure=killed&known=2026-11-22"


def work(title: str = "Russian forces: killed", parties: tuple[str, ...] = ("Russia MoD", "NATO")) -> Work:
    return Work("Claimed Losses", title, parties, ADDRESS, SEEN)


@pytest.mark.parametrize("module", [citations, timeline_titles])
def test_examples_in_the_docstrings(module: object) -> None:
    done = doctest.testmod(module)
    assert done.failed == 0
    assert done.attempted


def test_plain_text_names_site_title_parties_address_and_day() -> None:
    assert plain(work()) == (
        "Claimed Losses: “Russian forces: killed”. Claims by Russia MoD and NATO. "
        f"{ADDRESS} (accessed 22 November 2026)."
    )


def test_bibtex_whole() -> None:
    assert bibtex(work()) == (
        "@misc{claimed-losses-2026-11-22,\n"
        "  title = {{Russian forces: killed}},\n"
        "  author = {{Claimed Losses}},\n"
        "  year = {2026},\n"
        f"  url = {{{ADDRESS}}},\n"
        "  urldate = {2026-11-22},\n"
        "  note = {Claims by Russia MoD and NATO; accessed 22 November 2026},\n"
        "}"
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "Claims by P0."),
        (2, "Claims by P0 and P1."),
        (5, "Claims by P0, P1, P2, P3 and P4."),
        (6, "Claims by P0, P1, P2, P3 and 2 others."),
        (40, "Claims by P0, P1, P2, P3 and 36 others."),
    ],
)
def test_many_parties_are_counted(count: int, said: str) -> None:
    assert said in plain(work(parties=tuple(f"P{at}" for at in range(count))))


def test_without_parties_nothing_is_said_of_them() -> None:
    assert "Claims" not in plain(work(parties=()))
    assert "note = {accessed 22 November 2026}" in bibtex(work(parties=()))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("A & B", r"A \& B"),
        ("100% of_all #1 $", r"100\% of\_all \#1 \$"),
        ("a}, author = {me", r"a\}, author = \{me"),
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("two\nlines", "two lines"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
    ],
)
def test_no_name_takes_effect_in_latex(name: str, written: str) -> None:
    entry = bibtex(work(title=name, parties=(name,)))
    assert f"  title = {{{{{written}}}}},\n" in entry
    assert f"Claims by {written};" in entry
    assert len(entry.splitlines()) == 8
    plainly = re.sub(r"\\[{}]", "", entry)
    assert plainly.count("{") == plainly.count("}")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (None, None, ""),
        (date(2022, 3, 1), None, ", from 1 Mar 2022"),
        (None, date(2022, 12, 31), ", to 31 Dec 2022"),
        (date(2022, 3, 1), date(2022, 12, 31), ", 1 Mar 2022 to 31 Dec 2022"),
    ],
)
def test_a_title_says_whose_what_and_when(first: date | None, last: date | None, said: str) -> None:
    title = title_of("Russian forces", ["Killed", "Personnel losses (undefined)"], "cumulative", first, last)
    assert title == f"Russian forces: killed; personnel losses (undefined), as claimed{said}"


def test_many_measures_are_counted_and_modes_named() -> None:
    title = title_of("Russian forces", ["Tanks", "Ships", "Aircraft", "Helicopters"], "monthly", None, None)
    assert title == "Russian forces, new a month: 4 measures, as claimed"


def test_a_title_without_measures_is_whole() -> None:
    """Of a subject of which there are no totals there is nothing to choose."""
    assert title_of("Wagner Group", [], "cumulative", None, None) == "Wagner Group, as claimed"
    assert title_of("Wagner Group", [], "daily", None, date(2022, 3, 1)) == (
        "Wagner Group, new a day, as claimed, to 1 Mar 2022"
    )


def test_a_file_is_named_for_what_it_shows() -> None:
    assert (
        file_name("Russian forces", ["Tanks"], "daily", SEEN) == "claimed-losses-russian-forces-tanks-daily-2026-11-22"
    )
    assert len(file_name("x" * 300, ["y" * 300], "monthly", SEEN)) < 200
