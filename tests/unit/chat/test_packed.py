"""A look into the error history travels in a button, whatever is looked for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.panels.errors import PageButton
from bot.chat.panels.packed import MODEL_ROOM, Search, mark_of, pack, unpack, whole
from bot.domain.errors import SearchFault, SearchRefused
from bot.domain.failure import KINDS, Category
from bot.store.failures import Wanted

#: Discord's limit of a custom id, and what a button of its kind begins with.
_ROOM = 100
times = st.none() | st.integers(0, 4_102_444_800_000)
searches = st.builds(
    Search,
    st.builds(
        Wanted,
        since=times,
        until=times,
        code=st.none() | st.sampled_from(sorted(KINDS)),
        category=st.none() | st.sampled_from([category.value for category in Category]),
        user_id=st.none() | st.integers(1, 2**64 - 1),
        model=st.none()
        | st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), min_size=1, max_size=MODEL_ROOM),
    ).map(whole),
    st.integers(0, 9999),
)


@given(searches)
def test_a_search_comes_back_as_it_was_and_fits(search: Search) -> None:
    assert unpack(pack(search)) == search
    custom_id = PageButton(pack(search)).item.custom_id
    assert custom_id is not None
    assert len(custom_id) <= _ROOM
    assert PageButton.__discord_ui_compiled_template__.fullmatch(custom_id)


@given(times, times)
def test_whole_seconds_hold_at_least_what_was_meant(since: int | None, until: int | None) -> None:
    found = whole(Wanted(since=since, until=until))
    assert (found.since is None) == (since is None)
    assert (found.until is None) == (until is None)
    assert found.since is None or since is None or since - 1000 < found.since <= since
    assert found.until is None or until is None or until <= found.until < until + 1000


def test_every_code_and_category_has_a_mark_of_its_own() -> None:
    assert len({mark_of(code) for code in KINDS}) == len(KINDS)
    assert len({category.value[:2] for category in Category}) == len(Category)
    assert all(re.fullmatch("[0-9a-z]{4}", mark_of(code)) for code in KINDS)


@pytest.mark.parametrize(
    "text", ["", "0", "0....", "x y......", "0.zzzz.....", "0..zz....", "0...!...", "0....-..-."]
)
def test_what_another_version_packed_is_said_to_be_old(text: str) -> None:
    with pytest.raises(SearchRefused) as caught:
        unpack(text)
    assert caught.value.fault is SearchFault.OLD
