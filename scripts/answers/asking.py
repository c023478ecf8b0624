"""Everything that is asked, in one order: by a visitor, by the people of the desk, and by who runs the site."""

import re
from collections.abc import Iterator

from .acts import acts, commands
from .desk import pages
from .normal import lines_of
from .people import Answer, Desk, browser, undone
from .visitors import addresses, routes

__all__ = ["everything", "undone"]

LAST_PAGE = re.compile(rb"[?&;]page=(\d+)")


def everything() -> Iterator[Answer]:
    yield "site", "the routes", ["routes", *sorted(re.sub(r"<(\w+:)?\w+>", r"<\1>", route) for route in routes())]
    yield from public()
    desk = Desk()
    for some in (pages, acts, commands):
        yield from some(desk)


def public() -> Iterator[Answer]:
    """The answer to each public address, once, and of a list that has pages to its last."""
    visitor = browser()
    for address in dict.fromkeys(addresses()):
        answer = visitor.get(address)
        yield "visitor", f"GET {address}", lines_of(answer)
        numbers = [] if answer.streaming or "page=" in address else LAST_PAGE.findall(answer.content)
        if numbers:
            last = f"{address}{'&' if '?' in address else '?'}page={max(map(int, numbers))}"
            yield "visitor", f"GET {last}", lines_of(visitor.get(last))
