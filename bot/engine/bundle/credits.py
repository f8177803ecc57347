"""The parts of the document that hold the quotas and the prices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.errors import ValueFault, ValueKind
from bot.domain.price import PricedKind
from bot.domain.quota import MOST, Measure, Place, Rule, Rules, Scope
from bot.domain.quota_rules import check_rule
from bot.engine.bundle.checks import (
    INVALID,
    Faults,
    Known,
    fields,
    maybe,
    one_of,
    snowflake,
    text,
    whole,
)
from bot.engine.bundle.section import Entry
from bot.store.database import Tx
from bot.store.rules import subject_of, told
from bot.store.stores import Store

#: More are no mistake anybody makes by hand.
_MOST = 2000
#: Whom moderators may decide about.
_SCOPES = tuple(scope.value for scope in Scope if scope not in (Scope.CEILING, Scope.USER))
_NAME = text(100)


class QuotasSection:
    """The rules that bound what is asked for."""

    name = "quotas"
    area = "quota"

    async def read(self, store: Store, tx: Tx, guild_id: int) -> Rules:
        """What it is now, without the operator's ceilings."""
        return await store.rules.read_in(tx, guild_id)

    def here(self, now: Rules, known: Known) -> Rules:
        """The same without rules for channels and roles that the guild does not have any more."""
        there = {Scope.CHANNEL: known.channels, Scope.ROLE: known.roles}
        return {
            place: rule
            for place, rule in now.items()
            if rule.scope not in there or rule.subject_id in there[rule.scope]
        }

    def write(self, now: Rules) -> Any:
        """As a document has it."""
        return [
            {
                "scope": rule.scope.value,
                **({"subject": str(rule.subject_id)} if rule.subject_id else {}),
                "measure": rule.measure.value,
                "amount": rule.amount,
            }
            for _, rule in sorted(now.items())
        ]

    def check(self, path: str, value: Any, known: Known, faults: Faults) -> Rules:
        """What a document says it shall be."""
        found: dict[Place, Rule] = {}
        for inner, each in _items(path, value, faults):
            rule = _rule(inner, each, known, faults)
            if rule is not None:
                if rule.place in found:
                    faults.note(inner, ValueFault.TWICE)
                found[rule.place] = rule
        return found

    def entries(self, state: Rules) -> Iterator[Entry]:
        """Each decision in it."""
        for (scope, subject_id, measure), rule in state.items():
            yield subject_of(scope, subject_id), measure.value, told(rule)

    async def apply(self, store: Store, tx: Tx, guild_id: int, wanted: Rules, *, by: int) -> None:
        """Make it so."""
        rules = [replace(rule, guild_id=guild_id) for rule in wanted.values()]
        await store.rules.replace_in(tx, guild_id, rules, by=by)

    async def renew(self, store: Store, _guild_id: int) -> None:
        """Read again what is kept of it in memory."""
        await store.rules.renew()


def _rule(path: str, value: Any, known: Known, faults: Faults) -> Rule | None:
    scope = value.get("scope") if isinstance(value, dict) else None
    subjects = {Scope.CHANNEL.value: known.channels, Scope.ROLE.value: known.roles}
    checks = {
        "scope": one_of(_SCOPES),
        "subject": snowflake(subjects.get(scope) if isinstance(scope, str) else None),
        "measure": one_of([measure.value for measure in Measure]),
        "amount": maybe(whole(0, MOST)),
    }
    before = len(faults.found)
    found = fields(path, value, checks, faults)
    if len(faults.found) > before or not isinstance(value, dict) or INVALID in found.values():
        return None
    needs = {"scope", "measure", "amount"}
    if scope in (Scope.CHANNEL.value, Scope.ROLE.value, Scope.MEMBER.value):
        needs.add("subject")
    if found.keys() != needs:
        faults.note(path, ValueFault.MEANINGLESS)
        return None
    rule = Rule(
        guild_id=0,
        scope=Scope(found["scope"]),
        subject_id=found.get("subject", 0),
        measure=Measure(found["measure"]),
        amount=found["amount"],
    )
    try:
        check_rule(rule)
    except ValueError:
        faults.note(path, ValueFault.MEANINGLESS)
        return None
    return rule


class PricesSection:
    """What the guild charges instead of the catalogue's prices."""

    name = "prices"
    area = "price"

    async def read(self, store: Store, tx: Tx, guild_id: int) -> Mapping[PricedKind, int]:
        """What it is now."""
        return await store.prices.read_in(tx, guild_id)

    def here(self, now: Mapping[PricedKind, int], _known: Known) -> Mapping[PricedKind, int]:
        """Prices name neither channels nor roles."""
        return now

    def write(self, now: Mapping[PricedKind, int]) -> Any:
        """As a document has it; an empty name stands for any."""
        names = ("model", "resolution", "quality")
        return [
            {**{name: getattr(kind, name) for name in names}, "credits": price}
            for kind, price in sorted(now.items(), key=lambda each: _names(each[0]))
        ]

    def check(self, path: str, value: Any, _known: Known, faults: Faults) -> Mapping[PricedKind, int]:
        """What a document says it shall be."""
        found: dict[PricedKind, int] = {}
        checks = {"model": _NAME, "resolution": _NAME, "quality": _NAME, "credits": whole(0, MOST)}
        for inner, each in _items(path, value, faults):
            price = fields(inner, each, checks, faults)
            if "credits" not in price:
                if isinstance(each, dict) and "credits" not in each:
                    faults.note(inner, ValueFault.MEANINGLESS)
                continue
            kind = PricedKind(*(price.get(name, "") for name in ("model", "resolution", "quality")))
            if kind in found:
                faults.note(inner, ValueFault.TWICE)
            found[kind] = price["credits"]
        return found

    def entries(self, state: Mapping[PricedKind, int]) -> Iterator[Entry]:
        """Each decision in it."""
        for kind, price in state.items():
            yield ":".join(_names(kind)), "credits", price

    async def apply(
        self, store: Store, tx: Tx, guild_id: int, wanted: Mapping[PricedKind, int], *, by: int
    ) -> None:
        """Make it so."""
        await store.prices.replace_in(tx, guild_id, wanted, by=by)

    async def renew(self, store: Store, _guild_id: int) -> None:
        """Read again what is kept of it in memory."""
        store.prices.forget()


def _names(kind: PricedKind) -> tuple[str, str, str]:
    return kind.model, kind.resolution, kind.quality


def _items(path: str, value: Any, faults: Faults) -> Sequence[tuple[str, Any]]:
    if not isinstance(value, list) or len(value) > _MOST:
        faults.wants(path, ValueKind.LIST)
        return []
    return [(f"{path}.{place}", each) for place, each in enumerate(value)]
