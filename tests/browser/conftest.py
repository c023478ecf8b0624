"""The site as `make run` serves it, on the bundled data, and the browser that reads it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tests.own_database import LOADED, sqlite_file
from tests.serving import served

from .desk import EDITOR, REVIEWER, log_in, make_person

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A busy machine is slow; what never comes is found out all the same.
expect.set_options(timeout=30_000)

WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}
# Sets a page in letters wider than any reader's, whatever fonts the machine has. (A style element would be against the
# page's content policy.)
WIDEST_FONT = """() => {
  const wide = new CSSStyleSheet();
  wide.replaceSync('* { font-family: "DejaVu Sans", Verdana, sans-serif !important; letter-spacing: .1em !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, wide];
}"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return browser_type_launch_args | {"executable_path": os.environ.get("CHROMIUM"), "args": FLAGS}


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sqlite_file(tmp_path_factory.mktemp("site") / "claims.sqlite3", LOADED)


@pytest.fixture(scope="session")
def base_url(database: Path) -> Iterator[str]:
    """The address of a running site."""
    with served(database) as site:
        yield site.address


@pytest.fixture(scope="session")
def people(base_url: str, database: Path) -> None:
    """An editor and a reviewer on the running site."""
    make_person(database, EDITOR)
    make_person(database, REVIEWER, "--reviewer")


@pytest.fixture
def two(browser: Browser, base_url: str, people: None) -> Iterator[list[Page]]:
    """An editor's and a reviewer's window."""
    contexts = [browser.new_context(base_url=base_url) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page, name in zip(pages, (EDITOR, REVIEWER), strict=True):
        log_in(page, name)
    yield pages
    for context in contexts:
        context.close()


class Watched:
    """What a page asks for, and which parts of it the policy stops, frames included."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.stopped: list[str] = []
        page.on("request", self._note)
        page.expose_function("noteViolation", lambda violation: self.stopped.append(violation))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI, sourceFile}) =>"
            " noteViolation(`${effectiveDirective}: ${blockedURI} in ${sourceFile}`))"
        )

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)

    def elsewhere(self, base_url: str) -> list[str]:
        """What was asked of any other host. What a page holds within itself asks nobody."""
        return [address for address in self.asked if not address.startswith((f"{base_url}/", "data:", "blob:"))]


@pytest.fixture
def watched(page: Page) -> Watched:
    return Watched(page)


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser's console complains of: errors, violations of the content policy, failed requests.

    Not requests that the browser or the page itself cancels, as for an icon of a page that is being left.
    """
    found: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(message.text)

    def hear_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            found.append(f"{request.url}: {request.failure}")

    page.on("console", hear)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("requestfailed", hear_failure)
    return found
