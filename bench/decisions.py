"""What moderators decided over the years, in every table that their lists are read from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import Table

from bot.domain.appeal import AppealState
from bot.domain.job import Job
from bot.domain.quota import Measure, Scope
from bot.domain.safety import MOST_FILTERS, Action, Decision, FilterKind
from bot.store.schema import (
    appeals,
    blocks,
    filters,
    grants,
    guild_prices,
    mod_actions,
    quota_rules,
    reports,
    strikes,
)

#: Of each guild that is busy, and of how many reported pictures one is not decided yet.
RULES, GRANTS, BLOCKS, STRIKES, ACTIONS, CASES, APPEALS = 200, 300, 300, 300, 3_000, 300, 1_000
_ONE_OPEN_OF = 3
#: The first rules of a guild; the others are for roles, up to this one, and for members.
_FOR_ALL = (
    (Scope.GUILD, Measure.CREDITS_DAY),
    (Scope.GUILD, Measure.CREDITS_MONTH),
    *((Scope.EVERYONE, measure) for measure in Measure),
)
_ROLES = 20
_MODELS = ("gpt-image-2", "gpt-image-2-x")
_QUALITIES = ("low", "medium", "high")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Those of one guild."""

    guild_id: int
    #: The last of them is its moderator.
    people: Sequence[int]
    #: Its requests that were handed over.
    done: Sequence[Job]
    #: Epoch ms from when to when.
    since: int
    until: int
    random: Random

    def rows(self, *, share: float) -> Mapping[Table, Iterator[Row]]:
        """By table; that share of what a busy guild has."""
        return {
            guild_prices: self._many(len(_MODELS) * len(_QUALITIES), self._price),
            quota_rules: self._many(RULES * share, self._rule),
            grants: self._many(GRANTS * share, self._grant),
            filters: self._many(MOST_FILTERS * share, self._entry),
            blocks: self._many(BLOCKS * share, self._block),
            strikes: self._many(STRIKES * share, self._strike),
            mod_actions: self._many(ACTIONS * share, self._action),
            appeals: self._many(APPEALS * share, self._appeal),
            reports: self._many(CASES * share, self._case),
        }

    def _many(self, number: float, row: Callable[[int], Row]) -> Iterator[Row]:
        return ({"guild_id": self.guild_id, **row(each)} for each in range(round(number)))

    def _at(self) -> int:
        return self.random.randrange(self.since, self.until)

    def _member(self, number: int) -> int:
        return self.people[number % len(self.people)]

    def _by_moderator(self) -> Row:
        return {"by_user_id": self.people[-1], "at": self._at()}

    def _price(self, number: int) -> Row:
        quality, model = divmod(number, len(_MODELS))
        return {
            "model": _MODELS[model],
            "resolution": "",
            "quality": _QUALITIES[quality],
            "credits": number,
        }

    def _rule(self, number: int) -> Row:
        if number < len(_FOR_ALL):
            scope, measure, subject_id = *_FOR_ALL[number], 0
        else:
            scope, measure = (Scope.ROLE if number < _ROLES else Scope.MEMBER), Measure.CREDITS_DAY
            subject_id = _stranger(number)
        whose = {"scope": scope.value, "subject_id": subject_id}
        return whose | {"measure": measure.value, "amount": 50 + number}

    def _grant(self, number: int) -> Row:
        given = {"scope": Scope.MEMBER.value, "subject_id": self._member(number), "amount": 10}
        return given | {"used": number % 11, "reason": "won the contest"} | self._by_moderator()

    def _entry(self, number: int) -> Row:
        what = {"kind": FilterKind.WORD.value, "pattern": f"word{number}", "note": "asked for by members"}
        return what | {"live": True, "refused": number} | self._by_moderator()

    def _block(self, number: int) -> Row:
        return {"user_id": _stranger(number), "reason": "kept on after a warning"} | self._by_moderator()

    def _strike(self, number: int) -> Row:
        return {"user_id": self._member(number), "at": self._at()}

    def _action(self, number: int) -> Row:
        what = Action.BLOCK if number % 2 else Action.UNBLOCK
        of_whom = {"action": what.value, "user_id": _stranger(number), "reason": "as agreed"}
        return of_whom | self._by_moderator()

    def _appeal(self, number: int) -> Row:
        at = self._at()
        return {
            "id": f"{self.guild_id}-{number}",
            "user_id": self._member(number),
            "at": at,
            "document": {},
            "state": AppealState.DENIED.value,
            "decided_by": self.people[-1],
            "decided_at": at,
            "told_at": at,
        }

    def _case(self, number: int) -> Row:
        job, reporter = self.done[number], self._member(number)
        is_open = number % _ONE_OPEN_OF == 0
        return {
            "id": f"{job.id}-{reporter}",
            "case_id": f"{job.id}-{reporter}",
            "job_id": job.id,
            "reporter_id": reporter,
            "reason": "not what this place is for",
            "at": job.state_at,
            "decision": None if is_open else Decision.KEEP.value,
            "decided_by": None if is_open else self.people[-1],
            "decided_at": None if is_open else job.state_at,
        }


def _stranger(number: int) -> int:
    """Somebody who never asked for anything."""
    return 50_000 + number
