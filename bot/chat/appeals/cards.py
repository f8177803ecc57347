"""The card of an appeal in the moderators' channel, and what who asked sees. No I/O."""

from __future__ import annotations

from discord import ui

from bot.chat.appeals.buttons import ApproveButton, DenyButton
from bot.chat.cards.parts import (
    FINE,
    PROMPT_ROOM,
    QUIET,
    WORKING,
    Layout,
    layout,
    options_of,
    small,
    text,
)
from bot.chat.text import escaped, plain, quoted
from bot.chat.words import appeals as words
from bot.domain.appeal import LONGEST_REASON, Appeal, AppealState, Plea

#: Characters of the prompt where who asked is told what became of it.
_SHORT = 120


def open_card(appeal: Appeal, plea: Plea, *, show_prompts: bool, note: str = "") -> Layout:
    """What moderators need to decide. `note` is why a yes did not help."""
    return layout(
        WORKING,
        [
            text(f"### {words.TITLE()}", _who(appeal, plea), _why(plea)),
            text(*_wish(plea, show_prompts=show_prompts), words.costs(plea.price)),
            text(*(words.in_the_way(standing) for standing in plea.limits)),
            text(note, small(words.APPROVING(), words.lapses(appeal.lapses_at))),
            ui.ActionRow(ApproveButton(appeal.id), DenyButton(appeal.id)),
        ],
    )


def closed_card(appeal: Appeal, *, show_prompts: bool) -> Layout:
    """Who decided what."""
    plea = appeal.plea
    colour = FINE if appeal.state is AppealState.APPROVED else QUIET
    wish = _wish(plea, show_prompts=show_prompts) if plea else ()
    reason = escaped(plain(appeal.reason))
    return layout(
        colour,
        [
            text(
                f"### {words.closed_title(appeal.state)}",
                _who(appeal, plea),
                _why(plea) if plea else "",
                *wish,
                words.decided(appeal),
                f"> {reason}" if reason else "",
            )
        ],
    )


def asked_card(appeal: Appeal, plea: Plea) -> Layout:
    """What who asked sees in place of the refusal."""
    return layout(
        QUIET,
        [text(f"### {words.ASKED_TITLE()}", short_prompt(plea), small(words.asked(appeal.lapses_at)))],
    )


def told_card(said: str) -> Layout:
    """Something said to who asked, in a direct message."""
    return layout(QUIET, [text(said)])


def short_prompt(plea: Plea) -> str:
    """The wish, for who had it."""
    return quoted(plea.request.prompt, _SHORT)


def _who(appeal: Appeal, plea: Plea | None) -> str:
    channel_id = plea.origin.channel_id if plea else None
    return words.who_asks(appeal.user_id, channel_id, appeal.at)


def _why(plea: Plea) -> str:
    return words.why(quoted(plea.why, LONGEST_REASON)) if plea.why else ""


def _wish(plea: Plea, *, show_prompts: bool) -> tuple[str, ...]:
    """The prompt, unless it is private; and the options."""
    if plea.origin.private:
        said = small(words.PRIVATE())
    elif show_prompts:
        said = quoted(plea.request.prompt, PROMPT_ROOM)
    else:
        said = small(words.HIDDEN())
    return said, small(options_of(plea.request))
