"""The timeline's controls: without a reload where scripts run, as a plain form where they do not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Route, expect

from .conftest import WIDTHS
from .keyboard import tab_to
from .timelines import TIMELINE, is_the_same_page, leave_a_mark, plot_of


def test_a_change_redraws_without_a_reload(page: Page, complaints: list[str]) -> None:
    page.goto(TIMELINE)
    plot = plot_of(page)
    leave_a_mark(page)
    page.get_by_text("Logarithmic", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?subject=russian-forces&scale=log$"))
    expect(plot).to_have_attribute("data-chart", re.compile("scale=log"))
    expect(page.get_by_role("status").filter(has_text="have changed")).to_have_count(1)
    expect(plot.locator(".ytick text").first).to_have_text("1")
    page.get_by_label("Whose losses").select_option("Ukrainian forces")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ukrainian forces")
    expect(page).to_have_title(re.compile("^Ukrainian forces"))
    expect(page.get_by_role("status").filter(has_text="have changed")).to_have_count(1)
    assert is_the_same_page(page)
    measures = page.evaluate("() => performance.getEntriesByName('timeline redrawn').length")
    assert measures == 2
    assert complaints == []


def test_back_and_forward(page: Page) -> None:
    page.goto(TIMELINE)
    plot = plot_of(page)
    leave_a_mark(page)
    page.get_by_text("Logarithmic", exact=True).click()
    expect(plot).to_have_attribute("data-chart", re.compile("scale=log"))
    page.get_by_role("link", name="2023", exact=True).click()
    expect(plot).to_have_attribute("data-chart", re.compile("from=2023-01-01"))
    page.go_back()
    expect(plot).not_to_have_attribute("data-chart", re.compile("from="))
    expect(page.get_by_label("Logarithmic")).to_be_checked()
    page.go_back()
    expect(page.get_by_label("Linear")).to_be_checked()
    expect(plot).to_have_attribute("data-chart", re.compile(r"chart\.json$"))
    page.go_forward()
    expect(page.get_by_label("Logarithmic")).to_be_checked()
    page.go_forward()
    expect(page.get_by_role("link", name="2023", exact=True)).to_have_attribute("aria-current", "true")
    assert is_the_same_page(page)


def test_every_control_by_keyboard_alone(page: Page) -> None:
    page.goto(TIMELINE)
    plot_of(page)
    leave_a_mark(page)
    tab_to(page.locator("#subject"))
    page.keyboard.press("ArrowDown")
    expect(page).not_to_have_url(re.compile("subject=russian-forces"))
    page.keyboard.press("ArrowUp")
    expect(page).to_have_url(re.compile("subject=russian-forces"))
    for name, value in (("measure", "killed"), ("party", "russia-mod"), ("hide", "events")):
        tab_to(page.locator(f"details.pick:has([name={name}]) > summary"))
        page.keyboard.press("Enter")
        tab_to(page.locator(f"[name={name}][value={value}]"))
        page.keyboard.press("Space")
        expect(page).to_have_url(re.compile(f"{name}={value}"))
        expect(page.locator(f"[name={name}][value={value}]")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(f"details.pick:has([name={name}]) > summary")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page.locator("[name=layout]:checked"))
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("layout=each"))
    tab_to(page.locator("[name=mode]:checked"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("mode=daily"))
    tab_to(page.locator("[name=scale]:checked"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("scale=log"))
    tab_to(page.locator("details.pick:has([name=from]) > summary"))
    page.keyboard.press("Enter")
    for name in ("from", "to", "known"):
        tab_to(page.locator(f"[name={name}]"))
        page.keyboard.type("03012023")
        expect(page).to_have_url(re.compile(f"{name}=2023-03-01"))
        expect(page.locator(f"[name={name}]")).to_be_focused()
    tab_to(page.locator(".presets a:last-child"))
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("from=|to="))
    assert is_the_same_page(page)


@contextmanager
def answered_late(page: Page) -> Iterator[None]:
    """Within, the page waits for the answer to what is chosen; after it, the answer is there."""
    held: list[Route] = []
    pattern = re.compile(r"/timeline/\?")
    page.route(pattern, lambda route: held.append(route))
    yield
    assert len(held) == 1
    held[0].continue_()
    expect(page.get_by_role("status").filter(has_text="have changed")).to_have_count(1)
    page.unroute(pattern)


def test_an_answer_that_comes_late_takes_neither_the_focus_nor_what_is_half_typed(page: Page) -> None:
    page.goto(TIMELINE)
    plot_of(page)
    leave_a_mark(page)
    with answered_late(page):
        page.get_by_label("Whose losses").select_option("Ukrainian forces")
        tab_to(page.locator("details.pick:has([name=measure]) > summary"))
        page.keyboard.press("Enter")
        tab_to(page.get_by_role("checkbox", name="Killed", exact=True))  # other measures come before it then
    expect(page.get_by_role("checkbox", name="Killed", exact=True)).to_be_focused()

    page.locator("details.pick:has([name=from]) > summary").click()
    page.locator("#from").focus()
    with answered_late(page):
        page.keyboard.type("03012022")
        tab_to(page.locator("#to"))
        page.keyboard.type("0301")
    page.keyboard.type("2023")
    expect(page).to_have_url(re.compile("from=2022-03-01&to=2023-03-01"))
    expect(page.locator("#to")).to_be_focused()

    tab_to(page.locator("#known"))
    with answered_late(page):
        page.keyboard.type("03012023")
        tab_to(page.locator(".presets a:last-child"))  # there are fewer years before it then
    expect(page.locator(".presets a:last-child")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("from=|to="))

    page.goto(TIMELINE)
    plot_of(page)
    leave_a_mark(page)
    tab_to(page.get_by_role("link", name="Next", exact=True))
    for number in ("2", "3"):  # there is a link to the page before, then
        page.keyboard.press("Enter")
        expect(page.locator(".pages [aria-current]")).to_have_text(number)
        expect(page.get_by_role("link", name="Next", exact=True)).to_be_focused()
    assert is_the_same_page(page)


def test_a_panel_stays_open_while_one_chooses(page: Page) -> None:
    page.goto(TIMELINE)
    plot = plot_of(page)
    page.locator("summary", has_text="The usual").last.click()
    page.get_by_role("checkbox", name=re.compile("Russia MoD")).check()
    expect(plot).to_have_attribute("data-chart", re.compile("party=russia-mod"))
    page.get_by_role("checkbox", name=re.compile("NATO")).check()
    expect(plot).to_have_attribute("data-chart", re.compile("party=russia-mod&party=nato"))
    expect(page.locator("summary", has_text="2 chosen")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("NATO"))).to_be_focused()


def test_half_a_date_and_a_year_half_typed_are_no_choice(page: Page) -> None:
    page.goto(TIMELINE)
    plot_of(page)
    pages: list[str] = []
    page.on("request", lambda request: pages.append(request.url) if "chart.json" not in request.url else None)
    page.locator("details.pick:has(#from) > summary").click()
    page.locator("#from").focus()
    page.keyboard.type("0301202")
    page.get_by_text("Logarithmic", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?subject=russian-forces&scale=log$"))
    expect(page.get_by_label("Logarithmic")).to_be_checked()
    assert not [address for address in pages if "from=" in address]


def test_days_before_the_war_are_kept_and_shown(page: Page) -> None:
    page.goto(f"{TIMELINE}?from=2021-01-01&to=9999-12-31")
    plot = plot_of(page)
    page.get_by_text("Logarithmic", exact=True).click()
    expect(page).to_have_url(re.compile(r"scale=log&from=2021-01-01&to=9999-12-31$"))
    expect(plot).to_have_attribute("data-chart", re.compile("from=2021-01-01&to=9999-12-31"))
    page.locator("details.pick:has(#from) > summary").click()
    expect(page.locator("#from")).to_have_value("2021-01-01")
    page.locator("#to").fill("2022-12-31")
    expect(page).to_have_url(re.compile(r"from=2021-01-01&to=2022-12-31$"))
    page.locator("#from").fill("")
    expect(page).not_to_have_url(re.compile("from="))


def test_without_javascript_days_before_the_war_can_be_sent(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(f"{TIMELINE}?from=2021-01-01")
    page.get_by_text("Logarithmic", exact=True).click()
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("scale=log.*from=2021-01-01"))
    context.close()


def told_in_head(page: Page) -> list[str]:
    """What a page says of itself to those who read its head, as it came or as it is now."""
    return page.evaluate(
        "[...document.head.querySelectorAll(\"meta[name='description'], meta[property], link:is([rel='canonical'],"
        " [rel='alternate'])\")].map((each) => each.outerHTML).sort()"
    )


def test_the_head_of_the_page_changes_with_it(page: Page) -> None:
    page.goto(TIMELINE)
    plot = plot_of(page)
    before = told_in_head(page)
    page.get_by_label("Whose losses").select_option("Ukrainian forces")
    expect(plot).to_have_attribute("data-chart", re.compile("subject=ukrainian-forces"))
    expect(page.get_by_role("status").filter(has_text="have changed")).to_have_count(1)
    changed = told_in_head(page)
    assert any("oembed" in each and "subject%3Dukrainian-forces" in each for each in changed)
    page.goto(page.url)
    assert told_in_head(page) == changed
    assert len(changed) == len(before)
    assert changed != before


def test_what_was_chosen_meanwhile_goes_with_a_stretch_of_days(page: Page) -> None:
    page.goto(TIMELINE)
    plot = plot_of(page)
    held: list[Route] = []
    page.route(re.compile("scale=log$"), lambda route: held.append(route))
    page.get_by_text("Logarithmic", exact=True).click()
    page.get_by_role("link", name="First 100 days").click()
    expect(page).to_have_url(re.compile("scale=log&from=2022-02-24&to=2022-06-03$"))
    expect(plot).to_have_attribute("data-chart", re.compile("scale=log&from=2022-02-24"))


def test_a_newer_change_takes_the_place_of_an_older(page: Page, complaints: list[str]) -> None:
    page.goto(TIMELINE)
    plot = plot_of(page)
    held: list[Route] = []
    page.route(re.compile(r"/timeline/\?.*mode=daily$"), lambda route: held.append(route))
    page.get_by_text("New a day", exact=True).click()
    expect(page).to_have_url(re.compile("mode=daily"))
    with page.expect_event("requestfailed", lambda request: re.search(r"/timeline/\?.*mode=daily$", request.url)):
        page.get_by_text("New a month", exact=True).click()
    expect(plot).to_have_attribute("data-chart", re.compile("mode=monthly"))
    assert len(held) == 1
    expect(page.get_by_role("radio", name="New a month")).to_be_checked()
    expect(page.locator("#timeline-trouble")).to_be_empty()
    assert complaints == []


def test_a_refusal_says_why_and_loses_nothing(page: Page) -> None:
    page.goto(f"{TIMELINE}?from=2024-01-01")
    plot = plot_of(page)
    leave_a_mark(page)
    page.locator("details.pick:has(#from) > summary").click()
    page.locator("#to").fill("2023-01-01")
    trouble = page.locator("#timeline-trouble")
    expect(trouble).to_contain_text("from (2024-01-01) is after to (2023-01-01)")
    expect(trouble).to_contain_text("Nothing on the page has changed")
    expect(plot).to_have_attribute("data-drawn", "yes")
    expect(page.locator(".rows tbody tr")).not_to_have_count(0)
    page.locator("#to").fill("2025-01-01")
    expect(trouble).to_be_empty()
    expect(plot).to_have_attribute("data-chart", re.compile("to=2025-01-01"))
    page.go_back()
    expect(plot).to_have_attribute("data-chart", re.compile(r"from=2024-01-01$"))
    assert is_the_same_page(page)


def test_offline_is_said_and_can_be_tried_again(page: Page) -> None:
    page.goto(TIMELINE)
    plot = plot_of(page)
    page.get_by_text("Logarithmic", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="have changed")).to_have_count(1)
    leave_a_mark(page)
    page.context.set_offline(True)
    page.get_by_text("Linear", exact=True).click()
    expect(page.locator("#timeline-trouble")).to_contain_text("no answer came")
    expect(plot).to_have_attribute("data-drawn", "yes")
    page.context.set_offline(False)
    page.get_by_text("New a month", exact=True).click()
    expect(plot).to_have_attribute("data-chart", re.compile("mode=monthly"))
    expect(page.locator("#timeline-trouble")).to_be_empty()
    assert is_the_same_page(page)


def test_the_order_of_the_table_changes_without_the_chart(page: Page) -> None:
    page.goto(TIMELINE)
    plot_of(page)
    leave_a_mark(page)
    charts: list[str] = []
    page.on("request", lambda request: charts.append(request.url) if "chart.json" in request.url else None)
    page.locator(".rows thead").get_by_role("link", name="Number").click()
    expect(page.locator("th[aria-sort]", has_text="Number")).not_to_have_attribute("aria-sort", "none")
    page.get_by_role("link", name="Next", exact=True).click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator(".pages [aria-current]")).to_have_text("2")
    page.get_by_text("Logarithmic", exact=True).click()
    expect(page).to_have_url(re.compile(r"scale=log&sort=-?\w+$"))
    assert is_the_same_page(page)
    assert [address for address in charts if "scale=log" not in address] == []


def test_without_javascript_it_is_a_plain_form(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(TIMELINE)
    page.get_by_text("Logarithmic", exact=True).click()
    page.locator("details.pick:has([name=party]) > summary").click()
    page.get_by_role("checkbox", name=re.compile("NATO")).check()
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("party=nato.*scale=log"))
    expect(page.get_by_label("Logarithmic")).to_be_checked()
    page.get_by_role("link", name="2023", exact=True).click()
    expect(page).to_have_url(re.compile("party=nato.*from=2023-01-01&to=2023-12-31"))
    context.close()


def test_with_javascript_there_is_no_button_to_press(page: Page) -> None:
    page.goto(TIMELINE)
    expect(page.get_by_role("button", name="Show")).to_be_hidden()


def test_on_a_phone_all_can_be_touched_and_nothing_is_cut_off(page: Page) -> None:
    for width in (WIDTHS["phone"][0], 320):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(TIMELINE)
        page.locator("summary", has_text="Change what is shown").click()
        controls = page.locator(".timeline-controls :is(select, summary, .segments label, .presets a)")
        for control in controls.all():
            box = control.bounding_box()
            assert box["height"] >= 39.9
            assert box["x"] >= 20
            assert box["x"] + box["width"] <= width - 20
            assert control.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
        for fieldset in page.locator(".timeline-controls fieldset:has(.segments)").all():
            assert fieldset.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
