"""The withdrawal in the bundled data: what the newspaper took back is marked, and its taking back is no remark."""

import pytest

from tests.conftest import Fetch, words

from .grid import cells, remarks

pytestmark = [pytest.mark.usefixtures("bundled"), pytest.mark.both_databases]

PAGE = "/russia-ukraine/?on=2022-03-25&party=russia-mod&party=russia-sources"
POST = "/reports/russia-sources-2022-03-20-figure-printed-by-komsom/"
WITHDRAWAL = "/reports/russia-sources-2022-03-22-withdrawal/"


def test_what_was_taken_back_says_so_in_its_cell(fetch: Fetch) -> None:
    shown = cells(fetch(PAGE))
    assert shown["Killed", "Russian open sources"].startswith("9,861 withdrawn 22 Mar 2022")
    assert shown["Wounded", "Russian open sources"].startswith("16,153 withdrawn 22 Mar 2022")
    assert "withdrawn" not in shown["Killed", "Russia MoD"]


def test_a_withdrawal_is_no_statement_without_a_number(fetch: Fetch) -> None:
    found = remarks(fetch(PAGE))
    assert found
    assert not any("Komsomolskaya Pravda" in each or "No number given" in each for each in found)


def test_both_reports_tell_of_each_other(fetch: Fetch) -> None:
    for path, other, told in (
        (POST, WITHDRAWAL, "withdrew this report on 22 March 2022"),
        (WITHDRAWAL, POST, "withdrew what it had given on 20 March 2022"),
    ):
        notice = fetch(path).select_one("p.notice")
        assert told in words(notice)
        assert notice.a["href"] == other
