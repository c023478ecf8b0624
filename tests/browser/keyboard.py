"""What a reader does with the keyboard alone, the same on a fast machine and on a slow one."""

from playwright.sync_api import Locator, expect


def tab_to(target: Locator, limit: int = 150) -> None:
    """Press Tab until ``target`` has the focus."""
    for _ in range(limit):
        target.page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{limit} tabs did not reach {target}")


def choose_option(field: Locator, words: str) -> None:
    """Select the option of these words with the arrow keys.

    Letters would depend on the machine: what is typed begins anew when two of them come a second apart.
    """
    options = [text.strip() for text in field.locator("option").all_text_contents()]
    selected = field.evaluate("field => field.selectedIndex")
    wanted = options.index(words)
    field.focus()
    while selected != wanted:
        step = 1 if selected < wanted else -1
        field.press("ArrowDown" if step == 1 else "ArrowUp")
        selected += step
        expect(field).to_have_js_property("selectedIndex", selected)
