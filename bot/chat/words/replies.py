"""Short answers to buttons, quota and error commands, and to the unexpected."""

from collections.abc import Sequence

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.words.money import in_credits
from bot.chat.words.times import relative
from bot.domain.quota import Rule, Scope, Standing

NO_SUCH_JOB = Phrase("I no longer have that request on file. Ask again with `/imagine`.")
FORGOTTEN = Phrase(
    "The words of that request have been deleted, so I cannot ask for it again. Start anew with `/imagine`."
)
NOT_YOURS = Phrase("Only the person who asked for this, or a moderator here, can do that.")
NOT_YOUR_RETRY = Phrase(
    "Only the person who asked for this can ask for it again. You can make your own with `/imagine`."
)
ALREADY_REPEATED = Phrase("You already asked for this one again.")
CANCEL_TOO_LATE = Phrase("Too late to stop it: the picture is already made and on its way.")
CANNOT_STOP = Phrase(
    "I cannot write anything down right now, so this one goes on. Press **Cancel** again in a minute."
)
ALREADY_ENDED = Phrase("That one has already ended.")
MODERATORS_ONLY = Phrase("That is for moderators: it needs the **Manage Server** permission.")
SERVER_ONLY = Phrase("That works inside a server only.")
OUTDATED = Phrase(
    "That command has changed since your Discord last looked. Restart Discord or try again in a minute."
)

NO_SUCH_ERROR = Phrase("I have no failure with that id in this server.")
NO_ERRORS = Phrase("No failures on record here. Long may it last.")

_PROMPT_ROOM = 1700
_SCOPES = {
    Scope.CEILING: Phrase("This server, as the operator allows"),
    Scope.GUILD: Phrase("This server"),
    Scope.CHANNEL: Phrase("This channel"),
    Scope.MEMBER: Phrase("You, in this server"),
    Scope.USER: Phrase("You"),
}


def unexpected(error_id: str) -> str:
    """Something nobody foresaw."""
    return say(
        "Something broke on my side; it is nothing you did. Try again. If it comes back, show this error id"
        " to whoever runs this bot: `{error_id}`",
        error_id=error_id,
    )


def window_lost(prompt: str) -> str:
    """What was chosen before the window is no longer known; nothing typed is lost."""
    kept = prompt.replace("`", "'")[:_PROMPT_ROOM]
    said = say(
        "That window was open for so long that I no longer have your other choices, so please ask again with"
        " `/imagine`. Here are your words:"
    )
    return f"{said}\n```\n{kept or ' '}\n```"


def limit_set(rule: Rule) -> str:
    """A limit was changed, or given up for the next wider one."""
    if rule.amount is None:
        return _limit_cleared(rule)
    given = in_credits(rule.amount)
    if rule.scope is Scope.GUILD:
        done = say("Done: the whole server now has {credits} a day.", credits=given)
    elif rule.scope is Scope.MEMBER:
        done = say("Done: {who} now has {credits} a day.", who=f"<@{rule.subject_id}>", credits=given)
    else:
        done = say("Done: each member now has {credits} a day.", credits=given)
    return f"{done} {say('New days begin at midnight UTC.')}"


def _limit_cleared(rule: Rule) -> str:
    if rule.scope is Scope.GUILD:
        return say("Done: the whole server is back to the usual limit.")
    if rule.scope is Scope.MEMBER:
        return say("Done: {who} is back to the usual limit.", who=f"<@{rule.subject_id}>")
    return say("Done: each member is back to the usual limit.")


def limit_invalid(limit: int, most: int) -> str:
    """A limit outside what is accepted."""
    if limit < 0:
        return say(
            "A limit cannot be negative ({limit}). Use 0 to stop all pictures, or up to {most}.",
            limit=number(limit),
            most=number(most),
        )
    return say(
        "{limit} is more than I can count on. The most is {most}.", limit=number(limit), most=number(most)
    )


def standings(found: Sequence[Standing]) -> str:
    """How every limit stands that applies to a person here."""
    return "\n".join(_standing(each) for each in found)


def _standing(standing: Standing) -> str:
    whose = _SCOPES[standing.scope]()
    if standing.limit is None:
        return say("**{whose}**: {used} used today, no limit", whose=whose, used=in_credits(standing.used))
    return say(
        "**{whose}**: {left} of {limit} left today, new ones {when}",
        whose=whose,
        left=number(standing.remaining or 0),
        limit=in_credits(standing.limit),
        when=relative(standing.resets_at),
    )


def joined(lines: Sequence[str], limit: int) -> str:
    """As many whole lines as fit, and how many did not."""
    kept: list[str] = []
    for index, line in enumerate(lines):
        rest = plural("… and {count} more", "… and {count} more", len(lines) - index)
        if len("\n".join([*kept, line])) + len(rest) + 1 > limit:
            return "\n".join([*kept, rest])
        kept.append(line)
    return "\n".join(kept)
