"""Changing a guild's filter: what an entry would have done is seen before it goes live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.chat.cards.parts import QUIET, WORKING, Layout, Piece, layout, small, text
from bot.chat.explain import whisper
from bot.chat.picker import MOST_CHOICES, Choice, choice
from bot.chat.safety.logbook import Logbook
from bot.chat.safety.presses import DraftButton
from bot.chat.words import filters as words
from bot.chat.words import modlog
from bot.domain.errors import FilterFault, FilterRefused
from bot.domain.normal import normalise
from bot.domain.safety import Filter, FilterKind, ModAction
from bot.domain.safety_filter import check_room
from bot.engine.screen import Hit, Screen, check_entry
from bot.store.prompts import Asked
from bot.store.stores import Store

#: Prompts that an entry is tried on.
_TRIED = 100
#: Of those it would have refused, how many are shown.
_SHOWN = 5
#: Matches of a text that are shown.
_MOST_HITS = 8


class FilterDesk:
    """What moderators do about words."""

    def __init__(self, *, store: Store, log: Logbook) -> None:
        self._store = store
        self._filters = store.safety.filters
        self._log = log

    async def preview(
        self,
        interaction: discord.Interaction[Any],
        guild_id: int,
        kind: FilterKind,
        pattern: str,
        note: str,
    ) -> None:
        """Show what an entry would have refused, and ask whether to use it.

        Raises:
            FilterRefused: it cannot be an entry.
        """
        check_entry(kind, pattern)
        check_room(await self._filters.of(guild_id), kind, pattern)
        draft = await self._filters.draft(guild_id, kind, pattern, note=note, by=interaction.user.id)
        tried = _tried(draft, await self._store.safety.prompts.latest(guild_id, limit=_TRIED))
        decided = (await self._store.settings.guild(guild_id)).settings
        panel = _preview(draft, tried, show_prompts=decided.show_prompts)
        await interaction.response.send_message(view=panel, ephemeral=True)

    async def take(self, interaction: discord.Interaction[Any], guild_id: int, filter_id: int) -> None:
        """Use a drafted entry from now on.

        Raises:
            FilterRefused: it is gone, there already, or one too many.
        """
        action = await self._filters.take(guild_id, filter_id, by=interaction.user.id)
        await interaction.response.edit_message(view=_said(modlog.told(action)))
        await self._log.note(action)

    async def drop(self, interaction: discord.Interaction[Any], guild_id: int, filter_id: int) -> None:
        """Forget a drafted entry."""
        await self._filters.discard(guild_id, filter_id)
        await interaction.response.edit_message(view=_said(words.DISCARDED()))

    async def remove(self, interaction: discord.Interaction[Any], guild_id: int, entry: str) -> None:
        """Use an entry no longer; it is named by its id or as it was written.

        Raises:
            FilterRefused: there is none like that.
        """
        filters = await self._filters.of(guild_id)
        found = next((each for each in filters if entry in (str(each.id), each.pattern)), None)
        if found is None:
            raise FilterRefused(FilterFault.GONE, entry=entry)
        action: ModAction = await self._filters.remove(guild_id, found.id, by=interaction.user.id)
        await whisper(interaction, modlog.told(action))
        await self._log.note(action)

    async def test(self, interaction: discord.Interaction[Any], guild_id: int, typed: str) -> None:
        """Show what in a text is refused, why and where."""
        hits = list(Screen(await self._filters.of(guild_id)).hits(typed))
        await interaction.response.send_message(view=_tested(typed, hits), ephemeral=True)

    async def choices(self, guild_id: int, typed: str) -> list[Choice[str]]:
        """Entries that hold what is typed so far."""
        wanted = typed.casefold()
        found = [each for each in await self._filters.of(guild_id) if wanted in each.pattern.casefold()]
        return [choice(each.pattern, str(each.id)) for each in found[:MOST_CHOICES]]


@dataclass(frozen=True, slots=True)
class Tried:
    """What an entry would have done to the latest prompts."""

    of: int
    #: Prompts that anybody may see, and where they match.
    hits: Sequence[tuple[str, Hit]]
    #: Matches among private ones.
    private: int


def _tried(entry: Filter, asked: Sequence[Asked]) -> Tried:
    screen = Screen([entry])
    found = [(each, screen.first(each.prompt)) for each in asked]
    hits = [(each.prompt, hit) for each, hit in found if hit and not each.private]
    private = sum(1 for each, hit in found if hit and each.private)
    return Tried(len(asked), hits, private)


def _preview(draft: Filter, tried: Tried, *, show_prompts: bool) -> Layout:
    shown = tried.hits[:_SHOWN] if show_prompts else ()
    lines = [f"- {words.marked(prompt, hit.start, hit.end)}" for prompt, hit in shown]
    hits = len(tried.hits) + tried.private
    normal = normalise(draft.pattern).text if draft.kind is FilterKind.WORD else ""
    pieces: list[Piece] = [
        text(
            f"### {words.preview_title(draft)}",
            words.reads_as(normal) if normal and normal != draft.pattern else "",
            words.would_have_refused(hits, tried.of, tried.private) if tried.of else words.NO_PROMPTS(),
            *lines,
            small(words.hidden_prompts()) if tried.hits and not show_prompts else "",
        ),
        ui.ActionRow(DraftButton("take", draft.id), DraftButton("drop", draft.id)),
    ]
    return layout(WORKING, pieces)


def _tested(typed: str, hits: Sequence[Hit]) -> Layout:
    lines = [
        words.hit_line(entry=hit.filter, text=typed, start=hit.start, end=hit.end, in_normal=hit.in_normal)
        for hit in hits[:_MOST_HITS]
    ]
    title = words.test_title(len(hits)) if hits else words.NO_HIT()
    return layout(QUIET, [text(f"### {title}", *lines, small(words.reads_as(normalise(typed).text)))])


def _said(sentence: str) -> Layout:
    return layout(QUIET, [text(sentence)])
