"""Slips of the hand: what is one by definition is found, and nothing else."""

from hypothesis import assume
from hypothesis import given as generated
from hypothesis import strategies as st

from reports.checks.checked_figures import SourceFigure
from reports.checks.figure_index import Context
from reports.checks.typos import decade_slip, exchanged, is_digit_off, is_exchange, mended
from reports.rules.number import Number

from .made import days, given

NUMBERS = st.integers(0, 2_147_483_647)


@st.composite
def exchanges(draw: st.DrawFn) -> tuple[int, int]:
    digits = str(draw(st.integers(10, 2_147_483_647)))
    place = draw(st.integers(0, len(digits) - 2))
    other = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assume(digits[place] != digits[place + 1] and not other.startswith("0"))
    return int(digits), int(other)


class TestExchange:
    @generated(exchanges())
    def test_every_one_is_found_from_either_side(self, pair: tuple[int, int]) -> None:
        assert is_exchange(*pair)
        assert is_exchange(*reversed(pair))

    @generated(NUMBERS, NUMBERS)
    def test_nothing_else_is(self, one: int, other: int) -> None:
        """Second way: the digits are the same, and the difference is up to nine times nine, with or without zeros."""
        if is_exchange(one, other):
            assert sorted(str(one)) == sorted(str(other))
            difference = str(abs(one - other)).rstrip("0")
            assert int(difference) % 9 == 0
            assert int(difference) // 9 <= 9
        assert not is_exchange(one, one)

    @generated(st.integers(100, 2_147_483_647), st.integers(1, 9))
    def test_a_changed_digit_is_none(self, number: int, added: int) -> None:
        digits = str(number)
        other = int(digits[:-1] + str((int(digits[-1]) + added) % 10))
        assert not is_exchange(number, other)

    def test_digits_that_are_no_neighbours_are_none(self) -> None:
        assert not is_exchange(1351, 5311)
        assert not is_exchange(12, 120)

    def test_of_the_previous_total(self) -> None:
        (found,) = exchanged(given(1315), Context(before=days(1340, 1345, 1351)))
        assert found.message == (
            "The party's previous total, with two digits exchanged: 1,315 after 1,351 (17 April 2022)."
        )
        assert [each.figure for each in found.others] == ["figure--1"]

    def test_not_where_the_step_is_an_ordinary_one(self) -> None:
        assert not list(exchanged(given(1351), Context(before=days(1240, 1275, 1315))))
        assert list(exchanged(given(1351), Context(before=days(1305, 1310, 1315))))
        assert list(exchanged(given(1351), Context(before=days(1315))))

    def test_of_what_others_gave_for_the_day(self) -> None:
        other = given(1315, party="ministry", party_name="Ministry", name="theirs")
        (found,) = exchanged(given(1351), Context(others=[other]))
        assert found.message == (
            "What Ministry gave for the same day, with two digits exchanged: 1,351 beside 1,315 (18 April 2022)."
        )

    def test_of_what_a_source_prints_unless_somebody_wrote_why(self) -> None:
        printed = SourceFigure("gazette-1", "Gazette", Number.make("exact", 1315), explained=False)
        (found,) = exchanged(given(1351), Context(printed=[printed]))
        assert found.message == "What Gazette prints, with two digits exchanged: 1,351 beside 1,315."
        assert [each.source for each in found.others] == ["gazette-1"]
        explained = SourceFigure("gazette-1", "Gazette", Number.make("exact", 1315), explained=True)
        assert not list(exchanged(given(1351), Context(printed=[explained])))


@st.composite
def digits_off(draw: st.DrawFn) -> tuple[int, int]:
    shorter = str(draw(st.integers(10, 214_748_364)))
    place = draw(st.integers(1, len(shorter)))
    return int(shorter), int(shorter[:place] + str(draw(st.integers(0, 9))) + shorter[place:])


class TestDecade:
    @generated(digits_off())
    def test_a_digit_more_or_less_is_found(self, pair: tuple[int, int]) -> None:
        assert is_digit_off(*pair)
        assert is_digit_off(*reversed(pair))

    @generated(st.integers(10, 214_748_364))
    def test_a_factor_of_ten_and_a_doubled_digit_are_found(self, number: int) -> None:
        assert is_digit_off(number, 10 * number)
        doubled = int(str(number)[0] + str(number))
        assert is_digit_off(number, doubled)

    @generated(NUMBERS, NUMBERS)
    def test_nothing_else_is(self, one: int, other: int) -> None:
        """Second way: some digit taken from the longer gives the shorter."""
        longer, shorter = max(str(one), str(other), key=len), min(str(one), str(other), key=len)
        taken = {longer[:place] + longer[place + 1 :] for place in range(len(longer))}
        assert is_digit_off(one, other) == (len(shorter) >= 2 and len(longer) > len(shorter) and shorter in taken)

    @generated(
        st.integers(1000, 900_000), st.integers(0, 300), st.sampled_from(["zero", "double", "missing"]), st.data()
    )
    def test_a_slipped_total_is_told_with_what_may_have_been_meant(
        self, last: int, rise: int, slip: str, data: st.DataObject
    ) -> None:
        """From totals that rise by 100 a day to the next with a slip in it."""
        meant = str(last + rise)
        place = data.draw(st.integers(1, len(meant) - 1))
        typed = {
            "zero": meant + "0",
            "double": meant[: place + 1] + meant[place:],
            "missing": meant[:place] + meant[place + 1 :],
        }[slip]
        assume(int(typed) >= 5 * last or int(typed) * 5 <= last)
        before = days(last - 300, last - 200, last - 100, last)
        (found,) = decade_slip(given(int(typed)), Context(before=before))
        assert found.code == "decade-slip"

    @generated(st.integers(1000, 900_000), st.integers(-600, 3000))
    def test_no_total_of_the_same_size_is_one(self, last: int, rise: int) -> None:
        assume(last + rise > 300)
        assert not list(decade_slip(given(last + rise), Context(before=days(last - 200, last - 100, last))))

    def test_says_what_may_have_been_meant(self) -> None:
        (found,) = decade_slip(given(14510), Context(before=days(1340, 1350, 1360, 1440)))
        assert found.message == (
            "About ten times the party's previous total, or a tenth of it: 14,510 after 1,440 (17 April 2022). Is a "
            "digit missing, doubled or too many? 1,451 would be an ordinary next total."
        )

    def test_where_nothing_is_usual_yet_up_to_a_quarter_more(self) -> None:
        assert list(decade_slip(given(12500), Context(before=days(1000))))
        assert not list(decade_slip(given(12600), Context(before=days(1000))))

    def test_what_a_war_has_come_to_in_years_is_no_slip(self) -> None:
        assert list(decade_slip(given(700_000), Context(before=[given(70_000, -365)])))
        assert not list(decade_slip(given(700_000), Context(before=[given(70_000, -366)])))

    def test_small_numbers_are_not_judged(self) -> None:
        assert not is_digit_off(1, 12)
        assert not list(decade_slip(given(31), Context(before=days(1, 2, 3))))
        assert mended(3, lambda number: number == 3) is None

    def test_of_what_others_give(self) -> None:
        other = given(13510, party="ministry", party_name="Ministry", name="theirs")
        (found,) = decade_slip(given(1351), Context(others=[other]))
        assert found.message == (
            "What Ministry gave for the same day, but for one digit: 1,351 beside 13,510 (18 April 2022)."
        )
        (found,) = decade_slip(
            given(135), Context(printed=[SourceFigure("g", "Gazette", Number.make("exact", 1351), explained=False)])
        )
        assert found.message == "What Gazette prints, but for one digit: 135 beside 1,351."
