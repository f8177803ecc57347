"""What the mod-log says of each action."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.text import quoted
from bot.chat.words import safety
from bot.chat.words.money import in_credits
from bot.chat.words.people import who
from bot.chat.words.times import moment, relative
from bot.domain.safety import Action, ModAction

TITLE = Phrase("What moderators did")
EMPTY = Phrase("Nothing yet. What moderators do with `/safety` and with reports is noted here.")
UNDO = Phrase("Undo")

_ROOM = 200
_HEADLINES = {
    Action.BLOCK: Phrase("Blocked"),
    Action.AUTO_BLOCK: Phrase("Blocked after strikes"),
    Action.UNBLOCK: Phrase("Unblocked"),
    Action.STRIKES: Phrase("Many strikes"),
    Action.FILTER_ADD: Phrase("Filter extended"),
    Action.FILTER_REMOVE: Phrase("Filter reduced"),
    Action.STRIKES_CLEAR: Phrase("Strikes cleared"),
    Action.KEEP: Phrase("Reported picture kept"),
    Action.DELETE: Phrase("Picture deleted"),
    Action.REFUND: Phrase("Credits given back"),
}


def headline(action: ModAction) -> str:
    """What was done, in a few words."""
    return _HEADLINES[action.action]()


def told(action: ModAction) -> str:
    """What was done to whom."""
    return _TOLD[action.action](action, who(action.user_id or 0))


def facts(action: ModAction) -> tuple[str, ...]:
    """Why, by whom and when, and whether it was taken back."""
    by = say("by {who}", who=who(action.by_user_id)) if action.by_user_id else say("by Inkling")
    why = quoted(action.reason, _ROOM) if _has_reason(action) else ""
    if action.undone_at is None:
        return why, by, relative(action.at)
    undone = say("undone by {who} {when}", who=who(action.undone_by or 0), when=relative(action.undone_at))
    return why, by, relative(action.at), undone


def undone(action: ModAction) -> str:
    """Said to who undid it."""
    return say("Undone: {action}", action=told(action))


def undone_before(action: ModAction) -> str:
    """Said to who was second."""
    when = relative(action.undone_at or action.at)
    return say("{who} has undone that already, {when}.", who=who(action.undone_by or 0), when=when)


def _block(action: ModAction, whom: str) -> str:
    known = action.undo or {}
    said = _blocked(whom, known.get("until"))
    return f"{said} {_instead(known['block'])}" if known.get("block") else said


def _blocked(whom: str, until: int | None) -> str:
    if until is None:
        return say("{who} may not ask for pictures until a moderator lifts that.", who=whom)
    return say(
        "{who} may not ask for pictures until {moment} ({when}).",
        who=whom,
        moment=moment(until),
        when=relative(until),
    )


def _instead(before: Mapping[str, Any]) -> str:
    """Another block that held until then."""
    return say(
        "This takes the place of another block: {until}, {by}.",
        until=safety.until(before["until"]),
        by=safety.by_whom(before["by_user_id"]),
    )


def _after_strikes(action: ModAction, whom: str) -> str:
    known = action.undo or {}
    refused = plural(
        "The image services' safety rules refused {count} request within {days} days.",
        "The image services' safety rules refused {count} requests within {days} days.",
        known.get("strikes", 0),
        days=number(known.get("days", 0)),
    )
    return f"{_blocked(whom, known.get('until'))} {refused}"


def _strikes(action: ModAction, whom: str) -> str:
    return plural(
        "The image services' safety rules refused {count} request of {who}. Nobody is blocked for that;"
        " `/safety block` would do it.",
        "The image services' safety rules refused {count} requests of {who}. Nobody is blocked for that;"
        " `/safety block` would do it.",
        int(action.reason or 0),
        who=whom,
    )


def _cleared(action: ModAction, whom: str) -> str:
    return plural(
        "{count} strike of {who} does not count any more.",
        "{count} strikes of {who} do not count any more.",
        len((action.undo or {}).get("cleared", ())),
        who=whom,
    )


def _refunded(action: ModAction, whom: str) -> str:
    paid = in_credits(int(action.reason or 0))
    return say("{who} has {credits} back for a reported picture.", who=whom, credits=paid)


#: By action, of what was done to whom.
_TOLD: Mapping[Action, Callable[[ModAction, str], str]] = MappingProxyType(
    {
        Action.BLOCK: _block,
        Action.AUTO_BLOCK: _after_strikes,
        Action.UNBLOCK: lambda _, whom: say("{who} may ask for pictures again.", who=whom),
        Action.STRIKES: _strikes,
        Action.FILTER_ADD: lambda action, _: say(
            "Prompts with `{entry}` are refused.", entry=_code(action.reason)
        ),
        Action.FILTER_REMOVE: lambda action, _: say(
            "Prompts with `{entry}` are no longer refused.", entry=_code(action.reason)
        ),
        Action.STRIKES_CLEAR: _cleared,
        Action.KEEP: lambda _, whom: say("A reported picture of {who} stays.", who=whom),
        Action.DELETE: lambda _, whom: say(
            "A picture of {who} was deleted. That cannot be undone.", who=whom
        ),
        Action.REFUND: _refunded,
    }
)


def _has_reason(action: ModAction) -> bool:
    return bool(action.reason) and action.action in (Action.BLOCK, Action.UNBLOCK)


def _code(text: str) -> str:
    return " ".join(text.splitlines()).replace("`", "'")[:_ROOM]
