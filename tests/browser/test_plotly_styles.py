"""The style sheet made by scripts/plotly_styles.mjs is the one the chart library would inject itself.

Under the site's content policy the library may not; a page without a policy shows what it would have done.
"""

from pathlib import Path

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "var" / "assets" / "vendor"

RULES = "element => Array.from(element.sheet.cssRules, rule => rule.cssText)"


@pytest.fixture
def injected(page) -> list[str]:
    """The rules that plotly.js injects into a page without a policy, as the browser reads them."""
    page.set_content("<!doctype html><title>No policy here</title>")
    page.add_script_tag(path=VENDOR / "plotly-basic.min.js")
    return page.locator("style[id='plotly.js-style-global']").evaluate(RULES)


@pytest.fixture
def ours(page) -> list[str]:
    """The rules of the generated sheet, as the browser reads them."""
    page.set_content("<!doctype html><title>No script here</title>")
    page.add_style_tag(path=VENDOR / "plotly.css")
    return page.locator("style").evaluate(RULES)


def test_the_sheet_holds_the_rules_of_the_library_in_their_order(injected, ours):
    assert len(injected) > 50
    assert ours == injected
