"""Short answers to buttons, quota and error commands, and to the unexpected."""

from collections.abc import Sequence

from bot.chat.words.refusals import in_credits, relative
from bot.domain.quota import Bucket, Scope, Standing

NO_SUCH_JOB = "I no longer have that request on file. Ask again with `/imagine`."
NOT_YOURS = "Only the person who asked for this, or a moderator here, can do that."
NOT_YOUR_RETRY = (
    "Only the person who asked for this can ask for it again. You can make your own with `/imagine`."
)
ALREADY_REPEATED = "You already asked for this one again."
CANCEL_TOO_LATE = "Too late to stop it: the picture is already made and on its way."
CANNOT_STOP = (
    "I cannot write anything down right now, so this one goes on. Press **Cancel** again in a minute."
)
ALREADY_ENDED = "That one has already ended."
MODERATORS_ONLY = "That is for moderators: it needs the **Manage Server** permission."
SERVER_ONLY = "That works inside a server only."
OUTDATED = (
    "That command has changed since your Discord last looked. Restart Discord or try again in a minute."
)

NO_SUCH_ERROR = "I have no failure with that id in this server."
NO_ERRORS = "No failures on record here. Long may it last."

_PROMPT_ROOM = 1700
_SCOPES = {Scope.GUILD: "This server", Scope.MEMBER: "You, in this server", Scope.USER: "You"}


def unexpected(error_id: str) -> str:
    """Something nobody foresaw."""
    return (
        "Something broke on my side; it is nothing you did. Try again. If it comes back, show this error id"
        f" to whoever runs this bot: `{error_id}`"
    )


def window_lost(prompt: str) -> str:
    """The window was opened by an earlier process; nothing typed is lost."""
    kept = prompt.replace("`", "'")[:_PROMPT_ROOM]
    return (
        "I restarted while you were writing, so please ask again with `/imagine`."
        f" Here are your words:\n```\n{kept or ' '}\n```"
    )


def limit_set(bucket: Bucket, limit: int | None) -> str:
    """A limit was changed, or given up for the next wider one."""
    if limit is None:
        return f"Done: {_whose(bucket)} is back to the usual limit."
    return f"Done: {_whose(bucket)} now has {in_credits(limit)} a day. New days begin at midnight UTC."


def _whose(bucket: Bucket) -> str:
    if bucket.scope is Scope.GUILD:
        return "the whole server"
    return f"<@{bucket.user_id}>" if bucket.user_id else "each member"


def limit_invalid(limit: int, most: int) -> str:
    """A limit outside what is accepted."""
    if limit < 0:
        return f"A limit cannot be negative ({limit:,}). Use 0 to stop all pictures, or up to {most:,}."
    return f"{limit:,} is more than I can count on. The most is {most:,}."


def standings(found: Sequence[Standing]) -> str:
    """How every limit stands that applies to a person here."""
    return "\n".join(_standing(each) for each in found)


def _standing(standing: Standing) -> str:
    name = _SCOPES[standing.scope]
    if standing.limit is None:
        return f"**{name}**: {in_credits(standing.used)} used today, no limit"
    return (
        f"**{name}**: {standing.remaining or 0:,} of {in_credits(standing.limit)} left today,"
        f" new ones {relative(standing.resets_at)}"
    )


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
