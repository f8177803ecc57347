"""Entries of filters: drafts do nothing, live ones are kept, audited and can be taken back."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.errors import FilterFault, FilterRefused
from bot.domain.safety import MOST_FILTERS, MOST_PATTERNS, Action, FilterKind
from bot.domain.safety_filter import check_room
from bot.store.filters import Filters
from tests.unit.store.kit import Kit

GUILD, MODERATOR, OTHER = 1, 9, 8
WORD, PATTERN = FilterKind.WORD, FilterKind.PATTERN


@pytest.fixture
def filters(kit: Kit) -> Filters:
    return kit.store.safety.filters


async def _add(filters: Filters, pattern: str, kind: FilterKind = WORD):
    draft = await filters.draft(GUILD, kind, pattern, note="", by=MODERATOR)
    return await filters.take(GUILD, draft.id, by=MODERATOR)


async def test_a_draft_refuses_nothing_until_it_is_taken(kit: Kit, filters: Filters, path: Path) -> None:
    draft = await filters.draft(GUILD, WORD, "fox", note="until spring", by=MODERATOR)
    assert await filters.of(GUILD) == ()
    action = await filters.take(GUILD, draft.id, by=OTHER)
    assert (action.action, action.by_user_id, action.reason) == (Action.FILTER_ADD, OTHER, "fox")
    (entry,) = await filters.of(GUILD)
    assert (entry.pattern, entry.note, entry.by_user_id) == ("fox", "until spring", OTHER)
    (change,) = await kit.store.changes.recent(GUILD, limit=5)
    assert (change.area, change.key, change.before, change.after) == ("filter", "word", None, "fox")
    await kit.database.close()
    reopened = await Kit.open(path)
    try:
        assert await reopened.store.safety.filters.of(GUILD) == (entry,)
    finally:
        await reopened.database.close()


async def test_a_draft_is_taken_once_and_only_in_its_guild(filters: Filters) -> None:
    draft = await filters.draft(GUILD, WORD, "fox", note="", by=MODERATOR)
    with pytest.raises(FilterRefused) as caught:
        await filters.take(GUILD + 1, draft.id, by=MODERATOR)
    assert caught.value.fault is FilterFault.GONE
    await filters.take(GUILD, draft.id, by=MODERATOR)
    with pytest.raises(FilterRefused):
        await filters.take(GUILD, draft.id, by=MODERATOR)
    assert len(await filters.of(GUILD)) == 1


async def test_drafts_go_when_nobody_takes_them(kit: Kit, filters: Filters) -> None:
    old = await filters.draft(GUILD, WORD, "fox", note="", by=MODERATOR)
    dropped = await filters.draft(GUILD, WORD, "owl", note="", by=MODERATOR)
    await filters.discard(GUILD, dropped.id)
    kit.clock.now_ms += 25 * 3600 * 1000
    await filters.draft(GUILD, WORD, "cat", note="", by=MODERATOR)
    for gone in (old, dropped):
        with pytest.raises(FilterRefused):
            await filters.take(GUILD, gone.id, by=MODERATOR)


async def test_the_same_word_is_there_once_however_it_is_written(filters: Filters) -> None:
    await _add(filters, "Fox")
    with pytest.raises(FilterRefused) as caught:
        await _add(filters, "fóx")
    assert caught.value.fault is FilterFault.THERE_ALREADY
    await _add(filters, "fox", PATTERN)


async def test_what_was_removed_comes_back_as_it_was(kit: Kit, filters: Filters) -> None:
    await _add(filters, "fox")
    (entry,) = await filters.of(GUILD)
    await filters.refused(entry)
    removed = await filters.remove(GUILD, entry.id, by=OTHER)
    assert await filters.of(GUILD) == ()
    undone = await kit.store.safety.undo.undo(removed, by=MODERATOR)
    assert undone is not None
    assert undone.undone_by == MODERATOR
    (back,) = await filters.page(GUILD, limit=9)
    assert (back.pattern, back.by_user_id, back.refused) == ("fox", MODERATOR, 1)
    assert await filters.refused_in_all(GUILD) == 1
    assert [each.pattern for each in await filters.of(GUILD)] == ["fox"]


async def test_taking_back_happens_once(kit: Kit, filters: Filters) -> None:
    added = await _add(filters, "fox")
    assert await kit.store.safety.undo.undo(added, by=OTHER) is not None
    assert await kit.store.safety.undo.undo(added, by=MODERATOR) is None
    assert await filters.of(GUILD) == ()
    (kept,) = await kit.store.safety.modlog.page(GUILD, limit=5)
    assert kept.undone_by == OTHER


async def test_what_cannot_be_taken_back_leaves_all_as_it_is(kit: Kit, filters: Filters) -> None:
    await _add(filters, "fox")
    (entry,) = await filters.of(GUILD)
    removed = await filters.remove(GUILD, entry.id, by=MODERATOR)
    await _add(filters, "FOX")
    with pytest.raises(FilterRefused):
        await kit.store.safety.undo.undo(removed, by=MODERATOR)
    stored = await kit.store.safety.modlog.get(GUILD, removed.id)
    assert stored is not None
    assert stored.can_be_undone


async def test_a_filter_has_an_end(filters: Filters) -> None:
    await _add(filters, "fox")
    (entry,) = await filters.of(GUILD)
    words = [entry] * MOST_FILTERS
    as_patterns = [replace(entry, kind=PATTERN)] * MOST_PATTERNS
    check_room(words[1:], WORD, "owl")
    check_room([*as_patterns, entry], WORD, "owl")
    for full, kind in ((words, WORD), (as_patterns, PATTERN)):
        with pytest.raises(FilterRefused) as caught:
            check_room(full, kind, "owl")
        assert caught.value.fault is FilterFault.TOO_MANY
