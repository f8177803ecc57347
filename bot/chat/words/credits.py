"""What everybody reads of their own credits, and moderators of anybody's."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.text import escaped, plain
from bot.chat.words.limits import WHAT, decided_by, short
from bot.chat.words.lists import labelled, listed
from bot.chat.words.money import in_credits
from bot.chat.words.quota import NOW
from bot.chat.words.times import moment, relative
from bot.domain.quota import Limit, Scope, Standing
from bot.domain.quota_charge import Grant

TITLE = Phrase("Your credits")
PRICES = Phrase("What a picture costs here")
EXTRA = Phrase("Extra credits")
HOW_EXTRA = Phrase("Extra credits are used once the others are gone.")
OVER_ALL = Phrase("The tightest of these counts for each picture.")
_WHOSE: Mapping[Scope, Phrase] = MappingProxyType(
    {
        Scope.CEILING: Phrase("This server, as the operator allows"),
        Scope.GUILD: Phrase("This server together"),
        Scope.CHANNEL: Phrase("This channel together"),
        Scope.MEMBER: Phrase("You, in this server"),
        Scope.USER: Phrase("You"),
    }
)


def mine(standing: Standing) -> str:
    """How one limit stands, for who is bound by it."""
    whose = _WHOSE[standing.scope]()
    if standing.limit is None:
        return say(
            "**{whose}**: {used} used {now}, no limit",
            whose=whose,
            used=in_credits(standing.used),
            now=NOW[standing.measure](),
        )
    return say(
        "**{whose}**: {left} of {limit} left {now}",
        whose=whose,
        left=number(max(standing.limit - standing.used, 0)),
        limit=in_credits(standing.limit),
        now=NOW[standing.measure](),
    )


def of(standing: Standing) -> str:
    """The same as moderators read it: used, limit, left."""
    what = WHAT[standing.measure]()
    if standing.limit is None:
        return say("**{what}**: {used} used, no limit", what=what, used=number(standing.used))
    return say(
        "**{what}**: {used} of {limit} used, {left} left",
        what=what,
        used=number(standing.used),
        limit=number(standing.limit),
        left=number(max(standing.limit - standing.used, 0)),
    )


def more(standing: Standing) -> tuple[str, ...]:
    """What belongs to either in small print: when it starts anew, and what decides it."""
    if standing.limit is None:
        return (why(standing),) if standing.rule else ()
    return say("new ones {when}", when=relative(standing.resets_at)), why(standing)


def spendable(left: int | None) -> str:
    """What can be spent here and now, by all that counts."""
    if left is None:
        return say("You can ask for as many pictures as you like.")
    return say("You can spend **{credits}** here now.", credits=in_credits(left))


def why(standing: Standing) -> str:
    """What decides that limit; nothing where there is none and nobody decided so."""
    return decided_by(standing.rule) if standing.rule or standing.limit is not None else ""


def count(limit: Limit) -> str:
    """A limit on requests, which nobody uses up."""
    return say("**{what}**: {amount}", what=WHAT[limit.measure](), amount=short(limit.measure, limit.amount))


def on_top(grant: Grant, now_ms: int) -> str:
    """Credits given on top, and until when."""
    left = plural("{count} extra credit", "{count} extra credits", grant.left(now_ms))
    ends = say("until {when}", when=moment(grant.expires_at)) if grant.expires_at else say("without end")
    reason = escaped(plain(grant.reason))
    return labelled(listed((left, ends)), reason) if reason else listed((left, ends))


def usual(model: str, kind: str, price: int) -> str:
    """The picture one gets without choosing anything."""
    if not kind:
        return say("The usual picture, by {model}: **{price}**", model=model, price=in_credits(price))
    return say(
        "The usual picture, by {model} in {kind}: **{price}**",
        model=model,
        kind=kind,
        price=in_credits(price),
    )


def span(model: str, least: int, most: int) -> str:
    """What the pictures of a model cost."""
    if least == most:
        return say("{model}: {price}", model=model, price=in_credits(most))
    return say("{model}: {least} to {most}", model=model, least=number(least), most=in_credits(most))


def more_models(number_of_them: int) -> str:
    """Models that are not shown."""
    return plural("… and {count} more model", "… and {count} more models", number_of_them)
