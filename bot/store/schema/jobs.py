"""Jobs, what became of them, and how long they take. Times are epoch milliseconds.

Whoever asks waits until all pages of a new job are on the disk, so there are few of them: an index for each
question that has no other, of the rows it is about; and tables that are kept by the key they are found by.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    Table,
    Text,
    literal_column,
)

from bot.domain.job import ACTIVE
from bot.store.schema.base import RowId, job_key, metadata

jobs = Table(
    "jobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("idempotency_key", Text, nullable=False, unique=True),
    Column("front", Text, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("guild_id", BigInteger),
    Column("channel_id", BigInteger),
    # A thread's parent; any other channel's own id. What channels' rules and counts go by.
    Column("home_channel_id", BigInteger),
    Column("application_id", BigInteger),
    Column("interaction_token", Text),
    Column("token_expires_at", BigInteger),
    Column("card_message_id", BigInteger),
    Column("locale", Text, nullable=False),
    Column("upload_limit", BigInteger),
    Column("age_restricted", Boolean, nullable=False),
    Column("can_post", Boolean, nullable=False),
    Column("model", Text, nullable=False),
    Column("request", JSON, nullable=False),
    # The asker's roles when it was accepted; none once its end was told.
    Column("role_ids", JSON, nullable=False),
    # Shown to nobody but who asked.
    Column("private", Boolean, nullable=False),
    # When its words were deleted.
    Column("forgotten_at", BigInteger),
    Column("gateway", Text, nullable=False),
    # Credits the guild charges, and what the catalogue says the gateway charges the operator.
    Column("unit_price", BigInteger, nullable=False),
    Column("unit_cost", BigInteger, nullable=False),
    Column("price", BigInteger, nullable=False),
    # Pictures that came and were paid for.
    Column("made", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("state_at", BigInteger, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("deadline_at", BigInteger, nullable=False),
    Column("next_run_at", BigInteger, nullable=False),
    Column("cancel_requested", Boolean, nullable=False),
    Column("failure_code", Text),
    Column("error_id", Text),
    Column("delivery_path", Text),
    Column("delivered_message_id", BigInteger),
    Column("retry_of", Text),
    # When its end was told to whoever waited for it.
    Column("told_at", BigInteger),
    Index(None, "user_id", "created_at"),
    Index(None, "guild_id", "created_at"),
    Index(None, "created_at"),
)
#: Those that are told of are nearly all.
IS_UNTOLD = jobs.c.told_at.is_(None)
#: Those a gateway has, or may have, in hand. Literal: only so SQLite sees which index has them.
IS_AT_WORK = jobs.c.state.in_([literal_column(f"'{state}'") for state in sorted(ACTIVE)])
_UNTOLD_ONLY: dict[str, Any] = {"sqlite_where": IS_UNTOLD, "postgresql_where": IS_UNTOLD}
_AT_WORK_ONLY: dict[str, Any] = {"sqlite_where": IS_AT_WORK, "postgresql_where": IS_AT_WORK}
Index("ix_jobs_untold", jobs.c.guild_id, jobs.c.user_id, jobs.c.home_channel_id, jobs.c.state, **_UNTOLD_ONLY)
Index("ix_jobs_at_work", jobs.c.gateway, **_AT_WORK_ONLY)

tasks = Table(
    "tasks",
    metadata,
    Column("job_id", Text, job_key(), primary_key=True),
    Column("idx", Integer, primary_key=True),
    Column("gateway", Text, nullable=False),
    Column("images", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("submit_attempt", Integer, nullable=False),
    Column("submit_started_at", BigInteger),
    # When the submit began whose cost is booked in `spending`; NULL if none is.
    Column("spent_at", BigInteger),
    Column("not_before", BigInteger, nullable=False),
    Column("remote_id", Text),
    Column("failure_code", Text),
    Column("http_status", Integer),
    sqlite_with_rowid=False,
)
_HAS_REMOTE_ID = tasks.c.remote_id.is_not(None)
Index(
    "ux_tasks_remote_id",
    tasks.c.gateway,
    tasks.c.remote_id,
    unique=True,
    sqlite_where=_HAS_REMOTE_ID,
    postgresql_where=_HAS_REMOTE_ID,
)

job_events = Table(
    "job_events",
    metadata,
    Column("job_id", Text, job_key(), primary_key=True),
    # That of the job since then: one event each.
    Column("epoch", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("from_state", Text),
    Column("to_state", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("code", Text),
    Column("detail", JSON, nullable=False),
    sqlite_with_rowid=False,
)

images = Table(
    "images",
    metadata,
    Column("job_id", Text, job_key(), primary_key=True),
    Column("idx", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("nsfw", Boolean),
    Column("revised_prompt", Text),
    # What the requester wrote in place of the prompt, for who does not see it.
    Column("alt_text", Text),
    # When a moderator took it away: it is shown to nobody any more.
    Column("removed_at", BigInteger),
)

failures = Table(
    "failures",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("error_id", Text, nullable=False, index=True),
    Column("job_id", Text, job_key(), index=True),
    Column("at", BigInteger, nullable=False),
    Column("code", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("http_status", Integer),
    Column("retryable", Boolean, nullable=False),
    Column("gateway", Text),
    Column("model", Text),
    Column("guild_id", BigInteger),
    Column("channel_id", BigInteger),
    Column("user_id", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("charged", BigInteger, nullable=False),
    # Pictures asked for, and those of them that did not come; 0 and 0 is unknown.
    Column("wanted", Integer, nullable=False),
    Column("missing", Integer, nullable=False),
    Column("told", Text, nullable=False),
    Index(None, "guild_id", "at"),
    Index(None, "guild_id", "user_id", "at"),
    Index(None, "at"),
)

durations = Table(
    "durations",
    metadata,
    Column("gateway", Text, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("resolution", Text, primary_key=True),
    Column("quality", Text, primary_key=True),
    Column("log_seconds", Float, nullable=False),
    Column("samples", Integer, nullable=False),
)
