"""What people read when a request is not accepted. Nothing was reserved, so nothing was charged."""

from collections.abc import Callable, Sequence
from typing import assert_never

from bot.chat.words import references
from bot.domain.errors import (
    Draining,
    InklingError,
    MissingPermissions,
    PromptBlank,
    PromptTooLong,
    QuotaExceeded,
    ReferenceRejected,
    StoreError,
    TooManyJobs,
    TooManyReferences,
    UnknownModel,
    UnsupportedOption,
)

#: Shows an epoch-millisecond moment to the reader.
When = Callable[[int], str]

PERMISSIONS = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "attach_files": "Attach Files",
    "read_message_history": "Read Message History",
}
OPTIONS = {
    "aspect_ratio": "aspect ratio",
    "resolution": "resolution",
    "quality": "quality",
    "output_format": "format",
    "style": "style",
    "background": "background",
    "count": "count",
    "watermark": "watermark",
}
_SCOPES = {
    "guild": "this server's credits for today are used up",
    "member": "your credits in this server for today are used up",
    "user": "your credits for today are used up",
}
_SHOWN = 20


def relative(moment_ms: int) -> str:
    """A moment in Discord's own notation, told in the reader's time zone."""
    return f"<t:{moment_ms // 1000}:R>"


def listed(names: Sequence[str]) -> str:
    """`a`, `b` and `c`, cut after a readable number."""
    shown = [f"`{name}`" for name in names[:_SHOWN]]
    if len(names) > _SHOWN:
        return f"{', '.join(shown)} and {len(names) - _SHOWN} more"
    return " and ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)


def refusal(error: InklingError, *, when: When = relative) -> str:
    """Why a request was turned away and what would be accepted; empty for what needs no answer."""
    match error:
        case PromptBlank():
            return "There is nothing in that prompt I could paint. Describe what you would like to see."
        case PromptTooLong():
            return (
                f"That prompt has {error.length:,} characters, and this model takes {error.limit:,}."
                " Could you shorten it a bit?"
            )
        case UnknownModel() | UnsupportedOption() | TooManyReferences() | ReferenceRejected():
            return _unfit(error)
        case QuotaExceeded():
            return _quota(error, when)
        case TooManyJobs():
            return (
                f"You have {_several(error.open_jobs, 'request')} open, and {error.limit} at a time is"
                " the most. Wait for one to finish, or cancel one."
            )
        case MissingPermissions():
            return _permissions(error.permissions)
        case Draining():
            return "I am about to restart. Ask again in a minute; nothing was charged."
        case StoreError():
            return (
                "I cannot write anything down right now, so I did nothing. Nothing was charged."
                " Try again in a few minutes; whoever runs this bot may have to look."
            )
        case _:
            return ""


def _unfit(error: UnknownModel | UnsupportedOption | TooManyReferences | ReferenceRejected) -> str:
    match error:
        case UnknownModel():
            return _unknown_model(error)
        case UnsupportedOption():
            return _unsupported(error)
        case TooManyReferences():
            return references.too_many(error, _either(error.takers))
        case ReferenceRejected():
            return references.rejected(error, _plain(error.name))
        case never:
            assert_never(never)


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"`{name}`" for name in names[:_SHOWN])


def _unknown_model(error: UnknownModel) -> str:
    if not error.available:
        return (
            "No image model is set up here yet. Whoever runs this bot has to add a key for an image service."
        )
    return f"I have no model called `{_plain(error.model)}`. There is {listed(error.available)}."


def _unsupported(error: UnsupportedOption) -> str:
    option = OPTIONS.get(error.option, error.option.replace("_", " "))
    if not error.allowed:
        return f"`{error.model}` has no {option} to choose. Leave that option out."
    value, choices = _plain(error.value), listed(error.allowed)
    return f"`{error.model}` does not take `{value}` as {option}. It takes {choices}."


def _quota(error: QuotaExceeded, when: When) -> str:
    moderator = " A moderator can raise the limit with `/quota set`." if error.scope != "user" else ""
    whose = "this server has" if error.scope == "guild" else "you have"
    left = max(0, error.limit - error.used)
    if 0 < error.limit < error.price:
        return (
            f"This costs {in_credits(error.price)}, and {whose} {error.limit:,} for a whole day, so it never"
            f" fits ({error.used:,} used, new credits {when(error.resets_at)}). Ask for fewer or simpler"
            f" pictures.{moderator}"
        )
    if left:
        why = f"this costs {in_credits(error.price)}, and {whose} {left:,} left today"
    else:
        why = _SCOPES[error.scope]
    return (
        f"Not yet: {why} ({error.used:,} of {error.limit:,} used)."
        f" New credits {when(error.resets_at)}.{moderator}"
    )


def _permissions(names: Sequence[str]) -> str:
    readable = [f"**{PERMISSIONS.get(name, name.replace('_', ' ').title())}**" for name in names]
    needed = " and ".join([", ".join(readable[:-1]), readable[-1]]) if len(readable) > 1 else readable[0]
    return (
        f"I could not post the picture here: I am missing {needed} in this channel."
        " A moderator can allow it in the channel's settings. Nothing was charged."
    )


def in_credits(amount: int) -> str:
    """An amount with its unit."""
    return f"{amount:,} credit" if amount == 1 else f"{amount:,} credits"


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _plain(value: str) -> str:
    """A value as typed, safe between backticks."""
    return value.replace("`", "'")[:60]
