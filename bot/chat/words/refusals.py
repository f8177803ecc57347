"""What people read when a request is not accepted. Nothing was reserved, so nothing was charged."""

from collections.abc import Sequence
from typing import assert_never

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.words import (
    amounts,
    appeals,
    channels,
    lists,
    operator,
    presets,
    quota,
    references,
    safety,
    searches,
    transfer,
)
from bot.chat.words.permissions import named
from bot.chat.words.quota import When
from bot.chat.words.times import relative
from bot.domain.errors import (
    AboveHighest,
    AmountRefused,
    AppealRefused,
    BudgetSpent,
    CooldownActive,
    Draining,
    GuildNotServed,
    ImportRefused,
    InklingError,
    InMaintenance,
    MissingPermissions,
    ModelNotAllowed,
    ModelOff,
    NotAnImageChannel,
    Paused,
    PresetRefused,
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
_SHOWN = 20


def listed(names: Sequence[str]) -> str:
    """`a`, `b` and `c`, cut after a readable number."""
    shown = [f"`{name}`" for name in names[:_SHOWN]]
    if len(names) > _SHOWN:
        return plural(
            "{names} and {count} more",
            "{names} and {count} more",
            len(names) - _SHOWN,
            names=lists.listed(shown),
        )
    return lists.all_of(shown)


def _any_of(names: Sequence[str]) -> str:
    return lists.any_of([f"`{name}`" for name in names[:_SHOWN]])


def refusal(error: InklingError, *, when: When = relative) -> str:
    """Why a request was turned away and what would be accepted; empty for what needs no answer."""
    match error:
        case NotAnImageChannel() | ModelNotAllowed() | AboveHighest() | QuietNow() | SlowedDown():
            return _of_channel(error, when)
        case SettingInvalid() | ImportRefused():
            return _of_settings(error)
        case SearchRefused():
            return searches.refused(error)
        case SafetyRefusal():
            return safety.objection(error)
        case PromptBlank() | PromptTooLong() | PresetRefused():
            return _of_prompt(error)
        case UnknownModel() | UnsupportedOption() | TooManyReferences() | ReferenceRejected():
            return _unfit(error)
        case (
            QuotaExceeded()
            | CooldownActive()
            | QueueFull()
            | TooManyJobs()
            | AmountRefused()
            | AppealRefused()
        ):
            return _of_quotas(error, when)
        case MissingPermissions():
            return _permissions(error.permissions)
        case Draining() | StoreError():
            return _of_bot(error)
        case _:
            return _of_operator(error, when)


def _of_quotas(
    error: QuotaExceeded | CooldownActive | QueueFull | TooManyJobs | AmountRefused | AppealRefused,
    when: When,
) -> str:
    match error:
        case AmountRefused():
            return amounts.refused(error, _plain(error.text))
        case AppealRefused():
            return appeals.refused(error)
        case _:
            return quota.refused(error, when)


def _of_prompt(error: PromptBlank | PromptTooLong | PresetRefused) -> str:
    if isinstance(error, PresetRefused):
        return presets.refused(error, _plain(error.name))
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


def _of_settings(error: SettingInvalid | ImportRefused) -> str:
    if isinstance(error, ImportRefused):
        return transfer.import_refused(error)
    return channels.invalid(error, _plain(error.value), _any_of(error.allowed))


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


def _permissions(names: Sequence[str]) -> str:
    return say(
        "I could not post the picture here: I am missing {permissions} in this channel."
        " A moderator can allow it in the channel's settings. Nothing was charged.",
        permissions=named(names),
    )


def _plain(value: str) -> str:
    """A value as typed, safe between backticks."""
    return value.replace("`", "'")[:60]
