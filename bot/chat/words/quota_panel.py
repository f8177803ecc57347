"""What the panel of limits says, and its windows."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase, say
from bot.chat.words.limits import amount, short
from bot.domain.quota import Measure, Rule, Scope

TITLE = Phrase("Limits on credits and requests")
FIRST = Phrase("Choose whom it is about; then what it is about.")
ORDER = Phrase(
    "A member's own limit comes first, then the most generous of their roles, then the one for each member,"
    " then the operator's. Limits of the server and of a channel apply beside it."
)
CHOOSE_WHOM = Phrase("Whom is it about?")
CHOOSE: Mapping[Scope, Phrase] = MappingProxyType(
    {
        Scope.ROLE: Phrase("Which role?"),
        Scope.CHANNEL: Phrase("Which channel?"),
        Scope.MEMBER: Phrase("Which member?"),
    }
)
WHOM: Mapping[Scope, Phrase] = MappingProxyType(
    {
        Scope.GUILD: Phrase("The whole server together"),
        Scope.EVERYONE: Phrase("Each member"),
        Scope.ROLE: Phrase("A role"),
        Scope.CHANNEL: Phrase("A channel"),
        Scope.MEMBER: Phrase("One member"),
    }
)
CHANGE = Phrase("Change")
GIVE = Phrase("Give extra credits")
LIST = Phrase("Everything decided")
NOTHING = Phrase("nothing decided")
WINDOW_AMOUNT: Mapping[Measure, Phrase] = MappingProxyType(
    {
        Measure.CREDITS_DAY: Phrase("Credits a day"),
        Measure.CREDITS_WEEK: Phrase("Credits a week"),
        Measure.CREDITS_MONTH: Phrase("Credits a month"),
        Measure.RUNNING: Phrase("Requests at work at once"),
        Measure.WAITING: Phrase("Requests that wait"),
        Measure.COOLDOWN: Phrase("Pause between requests"),
    }
)
WINDOW_NUMBER = Phrase("A whole number, or “no limit”. Leave it empty to decide nothing.")
WINDOW_PAUSE = Phrase("As in 30s or 5m, or “no limit”. Leave it empty to decide nothing.")
WINDOW_GIVE = Phrase("Give extra credits")
WINDOW_CREDITS, WINDOW_CREDITS_HOW = Phrase("How many"), Phrase("A whole number")
WINDOW_EXPIRES = Phrase("For how long")
WINDOW_EXPIRES_HOW = Phrase("As in 12h, 7d or 2 weeks. Leave it empty for no end.")
WINDOW_REASON, WINDOW_REASON_HOW = Phrase("Why"), Phrase("Shown in the list, and to whom they are for.")
STILL = Phrase("Decide it all the same?")
STILL_YES = Phrase("Yes, decide it")
STILL_NO = Phrase("No, leave it")


def now(measure: Measure, rule: Rule | None) -> str:
    """What is decided about it."""
    if rule is None:
        return NOTHING()
    return short(measure, rule.amount)


def you_wanted(rule: Rule | None) -> str:
    """What was about to be decided."""
    if rule is None:
        return say("You were about to remove it.")
    return say("You were about to decide: {amount}.", amount=amount(rule.measure, rule.amount))
