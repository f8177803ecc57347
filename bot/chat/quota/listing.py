"""Everything a server decided about credits, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.chat.cards.parts import QUIET, Layout, Piece, layout, small, text
from bot.chat.i18n import Phrase
from bot.chat.panels.paging import page_of, which
from bot.chat.press import KeyButton
from bot.chat.quota.people import gone_of
from bot.chat.rights import require_command
from bot.chat.words import limits, paging
from bot.chat.words import quota_answers as words
from bot.domain.price import PricedKind
from bot.domain.quota import Measure, Rule, Rules, Scope
from bot.domain.quota_charge import Grant

if TYPE_CHECKING:
    from bot.chat.client import Bot

#: Entries on one page: each has two lines at most.
PAGE = 8
_ORDER = (Scope.GUILD, Scope.EVERYONE, Scope.ROLE, Scope.CHANNEL, Scope.MEMBER)
_REMOVE, _REVOKE = "/quota remove", "/quota revoke"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One decision."""

    heading: Phrase
    line: str
    more: str = ""
    #: Whom it is about, where that can be gone; any rule of theirs.
    about: Rule | None = None
    #: What takes it off the list.
    command: str = _REMOVE


#: A rule, what was given on top, or what a kind of picture costs.
Decided = Rule | Grant | tuple[PricedKind, int]


async def list_card(bot: Bot, guild_id: int, page: int) -> Layout:
    """One page as it is now; a page beyond the last is the last."""
    rules = moderators_rules(await bot.store.rules.own(guild_id))
    grants = await bot.store.grants.number_usable(guild_id)
    prices = sorted((await bot.store.prices.of(guild_id)).decided.items(), key=lambda each: str(each[0]))
    places = range(len(rules) + grants + len(prices))
    found = page_of(places, page, size=PAGE)
    page, pages = found.number, found.pages
    given = await _grants_at(bot, guild_id, [place - len(rules) for place in found.shown], grants)
    decided: list[Decided] = [
        *(rules[place] for place in found.shown if place < len(rules)),
        *given,
        *(prices[place - len(rules) - grants] for place in found.shown if place >= len(rules) + grants),
    ]
    shown = [_entry(each) for each in decided]
    gone = await gone_of(bot.get_guild(guild_id), [each.about for each in shown if each.about])
    pieces: list[Piece] = [text(f"### {words.LIST_TITLE()}"), *_texts(shown, gone)]
    if not places:
        pieces.append(text(words.LIST_EMPTY()))
    if pages > 1:
        pieces += [text(small(which(page, pages))), _turning(page, pages)]
    return layout(QUIET, pieces)


async def _grants_at(bot: Bot, guild_id: int, places: Sequence[int], number: int) -> list[Grant]:
    """The grants at those of the places that are among so many."""
    theirs = [place for place in places if 0 <= place < number]
    if not theirs:
        return []
    return await bot.store.grants.page_of_usable(guild_id, limit=len(theirs), offset=theirs[0])


def moderators_rules(rules: Rules) -> list[Rule]:
    """Without what the operator decided; the widest first, each one's by what is bounded."""
    measures = list(Measure)
    own = [rule for rule in rules.values() if rule.scope in _ORDER]
    own.sort(key=lambda rule: (_ORDER.index(rule.scope), rule.subject_id, measures.index(rule.measure)))
    return own


def _entry(decided: Decided) -> Entry:
    match decided:
        case Rule():
            about = decided if decided.subject_id else None
            return Entry(heading=words.RULES, line=limits.decision(decided), about=about)
        case Grant():
            return Entry(
                heading=words.GRANTS,
                line=words.grant_line(decided),
                more=words.grant_more(decided),
                about=_someone(decided) if decided.bucket.subject_id else None,
                command=_REVOKE,
            )
        case kind, credits_each:
            return Entry(heading=words.PRICES, line=words.price_line(kind, credits_each))


def _someone(grant: Grant) -> Rule:
    """Whom a grant is for, as a rule of theirs would say it."""
    bucket = grant.bucket
    return Rule(
        guild_id=bucket.guild_id,
        scope=bucket.scope,
        subject_id=bucket.subject_id,
        measure=Measure.CREDITS_DAY,
        amount=None,
    )


def _texts(shown: Sequence[Entry], gone: frozenset[tuple[Scope, int]]) -> Iterator[Piece]:
    """The entries under their headings."""
    for heading in dict.fromkeys(each.heading for each in shown):
        lines = [f"**{heading()}**"]
        for each in shown:
            if each.heading is heading:
                lines += [each.line, *_notes(each, gone)]
        yield text(*lines)


def _notes(entry: Entry, gone: frozenset[tuple[Scope, int]]) -> Iterator[str]:
    if entry.more:
        yield small(entry.more)
    about = entry.about
    if about is not None and (about.scope, about.subject_id) in gone:
        yield small(words.gone(about.scope, entry.command))


def _turning(page: int, pages: int) -> ui.ActionRow[Any]:
    # A button that leads nowhere still needs an id of its own.
    return ui.ActionRow(
        ListPage(max(page - 1, 0), paging.PREVIOUS(), enabled=page > 0),
        ListPage(page + 1, paging.NEXT(), enabled=page < pages - 1),
    )


class ListPage(KeyButton, begins="quota:list", holds=r"[0-9]{1,4}"):
    """Turns to a page of the list."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show that page in place of this one."""
        guild_id = await require_command(interaction, "quota")
        await interaction.response.edit_message(
            view=await list_card(interaction.client, guild_id, self.number)
        )
