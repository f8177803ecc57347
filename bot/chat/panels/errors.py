"""The error history as a list: pages to turn, failures to open. All of it survives a restart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import QUIET, Layout, Piece, layout, small, text
from bot.chat.explain import whisper, whisper_card
from bot.chat.panels.failure import failure_panel
from bot.chat.panels.packed import Search, pack, unpack
from bot.chat.panels.paging import which
from bot.chat.press import KeyButton, PlainMenu
from bot.chat.rights import require_command
from bot.chat.usage import require_listed
from bot.chat.words import errors, paging, replies
from bot.store.failures import Failure
from bot.store.stores import Store

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Failures on one page: each has two lines, and a menu has room for 25.
PAGE = 8


async def search_panel(store: Store, guild_id: int, search: Search, *, reader_id: int) -> Layout | None:
    """A page of the search, the last one if it has fewer; `None` if nothing is found.

    Raises:
        SearchRefused: it looks for somebody who is in no list that others see.
    """
    wanted = search.wanted
    if wanted.user_id is not None:
        await require_listed(store, wanted.user_id, reader_id=reader_id)
    count = await store.failures.count(guild_id, wanted)
    if not count:
        return None
    pages = -(-count // PAGE)
    page = min(max(search.page, 0), pages - 1)
    rows = await store.failures.find(guild_id, wanted, limit=PAGE, offset=page * PAGE)
    unlisted = await store.settings.unlisted(row.user_id for row in rows)
    return _card(replace(search, page=page), pages, count, rows, unlisted)


def _card(
    search: Search, pages: int, count: int, rows: Sequence[Failure], unlisted: Collection[int]
) -> Layout:
    lines = [line for row in rows for line in _entry(row, unlisted)]
    filters = errors.filters(search.wanted)
    pieces: list[Piece] = [
        text(f"### {errors.found(count)}", small(filters)),
        text(*lines),
        ui.ActionRow(LookMenu(list(map(_option, rows)))),
    ]
    if pages > 1:
        pieces += [text(small(which(search.page, pages))), _turning(search, pages)]
    return layout(QUIET, pieces)


def _option(row: Failure) -> discord.SelectOption:
    return discord.SelectOption(label=row.error_id, description=row.code)


def _entry(row: Failure, unlisted: Collection[int]) -> tuple[str, str]:
    line, more = errors.entry(row, unlisted)
    return line, small(more)


def _turning(search: Search, pages: int) -> ui.ActionRow[Any]:
    # A button that leads nowhere still needs an id of its own.
    back, on = (replace(search, page=max(page, 0)) for page in (search.page - 1, search.page + 1))
    return ui.ActionRow(
        PageButton(pack(back), paging.PREVIOUS(), enabled=search.page > 0),
        PageButton(pack(on), paging.NEXT(), enabled=on.page < pages),
    )


class PageButton(KeyButton, begins="errors:page", holds=r".{1,83}"):
    """Turns to another page."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page in place of this one."""
        guild_id = await require_command(interaction, "errors")
        bot: Bot = interaction.client
        found = unpack(self.key)
        panel = await search_panel(bot.store, guild_id, found, reader_id=interaction.user.id)
        if panel is None:
            await whisper(interaction, errors.NOTHING_FOUND())
        else:
            await interaction.response.edit_message(view=panel)


class LookMenu(PlainMenu, custom_id="errors:look", placeholder=errors.LOOK):
    """Opens one of the failures on the page."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the failure below the list."""
        guild_id = await require_command(interaction, "errors")
        bot: Bot = interaction.client
        panel = await failure_panel(bot.store, guild_id, self.chosen)
        if panel is None:
            await whisper(interaction, replies.NO_SUCH_ERROR())
        else:
            await whisper_card(interaction, panel)
