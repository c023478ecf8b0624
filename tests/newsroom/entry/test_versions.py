"""Two versions of a form beside each other, without a database."""

from reports.newsroom.entry.edit_diff import By, differences, merged, rows_of, sendable

BLANKS = {"": {"title": (), "note": ()}, "figures": {"best": (), "slug": ()}}


def form(title: str, *figures: tuple[str, str], note: str = "", **more: str) -> dict[str, list[str]]:
    """Figures as (key, number); a key of "" is a new one, one that begins with "-" is marked for deletion."""
    sent = {"title": [title], "note": [note], "figures-TOTAL_FORMS": [str(len(figures))]}
    for number, (key, best) in enumerate(figures):
        sent |= {f"figures-{number}-id": [key.lstrip("-")], f"figures-{number}-best": [best]}
        if key.startswith("-"):
            sent[f"figures-{number}-DELETE"] = ["on"]
    return sent | {name: [value] for name, value in more.items()}


def compared(began: dict, theirs: dict, mine: dict) -> dict:
    found = differences(*(rows_of(each, BLANKS) for each in (began, theirs, mine)))
    return {(each.key[1], each.field): each.by for each in found}


BEGAN = form("A", ("1", "10"), ("2", "20"))


def test_who_changed_what() -> None:
    theirs = form("Theirs", ("1", "11"), ("2", "20"))
    mine = form("Mine", ("1", "10"), ("2", "22"))
    assert compared(BEGAN, theirs, mine) == {("", "title"): By.BOTH, ("1", "best"): By.THEM, ("2", "best"): By.ME}


def test_without_the_beginning_anything_may_be_by_both() -> None:
    found = differences(None, rows_of(form("A"), BLANKS), rows_of(form("B"), BLANKS))
    assert [each.by for each in found] == [By.BOTH]


def test_rows_that_one_side_lacks() -> None:
    theirs = form("A", ("2", "20"), ("3", "30"))  # took 1 away, added 3
    mine = form("A", ("1", "10"), ("-2", "20"), ("", "40"))  # took 2 away, added a new one
    assert compared(BEGAN, theirs, mine) == {
        ("1", ""): By.THEM,
        ("2", ""): By.ME,
        ("3", ""): By.THEM,
        ("new-2", ""): By.ME,
    }
    changed = form("A", ("1", "12"), ("2", "20"))
    assert compared(BEGAN, form("A", ("2", "20")), changed) == {("1", ""): By.BOTH}


def test_spaces_line_ends_and_blank_rows_are_no_difference() -> None:
    assert compared(BEGAN, BEGAN, form(" A ", ("1", "10 "), ("2", "20"), ("", ""))) == {}
    assert compared(form("A", note="1\n2"), form("A", note="1\n2"), form("A", note="1\r\n2")) == {}


def test_one_made_of_both_is_sent_as_a_browser_would() -> None:
    theirs = rows_of(form("Theirs", ("1", "11"), ("2", "20"), ("3", "30")), BLANKS)
    mine = rows_of(form("Mine", ("1", "10"), ("2", "22"), ("", "40")), BLANKS)
    found = differences(rows_of(BEGAN, BLANKS), theirs, mine)
    by_mine = [each.by == By.ME for each in found]
    sent = sendable(merged(theirs, mine, found, by_mine), theirs, ["figures"])
    assert sent == {
        "title": ["Theirs"],
        "figures-0-best": ["11"],
        "figures-0-id": ["1"],
        "figures-1-best": ["22"],
        "figures-1-id": ["2"],
        "figures-2-best": ["30"],
        "figures-2-id": ["3"],
        "figures-3-best": ["40"],
        "figures-TOTAL_FORMS": ["4"],
        "figures-INITIAL_FORMS": ["3"],
    }


def test_all_of_mine_takes_away_what_i_have_not_and_brings_back_what_they_took() -> None:
    theirs = rows_of(form("A", ("2", "20"), ("3", "30")), BLANKS)
    mine = rows_of(form("A", ("1", "10"), ("2", "20")), BLANKS)
    found = differences(rows_of(BEGAN, BLANKS), theirs, mine)
    sent = sendable(merged(theirs, mine, found, [True] * len(found)), theirs, ["figures"])
    assert {name for name in sent if name.endswith("DELETE")} == {"figures-1-DELETE"}
    assert (sent["figures-1-id"], sent["figures-2-best"]) == (["3"], ["10"])
    assert "figures-2-id" not in sent
    back = rows_of(sent, BLANKS)
    assert {row["best"] for key, row in back.items() if key[0]} == {("20",), ("10",)}


def test_what_no_browser_sends_is_no_row() -> None:
    for total in ("x", "-1", "99999999", ""):
        assert rows_of({"figures-TOTAL_FORMS": [total]}, BLANKS) == {("", ""): {"title": (), "note": ()}}
