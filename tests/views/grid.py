"""Reading the side-by-side grid out of its page."""

from bs4 import BeautifulSoup

from tests.conftest import words


def cells(page: BeautifulSoup) -> dict[tuple[str, str], str]:
    """Text of each cell, by (row, party)."""
    return {
        (words(row.th.a or row.th), cell["data-party"]): words(cell)
        for row in page.select(".grid tbody tr:not(.line)")
        for cell in row.find_all("td")
    }


def lines(page: BeautifulSoup) -> dict[str, str]:
    """The line under each row, by the row's name."""
    return {words(line.find_previous_sibling("tr").th.a): words(line) for line in page.select(".grid tr.line")}


def heads(page: BeautifulSoup) -> dict[str, str]:
    """Text under each party's name, by party, in the order of the columns."""
    return {words(head.a): words(head.small) for head in page.select(".grid thead th[class]")}


def remarks(page: BeautifulSoup) -> list[str]:
    return [words(card) for card in page.select(".cards > li")]
