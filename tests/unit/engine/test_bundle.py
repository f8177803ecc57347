"""All settings as one document: what is written can be read, and anything is taken wholly or not at all."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import ImportFault, ImportRefused, SettingsChanged, ValueFault
from bot.domain.guild import Nsfw, QuietHours
from bot.domain.price import PricedKind
from bot.domain.quota import Measure, Rule, Scope
from bot.domain.safety import FilterKind
from bot.engine.bundle import MOST_BYTES, Known, apply, compare, export, read
from bot.store.stores import Store
from tests.unit.store.kit import Kit

GUILD = 1
KNOWN = Known(writable={11, 12}, channels={11, 12, 13}, roles={21}, locales={"en-US", "de"})
BEFORE = {
    "inkling": 1,
    "settings": {"time_zone": "Europe/Berlin", "moderators_channel_id": "13", "nsfw": "withhold"},
    "channels": {"11": {"slow_mode": 30, "quiet_hours": "22:00-07:00", "models": ["brush"]}},
    "quotas": [{"scope": "everyone", "measure": "credits_day", "amount": 20}],
    "prices": [{"model": "brush", "resolution": "", "quality": "", "credits": 3}],
    "filters": [{"kind": "word", "pattern": "fox", "note": "why"}],
}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    kit = await Kit.open(tmp_path / "inkling.db")
    try:
        yield kit.store
    finally:
        await kit.database.close()


def _quota(scope: str, measure: str = "credits_day", **more: str) -> dict[str, Any]:
    return {"scope": scope, "measure": measure, "amount": 1, **more}


def _bytes(document: Any) -> bytes:
    return json.dumps(document).encode()


async def _take(store: Store, document: Any) -> int:
    """Apply it; how many changes it took."""
    wanted = read(_bytes(document), KNOWN)
    seen = (await compare(store, GUILD, wanted)).fingerprint
    return len((await apply(store, GUILD, wanted, by=9, fingerprint=seen)).changes)


async def _state(store: Store) -> Any:
    written = json.loads(await export(store, GUILD, name="House", now_ms=0))
    audit = await store.changes.recent(GUILD, limit=10_000)
    return written, len(audit)


async def test_a_document_says_all_there_is(store: Store) -> None:
    await _take(store, BEFORE)
    guild = (await store.settings.guild(GUILD)).settings
    assert (guild.time_zone, guild.moderators_channel_id, guild.nsfw) == ("Europe/Berlin", 13, Nsfw.WITHHOLD)
    channel = (await store.settings.channels(GUILD))[11].settings
    assert channel.quiet_hours == QuietHours(begin=1320, end=420)
    rules = await store.rules.own(GUILD)
    assert rules[Scope.EVERYONE, 0, Measure.CREDITS_DAY].amount == 20
    assert (await store.prices.of(GUILD)).decided == {PricedKind("brush"): 3}
    (entry,) = await store.safety.filters.of(GUILD)
    assert (entry.kind, entry.pattern, entry.note) == (FilterKind.WORD, "fox", "why")


async def test_what_is_written_reads_as_what_is_there(store: Store) -> None:
    await _take(store, BEFORE)
    wanted = read(await export(store, GUILD, name="House", now_ms=0), KNOWN)
    assert (await compare(store, GUILD, wanted)).changes == ()


async def test_a_part_says_all_of_it_and_a_part_that_is_not_there_stays(
    store: Store,
) -> None:
    await _take(store, BEFORE)
    panel = {"panel_message_id": 99}
    await store.settings.change_channel(GUILD, 11, panel, by=9)
    count = await _take(
        store, {"inkling": 1, "channels": {"11": {}, "12": {"rules": "Be kind."}}, "filters": []}
    )
    found = await store.settings.channels(GUILD)
    assert sorted(found) == [11, 12]
    assert found[11].settings.slow_mode == 0
    assert found[11].settings.panel_message_id == 99
    assert await store.safety.filters.of(GUILD) == ()
    assert (await store.settings.guild(GUILD)).settings.time_zone == "Europe/Berlin"
    assert count == 3 + 2 + 1
    assert await _take(store, {"inkling": 1, "channels": {}}) == 3
    assert await store.settings.channels(GUILD) == {}


async def test_every_change_is_audited_as_it_was_told(store: Store) -> None:
    wanted = read(_bytes(BEFORE), KNOWN)
    told = await compare(store, GUILD, wanted)
    await apply(store, GUILD, wanted, by=9, fingerprint=told.fingerprint)
    audit = await store.changes.recent(GUILD, limit=100)
    assert {(one.area, one.key) for one in audit} == {(one.area, one.key) for one in told.changes}
    assert {one.by_user_id for one in audit} == {9}


async def test_another_note_on_an_entry_is_audited_too(store: Store) -> None:
    entry = {"kind": "word", "pattern": "fox"}
    await _take(store, {"inkling": 1, "filters": [entry]})
    wanted = read(_bytes({"inkling": 1, "filters": [entry | {"note": "rude"}]}), KNOWN)
    told = await compare(store, GUILD, wanted)
    await apply(store, GUILD, wanted, by=9, fingerprint=told.fingerprint)
    (audited,) = await store.changes.recent(GUILD, limit=1)
    assert replace(audited, at=0, by_user_id=0) == told.changes[0]


async def test_what_changed_since_it_was_looked_at_is_not_overwritten(store: Store) -> None:
    wanted = read(_bytes(BEFORE), KNOWN)
    seen = (await compare(store, GUILD, wanted)).fingerprint
    await store.settings.change_guild(GUILD, {"time_zone": "Asia/Tokyo"}, by=8)
    before = await _state(store)
    with pytest.raises(SettingsChanged):
        await apply(store, GUILD, wanted, by=9, fingerprint=seen)
    assert await _state(store) == before


async def test_the_operators_ceiling_is_no_part_of_it(store: Store) -> None:
    ceiling = Rule(guild_id=GUILD, scope=Scope.CEILING, measure=Measure.CREDITS_DAY, amount=5)
    await store.rules.set(ceiling, by=0)
    assert json.loads(await export(store, GUILD, name="", now_ms=0))["quotas"] == []
    await _take(store, {"inkling": 1, "quotas": []})
    assert ceiling.place in await store.rules.own(GUILD)
    with pytest.raises(ImportRefused):
        read(
            _bytes({"inkling": 1, "quotas": [{"scope": "ceiling", "measure": "credits_day", "amount": 1}]}),
            KNOWN,
        )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", ImportFault.NOT_JSON),
        (b"\xff\xfe\x00", ImportFault.NOT_JSON),
        (json.dumps(BEFORE).encode()[:-20], ImportFault.NOT_JSON),
        (b"[" * 200_000, ImportFault.NOT_JSON),
        (b'{"inkling": 1, "inkling": 1}', ImportFault.NOT_JSON),
        (b'{"inkling": 1, "settings": {"strikes": NaN}}', ImportFault.NOT_JSON),
        (b'{"inkling": 1, "settings": {"strikes": ' + b"9" * 9000 + b"}}", ImportFault.NOT_JSON),
        (b" " * (MOST_BYTES + 1), ImportFault.TOO_LARGE),
        (b"{}", ImportFault.NOT_OURS),
        (b"[1]", ImportFault.NOT_OURS),
        (b'{"inkling": true}', ImportFault.NOT_OURS),
        (b'{"inkling": "1"}', ImportFault.NOT_OURS),
        (b'{"inkling": 2}', ImportFault.NEWER),
    ],
)
def test_what_is_no_document_of_ours_is_told_apart(content: bytes, fault: ImportFault) -> None:
    with pytest.raises(ImportRefused) as refused:
        read(content, KNOWN)
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("part", "path", "fault"),
    [
        ({"colour": 1}, "colour", ValueFault.UNKNOWN),
        ({"settings": {"colour": 1}}, "settings.colour", ValueFault.UNKNOWN),
        ({"settings": []}, "settings", ValueFault.KIND),
        ({"settings": {"strikes": True}}, "settings.strikes", ValueFault.KIND),
        ({"settings": {"strikes": 0}}, "settings.strikes", ValueFault.RANGE),
        ({"settings": {"time_zone": "Mars"}}, "settings.time_zone", ValueFault.MEANINGLESS),
        ({"settings": {"locale": "tlh"}}, "settings.locale", ValueFault.MEANINGLESS),
        ({"settings": {"moderators_channel_id": 13}}, "settings.moderators_channel_id", ValueFault.KIND),
        (
            {"settings": {"moderators_channel_id": "99"}},
            "settings.moderators_channel_id",
            ValueFault.NOT_HERE,
        ),
        ({"channels": {"13": {}}}, "channels.13", ValueFault.NOT_HERE),
        ({"channels": {"11": {}, "011": {}}}, "channels.011", ValueFault.TWICE),
        ({"channels": {"11": {"slow_mode": -1}}}, "channels.11.slow_mode", ValueFault.RANGE),
        ({"channels": {"11": {"quiet_hours": "late"}}}, "channels.11.quiet_hours", ValueFault.MEANINGLESS),
        ({"channels": {"11": {"rules": "\ud800"}}}, "channels.11.rules", ValueFault.MEANINGLESS),
        ({"channels": {"11": {"models": [1]}}}, "channels.11.models.0", ValueFault.KIND),
        (
            {"quotas": [_quota("role")]},
            "quotas.0",
            ValueFault.MEANINGLESS,
        ),
        (
            {"quotas": [_quota("guild", "cooldown")]},
            "quotas.0",
            ValueFault.MEANINGLESS,
        ),
        ({"quotas": [_quota("role", subject="22")]}, "quotas.0.subject", ValueFault.NOT_HERE),
        ({"prices": [{"model": "brush"}]}, "prices.0", ValueFault.MEANINGLESS),
        ({"prices": [{"credits": 1}, {"credits": 2}]}, "prices.1", ValueFault.TWICE),
        ({"filters": [{"kind": "pattern", "pattern": "(?=x)"}]}, "filters.0", ValueFault.MEANINGLESS),
        (
            {"filters": [{"kind": "word", "pattern": "fox"}, {"kind": "word", "pattern": "FOX"}]},
            "filters.1",
            ValueFault.TWICE,
        ),
    ],
)
def test_every_wrong_value_is_named(part: dict[str, Any], path: str, fault: ValueFault) -> None:
    with pytest.raises(ImportRefused) as refused:
        read(_bytes({"inkling": 1, **part}), KNOWN)
    assert [(wrong.path, wrong.fault) for wrong in refused.value.wrong] == [(path, fault)]


_texts = st.text(max_size=8) | st.sampled_from(
    ["11", "12", "21", "UTC", "de", "22-7", "low", "word", "everyone"]
)
_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2000) | st.floats() | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=8,
)


def _mutated(draw: st.DrawFn, value: Any) -> Any:
    """The same with something else in some places."""
    if draw(st.integers(0, 39)) == 39:
        return draw(_values)
    if isinstance(value, dict):
        return {key: _mutated(draw, each) for key, each in value.items() if draw(st.integers(0, 9))}
    if isinstance(value, list):
        return [_mutated(draw, each) for each in value]
    return value


@st.composite
def _documents(draw: st.DrawFn) -> Any:
    whole = {
        **BEFORE,
        "settings": {"time_zone": "UTC", "strikes": 3, "locale": "de", "keep_prompts_days": None},
        "channels": {"12": {"rules": "Be kind.", "slow_mode": 5}, "11": {"auto_spoiler": True}},
        "quotas": [{"scope": "role", "subject": "21", "measure": "cooldown", "amount": 9}],
        "filters": [{"kind": "pattern", "pattern": "o+wl", "note": ""}],
    }
    return _mutated(draw, whole)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=_documents())
async def test_any_import_applies_wholly_or_changes_nothing(store: Store, document: Any) -> None:
    await _take(store, BEFORE)
    before = await _state(store)
    try:
        wanted = read(_bytes(document), KNOWN)
    except ImportRefused:
        assert await _state(store) == before
        return
    told = await compare(store, GUILD, wanted)
    await apply(store, GUILD, wanted, by=9, fingerprint=told.fingerprint)
    assert (await compare(store, GUILD, wanted)).changes == ()
    written, audited = await _state(store)
    for part in ("settings", "channels", "quotas", "prices", "filters"):
        if part not in wanted:
            assert written[part] == before[0][part]
    assert (audited > before[1]) == bool(told.changes)


async def test_an_import_that_fails_in_the_middle_changes_nothing(store: Store) -> None:
    wanted = dict(read(_bytes(BEFORE), KNOWN))
    # What the last part would write cannot be written.
    wanted["filters"] = {(FilterKind.WORD, "\ud800"): ""}
    seen = (await compare(store, GUILD, wanted)).fingerprint
    before = await _state(store)
    with pytest.raises(Exception, match=r"surrogates|unavailable|Unicode"):
        await apply(store, GUILD, wanted, by=9, fingerprint=seen)
    assert await _state(store) == before
