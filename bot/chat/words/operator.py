"""What members read of the operator's decisions, and what the operator reads of their effect."""

from collections.abc import Sequence
from typing import assert_never

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.text import clip, plain
from bot.chat.words.lists import labelled
from bot.domain.errors import BudgetSpent, GuildNotServed, InMaintenance, ModelOff, Paused
from bot.domain.operator import Access, Budget, GuildAccess, Period, Rules, Spent

Refused = Paused | InMaintenance | GuildNotServed | ModelOff | BudgetSpent

ONLY_OPERATOR = Phrase(
    "Only whoever runs this bot can do that. For credits and servers, moderators have `/quota` and `/setup`."
)
RESUMED = Phrase("I take requests again.")
WAS_NOT_PAUSED = Phrase("I was taking requests all along.")
NO_GUILDS = Phrase("I am in no server yet. `inkling invite` prints the link that adds me to one.")
NO_SUCH_GUILD = Phrase("I know no server of that name or id. `/operator guilds` lists them.")
NO_SUCH_MODEL = Phrase("There is no model of that name. `/operator models` lists them.")
NO_SUCH_GATEWAY = Phrase("No image service of that name has a key here.")
NO_FAULTS = Phrase("Nothing failed. Ask for more days to look further back.")
NO_USAGE = Phrase("Nobody asked for anything. Ask for more days to look further back.")
OUTSIDE = Phrase("Outside servers")
SEE_SERVER = Phrase("Moderators see their server's own with `/errors`.")
NO_CEILING = Phrase("no ceiling")
GUILDS_TITLE = Phrase("Servers")
MODELS_TITLE = Phrase("Models")
SPENDING_TITLE = Phrase("Spending")

_MESSAGE_ROOM = 300
_PERIODS = {Period.DAY: Phrase("today"), Period.MONTH: Phrase("this month")}
_ACCESS = {
    Access.DEFAULT: Phrase("served like any other"),
    Access.ALLOWED: Phrase("allowed"),
    Access.BLOCKED: Phrase("blocked"),
}


def refused(error: Refused, *, models: str = "", when: str = "") -> str:
    """Why nothing is taken; `models` lists what can be had instead, `when` is the end of the period."""
    match error:
        case Paused():
            return _paused(error.message)
        case InMaintenance():
            return say(
                "I am in maintenance: I finish what is under way and take nothing new."
                " Ask again a little later; nothing was charged."
            )
        case GuildNotServed():
            return _not_served(error)
        case ModelOff():
            if not models:
                return say(
                    "`{model}` is switched off for now, like every other model here.", model=error.model
                )
            return say(
                "`{model}` is switched off for now. There is {models}.", model=error.model, models=models
            )
        case BudgetSpent():
            return _budget_spent(error, models, when)
        case never:
            assert_never(never)


def _paused(message: str) -> str:
    said = say("Whoever runs this bot has paused it, so I take no requests for now. Nothing was charged.")
    shown = clip(plain(message), _MESSAGE_ROOM)
    return f"{said}\n> {shown}" if shown else said


def _not_served(error: GuildNotServed) -> str:
    if not error.blocked:
        return say(
            "Whoever runs this bot has not let this server in yet. A moderator can ask them."
            " Nothing was charged."
        )
    said = say("Whoever runs this bot makes no pictures in this server any more.")
    shown = clip(plain(error.reason), _MESSAGE_ROOM)
    return f"{said}\n> {shown}" if shown else said


def _budget_spent(error: BudgetSpent, models: str, when: str) -> str:
    said = say(
        "This would cost more than whoever runs this bot has set aside for its image service."
        " It starts anew {when}; nothing was charged.",
        when=when,
    )
    known = (
        say("They have been told, and may raise it earlier.")
        if error.told
        else say("They can raise it earlier.")
    )
    other = f" {say('Meanwhile you can pick {models} as model.', models=models)}" if models else ""
    return f"{said} {known}{other}"


def paused(message: str) -> str:
    """A pause has begun."""
    said = say("Paused: I take no requests anywhere until `/operator resume`. What runs goes on.")
    if not message:
        return f"{said} {say('Members read that you have paused me, and no reason.')}"
    return f"{said} {say('Members also read:')}\n> {clip(plain(message), _MESSAGE_ROOM)}"


def maintenance(left: int) -> str:
    """Maintenance has begun, or goes on."""
    said = say("In maintenance: I take nothing new until `/operator resume`.")
    if not left:
        return f"{said} {say('Nothing is running any more: you can stop me.')}"
    running = plural("{count} job is still running.", "{count} jobs are still running.", left)
    return f"{said} {running} {say('Ask again with `/operator maintenance` to see how many are left.')}"


def state(rules: Rules) -> str:
    """What holds everywhere now, as a heading line; empty where nothing does."""
    told = []
    if rules.paused is not None:
        told.append(say("paused"))
    if rules.maintenance:
        told.append(say("in maintenance"))
    if rules.allowed_only:
        told.append(say("only allowed servers are served"))
    return " · ".join(told)


def access_mode(allowed_only: bool) -> str:
    """Who is served was changed."""
    if allowed_only:
        return say("Only servers that you allow are served now. `/operator guild allow` lets one in.")
    return say("Every server is served now that you have not blocked.")


def access(decided: GuildAccess) -> str:
    """The operator's word on a server."""
    said = _ACCESS[decided.access]()
    reason = plain(decided.reason)
    return labelled(said, clip(reason, 100)) if reason else said


def access_changed(name: str, decided: GuildAccess, served: bool) -> str:
    """A server was allowed, blocked, or neither any more."""
    now = say("Members can ask for pictures there.") if served else say("Members there get no pictures.")
    match decided.access:
        case Access.ALLOWED:
            return f"{say('**{name}** is allowed.', name=name)} {now}"
        case Access.BLOCKED:
            return f"{say('**{name}** is blocked.', name=name)} {now}"
        case Access.DEFAULT:
            return f"{say('**{name}** is neither allowed nor blocked any more.', name=name)} {now}"
        case never:
            assert_never(never)


def guild_line(*, name: str, guild_id: int, used: int, ceiling: str, decided: str, since: str) -> str:
    """One server in the list."""
    today = say("{used} today, {ceiling}", used=_credits(used), ceiling=ceiling)
    facts = " · ".join(fact for fact in (today, decided, since) if fact)
    return f"**{name}** `{guild_id}`\n-# {facts}"


def joined(when: str) -> str:
    """When the bot came to a server."""
    return say("joined {when}", when=when)


def left(when: str, gone: str) -> str:
    """When it went, and when its data goes."""
    return say("left {when}, its data goes {gone}", when=when, gone=gone)


def ceiling_of_day(limit: int) -> str:
    """What a server may cost a day."""
    return say("ceiling {limit} a day", limit=_credits(limit))


def of_period(period: str, used: int, limit: int | None) -> str:
    """Use of a day, week or month against its limit."""
    if limit is None:
        return say("**{period}**: {used}, no limit", period=period, used=_credits(used))
    return say("**{period}**: {used} of {limit}", period=period, used=number(used), limit=_credits(limit))


CREDITS_DAY = Phrase("Today")
CREDITS_WEEK = Phrase("This week")
CREDITS_MONTH = Phrase("This month")
EXPLAINED = Phrase("Catalogue credits, days and months in UTC.")


def ceiling_set(name: str) -> str:
    """A ceiling was changed; how the server stands follows."""
    return say("Done. **{name}** is limited like this now:", name=name)


def model_line(label: str, name: str, gateway: str, *, offered: bool) -> str:
    """One model in the list."""
    how = say("on") if offered else say("**off**")
    return f"{how} · {label} `{name}` · {gateway}"


def model_switched(name: str, *, offered: bool, any_left: bool) -> str:
    """A model was switched on or off."""
    if offered:
        return say("`{name}` is on: members can have it.", name=name)
    said = say("`{name}` is off: it is not offered, and refused where somebody names it.", name=name)
    return said if any_left else f"{said} {say('No model is left, so nobody can ask for anything.')}"


def spending_of(gateway: str, spent: Spent, budget: Budget | None) -> str:
    """What one image service costs, against its budget."""
    lines = [f"**{gateway}**"]
    limits = dict(budget.limits()) if budget else {}
    for period, name in _PERIODS.items():
        used = spent.day if period is Period.DAY else spent.month
        limit = limits.get(period)
        if limit is None:
            lines.append(say("{used} {period}, no limit", used=_credits(used), period=name()))
        else:
            lines.append(
                say(
                    "{used} of {limit} {period} ({percent} %)",
                    used=number(used),
                    limit=_credits(limit),
                    period=name(),
                    percent=number(100 * used // limit if limit else 100),
                )
            )
    if spent.promised:
        lines.append(say("{promised} accepted and not sent yet", promised=_credits(spent.promised)))
    if budget and limits:
        lines.append(say("You are warned from {percent} % on.", percent=number(budget.warn_at)))
    return "\n".join(lines)


def budget_set(gateway: str, *, limited: bool) -> str:
    """A budget was changed; how it stands follows."""
    if not limited:
        return say("Done: **{gateway}** has no budget any more.", gateway=gateway)
    return say(
        "Done. At a limit of **{gateway}** I take no more requests for it, and tell you.", gateway=gateway
    )


def fault_line(*, code: str, gateway: str, model: str, times: int, guilds: int, last: str) -> str:
    """Failures alike."""
    where = plural("in {count} server", "in {count} servers", guilds)
    often = plural("{count} time", "{count} times", times)
    facts = " · ".join(fact for fact in (where, gateway, model, say("last {when}", when=last)) if fact)
    return f"`{code}` **{often}**\n-# {facts}"


def usage_line(*, name: str, asked: int, done: int, failed: int, made: int, cost: int) -> str:
    """What one server asked for."""
    facts = say(
        "{asked} asked, {done} handed over, {failed} failed, {pictures}, {cost}",
        asked=number(asked),
        done=number(done),
        failed=number(failed),
        pictures=plural("{count} picture", "{count} pictures", made),
        cost=_credits(cost),
    )
    return f"**{name}**\n-# {facts}"


def errors_title(days: int) -> str:
    """Of which time."""
    return plural("Errors of {count} day", "Errors of {count} days", days)


def usage_title(days: int) -> str:
    """Of which time."""
    return plural("Usage of {count} day", "Usage of {count} days", days)


def sections(parts: Sequence[str]) -> str:
    """Parts of an answer, one under the other."""
    return "\n\n".join(part for part in parts if part)


def _credits(amount: int) -> str:
    return plural("{count} credit", "{count} credits", amount)
