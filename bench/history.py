"""A database with a long history: three months of requests, failures and decisions in many guilds."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy
from sqlalchemy.dialects import sqlite

from bench.decisions import Decisions
from bot.domain.failure import KINDS, lookup
from bot.domain.ids import Ids
from bot.domain.job import Job, JobState, Origin, Task, TaskState
from bot.domain.request import ImageRequest
from bot.ops.clock import SystemClock
from bot.store.claim import Claim
from bot.store.failures import Failure
from bot.store.rows import job_to_row, task_to_row
from bot.store.schema import failures, jobs, tasks

GUILDS, JOBS, FAILURES, MEMBERS = 200, 100_000, 20_000, 40
DAYS = 90
_DAY_MS = 86_400_000
_MODELS = ("gpt-image-2", "gpt-image-2-x")
_QUALITIES = ("low", "medium", "high")
#: What moderators of the other guilds decided, as a share of what those of the first did.
_LESS = 0.1


def fill(path: Path, *, guild_id: int, user_id: int, channel_id: int) -> str:
    """Make the database, and write the history into it; the id of a failure of this guild."""
    claim = Claim.take(f"sqlite+aiosqlite:///{path}")
    try:
        claim.prepare()
    finally:
        claim.release()
    guilds = [guild_id, *range(1, GUILDS)]
    people = [user_id, *range(10_000, 10_000 + MEMBERS - 1)]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        made = list(_jobs(guilds, people, channel_id))
        _insert(connection, jobs, ({**job_to_row(job), "told_at": job.state_at} for job in made))
        _insert(connection, tasks, (task_to_row(job, task) for job in made for task in job.tasks))
        _insert(connection, failures, (asdict(row) for row in _failures(made)))
        for guild in guilds:
            # The one that is asked about is the busiest.
            share = 1.0 if guild == guild_id else _LESS
            for table, rows in _decisions(guild, people, made).rows(share=share).items():
                _insert(connection, table, rows)
        connection.commit()
    return next(job.error_id for job in made if job.error_id and job.origin.guild_id == guild_id)


def _decisions(guild_id: int, people: list[int], made: list[Job]) -> Decisions:
    done = [job for job in made if job.origin.guild_id == guild_id and job.state is JobState.DONE]
    now_ms = SystemClock().wall_ms()
    return Decisions(
        guild_id=guild_id,
        people=people,
        done=done,
        since=now_ms - DAYS * _DAY_MS,
        until=now_ms,
        random=Random(guild_id),
    )


def _jobs(guilds: list[int], people: list[int], channel_id: int) -> Iterator[Job]:
    """Every guild and every member of it in turn, so that each has its share."""
    random, clock = Random(1), SystemClock()
    ids, now_ms = Ids(clock=clock, random=random), clock.wall_ms()
    bad = set(random.sample(range(JOBS), FAILURES))
    for number in range(JOBS):
        failed = number in bad
        at = now_ms - random.randrange(1, DAYS * _DAY_MS)
        yield Job(
            id=ids.job_id(),
            idempotency_key=f"history:{number}",
            origin=Origin(
                front="discord",
                user_id=people[number // GUILDS % len(people)],
                guild_id=guilds[number % GUILDS],
                channel_id=channel_id,
                home_channel_id=channel_id,
            ),
            request=ImageRequest(
                prompt=f"a red fox in the snow, number {number}, watercolour, morning light",
                model=random.choice(_MODELS),
                quality=random.choice(_QUALITIES),
            ),
            gateway="openoctopus",
            unit_price=random.choice((2, 5, 9)),
            state=JobState.FAILED if failed else JobState.DONE,
            state_at=at + random.randrange(4_000, 90_000),
            epoch=7,
            created_at=at,
            deadline_at=at + 600_000,
            tasks=(Task(index=0, images=1, state=TaskState.FAILED if failed else TaskState.SUCCEEDED),),
            failure_code=random.choice(sorted(KINDS)) if failed else None,
            error_id=ids.error_id() if failed else None,
            made=0 if failed else 1,
        )


def _failures(made: list[Job]) -> Iterator[Failure]:
    for job in made:
        if job.failure_code is None:
            continue
        kind = lookup(job.failure_code)
        yield Failure(
            error_id=job.error_id or "",
            job_id=job.id,
            at=job.state_at,
            code=kind.code,
            category=kind.category.value,
            http_status=kind.http_status,
            retryable=kind.retryable,
            gateway=job.gateway,
            model=job.request.model,
            guild_id=job.origin.guild_id,
            channel_id=job.origin.channel_id,
            user_id=job.origin.user_id,
            attempts=1,
            charged=0,
            wanted=1,
            missing=1,
            told=kind.code,
        )


def _insert(connection: sqlite3.Connection, table: sqlalchemy.Table, rows: Iterator[dict[str, Any]]) -> None:
    first = next(rows)
    names = list(first)
    statement = (
        f"INSERT INTO {table.name} ({', '.join(names)})"  # noqa: S608 - names of our own tables
        f" VALUES ({', '.join('?' for _ in names)})"
    )
    write = [
        table.c[name].type.dialect_impl(sqlite.dialect()).bind_processor(sqlite.dialect()) for name in names
    ]

    def values(row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(
            process(row[name]) if process else row[name] for name, process in zip(names, write, strict=True)
        )

    connection.execute(statement, values(first))
    connection.executemany(statement, map(values, rows))
