"""What may be shown once more: never what not everybody was to see, and never where more people look."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.job import Job, JobState
from bot.domain.showcase import Obstacle, Spot, obstacle, was_posted
from bot.domain.showing import Showing, strictest
from tests.unit.chat.samples import a_job

SOURCE = Spot(channel_id=1, age_restricted=False, open=True)
TARGET = Spot(channel_id=2, age_restricted=False, open=True)
_spots = st.builds(Spot, channel_id=st.integers(1, 3), age_restricted=st.booleans(), open=st.booleans())


def done(**changes: Any) -> Job:
    job = a_job(state=JobState.DONE, delivered_message_id=9, delivery_path="original")
    of_origin = {
        name: changes.pop(name)
        for name in ("guild_id", "can_post", "private", "age_restricted")
        if name in changes
    }
    return replace(job, origin=replace(job.origin, **of_origin), **changes)


def found(
    job: Job, *, unlisted: bool = False, source: Spot = SOURCE, target: Spot = TARGET
) -> Obstacle | None:
    return obstacle(job, unlisted=unlisted, source=source, target=target)


def test_what_all_saw_is_shown() -> None:
    assert found(done()) is None
    assert found(done(delivery_path="channel")) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"private": True},
        {"guild_id": None},
        {"can_post": False},
        {"delivered_message_id": None},
        {"delivery_path": "dm"},
        {"delivery_path": None},
        {"state": JobState.UNDELIVERABLE},
        {"state": JobState.DELIVERING},
    ],
    ids=str,
)
def test_what_nobody_else_saw_is_not(changes: dict[str, Any]) -> None:
    assert not was_posted(done(**changes))
    assert found(done(**changes)) is Obstacle.NOT_POSTED


def test_nor_is_what_was_forgotten_or_is_of_somebody_unlisted_or_is_there_already() -> None:
    assert found(done(forgotten_at=1)) is Obstacle.FORGOTTEN
    assert found(done(), unlisted=True) is Obstacle.UNLISTED
    assert found(done(), target=SOURCE) is Obstacle.THERE_ALREADY


@given(source=_spots, target=_spots, unlisted=st.booleans(), was_restricted=st.booleans())
def test_nothing_comes_to_more_eyes_than_it_was_made_for(
    source: Spot, target: Spot, unlisted: bool, was_restricted: bool
) -> None:
    if found(done(age_restricted=was_restricted), unlisted=unlisted, source=source, target=target) is None:
        assert not unlisted
        assert source.open or not target.open
        assert target.age_restricted or not (source.age_restricted or was_restricted)
        assert source.channel_id != target.channel_id


def test_of_two_places_the_stricter_decides() -> None:
    order = (Showing.OPEN, Showing.SPOILER, Showing.WITHHELD)
    for one, other in product(order, repeat=2):
        assert strictest(one, other) is order[max(order.index(one), order.index(other))]
