"""What whoever runs the bot is told in person, because nobody else can mend it."""

from bot.chat.i18n import Phrase, number, say
from bot.domain.operator import Level, Mark, Period

_HAPPENED = {
    "insufficient_balance": Phrase("The account at **{gateway}** has run out of money."),
    "unauthorized": Phrase("**{gateway}** says that it got no key."),
    "invalid_api_key": Phrase("**{gateway}** does not accept the key any more."),
    "model_billing_not_configured": Phrase("**{gateway}** has no billing set up for `{model}`."),
    "provider_pricing_not_configured": Phrase("**{gateway}** has no price set for `{model}`."),
    "disk_full": Phrase("There is no room left to store pictures."),
}
_THEN = {
    "insufficient_balance": Phrase("Top it up. Requests are taken meanwhile and fail; a pause stops them."),
    "unauthorized": Phrase("Put the key into the settings and restart me."),
    "invalid_api_key": Phrase("Put a valid key into the settings and restart me."),
    "model_billing_not_configured": Phrase("Ask the gateway. Until then, switch the model off."),
    "provider_pricing_not_configured": Phrase("Ask the gateway. Until then, switch the model off."),
    "disk_full": Phrase("Make room in the data folder."),
}
_WARNED = {
    Period.DAY: Phrase("**{gateway}** has used {percent} % of what it may cost today."),
    Period.MONTH: Phrase("**{gateway}** has used {percent} % of what it may cost this month."),
}
_STOPPED = {
    Period.DAY: Phrase("**{gateway}** has used up what it may cost today."),
    Period.MONTH: Phrase("**{gateway}** has used up what it may cost this month."),
}
#: Where an alert was not told before a restart, and the figures are not at hand.
_REACHED = Phrase("**{gateway}** is at a limit of its budget.")


def trouble(code: str, *, gateway: str, model: str, since: str) -> str:
    """Something fails that only the operator can end."""
    happened = _HAPPENED[code](gateway=gateway, model=model)
    once = say("I tell you once, until it is over. Members read that you know.")
    return f"{happened} {_THEN[code]()}\n-# {say('Since {when}.', when=since)} {once} `{code}`"


def budget(mark: Mark | None, *, gateway: str, ends: str) -> str:
    """A budget is nearly or wholly used up."""
    if mark is None:
        return f"{_REACHED(gateway=gateway)} {say('`/operator budget` tells how it stands.')}"
    amounts = say("{used} of {limit} credits.", used=number(mark.used), limit=number(mark.limit))
    if mark.level is Level.WARN:
        percent = number(100 * mark.used // mark.limit)
        said = _WARNED[mark.period](gateway=gateway, percent=percent)
        then = say("At the limit I take no more requests for it. `/operator budget` changes it.")
        return f"{said} {amounts} {then}"
    said = _STOPPED[mark.period](gateway=gateway)
    then = say(
        "I take no more requests for it until {when}, or until you raise it with `/operator budget`."
        " Members read that you know.",
        when=ends,
    )
    return f"{said} {amounts} {then}"
