"""What people read when a request is not accepted. Nothing was reserved, so nothing was charged."""

from collections.abc import Callable, Sequence
from typing import assert_never

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.words import channels, operator, references, safety, searches
from bot.chat.words.permissions import named
from bot.chat.words.times import relative
from bot.domain.errors import (
    AboveHighest,
    BudgetSpent,
    CooldownActive,
    Draining,
    GuildNotServed,
    InklingError,
    InMaintenance,
    MissingPermissions,
    ModelNotAllowed,
    ModelOff,
    NotAnImageChannel,
    Paused,
    PromptBlank,
    PromptTooLong,
    QueueFull,
    QuietNow,
    QuotaExceeded,
    ReferenceRejected,
    SafetyRefusal,
    SearchRefused,
    SettingInvalid,
    SlowedDown,
    StoreError,
    TooManyJobs,
    TooManyReferences,
    UnknownModel,
    UnsupportedOption,
)
from bot.domain.quota import Measure, Scope

#: Shows an epoch-millisecond moment to the reader.
When = Callable[[int], str]

OPTIONS = {
    "aspect_ratio": Phrase("aspect ratio"),
    "resolution": Phrase("resolution"),
    "quality": Phrase("quality"),
    "output_format": Phrase("format"),
    "style": Phrase("style"),
    "background": Phrase("background"),
    "count": Phrase("count"),
    "watermark": Phrase("watermark"),
}
_NEVER_FITS = {
    True: Phrase(
        "This costs {price}, and this server has {limit} for a whole day, so it never fits"
        " ({used} used, new credits {when}). Ask for fewer or simpler pictures."
    ),
    False: Phrase(
        "This costs {price}, and you have {limit} for a whole day, so it never fits"
        " ({used} used, new credits {when}). Ask for fewer or simpler pictures."
    ),
}
_TOO_LITTLE_LEFT = {
    True: Phrase(
        "Not yet: this costs {price}, and this server has {left} left today"
        " ({used} of {limit} used). New credits {when}."
    ),
    False: Phrase(
        "Not yet: this costs {price}, and you have {left} left today"
        " ({used} of {limit} used). New credits {when}."
    ),
}
_USED_UP = {
    Scope.GUILD: Phrase(
        "Not yet: this server's credits for today are used up ({used} of {limit} used). New credits {when}."
    ),
    Scope.MEMBER: Phrase(
        "Not yet: your credits in this server for today are used up"
        " ({used} of {limit} used). New credits {when}."
    ),
    Scope.USER: Phrase(
        "Not yet: your credits for today are used up ({used} of {limit} used). New credits {when}."
    ),
}
_SHOWN = 20


def listed(names: Sequence[str]) -> str:
    """`a`, `b` and `c`, cut after a readable number."""
    shown = [f"`{name}`" for name in names[:_SHOWN]]
    if len(names) > _SHOWN:
        return plural(
            "{names} and {count} more",
            "{names} and {count} more",
            len(names) - _SHOWN,
            names=", ".join(shown),
        )
    return _all_of(shown)


def _all_of(shown: Sequence[str]) -> str:
    if len(shown) < 2:
        return "".join(shown)
    return say("{names} and {last}", names=", ".join(shown[:-1]), last=shown[-1])


def _any_of(names: Sequence[str]) -> str:
    shown = [f"`{name}`" for name in names[:_SHOWN]]
    if len(shown) < 2:
        return "".join(shown)
    return say("{names} or {last}", names=", ".join(shown[:-1]), last=shown[-1])


def refusal(error: InklingError, *, when: When = relative) -> str:
    """Why a request was turned away and what would be accepted; empty for what needs no answer."""
    match error:
        case NotAnImageChannel() | ModelNotAllowed() | AboveHighest() | QuietNow() | SlowedDown():
            return _of_channel(error, when)
        case SettingInvalid():
            return channels.invalid(error, _plain(error.value), _any_of(error.allowed))
        case SearchRefused():
            return searches.refused(error)
        case SafetyRefusal():
            return safety.objection(error)
        case PromptBlank() | PromptTooLong():
            return _of_prompt(error)
        case UnknownModel() | UnsupportedOption() | TooManyReferences() | ReferenceRejected():
            return _unfit(error)
        case QuotaExceeded() | CooldownActive() | QueueFull() | TooManyJobs():
            return _not_now(error, when)
        case MissingPermissions():
            return _permissions(error.permissions)
        case Draining() | StoreError():
            return _of_bot(error)
        case _:
            return _of_operator(error, when)


def _not_now(error: QuotaExceeded | CooldownActive | QueueFull | TooManyJobs, when: When) -> str:
    match error:
        case QuotaExceeded():
            return _quota(error, when)
        case CooldownActive():
            return say("That was quick. You can ask again {when}.", when=when(error.until))
        case QueueFull():
            return plural(
                "{count} request is already waiting, and that is the most. Ask again when it has begun.",
                "{count} requests are already waiting, and that is the most. Ask again when one has begun.",
                error.waiting,
            )
        case TooManyJobs():
            return plural(
                "You have {count} request open, and {limit} at a time is the most."
                " Wait for one to finish, or cancel one.",
                "You have {count} requests open, and {limit} at a time is the most."
                " Wait for one to finish, or cancel one.",
                error.open_jobs,
                limit=number(error.limit),
            )
        case never:
            assert_never(never)


def _of_prompt(error: PromptBlank | PromptTooLong) -> str:
    if isinstance(error, PromptBlank):
        return say("There is nothing in that prompt I could paint. Describe what you would like to see.")
    return plural(
        "That prompt has {count} character, and this model takes {limit}. Could you shorten it a bit?",
        "That prompt has {count} characters, and this model takes {limit}. Could you shorten it a bit?",
        error.length,
        limit=number(error.limit),
    )


def _unfit(error: UnknownModel | UnsupportedOption | TooManyReferences | ReferenceRejected) -> str:
    match error:
        case UnknownModel():
            return _unknown_model(error)
        case UnsupportedOption():
            return _unsupported(error)
        case TooManyReferences():
            return references.too_many(error, _any_of(error.takers))
        case ReferenceRejected():
            return references.rejected(error, _plain(error.name))
        case never:
            assert_never(never)


def _of_bot(error: Draining | StoreError) -> str:
    if isinstance(error, Draining):
        return say("I am about to restart. Ask again in a minute; nothing was charged.")
    return say(
        "I cannot write anything down right now, so I did nothing. Nothing was charged."
        " Try again in a few minutes; whoever runs this bot may have to look."
    )


def _of_operator(error: InklingError, when: When) -> str:
    """What whoever runs the bot decided; empty for any other error."""
    match error:
        case Paused() | InMaintenance() | GuildNotServed():
            return operator.refused(error)
        case ModelOff():
            return operator.refused(error, models=listed(error.available))
        case BudgetSpent():
            models = _any_of(error.available)
            return operator.refused(error, models=models, when=when(error.resets_at))
        case _:
            return ""


def _of_channel(
    error: NotAnImageChannel | ModelNotAllowed | AboveHighest | QuietNow | SlowedDown, when: When
) -> str:
    match error:
        case NotAnImageChannel():
            return channels.elsewhere(error.channels)
        case ModelNotAllowed():
            return channels.model_not_allowed(error.model, _any_of(error.allowed))
        case AboveHighest():
            return channels.above_highest(OPTIONS[error.option](), error.value, error.highest)
        case QuietNow():
            return channels.quiet(when(error.until))
        case SlowedDown():
            return channels.slowed(when(error.until))
        case never:
            assert_never(never)


def _unknown_model(error: UnknownModel) -> str:
    if not error.available:
        return say(
            "No image model is set up here yet. Whoever runs this bot has to add a key for an image service."
        )
    return say(
        "I have no model called `{model}`. There is {models}.",
        model=_plain(error.model),
        models=listed(error.available),
    )


def _unsupported(error: UnsupportedOption) -> str:
    known = OPTIONS.get(error.option)
    option = known() if known else error.option.replace("_", " ")
    if not error.allowed:
        return say(
            "`{model}` has no {option} to choose. Leave that option out.", model=error.model, option=option
        )
    return say(
        "`{model}` does not take `{value}` as {option}. It takes {choices}.",
        model=error.model,
        value=_plain(error.value),
        option=option,
        choices=listed(error.allowed),
    )


def _quota(error: QuotaExceeded, when: When) -> str:
    if error.measure is not Measure.CREDITS_DAY or error.scope not in _USED_UP:
        return say(
            "Not yet: this costs {price}, and {used} of {limit} credits are used. New credits {when}.",
            price=in_credits(error.price),
            used=number(error.used),
            limit=number(error.limit),
            when=when(error.resets_at),
        )
    of_the_server = error.scope is Scope.GUILD
    left = max(0, error.limit - error.used)
    if 0 < error.limit < error.price:
        phrase = _NEVER_FITS[of_the_server]
    elif left:
        phrase = _TOO_LITTLE_LEFT[of_the_server]
    else:
        phrase = _USED_UP[error.scope]
    said = phrase(
        price=in_credits(error.price),
        left=number(left),
        used=number(error.used),
        limit=number(error.limit),
        when=when(error.resets_at),
    )
    if error.by_operator:
        return said
    return f"{said} {say('A moderator can raise the limit with `/quota set`.')}"


def _permissions(names: Sequence[str]) -> str:
    return say(
        "I could not post the picture here: I am missing {permissions} in this channel."
        " A moderator can allow it in the channel's settings. Nothing was charged.",
        permissions=named(names),
    )


def in_credits(amount: int) -> str:
    """An amount with its unit."""
    return plural("{count} credit", "{count} credits", amount)


def from_credits(amount: int) -> str:
    """The least it can cost."""
    return say("from {price}", price=in_credits(amount))


def _plain(value: str) -> str:
    """A value as typed, safe between backticks."""
    return value.replace("`", "'")[:60]
