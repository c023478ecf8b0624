"""Two people or two tabs on one draft: the older copy is told, shown both versions, and nothing is written unseen."""

import threading

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client

from reports.models import Figure, Report
from tests import records
from tests.conftest import words
from tests.people import logged_in

from .conftest import as_sent

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def draft(editor: object) -> Report:
    report = records.report(author=editor, title="Before", note="A note")
    for number in (10, 20):
        records.figure(report=report, best=number, period_start="2022-02-24")
    records.citation(report=report)
    return report


def page(report: Report) -> str:
    return f"/admin/reports/report/{report.pk}/change/"


def opened(client: Client, report: Report) -> dict:
    return as_sent(client.get(page(report)).content)


def save(client: Client, report: Report, data: dict, **changed: str) -> object:
    return client.post(page(report), data | changed | {"_save": "Save draft"})


def both(answer: object) -> BeautifulSoup:
    assert answer.status_code == 409
    return BeautifulSoup(answer.content, "html.parser")


def shown(soup: BeautifulSoup) -> list[tuple]:
    """(where, theirs, mine, what is chosen) of each difference."""
    return [
        (
            words(row.th),
            *(words(cell) for cell in row.find_all("td")),
            next((radio["value"] for radio in row.find_all("input") if radio.has_attr("checked")), None),
        )
        for row in soup.select("tbody tr")
    ]


def choose(client: Client, report: Report, soup: BeautifulSoup, how: str, **chosen: str) -> object:
    form = soup.select_one(".two-versions form")
    fields = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
    fields |= {each["name"]: each["value"] for each in form.select("input[type=radio]") if each.has_attr("checked")}
    return client.post(page(report), fields | chosen | {"_resolve": how}, follow=True)


def numbers(report: Report) -> list[int]:
    return list(Figure.all_objects.filter(report=report).order_by("pk").values_list("best", flat=True))


def stored(report: Report) -> Report:
    return Report.all_objects.get(pk=report.pk)


def test_the_newest_copy_saves(desk: Client, draft: Report) -> None:
    assert save(desk, draft, opened(desk, draft), title="After").status_code == 302
    assert (stored(draft).title, stored(draft).version) == ("After", 2)


def test_an_older_copy_is_shown_both(desk: Client, draft: Report) -> None:
    one, two = opened(desk, draft), opened(desk, draft)
    save(desk, draft, one, title="Theirs", **{"figures-0-best": "11"})
    soup = both(save(desk, draft, two, title="Mine", **{"figures-1-best": "22"}))
    assert (stored(draft).title, numbers(draft)) == ("Theirs", [11, 20])
    title, first, second = shown(soup)
    assert title == ("Report title changed in both", "Theirs", "Mine", None)
    assert first[0].endswith("best changed meanwhile")
    assert first[1:] == ("11", "10", "theirs")
    assert second[0].endswith("best changed by you")
    assert second[1:] == ("20", "22", "mine")
    assert [words(each) for each in soup.select("ins")] == ["Theirs", "Mine", "11", "22"]


def test_field_by_field_keeps_what_each_changed(desk: Client, draft: Report) -> None:
    one, two = opened(desk, draft), opened(desk, draft)
    save(desk, draft, one, title="Theirs", **{"figures-0-best": "11"})
    soup = both(save(desk, draft, two, title="Mine", **{"figures-1-best": "22"}))
    unchosen = choose(desk, draft, soup, "each")
    assert unchosen.status_code == 409
    assert "Choose one of the two" in unchosen.content.decode()
    choose(desk, draft, soup, "each", **{"take-0": "mine"})
    assert (stored(draft).title, numbers(draft), stored(draft).note) == ("Mine", [11, 22], "A note")


def test_all_of_mine_and_all_of_theirs(desk: Client, draft: Report) -> None:
    one, two, three = (opened(desk, draft) for _ in range(3))
    save(desk, draft, one, title="Theirs", **{"figures-0-best": "11"})
    choose(desk, draft, both(save(desk, draft, two, title="Mine")), "mine")
    assert (stored(draft).title, numbers(draft)) == ("Mine", [10, 20])
    answer = choose(desk, draft, both(save(desk, draft, three, title="Third")), "theirs")
    assert "The saved version stands" in answer.content.decode()
    assert stored(draft).title == "Mine"


def test_a_figure_added_in_one_and_removed_in_the_other(desk: Client, draft: Report) -> None:
    one, two = opened(desk, draft), opened(desk, draft)
    first = Figure.all_objects.filter(report=draft).order_by("pk").first()
    added = {
        name.replace("figures-0-", "figures-2-"): value
        for name, value in one.items()
        if name.startswith("figures-0-") and not name.endswith(("-id", "-slug"))
    }
    added |= {"figures-TOTAL_FORMS": "3", "figures-2-best": "33", "figures-2-measure": records.measure().pk}
    assert save(desk, draft, one, **{"figures-1-DELETE": "on"}, **added).status_code == 302
    assert numbers(draft) == [10, 33]
    soup = both(save(desk, draft, two, **{"figures-0-DELETE": "on", "figures-1-best": "21"}))
    assert [each[1:] for each in shown(soup) if "not there" in each[1:]] != []
    assert numbers(draft) == [10, 33]
    answer = choose(desk, draft, soup, "mine")
    assert answer.status_code == 200, answer.content.decode()[:3000]
    assert numbers(draft) == [21]  # theirs is taken away only because all of mine was asked for
    assert not Figure.all_objects.filter(pk=first.pk).exists()


def test_a_third_save_while_one_chooses_is_shown_again(desk: Client, draft: Report) -> None:
    one, two = opened(desk, draft), opened(desk, draft)
    save(desk, draft, one, title="Theirs")
    soup = both(save(desk, draft, two, title="Mine"))
    save(desk, draft, opened(desk, draft), title="Third")
    answer = choose(desk, draft, soup, "mine")
    assert answer.status_code == 409
    assert stored(draft).title == "Third"
    choose(desk, draft, both(answer), "mine")
    assert stored(draft).title == "Mine"


def test_mine_that_is_wrong_comes_back_as_a_form_with_its_reason(desk: Client, draft: Report) -> None:
    one, two = opened(desk, draft), opened(desk, draft)
    save(desk, draft, one, title="Theirs")
    answer = choose(desk, draft, both(save(desk, draft, two, title="Mine", stated_on="never")), "mine")
    assert "This is no day of the calendar" in answer.content.decode()
    again = as_sent(answer.content)
    assert (again["title"], again["stated_on"]) == ("Mine", "never")
    assert save(desk, draft, again, stated_on="2022-04-18").status_code == 302
    assert stored(draft).title == "Mine"


def test_a_form_that_says_no_version_writes_nothing(desk: Client, draft: Report) -> None:
    data = opened(desk, draft)
    for seen in ("", "x", "0", "99"):
        assert save(desk, draft, data, title="Mine", seen=seen, began="not json").status_code == 409
    del data["seen"]
    assert save(desk, draft, data, title="Mine").status_code == 409
    assert stored(draft).title == "Before"
    assert desk.post(page(draft), {"_resolve": "mine", "mine": "{", "seen": "1"}).status_code == 400


def test_a_number_of_any_length_is_shown_as_it_was_typed(desk: Client, draft: Report) -> None:
    endless = "9" * 5000
    data = opened(desk, draft)
    soup = both(save(desk, draft, data, seen="0", **{"figures-0-best": endless}))
    (row,) = shown(soup)
    assert row[1:3] == ("10", endless)
    answer = choose(desk, draft, soup, "mine")
    assert as_sent(answer.content)["figures-0-best"] == endless
    assert numbers(draft) == [10, 20]


def test_its_words_fit_ones_own_second_tab(desk: Client, draft: Report) -> None:
    one, two = opened(desk, draft), opened(desk, draft)
    save(desk, draft, one, title="In the first tab")
    soup = both(save(desk, draft, two, title="In the second"))
    assert "You have saved this report since you opened this copy" in words(soup)
    assert "theirs" not in words(soup).lower()
    assert "Keep the saved one, throw mine away" in [words(button) for button in soup.select("button")]


def test_nobody_else_sees_either_version(draft: Report, desk: Client) -> None:
    data = opened(desk, draft)
    other = logged_in(records.user())
    assert save(other, draft, data, seen="99").status_code == 403
    assert "Before" not in save(other, draft, data, seen="99").content.decode()


def test_a_published_report_is_still_sealed(desk: Client, draft: Report) -> None:
    data = opened(desk, draft)
    Report.all_objects.filter(pk=draft.pk).update(status="published", published_at="2022-04-18T00:00Z")
    assert save(desk, draft, data, title="Mine", seen="99").status_code == 403
    assert stored(draft).title == "Before"


def test_submitting_from_both_versions_submits(desk: Client, draft: Report) -> None:
    one, two = opened(desk, draft), opened(desk, draft)
    save(desk, draft, one, title="Theirs")
    soup = both(desk.post(page(draft), two | {"note": "Mine", "_submit_report": "1"}))
    choose(desk, draft, soup, "each")
    assert (stored(draft).title, stored(draft).note, stored(draft).status) == ("Theirs", "Mine", "submitted")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_of_two_at_the_same_moment_one_wins_and_the_other_is_told() -> None:
    editor = records.user("Editors")
    report = records.report(author=editor, title="Before", wording="Words.")
    clients = [logged_in(editor) for _ in range(2)]
    forms = [opened(client, report) for client in clients]
    together, answers = threading.Barrier(2), {}

    def send(number: int) -> None:
        together.wait()
        try:
            answers[number] = save(clients[number], report, forms[number], title=f"Title {number}")
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers.values()) == [302, 409]
    winner, told = sorted(answers, key=lambda number: answers[number].status_code)
    assert (stored(report).title, stored(report).version) == (f"Title {winner}", 2)
    ((_where, theirs, mine, _chosen),) = shown(both(answers[told]))
    assert (theirs, mine) == (f"Title {winner}", f"Title {told}")


@pytest.mark.parametrize("nonsense", ["[" * 100_000, "{", "5", '[["title"]]'])
def test_what_no_page_of_ours_sends_is_a_bad_request(desk: Client, draft: Report, nonsense: str) -> None:
    sent = {"_resolve": "each", "mine": nonsense, "seen": str(draft.version)}
    assert desk.post(page(draft), sent).status_code == 400
    answer = save(desk, draft, opened(desk, draft) | {"began": nonsense, "seen": "0"}, title="Mine")
    assert "Mine" in both(answer).text
    assert stored(draft).title == "Before"
