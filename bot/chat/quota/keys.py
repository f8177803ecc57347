"""Rules and amounts as they stand in the custom ids of buttons: what outlives a restart needs no memory."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.chat.quota.ruling import Ruling
from bot.domain.quota import Measure, Rule, Scope

#: Whose, as part of a template.
WHOSE = r"(?P<scope>guild|channel|member|role|everyone):(?P<subject>[0-9]{1,20})"
#: Whose rule, and what it bounds.
PLACE = rf"{WHOSE}:(?P<measure>{'|'.join(Measure)})"
#: An amount, "u" for no limit, "-" for nothing decided.
AMOUNT = r"-|u|[0-9]{1,10}"
#: What was decided about a place, in place of what.
RULING = rf"{PLACE}:(?P<before>{AMOUNT}):(?P<after>{AMOUNT})"
_NOTHING, _UNLIMITED = "-", "u"


def key_of(rule: Rule) -> str:
    """The place of a rule."""
    return f"{whose(rule.scope, rule.subject_id)}:{rule.measure}"


def whose(scope: Scope, subject_id: int) -> str:
    """Whom it is about."""
    return f"{scope}:{subject_id}"


def whose_in(match: re.Match[str]) -> tuple[Scope, int]:
    """Whom a custom id is about."""
    return Scope(match["scope"]), int(match["subject"])


def amount_of(rule: Rule | None) -> str:
    """What a rule says, or that there is none."""
    if rule is None:
        return _NOTHING
    return _UNLIMITED if rule.amount is None else str(rule.amount)


def place_in(match: re.Match[str], guild_id: int) -> Rule:
    """The place of a custom id; its amount means nothing."""
    scope, subject_id = whose_in(match)
    return Rule(
        guild_id=guild_id,
        scope=scope,
        subject_id=subject_id,
        measure=Measure(match["measure"]),
        amount=None,
    )


def rule_in(place: Rule, amount: str) -> Rule | None:
    """The rule of that place with that amount; `None` if it says that there is none."""
    if amount == _NOTHING:
        return None
    return replace(place, amount=None if amount == _UNLIMITED else int(amount))


def ruling_key(ruling: Ruling) -> str:
    """As `RULING` reads it."""
    return f"{key_of(ruling.place)}:{amount_of(ruling.before)}:{amount_of(ruling.after)}"


def ruling_in(match: re.Match[str], guild_id: int) -> Ruling:
    """What was decided, by a custom id."""
    place = place_in(match, guild_id)
    before, after = (rule_in(place, match[name]) for name in ("before", "after"))
    return Ruling(place=place, before=before, after=after)
