"""The panel for sharing: pictures with all that belongs to them inside, copies, and what needs no script."""

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from .conftest import WIDTHS

TIMELINE = "/russia-ukraine/timeline/"
KILLED = f"{TIMELINE}?measure=killed&party=russia-mod&party=nato"
SVG = "{http://www.w3.org/2000/svg}"


def open_panel(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#share > summary").click()


def download(page: Page, kind: str, folder: Path) -> Path:
    """The picture that the page hands over, under the name that it gives it."""
    with page.expect_download(timeout=60_000) as got:
        page.get_by_role("button", name=f"Download {kind.upper()}").click()
    file = folder / got.value.suggested_filename
    got.value.save_as(file)
    return file


def lines_of(picture: ElementTree.Element) -> str:
    """All text in the picture, as one: a long sentence stands on several lines."""
    return re.sub(r"\s+", " ", " ".join(" ".join(text.itertext()) for text in picture.iter(f"{SVG}text")))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_png_is_whole_large_and_dark_on_white(page: Page, complaints: list[str], tmp_path: Path, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    open_panel(page, KILLED)
    file = download(page, "png", tmp_path)
    assert re.fullmatch(r"claimed-losses-russian-forces-killed-20\d\d-\d\d-\d\d\.png", file.name)
    image = Image.open(file).convert("RGB")
    assert image.width == 2400
    assert image.height >= 1350
    frequent = sorted(image.getcolors(1 << 24), reverse=True)
    assert frequent[0][1] == (255, 255, 255)
    colours = {colour for _count, colour in frequent}
    assert {(27, 29, 32), (196, 98, 45), (58, 143, 104)} <= colours  # ink, and the colours of the two parties
    # Nothing reaches the edges.
    for edge in [(0, 0, 2400, 40), (0, image.height - 40, 2400, image.height), (0, 0, 40, image.height)]:
        assert image.crop(edge).getcolors() == [((edge[2] - edge[0]) * (edge[3] - edge[1]), (255, 255, 255))]
    expect(page.locator(".told")).to_have_text("The picture is in your downloads.")
    assert complaints == []


def test_an_svg_says_all_that_belongs_to_it(page: Page, base_url: str, tmp_path: Path) -> None:
    open_panel(page, KILLED)
    file = download(page, "svg", tmp_path)
    picture = ElementTree.parse(file).getroot()  # noqa: S314
    assert picture.get("width") == "1200"
    assert float(picture.get("height")) >= 675
    said = lines_of(picture)
    for words in (
        "Russian forces: killed, as claimed",
        "Russia MoD",
        "NATO",
        "exact",
        "a range",
        "As stated by: Russia MoD, NATO.",
        "Oryx totals by scarnecchia/oryx_data (CC BY 4.0)",
        "(MIT)",
        "Events: (2) 2 Apr 2022",
        page.locator("#share").get_attribute("data-day"),
    ):
        assert words in said, words
    assert f"{base_url}{KILLED}" in said.replace(" ", "")
    assert picture.find(f".//{SVG}use") is None  # it leans on nothing that stands in the page
    assert "var(--" not in file.read_text()
    assert "foreignObject" not in file.read_text()


def test_a_long_name_is_broken_and_cannot_carry_markup(page: Page, tmp_path: Path) -> None:
    name = "<script>alert(1)</script> & " + "N" * 300
    page.route(
        "**/timeline/?measure=killed*",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace("Russia MoD", name.replace("&", "&amp;").replace("<", "&lt;")),
        ),
    )
    open_panel(page, KILLED)
    picture = ElementTree.parse(download(page, "svg", tmp_path)).getroot()  # noqa: S314
    assert name.replace(" ", "") in lines_of(picture).replace(" ", "")
    assert picture.find(f".//{SVG}script") is None
    page.set_content(ElementTree.tostring(picture, encoding="unicode").replace("ns0:", ""))
    for text in page.locator("svg text").all():
        box = text.bounding_box()
        assert box is None or box["x"] + box["width"] <= 1200 + page.locator("svg").first.bounding_box()["x"]


def test_many_charts_are_one_picture(page: Page, tmp_path: Path) -> None:
    open_panel(page, f"{TIMELINE}?layout=each&party=ukraine-general-staff")
    titles = page.locator(".small h2").all_inner_texts()
    assert len(titles) > 10
    picture = ElementTree.parse(download(page, "svg", tmp_path)).getroot()  # noqa: S314
    assert len(picture.findall(f"{SVG}svg")) == len(titles)
    said = lines_of(picture)
    assert all(title in said for title in titles)


def test_a_chart_that_cannot_be_drawn_is_said_to_have_no_picture(page: Page) -> None:
    page.route("**/chart.json*", lambda route: route.abort())
    open_panel(page, KILLED)
    page.get_by_role("button", name="Download PNG").click()
    expect(page.locator(".told")).to_have_text("The picture could not be made.")


def test_link_citation_and_code_are_copied(page: Page, base_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    open_panel(page, KILLED)
    expect(page.locator("#share-address")).to_have_value(base_url + KILLED)
    fields = {"Copy link": "address", "Copy citation": "citation", "Copy BibTeX": "bibtex", "Copy code": "frame"}
    for button, field in fields.items():
        page.get_by_role("button", name=button).click()
        expect(page.locator(".told")).to_have_text("Copied.")
        expect(page.locator(".told")).to_have_attribute("role", "status")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied == page.locator(f"#share-{field}").input_value()
        page.evaluate("() => navigator.clipboard.writeText('')")
        page.evaluate("() => { document.querySelector('.told').textContent = ''; }")
    assert unescape(page.locator("#share-frame").input_value()).startswith(f'<iframe src="{base_url}{TIMELINE}embed/?')


def test_where_copying_is_not_allowed_the_text_is_selected(page: Page) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    open_panel(page, KILLED)
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".told")).to_contain_text("Selected")
    expect(page.locator("#share-address")).to_be_focused()
    assert page.evaluate("() => getSelection().toString()") == page.locator("#share-address").input_value()


def test_the_panel_works_by_keyboard(page: Page, tmp_path: Path) -> None:
    page.goto(KILLED)
    page.locator("#share > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Download PNG")).to_be_focused()
    with page.expect_download(timeout=60_000):
        page.keyboard.press("Enter")


def test_it_goes_with_the_chart_when_the_controls_change_it(page: Page, base_url: str, tmp_path: Path) -> None:
    open_panel(page, KILLED)
    page.get_by_text("Logarithmic", exact=True).click()
    expect(page.locator("#share-address")).to_have_value(re.compile("scale=log"))
    expect(page.locator("#share-address")).to_be_visible()
    picture = ElementTree.parse(download(page, "svg", tmp_path)).getroot()  # noqa: S314
    assert "scale=log" in lines_of(picture).replace(" ", "")


@pytest.mark.parametrize("size", WIDTHS)
def test_open_it_is_whole_and_accessible(page: Page, size: str) -> None:
    width, height = WIDTHS[size]
    page.set_viewport_size({"width": width, "height": height})
    open_panel(page, KILLED)
    page.locator("#share details > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for part in page.locator("#share :is(button, input, textarea, a)").all():
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def test_without_javascript_what_needs_none_is_there(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    open_panel(page, KILLED)
    expect(page.get_by_role("button", name="Download PNG")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    expect(page.locator("#share-address")).to_have_value(base_url + KILLED)
    expect(page.locator("#share-citation")).to_be_visible()
    expect(page.get_by_text("by JavaScript, which is off")).to_be_visible()
    with page.expect_download() as got:
        page.get_by_role("link", name="Download CSV").click()
    assert got.value.suggested_filename.endswith(".csv")
    context.close()
