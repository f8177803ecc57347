"""What moderators do about words, pictures and people, and what they are told."""

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Index, Integer, Table, Text

from bot.store.schema.base import RowId, job_key, metadata

filters = Table(
    "filters",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("pattern", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by_user_id", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    CheckConstraint("kind IN ('word', 'pattern')", name="kind"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    # NULL is until a moderator lifts it.
    Column("until", BigInteger),
    Column("reason", Text, nullable=False),
    Column("by_user_id", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
)

strikes = Table(
    "strikes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("job_id", Text, job_key()),
    Column("at", BigInteger, nullable=False),
    Column("cleared_at", BigInteger),
    Index(None, "guild_id", "user_id", "at"),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("job_id", Text, job_key(), nullable=False),
    Column("reporter_id", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("card_channel_id", BigInteger),
    Column("card_message_id", BigInteger),
    Column("decision", Text),
    Column("decided_by", BigInteger),
    Column("decided_at", BigInteger),
    CheckConstraint("decision IN ('keep', 'delete', 'block', 'refund')", name="decision"),
    Index(None, "guild_id", "at"),
    Index(None, "job_id"),
)

#: The mod-log: every action about a person or a picture. `undo` says how to take it back, NULL if it cannot.
mod_actions = Table(
    "mod_actions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    # NULL is the bot by itself, as after strikes.
    Column("by_user_id", BigInteger),
    Column("action", Text, nullable=False),
    Column("user_id", BigInteger),
    Column("job_id", Text, job_key()),
    Column("reason", Text, nullable=False),
    Column("undo", JSON),
    Column("undone_by", BigInteger),
    Column("undone_at", BigInteger),
    Column("log_channel_id", BigInteger),
    Column("log_message_id", BigInteger),
    Index(None, "guild_id", "at"),
)

#: Whether the guild's failure rate is above its threshold now, and who was told.
failure_alerts = Table(
    "failure_alerts",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("since", BigInteger, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("told_at", BigInteger),
    Column("card_channel_id", BigInteger),
    Column("card_message_id", BigInteger),
    Column("over_at", BigInteger),
    Column("over_told_at", BigInteger),
)
