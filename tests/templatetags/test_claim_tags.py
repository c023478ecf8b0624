"""Links, addresses and days that templates write."""

from datetime import date
from types import SimpleNamespace

from reports.templatetags.claim_tags import as_time, figure_links, links, query_url


def test_a_query_leaves_out_what_has_no_value_and_repeats_what_has_several() -> None:
    address = query_url("figure-list", "war", party=["nato", "oryx"], known=date(2022, 4, 18), text="", to=None)
    assert address == "/war/figures/?party=nato&party=oryx&known=2022-04-18"
    assert query_url("figure-list", "war", party=[]) == "/war/figures/"


def test_a_day_is_for_machines_and_for_people() -> None:
    assert as_time(date(2022, 4, 8)) == '<time datetime="2022-04-08">8 Apr 2022</time>'
    assert as_time(date(2022, 4, 8), "j F Y") == '<time datetime="2022-04-08">8 April 2022</time>'


def test_names_are_linked_and_escaped() -> None:
    assert links([("a", "A & B"), ("c", "C")], "source") == (
        '<a href="/sources/a/">A &amp; B</a>, <a href="/sources/c/">C</a>'
    )
    parts = [SimpleNamespace(figure="f-1", words="1,351 killed"), SimpleNamespace(figure="f-2", words="3,825 wounded")]
    assert figure_links(parts) == (
        '<a href="/figures/f-1/">1,351 killed</a> + <a href="/figures/f-2/">3,825 wounded</a>'
    )
