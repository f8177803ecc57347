"""The bot's books as anyone may look at them: its database, read beside it and never written.

The stand-ins know nothing of the bot's code, so this reads the tables by their names alone.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

#: Jobs that are shown, the latest first.
_JOBS = 30
#: How many seconds a reader waits for a database that is being recovered after a kill.
_BUSY_SECONDS = 1.0

#: Per bucket and day: held for jobs that still run, paid, and given back, of what limits pay and not grants.
#: A settle gives back what was not delivered.
_BUCKETS = """
WITH entries AS (
    SELECT scope, guild_id, subject_id, slot_start - slot_start % 86400000 AS day, job_id,
           sum(amount) AS kept,
           sum(CASE WHEN kind <> 'reserve' THEN -amount ELSE 0 END) AS given_back,
           max(kind <> 'reserve') AS closed
    FROM ledger WHERE scope <> 'grant' GROUP BY scope, guild_id, subject_id, day, job_id
),
counts AS (
    SELECT scope, guild_id, subject_id, slot_start - slot_start % 86400000 AS day, sum(used) AS used
    FROM quota GROUP BY scope, guild_id, subject_id, day
)
SELECT entries.scope, CAST(entries.guild_id AS TEXT) AS guild_id,
       CAST(entries.subject_id AS TEXT) AS subject_id, entries.day / 1000 AS since,
       sum(CASE WHEN closed THEN 0 ELSE kept END) AS reserved,
       sum(CASE WHEN closed THEN kept ELSE 0 END) AS settled,
       sum(given_back) AS released,
       max(counts.used) AS used
FROM entries LEFT JOIN counts USING (scope, guild_id, subject_id, day)
GROUP BY entries.scope, entries.guild_id, entries.subject_id, entries.day
ORDER BY entries.day DESC, entries.guild_id,
         instr('ceiling guild channel member user', entries.scope), entries.subject_id
"""

_LATEST = """
SELECT id, state, state_at / 1000.0 AS since, CAST(user_id AS TEXT) AS user_id, model, gateway, price,
       failure_code, error_id,
       (SELECT sum(submit_attempt) FROM tasks WHERE tasks.job_id = jobs.id) AS submits
FROM jobs ORDER BY created_at DESC, id DESC LIMIT ?
"""


def read_books(database: Path) -> dict[str, Any]:
    """Every bucket and the latest jobs; empty before the bot has made its database. Blocks.

    Raises:
        sqlite3.Error: it cannot be read at this moment.
    """
    if not database.exists():
        return {"buckets": [], "jobs": []}
    address = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as connection:
        connection.row_factory = sqlite3.Row
        buckets = [dict(row) for row in connection.execute(_BUCKETS)]
        jobs = [dict(row) for row in connection.execute(_LATEST, (_JOBS,))]
    return {"buckets": buckets, "jobs": jobs}
