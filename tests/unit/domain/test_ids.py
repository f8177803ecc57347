"""Ids sort by time, fit where they go and survive being read aloud."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import Ids, normal_error_id
from tests.unit.store.kit import StillClock

MOMENTS = st.integers(0, 2**50 - 1)


def ids(now_ms: int = 0, seed: int = 1) -> Ids:
    return Ids(clock=StillClock(now_ms), random=Random(seed))


@given(MOMENTS, MOMENTS, st.integers(), st.integers())
def test_job_ids_sort_as_their_moments(earlier: int, later: int, one: int, other: int) -> None:
    first, second = ids(earlier, one).job_id(), ids(later, other).job_id()
    assert len(first) == len(second) == 25
    if earlier != later:
        assert (first < second) == (earlier < later)


def test_job_ids_of_one_millisecond_differ() -> None:
    source = ids()
    assert len({source.job_id() for _ in range(1000)}) == 1000


@given(st.integers())
def test_an_error_id_is_found_however_it_is_typed(seed: int) -> None:
    error_id = ids(seed=seed).error_id()
    assert len(error_id) == 7
    for typed in (error_id, error_id.lower(), f" #{error_id[:3]}-{error_id[3:]} "):
        assert normal_error_id(typed) == error_id


@pytest.mark.parametrize("lookalike", "0125ABDEGILOSUVZ")
def test_an_error_id_has_no_lookalikes_and_no_vowels(lookalike: str) -> None:
    source = ids()
    drawn = "".join(source.error_id() for _ in range(500))
    assert lookalike not in drawn
