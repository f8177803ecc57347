"""Rules of quotas: read from memory, changed with an audit, never silently lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql

from bot.domain.clock import Clock
from bot.domain.errors import RuleChanged
from bot.domain.quota import CREDITS, Measure, Place, Rule, Rules, Scope
from bot.domain.quota_rules import check_rule
from bot.store.changes import Change, Changes
from bot.store.database import Database, Tx
from bot.store.deciding import UNSEEN, Beside, Unseen, nothing_beside
from bot.store.kept import Kept
from bot.store.schema import quota_rules

#: Guild 0 stands for every guild: ceilings of those without one of their own.
EVERY_GUILD = 0
#: How "no limit" is written in the audit, where nothing stands for nothing decided.
UNLIMITED = "unlimited"
#: The rule that was looked at; `None` where there was none.
Seen = Rule | Literal[Unseen.UNSEEN] | None
#: What becomes of a guild's rules; `None` removes one.
Decisions = Mapping[Place, Rule | None]

_KEY = ("guild_id", "scope", "subject_id", "measure")
_OF_GUILD = select(quota_rules).where(quota_rules.c.guild_id == bindparam("of_guild"))
_NEW = postgresql.insert(quota_rules)
# Both dialects compile this clause alike.
_SET = _NEW.on_conflict_do_update(index_elements=list(_KEY), set_={"amount": _NEW.excluded.amount})
_REMOVE = delete(quota_rules).where(*(quota_rules.c[name] == bindparam(f"of_{name}") for name in _KEY))


class QuotaRules:
    """The only place that reads and writes `quota_rules`."""

    def __init__(self, database: Database, *, changes: Changes, clock: Clock) -> None:
        self._database = database
        self._changes = changes
        self._clock = clock
        self._kept: Kept[int, Rules] = Kept(self._load)
        self._watchers: list[Callable[[], None]] = []

    async def of(self, guild_id: int | None) -> Rules:
        """What applies in a guild, the operator's ceiling included; nothing outside guilds."""
        if guild_id is None:
            return {}
        return _both(await self._kept.get(EVERY_GUILD), await self._kept.get(guild_id))

    def known(self, guild_id: int | None) -> Rules:
        """The same, as far as it is in memory: all of it once `of` was asked for that guild."""
        if guild_id is None:
            return {}
        return _both(self._kept.peek(EVERY_GUILD) or {}, self._kept.peek(guild_id) or {})

    async def own(self, guild_id: int) -> Rules:
        """What was decided for one guild, without what holds for every guild."""
        return await self._kept.get(guild_id)

    async def set(
        self,
        rule: Rule,
        *,
        by: int,
        seen: Seen = UNSEEN,
        beside: Beside = nothing_beside,
    ) -> None:
        """Decide, from now on.

        Raises:
            RuleChanged: somebody else changed it meanwhile; nothing was written.
            ValueError: there can be no such rule.
        """
        check_rule(rule)
        await self._decide(rule.guild_id, _one(rule.place, rule, seen), by=by, beside=beside)

    async def remove(
        self,
        rule: Rule,
        *,
        by: int,
        seen: Seen = UNSEEN,
        beside: Beside = nothing_beside,
    ) -> None:
        """Decide nothing there, so that the next wider rule applies. The rule's amount does not matter.

        Raises:
            RuleChanged: somebody else changed it meanwhile; nothing was written.
        """
        await self._decide(rule.guild_id, _one(rule.place, None, seen), by=by, beside=beside)

    async def set_ceilings(
        self,
        guild_id: int,
        amounts: Sequence[int | None],
        *,
        by: int,
        beside: Beside = nothing_beside,
    ) -> Rules:
        """What a guild may cost a day, a week and a month; all that is decided for it afterwards.

        `None` leaves that one as it is; if all are, the guild has no ceiling of its own any more.
        """
        named = [
            Rule(guild_id=guild_id, scope=Scope.CEILING, measure=measure, amount=amount)
            for measure, amount in zip(CREDITS, amounts, strict=True)
            if amount is not None
        ]
        for rule in named:
            check_rule(rule)

        def decide(before: Rules) -> Decisions:
            if named:
                return {rule.place: rule for rule in named}
            return {place: None for place in before if place[0] is Scope.CEILING}

        await self._decide(guild_id, decide, by=by, beside=beside)
        return await self.own(guild_id)

    async def read_in(self, tx: Tx, guild_id: int) -> Rules:
        """What moderators decided for a guild, as a transaction sees it."""
        found = await _read(tx, guild_id)
        return {place: rule for place, rule in found.items() if rule.scope is not Scope.CEILING}

    async def replace_in(self, tx: Tx, guild_id: int, rules: Iterable[Rule], *, by: int) -> None:
        """Have these rules and no others, as part of a transaction. The operator's ceilings stay as they are.

        Call `renew` once it is committed.

        Raises:
            ValueError: there can be no such rule. The transaction must not be committed.
        """
        wanted = {rule.place: rule for rule in rules}
        for rule in wanted.values():
            check_rule(rule)
            if rule.guild_id != guild_id or rule.scope is Scope.CEILING:
                raise ValueError("not a rule of that guild's moderators")
        before = await self.read_in(tx, guild_id)
        gone: Decisions = {place: None for place in before if place not in wanted}
        changed = {**gone, **{place: rule for place, rule in wanted.items() if before.get(place) != rule}}
        await _write(tx, guild_id, changed)
        await self._changes.record(tx, self._audit(guild_id, before, changed, by))

    def watch(self, changed: Callable[[], None]) -> None:
        """Call this after every change."""
        self._watchers.append(changed)

    async def renew(self) -> None:
        """Read anew what is kept: something else wrote to the database."""
        await self._kept.renew()
        self._tell()

    async def _decide(
        self, guild_id: int, decide: Callable[[Rules], Decisions], *, by: int, beside: Beside
    ) -> None:
        async with self._database.write() as tx:
            before = await _read(tx, guild_id)
            changed = {place: rule for place, rule in decide(before).items() if before.get(place) != rule}
            await _write(tx, guild_id, changed)
            await self._changes.record(tx, self._audit(guild_id, before, changed, by))
            await beside(tx)
        after = {place: rule for place, rule in {**before, **changed}.items() if rule is not None}
        self._kept.put(guild_id, after)
        self._tell()

    def _tell(self) -> None:
        for changed in self._watchers:
            changed()

    async def _load(self, guild_id: int) -> Rules:
        async with self._database.read() as tx:
            return await _read(tx, guild_id)

    def _audit(self, guild_id: int, before: Rules, changed: Decisions, by: int) -> Sequence[Change]:
        at = self._clock.wall_ms()
        return [
            Change(
                guild_id=guild_id,
                at=at,
                by_user_id=by,
                area="quota",
                subject=subject_of(scope, subject_id),
                key=measure.value,
                before=told(before.get((scope, subject_id, measure))),
                after=told(rule),
            )
            for (scope, subject_id, measure), rule in changed.items()
        ]


def _both(of_all: Rules, own: Rules) -> Rules:
    return {**of_all, **own} if of_all else own


def subject_of(scope: Scope, subject_id: int) -> str:
    """Whose it is, as the audit has it."""
    return f"{scope.value}:{subject_id}" if subject_id else scope.value


def told(rule: Rule | None) -> int | str | None:
    """A decision, as the audit has it."""
    if rule is None:
        return None
    return UNLIMITED if rule.amount is None else rule.amount


def _one(place: Place, after: Rule | None, seen: Seen) -> Callable[[Rules], Decisions]:
    def decide(before: Rules) -> Decisions:
        if seen is not UNSEEN and seen != before.get(place):
            raise RuleChanged(before.get(place))
        return {place: after}

    return decide


async def _read(tx: Tx, guild_id: int) -> Rules:
    rows = (await tx.execute(_OF_GUILD, {"of_guild": guild_id})).all()
    rules = (
        Rule(
            guild_id=guild_id,
            scope=Scope(row.scope),
            subject_id=row.subject_id,
            measure=Measure(row.measure),
            amount=row.amount,
        )
        for row in rows
    )
    return {rule.place: rule for rule in rules}


async def _write(tx: Tx, guild_id: int, changed: Decisions) -> None:
    put = [_key(guild_id, place) | {"amount": rule.amount} for place, rule in changed.items() if rule]
    gone = [_of(_key(guild_id, place)) for place, rule in changed.items() if not rule]
    if put:
        await tx.execute(_SET, put)
    if gone:
        await tx.execute(_REMOVE, gone)


def _key(guild_id: int, place: Place) -> dict[str, Any]:
    scope, subject_id, measure = place
    return {
        "guild_id": guild_id,
        "scope": scope.value,
        "subject_id": subject_id,
        "measure": measure.value,
    }


def _of(key: dict[str, Any]) -> dict[str, Any]:
    return {f"of_{name}": value for name, value in key.items()}
