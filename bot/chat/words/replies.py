"""Short answers to buttons, quota and error commands, and to the unexpected."""

from collections.abc import Sequence

from bot.chat.words.refusals import relative

NO_SUCH_JOB = "I no longer have that request on file. Ask again with `/imagine`."
NOT_YOURS = "Only the person who asked for this, or a moderator here, can do that."
NOT_YOUR_RETRY = (
    "Only the person who asked for this can ask for it again. You can make your own with `/imagine`."
)
CANCELLING = "Stopping it."
CANCEL_TOO_LATE = "Too late to stop it: the picture is already made and on its way."
ALREADY_ENDED = "That one has already ended."
MODERATORS_ONLY = "That is for moderators: it needs the **Manage Server** permission."
SERVER_ONLY = "That works inside a server only."
OUTDATED = (
    "That command has changed since your Discord last looked. Restart Discord or try again in a minute."
)

NO_ERRORS = "No failures on record here. Long may it last."


def unexpected(error_id: str) -> str:
    """Something nobody foresaw."""
    return (
        "Something broke on my side; it is nothing you did. Try again. If it comes back, show this error id"
        f" to whoever runs this bot: `{error_id}`"
    )


def limit_set(whose: str, limit: int | None) -> str:
    """A limit was changed."""
    now = "no limit" if limit is None else f"{limit:,} credits a day"
    return f"Done: {whose} now has {now}."


def limit_invalid(limit: int, most: int) -> str:
    """A limit outside what is accepted."""
    if limit < 0:
        return f"A limit cannot be negative ({limit:,}). Use 0 to stop all pictures, or up to {most:,}."
    return f"{limit:,} is more than I can count on. The most is {most:,}; leave it out for no limit."


def standing_line(name: str, used: int, limit: int | None, resets_at: int) -> str:
    """How one limit stands."""
    if limit is None:
        return f"**{name}**: {used:,} credits used today, no limit"
    left = max(0, limit - used)
    return f"**{name}**: {left:,} of {limit:,} credits left, new ones {relative(resets_at)}"


def error_entry(*, error_id: str, code: str, user_id: int, at_ms: int, advice: str) -> str:
    """One line of the error history."""
    return f"`{error_id}` · `{code}` · <@{user_id}> · {relative(at_ms)}\n-# {advice}"


def joined(lines: Sequence[str], limit: int) -> str:
    """As many whole lines as fit, and how many did not."""
    kept: list[str] = []
    for index, line in enumerate(lines):
        rest = f"… and {len(lines) - index} more"
        if len("\n".join([*kept, line])) + len(rest) + 1 > limit:
            return "\n".join([*kept, rest])
        kept.append(line)
    return "\n".join(kept)
