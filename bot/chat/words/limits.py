"""How limits are told, and the rules that decide them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.words.people import who
from bot.domain.quota import Measure, Rule, Scope

#: What is bounded, as a heading and in menus.
WHAT: Mapping[Measure, Phrase] = MappingProxyType(
    {
        Measure.CREDITS_DAY: Phrase("Credits a day"),
        Measure.CREDITS_WEEK: Phrase("Credits a week"),
        Measure.CREDITS_MONTH: Phrase("Credits a month"),
        Measure.RUNNING: Phrase("Requests at work at once"),
        Measure.WAITING: Phrase("Requests that wait"),
        Measure.COOLDOWN: Phrase("Pause between requests"),
    }
)
_NO_LIMIT: Mapping[Measure, Phrase] = MappingProxyType(
    {
        Measure.CREDITS_DAY: Phrase("as many credits a day as they like"),
        Measure.CREDITS_WEEK: Phrase("as many credits a week as they like"),
        Measure.CREDITS_MONTH: Phrase("as many credits a month as they like"),
        Measure.RUNNING: Phrase("any number of requests at work at once"),
        Measure.WAITING: Phrase("any number of requests waiting"),
        Measure.COOLDOWN: Phrase("no pause between requests"),
    }
)
_WHOSE: Mapping[Scope, Phrase] = MappingProxyType(
    {
        Scope.GUILD: Phrase("The whole server together"),
        Scope.EVERYONE: Phrase("Each member"),
        Scope.CEILING: Phrase("This server, as the operator allows"),
    }
)
_BY: Mapping[Scope, Phrase] = MappingProxyType(
    {
        Scope.GUILD: Phrase("the limit of the whole server"),
        Scope.CHANNEL: Phrase("the limit of {whom}"),
        Scope.MEMBER: Phrase("a limit for {whom} alone"),
        Scope.ROLE: Phrase("the limit of the role {whom}"),
        Scope.EVERYONE: Phrase("the server's usual limit"),
        Scope.CEILING: Phrase("the operator's ceiling for this server"),
    }
)
_BY_OPERATOR = Phrase("the operator's usual limit")
_MENTIONS: Mapping[Scope, Callable[[int], str]] = MappingProxyType(
    {Scope.ROLE: "<@&{}>".format, Scope.CHANNEL: "<#{}>".format, Scope.MEMBER: who, Scope.USER: who}
)
_STEPS = (
    (86_400, Phrase("{count} d")),
    (3600, Phrase("{count} h")),
    (60, Phrase("{count} min")),
    (1, Phrase("{count} s")),
)


def whom(scope: Scope, subject_id: int = 0) -> str:
    """Whose limit it is: a mention that pings nobody, or in words."""
    return _MENTIONS[scope](subject_id) if scope in _MENTIONS else _WHOSE[scope]()


def amount(measure: Measure, value: int | None) -> str:
    """So much of what is bounded; `None` is no limit."""
    if value is None:
        return _NO_LIMIT[measure]()
    match measure:
        case Measure.CREDITS_DAY:
            return plural("{count} credit a day", "{count} credits a day", value)
        case Measure.CREDITS_WEEK:
            return plural("{count} credit a week", "{count} credits a week", value)
        case Measure.CREDITS_MONTH:
            return plural("{count} credit a month", "{count} credits a month", value)
        case Measure.RUNNING:
            return plural("{count} request at work at once", "{count} requests at work at once", value)
        case Measure.WAITING:
            return plural("{count} request waiting", "{count} requests waiting", value)
        case Measure.COOLDOWN:
            return _pause(value)


def short(measure: Measure, value: int | None) -> str:
    """The same below a heading that says what it is."""
    if value is None:
        return say("no limit")
    if measure is Measure.COOLDOWN:
        return length(value) if value else say("none")
    return number(value)


def _pause(seconds: int) -> str:
    if not seconds:
        return _NO_LIMIT[Measure.COOLDOWN]()
    return say("a pause of {time} between requests", time=length(seconds))


def length(seconds: int) -> str:
    """A length of time to the second: "1 h 30 min"."""
    parts = []
    for size, told in _STEPS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(told(count=number(count)))
    return " ".join(parts) or _STEPS[-1][1](count=number(0))


def decision(rule: Rule) -> str:
    """A rule in one line."""
    told = amount(rule.measure, rule.amount)
    return say("{whom}: **{amount}**", whom=whom(rule.scope, rule.subject_id), amount=told)


def decided_by(rule: Rule | None) -> str:
    """What decides a limit: a rule, or if `None` what holds everywhere."""
    if rule is None:
        return _BY_OPERATOR()
    return _BY[rule.scope](whom=whom(rule.scope, rule.subject_id) if rule.subject_id else "")


def because(rule: Rule | None) -> str:
    """The same as a sentence of its own."""
    return say("What decides here: {rule}.", rule=decided_by(rule))
