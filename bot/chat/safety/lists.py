"""Lists for moderators, a page at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from discord import ui

from bot.chat.cards.parts import QUIET, Layout, Piece, layout, small, text
from bot.chat.safety.cards import link_to
from bot.chat.safety.presses import PageButton, ShowCaseButton, UndoButton
from bot.chat.words import filters, modlog, reports, safety
from bot.domain.safety import MOST_FILTERS, Case, ModAction
from bot.store.stores import Store

#: Entries of a page: all the text of a message may have 4,000 characters.
PAGE = 5


class Lists:
    """Draws them from the database, so that a page is never older than the press that turned to it."""

    def __init__(self, *, store: Store) -> None:
        self._store = store
        self._tables = store.safety
        self._draw: dict[str, Callable[[int, int], Awaitable[Layout]]] = {
            "filters": self.filters,
            "blocks": self.blocks,
            "log": self.log,
            "reports": self.reports,
        }

    async def page(self, of: str, guild_id: int, offset: int) -> Layout:
        """A page of the list of that name, from an entry on."""
        return await self._draw[of](guild_id, offset)

    async def filters(self, guild_id: int, offset: int = 0) -> Layout:
        """What is refused in prompts."""
        number = len(await self._tables.filters.of(guild_id))
        found = await self._tables.filters.page(guild_id, limit=PAGE, offset=offset) if number else ()
        title, lines = filters.filter_title(number, MOST_FILTERS), map(filters.entry_line, found)
        pieces: list[Piece] = [text(f"### {title}", *lines) if number else text(filters.NO_FILTERS())]
        return _paged("filters", pieces, offset, more=number > offset + PAGE)

    async def blocks(self, guild_id: int, offset: int = 0) -> Layout:
        """Who is blocked."""
        found = await self._tables.blocks.lasting(guild_id)
        lines = [safety.block_line(each) for each in found[offset : offset + PAGE]]
        title = safety.blocks_title(len(found))
        pieces: list[Piece] = [text(f"### {title}", *lines) if found else text(safety.NO_BLOCKS())]
        return _paged("blocks", pieces, offset, more=len(found) > offset + PAGE)

    async def log(self, guild_id: int, offset: int = 0) -> Layout:
        """What moderators did."""
        found = await self._tables.modlog.page(guild_id, limit=PAGE + 1, offset=offset)
        refused = await self._tables.filters.refused_in_all(guild_id)
        counted = small(filters.refused_in_all(refused)) if refused else ""
        pieces: list[Piece] = [text(f"### {modlog.TITLE()}", counted)]
        pieces += [_action(each) for each in found[:PAGE]] or [text(modlog.EMPTY())]
        return _paged("log", pieces, offset, more=len(found) > PAGE)

    async def reports(self, guild_id: int, offset: int = 0) -> Layout:
        """Reports that wait."""
        found = await self._tables.reports.open_cases(guild_id, limit=PAGE + 1, offset=offset)
        decided = (await self._store.settings.guild(guild_id)).settings
        no_channel = decided.moderators_channel_id is None
        pieces: list[Piece] = [
            text(f"### {reports.LIST_TITLE()}", small(reports.NO_CHANNEL()) if no_channel else "")
        ]
        pieces += await self._cases(found[:PAGE]) or [text(reports.LIST_EMPTY())]
        return _paged("reports", pieces, offset, more=len(found) > PAGE)

    async def _cases(self, cases: Sequence[Case]) -> list[Piece]:
        jobs = await self._store.jobs.several([case.job_id for case in cases])
        drawn: list[Piece] = []
        for case in cases:
            job = jobs.get(case.job_id)
            line = reports.list_line(case, link_to(job) if job else None)
            drawn.append(ui.Section(text(line), accessory=ShowCaseButton(case.id)))
        return drawn


def _action(action: ModAction) -> Piece:
    said = text(f"**{modlog.headline(action)}**", modlog.told(action), small(*modlog.facts(action)))
    return ui.Section(said, accessory=UndoButton(action.id)) if action.can_be_undone else said


def _paged(of: str, pieces: list[Piece], offset: int, *, more: bool) -> Layout:
    """A page with the ways to others, if there are any."""
    if offset or more:
        pieces.append(
            ui.ActionRow(
                PageButton(f"{of}:{max(0, offset - PAGE)}", safety.EARLIER(), enabled=offset > 0),
                PageButton(f"{of}:{offset + PAGE}", safety.LATER(), enabled=more),
            )
        )
    return layout(QUIET, pieces)
