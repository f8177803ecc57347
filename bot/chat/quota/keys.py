"""Rules and amounts as they stand in the custom ids of buttons: what outlives a restart needs no memory."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.quota import Measure, Rule, Scope

#: Whose, as part of a template.
WHOSE = r"(?P<scope>guild|channel|member|role|everyone):(?P<subject>[0-9]{1,20})"
#: Whose rule, and what it bounds.
PLACE = WHOSE + r":(?P<measure>[a-z_]{1,20})"
#: An amount, "u" for no limit, "-" for nothing decided.
AMOUNT = r"-|u|[0-9]{1,10}"
_NOTHING, _UNLIMITED = "-", "u"


def key_of(rule: Rule) -> str:
    """The place of a rule."""
    return f"{whose(rule.scope, rule.subject_id)}:{rule.measure}"


def whose(scope: Scope, subject_id: int) -> str:
    """Whom it is about."""
    return f"{scope}:{subject_id}"


def amount_of(rule: Rule | None) -> str:
    """What a rule says, or that there is none."""
    if rule is None:
        return _NOTHING
    return _UNLIMITED if rule.amount is None else str(rule.amount)


def place_in(match: re.Match[str], guild_id: int) -> Rule:
    """The place of a custom id; its amount means nothing."""
    return Rule(
        guild_id=guild_id,
        scope=Scope(match["scope"]),
        subject_id=int(match["subject"]),
        measure=Measure(match["measure"]),
        amount=None,
    )


def rule_in(place: Rule, amount: str) -> Rule | None:
    """The rule of that place with that amount; `None` if it says that there is none."""
    if amount == _NOTHING:
        return None
    return replace(place, amount=None if amount == _UNLIMITED else int(amount))
