"""Makes the pictures of the editors' guide anew, from the pages as they are now.

Usage: .venv/bin/python scripts/guide_pictures.py   (or: make guide-pictures)

Serves the bundled data without their newest bulletin from a database of its own, enters that bulletin as an editor
would, and writes docs/editors-guide/pictures/*.png. Look at them before you commit them.
"""

import csv
import io
import sys
import tempfile
from pathlib import Path

from guide_site import EDITOR, PASSWORD, REVIEWER, Site, site_a_day_before
from needs_of_tests import HOW_TO_INSTALL, find_chromium
from page_speed.visits import FLAGS
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

PICTURES = Path("docs/editors-guide/pictures")
WIDTH, MARGIN = 1280, 12
FOLDED = 44  # the strip of what is folded away
COLOURS = 64
LIKE = "/admin/reports/report/like/ukraine-general-staff/"


def main() -> int:
    chromium = find_chromium()
    if chromium is None:
        print("This needs Chromium, which is not on this machine.", *HOW_TO_INSTALL["chromium"], sep="\n")
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        site_a_day_before(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        editor, reviewer = logged_in(browser, site, EDITOR), logged_in(browser, site, REVIEWER)
        preview(editor, site, Path(folder))
        entry(editor, site)
        conflict(editor)
        variant(editor)
        review(reviewer)
        front(editor)
        browser.close()
    return 0


def logged_in(browser: Browser, site: Site, name: str) -> Page:
    """A window with the list of records folded away, which leaves the page its width."""
    context = browser.new_context(
        base_url=site.address, viewport={"width": WIDTH, "height": 900}, color_scheme="light", locale="en-GB"
    )
    context.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
    page = context.new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


def preview(page: Page, site: Site, folder: Path) -> None:
    """An import with rows that are new, changed and the same."""
    page.goto("/admin/reports/upload/add/")
    example = page.request.get("/admin/reports/upload/example.csv").text()
    rows = [row for row in csv.DictReader(io.StringIO(example)) if row["party"] == "ukraine-general-staff"]
    changed = rows[1] | {"best": str(site.before["tanks"] + 1)}
    address = f"ukraine-general-staff-{site.newest['date']}"
    new = {"report": address, "stated_on": site.newest["date"], "as_of": site.newest["date"], "title": ""}
    new |= {"figure": "", "source_url": site.newest["sourceUri"]}
    keys = ("personnel", "tanks", "afvs")
    added = [row | new | {"best": str(site.newest[key])} for row, key in zip(rows, keys, strict=True)]
    file = folder / "bulletins.csv"
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0])
        writer.writeheader()
        writer.writerows([*added, rows[0], changed, rows[2]])
    page.set_input_files("#id_file", file)
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Confirm and import").wait_for(timeout=60_000)
    take(page, "import", page.locator("nav.states"), page.locator(".table-frame"))
    page.get_by_role("button", name="Discard the file").click()


def entry(page: Page, site: Site) -> None:
    """The newest bulletin pasted, with one line that cannot be read; two digits exchanged, and put right."""
    page.goto(LIKE)
    page.get_by_text("Paste a whole bulletin").click()
    page.get_by_label("Text of the bulletin").fill(site.bulletin)
    with page.expect_navigation():
        page.get_by_role("button", name="Read it").click()
    page.locator(".pasted").blur()
    take(page, "bulletin", page.locator(".bulletin summary"), page.locator(".pasted"))
    page.locator("details.bulletin > summary").click()
    tanks, right = page.locator("input.pasted-number").nth(1), str(site.newest["tanks"])
    tanks.fill(right)
    page.get_by_label("Stated on").focus()
    page.locator("#lines-1-read", has_text="read as").wait_for()
    page.get_by_label("Stated on").blur()
    take(page, "like", page.locator("#content > h1"), page.locator(".entry tbody tr").nth(8))
    page.get_by_label("Address").fill(site.newest["sourceUri"])
    page.get_by_label("Role").focus()
    page.locator("output.found .new").wait_for()
    take(page, "source", page.locator("fieldset.source"))
    tanks.fill(right[:2] + right[3] + right[2] + right[4:])
    page.get_by_label("Role").focus()
    reason = page.get_by_label("Why is this right?").first
    reason.wait_for()
    take(page, "warning", page.locator(".findings"))
    tanks.fill(right)
    save(page, "Save draft")


def variant(page: Page) -> None:
    """The misprint that the guide tells of, on the page of a correction that is thrown away again."""
    page.goto("/admin/reports/report/?q=russia-mod-2022-09-21-sergei-shoigu")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_label("What we typed wrong, for readers").fill("A picture is made of this.")
    save(page, "Correct")
    misprint = page.locator(".inline-related.has_original[id^=variants-]").filter(
        has=page.locator("input[name$=-best][value='5397']")
    )
    take(page, "variant", misprint)
    page.get_by_role("link", name="Delete").last.click()
    save(page, "Yes, I’m sure")


def conflict(page: Page) -> None:
    """The draft of the bulletin, changed in two tabs; then submitted."""
    second = page.context.new_page()
    second.goto(page.url)
    second.locator("#id_note").fill("Read on the ministry's page.")
    save(second, "Save and continue editing")
    page.locator("#id_note").fill("Read on the ministry's page, and again in its post.")
    page.locator("#figures-1").get_by_label("Wording").fill("танків – 12 292 (+6) од")
    save(page, "Save and continue editing")
    take(page, "conflict", page.locator("#content > h1"), page.locator(".submit-row"))
    save(page, "Save all of mine")
    save(page, "Save and submit for review")
    second.close()


def review(page: Page) -> None:
    """The bulletin on the review screen; then it is sent back."""
    page.goto("/admin/reports/report/queue/")
    page.get_by_role("link", name="Review the first").click()
    take(page, "review", page.locator("#content > h1"), page.locator(".beside tbody tr").nth(3))
    page.locator("summary", has_text="Send back").click()
    page.get_by_label("What its author should change").fill("The page gives the day: add it under Published on.")
    save(page, "Send it back")


def front(page: Page) -> None:
    page.goto("/admin/")
    take(page, "front", page.locator("#header"), page.locator(".front .box").nth(5))


def save(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def take(page: Page, name: str, first: Locator, last: Locator | None = None) -> None:
    """The page's width from the top of ``first`` to the foot of ``last``, in few colours."""
    page.mouse.move(0, 0)
    boxes = [each.bounding_box() for each in (first, last or first)]
    scrolled = page.evaluate("scrollY")
    top = max(boxes[0]["y"] + scrolled - MARGIN, 0)
    height = boxes[1]["y"] + boxes[1]["height"] + scrolled + MARGIN - top
    left = boxes[0]["x"] and FOLDED
    clip = {"x": left, "y": top, "width": WIDTH - left, "height": height}
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True, clip=clip, animations="disabled")))
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    PICTURES.mkdir(parents=True, exist_ok=True)
    few.save(PICTURES / f"{name}.png", optimize=True)
    size = (PICTURES / f"{name}.png").stat().st_size
    print(f"{name}.png: {picture.width} × {picture.height}, {size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
