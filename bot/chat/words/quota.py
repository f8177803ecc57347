"""What people read when a limit refuses a request: how it stands, what decides, what is possible."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import assert_never

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.words.limits import because
from bot.chat.words.lists import listed
from bot.chat.words.money import in_credits
from bot.domain.errors import CooldownActive, QueueFull, QuotaExceeded, TooManyJobs
from bot.domain.price import Fit
from bot.domain.quota import Measure, Scope
from bot.domain.request import ImageRequest

#: Shows an epoch-millisecond moment to the reader.
When = Callable[[int], str]

NOW: Mapping[Measure, Phrase] = MappingProxyType(
    {
        Measure.CREDITS_DAY: Phrase("today"),
        Measure.CREDITS_WEEK: Phrase("this week"),
        Measure.CREDITS_MONTH: Phrase("this month"),
    }
)
_WHOLE: Mapping[Measure, Phrase] = MappingProxyType(
    {
        Measure.CREDITS_DAY: Phrase("a whole day"),
        Measure.CREDITS_WEEK: Phrase("a whole week"),
        Measure.CREDITS_MONTH: Phrase("a whole month"),
    }
)
_YOU_NEVER = Phrase("This costs {price}, and you have {limit} for {whole}, so it never fits ({used} used).")
_YOU_LATER = Phrase("Not yet: this costs {price}, and you have {left} left {now} ({used} of {limit} used).")
_SERVER_NEVER = Phrase(
    "This costs {price}, and this server has {limit} for {whole}, so it never fits ({used} used)."
)
_SERVER_LATER = Phrase(
    "Not yet: this costs {price}, and this server has {left} left {now} ({used} of {limit} used)."
)
_CHANNEL_NEVER = Phrase(
    "This costs {price}, and this channel has {limit} for {whole}, so it never fits ({used} used)."
)
_CHANNEL_LATER = Phrase(
    "Not yet: this costs {price}, and this channel has {left} left {now} ({used} of {limit} used)."
)
_NEVER_FITS = {Scope.MEMBER: _YOU_NEVER, Scope.USER: _YOU_NEVER, Scope.CHANNEL: _CHANNEL_NEVER}
_TOO_LITTLE_LEFT = {Scope.MEMBER: _YOU_LATER, Scope.USER: _YOU_LATER, Scope.CHANNEL: _CHANNEL_LATER}
_SERVER_USED_UP = Phrase("Not yet: this server's credits for {now} are used up ({used} of {limit} used).")
_USED_UP = {
    Scope.CHANNEL: Phrase("Not yet: this channel's credits for {now} are used up ({used} of {limit} used)."),
    Scope.MEMBER: Phrase(
        "Not yet: your credits in this server for {now} are used up ({used} of {limit} used)."
    ),
    Scope.USER: Phrase("Not yet: your credits for {now} are used up ({used} of {limit} used)."),
}
RAISE = Phrase("A moderator can raise it with `/quota set`, or give extra credits with `/quota grant`.")
_OPERATOR_ONLY = Phrase("Only whoever runs this bot can change that.")


def refused(error: QuotaExceeded | CooldownActive | QueueFull | TooManyJobs, when: When) -> str:
    """Why a limit does not let a request through now."""
    match error:
        case QuotaExceeded():
            return exceeded(error, when)
        case CooldownActive():
            said = say("That was quick. You can ask again {when}.", when=when(error.until))
            return f"{said} {because(error.limit.rule)}"
        case QueueFull():
            return f"{_queue_full(error.waiting)} {because(error.limit.rule)}"
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


def exceeded(error: QuotaExceeded, when: When, *, can_ask: bool = False) -> str:
    """The price does not fit: into what, what decides, when it does, and what does now.

    `can_ask`: a button below asks moderators, so nothing needs to be said of that.
    """
    return " ".join(
        (
            *stands(error, when),
            because(error.rule),
            *(would_fit(fit) for fit in error.would_fit[:1]),
            *_who_can_change_it(error, can_ask=can_ask),
        )
    )


def stands(error: QuotaExceeded, when: When) -> Iterable[str]:
    """How the limit stands against the price."""
    yield _phrase(error)(
        price=in_credits(error.price),
        left=number(error.standing.remaining or 0),
        used=number(error.used),
        limit=number(error.limit),
        now=NOW[error.measure](),
        whole=_WHOLE[error.measure](),
    )
    if error.granted:
        yield plural(
            "{count} extra credit is left on top.", "{count} extra credits are left on top.", error.granted
        )
    yield say("New credits {when}.", when=when(error.resets_at))


def _phrase(error: QuotaExceeded) -> Phrase:
    if 0 < error.limit + error.granted < error.price:
        return _NEVER_FITS.get(error.scope, _SERVER_NEVER)
    if error.standing.remaining:
        return _TOO_LITTLE_LEFT.get(error.scope, _SERVER_LATER)
    return _USED_UP.get(error.scope, _SERVER_USED_UP)


def would_fit(fit: Fit) -> str:
    """What could be asked for instead."""
    kind = kind_of(fit.request)
    if not kind:
        return plural(
            "{count} picture would still fit: {price}.",
            "{count} pictures would still fit: {price}.",
            fit.request.count,
            price=in_credits(fit.price),
        )
    return plural(
        "{count} picture in {kind} would still fit: {price}.",
        "{count} pictures in {kind} would still fit: {price}.",
        fit.request.count,
        kind=kind,
        price=in_credits(fit.price),
    )


def kind_of(request: ImageRequest) -> str:
    """What its price goes by beside the model, as in "1k, medium"."""
    return listed((request.resolution or "", request.quality or ""))


def paint_instead(fit: Fit) -> str:
    """The button for it."""
    return say("Paint that instead ({price})", price=in_credits(fit.price))


def _who_can_change_it(error: QuotaExceeded, *, can_ask: bool) -> Iterable[str]:
    if error.by_operator:
        yield _OPERATOR_ONLY()
    elif not can_ask:
        yield RAISE()


def _queue_full(waiting: int) -> str:
    return plural(
        "{count} request is already waiting, and that is the most. Ask again when it has begun.",
        "{count} requests are already waiting, and that is the most. Ask again when one has begun.",
        waiting,
    )
