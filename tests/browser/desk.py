"""People at the desk, and what every one of them does there."""

import os
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

EDITOR, REVIEWER = "browser-editor", "browser-reviewer"
PASSWORD = "correct horse battery"
ADD = "/admin/reports/report/add/"


def make_person(database: Path, name: str, *options: str) -> None:
    """An editor of the site whose SQLite file is ``database``; with ``--reviewer`` one who may publish."""
    place = {"DATABASE_URL": f"sqlite:///{database}", "EDITOR_NAME": name, "EDITOR_PASSWORD": PASSWORD}
    command = [sys.executable, "manage.py", "create_editor", *options]
    subprocess.run(command, env=os.environ | place, check=True, timeout=600)


def log_in(page: Page, name: str) -> None:
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Editors' desk")


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logged out")


def choose(scope: Page | Locator, label: str, typed: str, option: str | re.Pattern) -> None:
    """Find a record through the autocomplete named ``label``, as one who types part of its name."""
    page = scope if isinstance(scope, Page) else scope.page
    scope.get_by_role("combobox", name=re.compile(f"^{label}")).click()
    page.locator(".select2-container--open .select2-search__field").fill(typed)
    page.get_by_role("option", name=option, exact=True).click()


def enter(page: Page, *, party: str, day: str, title: str, number: str) -> None:
    """Fill the form of a new report with one figure, of Russian wounded, and one citation."""
    page.goto(ADD)
    choose(page, "Party", party[:15].lower(), party)
    page.get_by_label("Stated on").fill(day)
    page.get_by_label("Title").fill(title)
    page.get_by_label("Kind").select_option("briefing")
    page.get_by_label("Method").select_option("intelligence estimate")
    figure = page.locator("#figures-0")
    choose(figure, "Subject", "russian f", "Russian forces")
    choose(figure, "Measure", "wounded", "Wounded")
    figure.get_by_label("Qualifier").select_option("about")
    figure.get_by_label("Best").fill(number)
    choose(page.locator("#citations-0"), "Source", "24.hu", re.compile(r"^24\.hu: "))
