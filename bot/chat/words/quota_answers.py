"""What moderators read after they decided about credits, and where they look what was decided."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase, number, say
from bot.chat.text import escaped, plain
from bot.chat.words.limits import amount, decided_by, decision, whom
from bot.chat.words.money import in_credits
from bot.chat.words.people import who
from bot.chat.words.times import moment, relative
from bot.domain.price import PricedKind
from bot.domain.quota import Measure, Rule, Scope, Standing
from bot.domain.quota_charge import Grant

UNDO = Phrase("Undo")
NO_SUCH_RULE = Phrase("There is no such rule any more. `/quota list` shows those there are.")
NO_SUCH_GRANT = Phrase("There are no such extra credits any more. `/quota list` shows those there are.")
NOTHING_SET = Phrase("Nothing decided")
NOTHING_CHANGED = Phrase("That is how it was already.")
_HINTS: Mapping[Scope, Phrase] = MappingProxyType(
    {
        Scope.GUILD: Phrase("It bounds everybody together, beside the limits of each member."),
        Scope.CHANNEL: Phrase(
            "It bounds everybody in that channel together, beside the limits of each member."
        ),
        Scope.MEMBER: Phrase("It comes before the limits of their roles and the server's usual one."),
        Scope.ROLE: Phrase("Of several roles the most generous counts; a member's own limit comes first."),
        Scope.EVERYONE: Phrase("Limits of a member's own and of roles come first."),
    }
)

LIST_TITLE = Phrase("Everything decided about credits")
RULES, GRANTS, PRICES = Phrase("Limits"), Phrase("Extra credits"), Phrase("Prices")
LIST_EMPTY = Phrase(
    "Nothing is decided yet, so the operator's usual limits and prices apply. Begin with `/quota set` or"
    " `/quota panel`."
)
_GONE: Mapping[Scope, Phrase] = MappingProxyType(
    {
        Scope.ROLE: Phrase("This role was deleted, so nobody has it. Take it off the list with `{command}`."),
        Scope.CHANNEL: Phrase("This channel was deleted. Take it off the list with `{command}`."),
        Scope.MEMBER: Phrase("They have left the server. Take it off the list with `{command}`."),
    }
)

SERVER_TITLE = Phrase("Credits of this server")
EVERY_MEMBER = Phrase("For each member")
ALSO = Phrase("Also bounds them")
ONE_OF_THEM = Phrase("Choose a role alone, or a member and perhaps a channel.")
ROLE_NOTE = Phrase("What a role has not decided, the server's usual limits decide.")
CALENDAR_SAME = Phrase("The operator's own limits go by UTC days, and weeks from Monday.")
WEEKDAYS = (
    Phrase("Monday"),
    Phrase("Tuesday"),
    Phrase("Wednesday"),
    Phrase("Thursday"),
    Phrase("Friday"),
    Phrase("Saturday"),
    Phrase("Sunday"),
)


def changed(place: Rule, after: Rule | None) -> str:
    """What was decided; `after` is `None` where a rule was removed."""
    if after is not None:
        return say("Done. {decision}", decision=decision(after))
    return say("Done. Nothing is decided for this any more. {place}", place=place_of(place))


def place_of(rule: Rule) -> str:
    """Whom and what a rule is about, without the amount."""
    return say("{whom}, {what}", whom=whom(rule.scope, rule.subject_id), what=what(rule.measure))


def what(measure: Measure) -> str:
    """What is bounded, within a sentence."""
    return _WHAT[measure]()


_WHAT: Mapping[Measure, Phrase] = MappingProxyType(
    {
        Measure.CREDITS_DAY: Phrase("credits a day"),
        Measure.CREDITS_WEEK: Phrase("credits a week"),
        Measure.CREDITS_MONTH: Phrase("credits a month"),
        Measure.RUNNING: Phrase("requests at work at once"),
        Measure.WAITING: Phrase("requests that wait"),
        Measure.COOLDOWN: Phrase("the pause between requests"),
    }
)


def before(rule: Rule | None) -> str:
    """What it was."""
    if rule is None:
        return say("Before: nothing decided")
    return say("Before: {amount}", amount=amount(rule.measure, rule.amount))


def applies(measure: Measure, value: int | None, rule: Rule | None) -> str:
    """What bounds them now, and why."""
    if value is None and rule is None:
        return say("What applies now: {amount}.", amount=amount(measure, None))
    return say("What applies now: {amount} ({rule}).", amount=amount(measure, value), rule=decided_by(rule))


def hint(scope: Scope) -> str:
    """How a rule stands beside the others."""
    return _HINTS[scope]()


def stops(rule: Rule) -> str:
    """Said of no credits at all."""
    return say("That stops pictures for: {whom}.", whom=whom(rule.scope, rule.subject_id))


def undone(place: Rule, now: Rule | None) -> str:
    """The change was taken back."""
    if now is None:
        return say("Taken back. Again nothing is decided: {place}", place=place_of(place))
    return say("Taken back. {decision}", decision=decision(now))


def meanwhile(place: Rule, now: Rule | None, by: int | None) -> str:
    """Somebody else decided in between."""
    other = who(by) if by else say("somebody")
    if now is None:
        return say("Meanwhile {who} removed this rule: {place}", who=other, place=place_of(place))
    return say("Meanwhile {who} decided: {decision}", who=other, decision=decision(now))


def left_as_it_is() -> str:
    """Said after that, where nothing is asked."""
    return say("So I left it as it is.")


def granted(grant: Grant) -> str:
    """Extra credits were given."""
    ends = say("until {when}", when=moment(grant.expires_at)) if grant.expires_at else say("without end")
    return say(
        "Done. {whom}: **{amount}** extra, {ends}.",
        whom=whom(grant.bucket.scope, grant.bucket.subject_id),
        amount=in_credits(grant.amount),
        ends=ends,
    )


def not_needed() -> str:
    """The bucket has no limit."""
    return say("There is no limit on their credits now, so these wait until there is one.")


def left_now(standing: Standing) -> str:
    """What can be spent now, extra credits included."""
    return say(
        "Left now: {left} ({used} of {limit} used, {extra} extra).",
        left=in_credits(standing.remaining or 0),
        used=number(standing.used),
        limit=number(standing.limit or 0),
        extra=number(standing.granted),
    )


def revoked(grant: Grant) -> str:
    """What was unused of a grant was taken back."""
    return say(
        "Done. {unused} of {amount} were unused and are taken back from: {whom}.",
        unused=number(grant.unused),
        amount=in_credits(grant.amount),
        whom=whom(grant.bucket.scope, grant.bucket.subject_id),
    )


def reset(scope: Scope, subject_id: int) -> str:
    """A bucket counts anew."""
    return say(
        "Done. Counted from 0 again, for today, this week and this month: {whom}.",
        whom=whom(scope, subject_id),
    )


def reset_undone(scope: Scope, subject_id: int) -> str:
    """A bucket counts as if it had not been reset."""
    return say("Taken back. What was used before counts again: {whom}.", whom=whom(scope, subject_id))


def decided_anew(by: int | None) -> str:
    """Somebody reset it once more, or took that back."""
    return say("Meanwhile {who} decided about this anew.", who=who(by) if by else say("somebody"))


def grant_line(grant: Grant) -> str:
    """One line of the list."""
    whose = whom(grant.bucket.scope, grant.bucket.subject_id)
    left = say("{left} of {amount} left", left=number(grant.unused), amount=in_credits(grant.amount))
    return say("{whom}: **{left}**", whom=whose, left=left)


def grant_by(grant: Grant) -> str:
    """By whom and when, in small print."""
    by = say("given by {who} {when}", who=who(grant.by_user_id), when=relative(grant.at))
    return f"`{grant.id}` · {by}"


def grant_reason(grant: Grant) -> str:
    """Its number and why, in small print."""
    reason = escaped(plain(grant.reason))
    return f"`{grant.id}` · {reason}" if reason else f"`{grant.id}`"


def grant_more(grant: Grant) -> str:
    """By whom, until when and why, in small print."""
    ends = say("until {when}", when=moment(grant.expires_at)) if grant.expires_at else say("without end")
    return " · ".join(part for part in (grant_by(grant), ends, escaped(plain(grant.reason))) if part)


def grant_choice(whose: str, grant: Grant) -> str:
    """The same where it is picked from a list."""
    left = say("{left} of {amount} left", left=number(grant.unused), amount=in_credits(grant.amount))
    parts = (whose, left, plain(grant.reason))
    return " · ".join(part for part in parts if part)


def deleted_name(scope: Scope, subject_id: int) -> str:
    """Of a role or a channel that is there no more."""
    if scope is Scope.ROLE:
        return say("deleted role {number}", number=subject_id)
    return say("deleted channel {number}", number=subject_id)


def someone(user_id: int) -> str:
    """A member whose name is not to be learnt."""
    return say("member {number}", number=user_id)


def gone(scope: Scope, command: str) -> str:
    """Whom it is about is there no more."""
    return _GONE[scope](command=command)


def kind(priced: PricedKind) -> str:
    """What a price is for."""
    parts = (f"`{each}`" for each in (priced.model, priced.resolution, priced.quality) if each)
    return " ".join(parts) or say("every picture")


def price_line(priced: PricedKind, credits_each: int) -> str:
    """One price of the list."""
    return say("{kind}: **{price}** a picture", kind=kind(priced), price=in_credits(credits_each))


def role_title(role_id: int) -> str:
    """The head of what a role decides."""
    return say("Limits of the role {role}", role=f"<@&{role_id}>")


def title(scope: Scope, subject_id: int) -> str:
    """The head of how one bucket stands."""
    return say("Credits of {whom}", whom=whom(scope, subject_id))


def calendar(zone: str, week_start: int, midnight_ms: int) -> str:
    """When days and weeks begin."""
    return say(
        "Days begin at midnight in `{zone}` (the next one {when}), weeks on {day}.",
        zone=zone,
        when=relative(midnight_ms),
        day=WEEKDAYS[week_start](),
    )


def calendar_set() -> str:
    """It was changed."""
    return say("Done. Credits are counted by the new days from now on.")
