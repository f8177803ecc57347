"""What people read about blocks and strikes."""

from typing import assert_never

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.text import quoted
from bot.chat.words import filters, reports
from bot.chat.words.people import who
from bot.chat.words.times import moment, relative
from bot.domain.errors import (
    BlockFault,
    BlockRefused,
    FilterRefused,
    MemberBlocked,
    NotAModerator,
    PromptFiltered,
    ReportRefused,
    SafetyRefusal,
    UndoRefused,
)
from bot.domain.safety import LONGEST_BLOCK, Block

#: Characters of one other person's words in a sentence.
_ROOM = 200
CLEAR = Phrase("Clear them")
EARLIER = Phrase("Back")
LATER = Phrase("More")
NO_BLOCKS = Phrase("Nobody is blocked here. Use `/safety block` if somebody has to be.")
UNDO_REFUSED = Phrase(
    "That cannot be taken back: something else was decided since, or it cannot be undone at all."
    " `/safety log` shows what was done."
)
MODERATORS_ONLY = Phrase(
    "That is for moderators: it needs the **Manage Messages** or **Manage Server** permission."
)


def objection(error: SafetyRefusal) -> str:
    """Why something is not taken, and what would be."""
    match error:
        case PromptFiltered():
            return filters.filtered(error)
        case MemberBlocked():
            return blocked(error)
        case FilterRefused():
            return filters.entry_refused(error)
        case BlockRefused():
            return block_refused(error)
        case ReportRefused():
            return reports.refused(error)
        case UndoRefused():
            return UNDO_REFUSED()
        case NotAModerator():
            return MODERATORS_ONLY()
        case _:
            return ""


def blocked(error: MemberBlocked) -> str:
    """A member may not ask here."""
    if error.until is None:
        said = say("You cannot ask for pictures in this server until a moderator lifts that.")
    else:
        said = say(
            "You cannot ask for pictures in this server until {moment} ({when}).",
            moment=moment(error.until),
            when=relative(error.until),
        )
    if error.by_itself:
        why = say("Too many of your requests were refused by the safety rules of the image service.")
    elif error.reason:
        why = say("The reason: {reason}.", reason=quoted(error.reason, _ROOM))
    else:
        why = ""
    ask = say("If you think that is a mistake, talk to a moderator.")
    return " ".join(part for part in (said, why, ask) if part)


def block_refused(error: BlockRefused) -> str:
    """Why nobody was blocked or unblocked."""
    match error.fault:
        case BlockFault.NOT_A_TIME:
            return say(
                "I do not understand {value} as a length of time. Write it like `12h`, `7d`, `2w` or"
                " `forever`.",
                value=quoted(error.value, 40),
            )
        case BlockFault.TOO_LONG:
            return plural(
                "That is more than {count} year. Use `forever` for that.",
                "That is more than {count} years. Use `forever` for that.",
                LONGEST_BLOCK // (365 * 86_400),
            )
        case BlockFault.A_BOT:
            return say("Bots do not ask me for pictures, so there is nothing to block.")
        case BlockFault.NOT_BLOCKED:
            return say("{who} is not blocked here. `/safety blocks` shows who is.", who=who(int(error.value)))
        case never:
            assert_never(never)


def block_line(block: Block) -> str:
    """One person of the list."""
    facts = [by_whom(block.by_user_id), relative(block.at)]
    if block.reason:
        facts.append(quoted(block.reason, _ROOM))
    return f"{who(block.user_id)} · {until(block.until)}\n-# {' · '.join(facts)}"


def until(moment_ms: int | None) -> str:
    """When a block ends."""
    if moment_ms is None:
        return say("until a moderator lifts it")
    return say("until {moment} ({when})", moment=moment(moment_ms), when=relative(moment_ms))


def by_whom(user_id: int | None) -> str:
    """Who did it; Inkling itself where no person did."""
    return say("by {who}", who=who(user_id)) if user_id else say("by Inkling, after strikes")


def blocks_title(count: int) -> str:
    """Above the list."""
    return plural("{count} member is blocked", "{count} members are blocked", count)


def strikes_title(user_id: int, count: int, limit: int | None, days: int) -> str:
    """How a member stands."""
    whose = who(user_id)
    if limit is None:
        return plural(
            "{who} has {count} strike. Strikes lead to nothing here: `/setup` can change that.",
            "{who} has {count} strikes. Strikes lead to nothing here: `/setup` can change that.",
            count,
            who=whose,
        )
    return plural(
        "{who} has {count} strike of {limit} within {days} days.",
        "{who} has {count} strikes of {limit} within {days} days.",
        count,
        who=whose,
        limit=number(limit),
        days=number(days),
    )


def strike_line(at: int, cleared_at: int | None) -> str:
    """One strike of the list."""
    if cleared_at is None:
        return f"- {moment(at)}"
    return f"- {moment(at)} · {say('does not count any more')}"


def struck(count: int, limit: int, days: int, hours: int | None) -> str:
    """Told to the member alone, after a request was refused by the rules of an image service.

    Without `hours` nobody is blocked.
    """
    if hours is None:
        return say(
            "That was strike {count} of {limit} within {days} days: requests that the safety rules of the"
            " image service refuse. The moderators see when it is {limit}.",
            count=number(count),
            limit=number(limit),
            days=number(days),
        )
    return say(
        "That was strike {count} of {limit} within {days} days: requests that the safety rules of the image"
        " service refuse. After {limit} you cannot ask for pictures here for {hours} hours.",
        count=number(count),
        limit=number(limit),
        days=number(days),
        hours=number(hours),
    )
