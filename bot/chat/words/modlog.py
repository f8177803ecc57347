"""What the mod-log says of each action."""

from typing import assert_never

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.text import quoted
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
    whom = who(action.user_id or 0)
    undo = action.undo or {}
    match action.action:
        case Action.BLOCK:
            return _blocked(whom, undo.get("until"))
        case Action.AUTO_BLOCK:
            return f"{_blocked(whom, undo.get('until'))} {_after_strikes(undo)}"
        case Action.UNBLOCK:
            return say("{who} may ask for pictures again.", who=whom)
        case Action.FILTER_ADD:
            return say("Prompts with `{entry}` are refused.", entry=_code(action.reason))
        case Action.FILTER_REMOVE:
            return say("Prompts with `{entry}` are no longer refused.", entry=_code(action.reason))
        case Action.STRIKES_CLEAR:
            return plural(
                "{count} strike of {who} does not count any more.",
                "{count} strikes of {who} do not count any more.",
                len(undo.get("cleared", ())),
                who=whom,
            )
        case Action.KEEP:
            return say("A reported picture of {who} stays.", who=whom)
        case Action.DELETE:
            return say("A picture of {who} was deleted. That cannot be undone.", who=whom)
        case Action.REFUND:
            return say("{who} has {credits} back for a reported picture.", who=whom, credits=_paid(action))
        case never:
            assert_never(never)


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


def _blocked(whom: str, until: int | None) -> str:
    if until is None:
        return say("{who} may not ask for pictures until a moderator lifts that.", who=whom)
    return say(
        "{who} may not ask for pictures until {moment} ({when}).",
        who=whom,
        moment=moment(until),
        when=relative(until),
    )


def _after_strikes(undo: object) -> str:
    known = undo if isinstance(undo, dict) else {}
    return plural(
        "The image services' safety rules refused {count} request within {days} days.",
        "The image services' safety rules refused {count} requests within {days} days.",
        known.get("strikes", 0),
        days=number(known.get("days", 0)),
    )


def _has_reason(action: ModAction) -> bool:
    return bool(action.reason) and action.action in (Action.BLOCK, Action.UNBLOCK)


def _paid(action: ModAction) -> str:
    return in_credits(int(action.reason or 0))


def _code(text: str) -> str:
    return " ".join(text.splitlines()).replace("`", "'")[:_ROOM]
