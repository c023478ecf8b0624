"""Two parties on common days: whose days they are, what stands beside what, and what enters no ratio."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reports.comparison.histories import History
from reports.comparison.two_parties.aligned_days import AlignedDay, AlignedParty, Alignment, align
from reports.rules.claims import Claim, PartyRef
from reports.rules.enums import Verdict
from reports.rules.examples import ALL_FOUR, CASUALTIES, KILLED, KILLED_AND_WOUNDED, LOSSES, claim

D = date.fromisoformat


def history(party: str, *claims: Claim) -> History:
    by_measure: dict[str, list[Claim]] = {}
    for one in sorted(claims, key=lambda each: each.as_of):
        by_measure.setdefault(one.measure, []).append(replace(one, party=party, party_name=party))
    days = {measure: [one.as_of for one in entries] for measure, entries in by_measure.items()}
    return History(PartyRef(party, party), None, {}, days, days, {}, by_measure)


def aligned(of_a: list[Claim], of_b: list[Claim], a: tuple[str, ...] = (), b: tuple[str, ...] = ()) -> Alignment:
    """``a`` and ``b`` are the measures compared; all, if not given."""
    histories = history("A", *of_a), history("B", *of_b)
    speakers = [
        AlignedParty(each, measures or tuple(each.days)) for each, measures in zip(histories, (a, b), strict=True)
    ]
    return align(*speakers, of_a[0].family)


def rows(alignment: Alignment) -> list[AlignedDay]:
    return [alignment.on(day) for day in alignment.days]


def killed(day: str, number: int, qualifier: str = "exact") -> Claim:
    return claim("A", KILLED, day, qualifier, number)


def test_days_are_those_of_the_rarer_speaker() -> None:
    daily = [killed(f"2022-03-{day:02}", day * 100) for day in range(1, 31)]
    rare = [killed("2022-03-10", 400), killed("2022-03-25", 1351)]
    found = aligned(daily, rare)
    assert found.rarer is found.b
    assert found.days == (D("2022-03-10"), D("2022-03-25"))
    assert [(row.a.number_text, row.b.number_text, row.gap) for row in rows(found)] == [
        ("1,000", "400", 0),
        ("2,500", "1,351", 0),
    ]
    assert [str(each.ratio) for row in rows(found) for each in row.ratios] == ["2.5 times", "1.9 times"]


def test_where_the_other_was_too_old_its_next_figure_stands_there_too() -> None:
    """As NATO's one estimate of March 2022 between Russia's figures of the 2nd and the 25th."""
    russia = [killed("2022-03-02", 498), killed("2022-03-25", 1351), killed("2022-09-21", 5937)]
    nato = [claim("NATO", KILLED, "2022-03-23", "range", 7000, 15000)]
    found = aligned(russia, nato)
    assert found.days == (D("2022-03-23"), D("2022-03-25"))
    assert (found.of_other, found.alone) == (1, 0)
    old, fresh = rows(found)
    assert (old.a.number_text, old.a_is_stale, old.b_is_stale, old.ratios) == ("498", True, False, ())
    assert (fresh.a.number_text, fresh.gap, str(fresh.ratios[0].ratio)) == ("1,351", 2, "0.09 to 0.19 times")
    judgement = found.judged(fresh).judgement
    assert (judgement.verdict, judgement.day) == (Verdict.IN_CONFLICT, D("2022-03-25"))


def test_the_last_figure_of_one_before_the_first_of_the_other_meet_on_the_later_day() -> None:
    found = aligned([killed("2022-03-02", 498)], [killed("2023-05-01", 20000), killed("2023-06-01", 21000)])
    assert found.days == (D("2023-05-01"),)
    (row,) = rows(found)
    assert (row.a.number_text, row.b.number_text, row.a_is_stale, row.ratios, row.gap) == (
        "498",
        "20,000",
        True,
        (),
        425,
    )
    assert found.judged(row).judgement.verdict is Verdict.CONSISTENT


def test_days_on_which_the_other_had_not_spoken_at_all_are_counted_and_left_out() -> None:
    early = [killed("2022-03-01", 100), killed("2022-03-05", 200), killed("2022-04-01", 300)]
    late = [killed(f"2022-04-{day:02}", 1000) for day in (2, 4, 6, 8)]
    found = aligned(early, late)
    assert (found.days, found.alone, found.of_other) == ((D("2022-04-02"),), 2, 1)


def test_of_two_as_rare_the_one_who_spoke_last_gives_the_days() -> None:
    one, other = [killed("2025-02-04", 350_000)], [killed("2025-08-29", 220_000)]
    for found in (aligned(one, other), aligned(other, one)):
        assert found.days == (D("2025-08-29"),)
        (row,) = rows(found)
        assert {row.a.number_text, row.b.number_text} == {"350,000", "220,000"}


def test_the_verdict_looks_at_the_older_day_too() -> None:
    floor = [killed("2022-06-01", 500, "at_least")]
    monthly = [killed("2022-06-01", 400), killed("2022-07-01", 900)]
    found = aligned(floor, monthly)
    assert found.days == (D("2022-06-01"),)
    assert found.judged(rows(found)[0]).judgement.verdict is Verdict.IN_CONFLICT
    later = AlignedDay(
        D("2022-07-01"),
        *(one.history.latest("killed", D("2022-07-01")) for one in (found.a, found.b)),
        False,
        False,
        (),
    )
    judgement = found.judged(later).judgement
    assert (judgement.verdict, judgement.day) == (Verdict.IN_CONFLICT, D("2022-06-01"))


def test_an_undefined_measure_has_a_ratio_for_each_reading_with_a_fresh_figure() -> None:
    staff = [claim("A", LOSSES, day, "about", number) for day, number in (("2022-03-25", 16100), ("2022-09-21", 55110))]
    russia = [
        killed("2022-03-25", 1351),
        claim("B", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176),
        killed("2022-09-21", 5937),
    ]
    found = aligned(staff, russia, b=("killed",))
    shown = [[(each.reading, str(each.ratio)) for each in row.ratios] for row in rows(found)]
    assert shown == [
        [("killed", "about 11.9 times"), ("killed and wounded", "about 3.1 times")],
        [("killed", "about 9.3 times")],
    ]
    assert found.readings == [(LOSSES[1], "killed"), (LOSSES[1], "killed and wounded")]


def test_undefined_on_both_sides() -> None:
    same = aligned([claim("A", LOSSES, "2022-04-01", "exact", 900)], [claim("B", LOSSES, "2022-04-01", "exact", 300)])
    (row,) = rows(same)
    assert [(each.reading, str(each.ratio)) for each in row.ratios] == [("the same for both", "3.0 times")]
    assert same.judged(row).judgement.verdict is Verdict.CANNOT_BE_DECIDED
    other = aligned([claim("A", LOSSES, "2022-04-01", "exact", 9)], [claim("B", CASUALTIES, "2022-04-01", "exact", 3)])
    assert rows(other)[0].ratios == ()


def test_a_part_is_never_divided_by_its_whole() -> None:
    part = [claim("A", KILLED_AND_WOUNDED, "2022-03-25", "exact", 5176)]
    whole = [claim("B", ALL_FOUR, "2022-03-23", "range", 30000, 40000)]
    found = aligned(part, whole)
    assert [row.ratios for row in rows(found)] == [()]
    assert found.judged(rows(found)[0]).judgement.verdict is Verdict.CONSISTENT
    assert found.readings == []


def test_open_ends_stay_open_and_nothing_is_divided_by_zero() -> None:
    floor = [killed("2022-04-01", 100, "at_least")]
    cases = {("at_least", 50): "any number of times", ("up_to", 50): "at least 2.0 times", ("exact", 0): "None"}
    for (qualifier, number), words in cases.items():
        found = aligned(floor, [killed("2022-04-01", number, qualifier)])
        assert [str(each.ratio) for each in rows(found)[0].ratios] == [words]
    ceiling = aligned([killed("2022-04-01", 100, "fewer_than")], [killed("2022-04-01", 50)])
    assert [str(each.ratio) for each in rows(ceiling)[0].ratios] == ["at most 2.0 times"]


def test_of_several_measures_the_nearest_two_stand_in_a_row() -> None:
    a = [claim("A", KILLED_AND_WOUNDED, "2022-04-01", "exact", 900)]
    b = [claim("B", ALL_FOUR, "2022-03-29", "exact", 3000), claim("B", KILLED_AND_WOUNDED, "2022-03-30", "exact", 450)]
    (row,) = rows(aligned(a, b))
    assert (row.b.number_text, [str(each.ratio) for each in row.ratios]) == ("450", ["2.0 times"])


def test_on_its_own_day_the_rarer_speaker_stands_with_what_it_said_that_day() -> None:
    a = [claim("A", KILLED_AND_WOUNDED, "2022-03-20", "exact", 900), claim("A", ALL_FOUR, "2022-03-25", "exact", 2000)]
    b = [claim("B", KILLED_AND_WOUNDED, f"2022-03-{day}", "exact", 450) for day in range(18, 28)]
    assert [(row.day.day, row.a.number_text) for row in rows(aligned(a, b))] == [(20, "900"), (25, "2,000")]


# --- laws ---------------------------------------------------------------------------------------------------------

days = st.integers(min_value=0, max_value=400).map(lambda day: date(2022, 3, 1) + timedelta(days=day))
counts = st.integers(min_value=0, max_value=9)


@st.composite
def figures(draw: st.DrawFn) -> list[Claim]:
    drawn = draw(st.lists(st.tuples(days, counts), min_size=1, max_size=12, unique_by=lambda each: each[0]))
    return [killed(day.isoformat(), count) for day, count in drawn]


@given(figures(), figures())
def test_nothing_is_known_before_it_is_and_each_row_has_a_figure_of_its_day(a: list[Claim], b: list[Claim]) -> None:
    found = aligned(a, b)
    assert found.days
    assert list(found.days) == sorted(set(found.days))
    for row in rows(found):
        assert max(row.a.as_of, row.b.as_of) == row.day
        for one, claims in ((row.a, a), (row.b, b)):
            assert one.as_of == max(each.as_of for each in claims if each.as_of <= row.day)
        assert not row.ratios or not (row.a_is_stale or row.b_is_stale)


@given(figures(), figures())
def test_every_figure_of_the_rarer_speaker_stands_in_a_row_or_is_counted(a: list[Claim], b: list[Claim]) -> None:
    found = aligned(a, b)
    which = "a" if found.rarer is found.a else "b"
    shown = {getattr(row, which).as_of for row in rows(found)}
    assert len(found.rarer.days()) - len(shown) == found.alone


@given(figures(), figures())
def test_swapped_parties_have_the_same_days_and_verdicts_and_turned_ratios(a: list[Claim], b: list[Claim]) -> None:
    one = aligned(a, b)
    other = align(one.b, one.a, one.family)
    assert one.days == other.days
    for row, turned in zip(rows(one), rows(other), strict=True):
        assert one.judged(row).judgement.verdict is other.judged(turned).judgement.verdict
        assert [bool(row.ratios), row.a.number_text] == [bool(turned.ratios), turned.b.number_text]
        for ratio, inverse in zip(row.ratios, turned.ratios, strict=True):
            if ratio.ratio and inverse.ratio and ratio.ratio.low and inverse.ratio.low:
                assert ratio.ratio.low * inverse.ratio.low == 1
