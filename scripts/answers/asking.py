"""The parts of all that is asked, each of which can be asked alone."""

import re
from collections.abc import Callable, Iterator

from django.core.cache import caches

from .acts import acts, commands
from .desk import pages
from .normal import lines_of
from .people import Answer, Desk, browser, undone
from .visitors import addresses, routes

LAST_PAGE = re.compile(rb"[?&;]page=(\d+)")


def public(desk: Desk) -> Iterator[Answer]:
    """The routes; the answer to each public address, once, and of a list that has pages to its last."""
    yield "site", "the routes", ["routes", *sorted(re.sub(r"<(\w+:)?\w+>", r"<\1>", route) for route in routes())]
    visitor = browser()
    for address in dict.fromkeys(addresses()):
        answer = visitor.get(address)
        yield "visitor", f"GET {address}", lines_of(answer)
        numbers = [] if answer.streaming or "page=" in address else LAST_PAGE.findall(answer.content)
        if numbers:
            last = f"{address}{'&' if '?' in address else '?'}page={max(map(int, numbers))}"
            yield "visitor", f"GET {last}", lines_of(visitor.get(last))


PARTS: dict[str, Callable[[Desk], Iterator[Answer]]] = {
    "public": public,
    "desk": pages,
    "acts": acts,
    "commands": commands,
}


def answers(parts: list[str]) -> Iterator[tuple[str, Answer]]:
    """The answers of some parts, each with the name of its part. Nothing is left in the database."""
    with undone():
        desk = Desk()
        for part in parts:
            for cache in caches.all(initialized_only=True):
                cache.clear()
            for answer in PARTS[part](desk):
                yield part, answer
