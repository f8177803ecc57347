"""The panel of limits: whom, what, how much, to be pressed. Each step is in its custom ids alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.chat.cards.parts import QUIET, WORKING, Layout, Piece, layout, small, text
from bot.chat.quota import panel_items as items
from bot.chat.quota.keys import key_of, ruling_key, whose
from bot.chat.quota.ruling import Ruling
from bot.chat.words import limits
from bot.chat.words import quota_answers as answers
from bot.chat.words import quota_panel as words
from bot.chat.words.lists import labelled
from bot.domain.quota import GRANTEES, MEASURES, Measure, Rule, Rules, Scope


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom the panel is about."""

    guild_id: int
    scope: Scope
    #: 0 where it is still to be chosen, or the scope says it all.
    subject_id: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it still has to be chosen."""
        return not self.subject_id and self.scope in words.CHOOSE


def first_panel() -> Layout:
    """Where it begins."""
    return layout(
        QUIET,
        [
            text(f"### {words.TITLE()}", words.FIRST()),
            ui.ActionRow(_whom()),
            text(small(words.ORDER())),
        ],
    )


def panel(
    chosen: Chosen, rules: Rules, *, notes: Sequence[str] = (), undo: ui.Item[Any] | None = None
) -> Layout:
    """All that is decided about whom was chosen; `undo` takes back what `notes` tell of."""
    pieces: list[Piece] = [text(f"### {words.TITLE()}", *notes)]
    if undo is not None:
        pieces.append(ui.ActionRow(undo))
    pieces.append(ui.ActionRow(_whom(chosen.scope)))
    if chosen.scope in words.CHOOSE:
        pieces.append(ui.ActionRow(items.SubjectMenu(chosen.scope, chosen.subject_id)))
    if not chosen.is_open:
        pieces += _decisions(chosen, rules)
        pieces.append(ui.ActionRow(*_ways_on(chosen)))
    pieces.append(text(small(words.ORDER())))
    return layout(WORKING, pieces)


def _whom(chosen: Scope | None = None) -> items.WhomMenu:
    return items.WhomMenu(
        [
            discord.SelectOption(label=label(), value=scope.value, default=scope is chosen)
            for scope, label in words.WHOM.items()
        ]
    )


def still_panel(ruling: Ruling, *, by: int | None, now: Rule | None) -> Layout:
    """Asked when somebody else decided while this one was deciding."""
    place, wanted = ruling.place, ruling.after
    asked = text(
        f"### {words.TITLE()}", answers.meanwhile(place, now, by), words.you_wanted(wanted), words.STILL()
    )
    yes = items.StillButton(ruling_key(Ruling(place=place, before=now, after=wanted)))
    no = items.LeaveButton(whose(place.scope, place.subject_id))
    return layout(WORKING, [asked, ui.ActionRow(yes, no)])


def _decisions(chosen: Chosen, rules: Rules) -> Iterator[Piece]:
    for measure in MEASURES[chosen.scope]:
        rule = rules.get((chosen.scope, chosen.subject_id, measure))
        line = labelled(f"**{limits.WHAT[measure]()}**", words.now(measure, rule))
        yield ui.Section(text(line), accessory=items.ChangeButton(key_of(_place(chosen, measure))))


def _place(chosen: Chosen, measure: Measure) -> Rule:
    return Rule(
        guild_id=chosen.guild_id,
        scope=chosen.scope,
        subject_id=chosen.subject_id,
        measure=measure,
        amount=None,
    )


def _ways_on(chosen: Chosen) -> Iterator[ui.Item[Any]]:
    if chosen.scope in GRANTEES:
        yield items.GiveButton(whose(chosen.scope, chosen.subject_id))
    yield items.OpenListButton()
