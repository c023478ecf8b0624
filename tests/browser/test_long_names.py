"""The longest names that records may have, without a place to break them, on a phone and in a small frame."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import WIDTHS
from .timelines import TIMELINE, plot_of

QUERY = "?party=ukraine-general-staff&party=russia-mod&measure=tanks&measure=helicopters"


@pytest.fixture
def long_names(base_url: str, database: Path) -> Iterator[None]:
    """As long as the columns allow: 60 characters of a party, 120 of a measure, 200 of a subject and an event."""
    changes = [
        ("reports_party", "short_name", "slug", "ukraine-general-staff", "P" * 60),
        ("reports_measure", "name", "slug", "tanks", "M" * 120),
        ("reports_subject", "name", "slug", "russian-forces", "S" * 200),
        ("reports_event", "title", "date", "2022-09-06", "E" * 200),
    ]
    with sqlite3.connect(database, timeout=20) as base:
        kept = []
        for table, field, key, value, name in changes:
            ((old,),) = base.execute(f"SELECT {field} FROM {table} WHERE {key} = ?", (value,)).fetchall()  # noqa: S608
            base.execute(f"UPDATE {table} SET {field} = ? WHERE {key} = ?", (name, value))  # noqa: S608
            kept.append((table, field, key, value, old))
    base.close()
    yield
    with sqlite3.connect(database, timeout=20) as base:
        for table, field, key, value, old in kept:
            base.execute(f"UPDATE {table} SET {field} = ? WHERE {key} = ?", (old, value))  # noqa: S608
    base.close()


@pytest.mark.usefixtures("long_names")
@pytest.mark.parametrize("size", [*WIDTHS.values(), (320, 240)])
@pytest.mark.parametrize("address", [TIMELINE, f"{TIMELINE}embed/"])
def test_long_names_are_broken_and_none_leaves_the_page(
    page: Page, complaints: list[str], size: tuple[int, int], address: str
) -> None:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address + QUERY)
    plot_of(page)
    for summary in page.locator("summary:visible").all():
        summary.evaluate("summary => summary.parentElement.open = true")
    expect(page.get_by_text("P" * 60).first).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    out = page.evaluate(
        """width => [...document.querySelectorAll("main *, .embed header *, .embed footer *")]
          .filter((each) => each.checkVisibility({ visibilityProperty: true })
            && !each.closest("svg, .unseen, .widest"))
          .filter((each) => each.getBoundingClientRect().right > width + 1)
          .map((each) => each.outerHTML.slice(0, 120))""",
        width,
    )
    assert out == []
    assert complaints == []
