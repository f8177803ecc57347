"""Sums, shares and percentiles."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import last_hours
from bot.domain.usage import Count, Sums, Time, per_step, percentile, summed, times_per_step, total

NOW = 1_773_139_200_000
small = st.integers(0, 50)
sums = st.builds(Sums, asked=small, done=small, failed=small, pictures=small, credits=small)
counts = st.lists(
    st.builds(
        Count,
        at=st.integers(NOW - 90_000_000, NOW + 10_000_000),
        model=st.sampled_from(["a", "b", "c"]),
        quality=st.sampled_from([None, "low", "high"]),
        user_id=st.none() | st.integers(1, 3),
        sums=sums,
    )
)


@given(counts)
def test_nothing_is_lost_or_counted_twice_by_adding_up_by_name(found: list[Count]) -> None:
    by_model = summed(found, lambda count: (count.model, count.quality))
    assert sum(by_model.values(), Sums()) == total(found)
    pictures = [each.pictures for each in by_model.values()]
    assert pictures == sorted(pictures, reverse=True)


@given(counts)
def test_each_count_is_in_the_step_it_was_made_in_or_in_none(found: list[Count]) -> None:
    steps = last_hours(24, NOW)
    inside = [count for count in found if steps[0].begin <= count.at < steps[-1].end]
    assert sum(per_step(found, steps), Sums()) == total(inside)


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_the_least_value_that_enough_do_not_exceed(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-9
    below = [value for value in values if value < found]
    assert len(below) < share * len(values)


def test_of_nothing_there_is_no_percentile_and_no_share() -> None:
    assert percentile([], 0.5) is None
    assert Sums(asked=3).worked is None
    assert Sums(asked=5, done=3, failed=1).worked == 0.75


def test_times_are_kept_by_step() -> None:
    steps = last_hours(2, NOW)
    times = [Time(steps[0].begin, 3.0), Time(steps[1].begin, 4.0), Time(steps[1].end, 5.0)]
    assert times_per_step(times, steps) == [[3.0], [4.0]]
