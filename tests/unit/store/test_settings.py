"""Decisions are kept, audited, and never silently lost."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import SettingsChanged
from bot.domain.guild import ChannelSettings, GuildSettings, Nsfw, QuietHours, UserSettings
from bot.store.documents import from_document, to_document
from bot.store.settings import Settings, Versioned
from tests.unit.store.kit import Kit


@pytest.fixture
def settings(kit: Kit) -> Settings:
    return kit.store.settings


async def test_what_nobody_decided_is_the_default(settings: Settings) -> None:
    assert await settings.guild(1) == Versioned(0, GuildSettings())
    assert await settings.channels(1) == {}
    assert await settings.user(1) == Versioned(0, UserSettings())


async def test_a_decision_outlives_the_process_and_is_audited(kit: Kit, path: Path) -> None:
    changed = await kit.store.settings.change_guild(1, {"time_zone": "Europe/Berlin"}, by=9, version=0)
    await kit.store.settings.change_channel(1, 5, {"quiet_hours": QuietHours(begin=60, end=90)}, by=9)
    await kit.database.close()
    reopened = await Kit.open(path)
    try:
        assert await reopened.store.settings.guild(1) == changed
        channels = await reopened.store.settings.channels(1)
        assert channels[5].settings == ChannelSettings(quiet_hours=QuietHours(begin=60, end=90))
        audit = await reopened.store.changes.recent(1, limit=9)
        assert [(one.area, one.subject, one.key, one.before, one.after) for one in audit] == [
            ("channel", "channel:5", "quiet_hours", None, {"begin": 60, "end": 90}),
            ("channel", "channel:5", "open", None, True),
            ("guild", "", "time_zone", "UTC", "Europe/Berlin"),
        ]
    finally:
        await reopened.database.close()


async def test_that_nothing_shall_happen_is_a_decision_and_is_audited(kit: Kit, settings: Settings) -> None:
    await settings.change_guild(1, {"strikes": None}, by=9)
    (change,) = await kit.store.changes.recent(1, limit=9)
    assert (change.key, change.before, change.after) == ("strikes", 5, None)


async def test_the_second_of_two_editors_is_told(settings: Settings) -> None:
    seen = (await settings.guild(1)).version
    await settings.change_guild(1, {"strikes": 1}, by=8, version=seen)
    with pytest.raises(SettingsChanged) as caught:
        await settings.change_guild(1, {"strikes": None}, by=9, version=seen)
    assert caught.value.version == 1
    assert (await settings.guild(1)).settings.strikes == 1


async def test_a_closed_channel_is_no_image_channel(settings: Settings) -> None:
    await settings.change_channel(1, 5, {}, by=9)
    assert list(await settings.channels(1)) == [5]
    with pytest.raises(SettingsChanged):
        await settings.close_channel(1, 5, by=9, version=2)
    assert list(await settings.channels(1)) == [5]
    assert await settings.close_channel(1, 5, by=9, version=1)
    assert not await settings.close_channel(1, 5, by=9)
    assert await settings.channels(1) == {}


async def test_what_another_process_wrote_is_seen_after_forgetting(kit: Kit, settings: Settings) -> None:
    await settings.guild(1)
    other = Settings(kit.database, changes=kit.store.changes, clock=kit.clock)
    await other.change_guild(1, {"strikes": 1}, by=0)
    settings.forget()
    assert (await settings.guild(1)).settings.strikes == 1


_DECIDED: dict[str, st.SearchStrategy[Any]] = {
    "time_zone": st.sampled_from(["UTC", "Asia/Kathmandu"]),
    "nsfw": st.sampled_from(Nsfw),
    "strikes": st.none() | st.integers(0, 9),
    "showcase_channel_id": st.none() | st.integers(1, 2**63),
}


@given(st.fixed_dictionaries({}, optional=_DECIDED))
def test_settings_survive_being_written(changes: dict[str, Any]) -> None:
    settings = replace(GuildSettings(), **changes)
    assert from_document(GuildSettings, to_document(settings) | {"of_another_version": 1}) == settings


async def test_what_happened_since_a_version_is_told(kit: Kit, settings: Settings) -> None:
    seen = await settings.change_channel(1, 5, {"slow_mode": 30}, by=8)
    await settings.change_channel(1, 5, {"slow_mode": 60, "rules": "Be kind."}, by=9)
    await settings.change_channel(1, 6, {"slow_mode": 1}, by=9)
    await settings.close_channel(1, 5, by=9)
    since = await kit.store.changes.since(1, area="channel", subject="channel:5", version=seen.version)
    assert [(one.key, one.before, one.after) for one in since] == [
        ("rules", "", "Be kind."),
        ("slow_mode", 30, 60),
        ("open", True, None),
    ]


async def test_channels_are_opened_and_closed_together(kit: Kit, settings: Settings) -> None:
    await settings.change_channel(1, 5, {"slow_mode": 30}, by=9)
    assert await settings.open_and_close(1, opened=[5, 6, 7], closed=[8], by=9) == 2
    assert sorted(await settings.channels(1)) == [5, 6, 7]
    assert (await settings.channels(1))[5].settings.slow_mode == 30
    assert await settings.open_and_close(1, opened=[], closed=[5, 6], by=9) == 2
    assert list(await settings.channels(1)) == [7]
    page = await kit.store.changes.recent(1, limit=2, offset=1)
    assert [(one.subject, one.key, one.before) for one in page] == [
        ("channel:5", "open", True),
        ("channel:7", "open", None),
    ]


async def test_what_was_read_before_a_change_is_not_kept_after_it(kit: Kit, settings: Settings) -> None:
    async with kit.database.read() as tx:
        await settings.guild_in(tx, 1)
        reading = asyncio.ensure_future(settings.guild(1))
        await settings.change_guild(1, {"strikes": 1}, by=9)
        await reading
    assert (await settings.guild(1)).settings.strikes == 1


async def test_two_defaults_decided_at_once_are_both_kept(kit: Kit):
    settings = kit.store.settings
    await settings.change_default(7, "model", "brush")
    await asyncio.gather(
        settings.change_default(7, "quality", "high"),
        settings.change_default(7, "model", None),
        settings.change_user(7, {"private": True}),
    )
    settings.forget()
    assert (await settings.user(7)).settings == UserSettings(defaults={"quality": "high"}, private=True)
