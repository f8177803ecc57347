"""What moderators do about words, pictures and people, and what they are told."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

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
    # False while a moderator still looks at what it would refuse.
    Column("live", Boolean, nullable=False),
    # Prompts refused so far, and the last time.
    Column("refused", Integer, nullable=False),
    Column("refused_at", BigInteger),
    CheckConstraint("kind IN ('word', 'pattern')", name="kind"),
    # Buttons and the mod-log speak of entries that are gone: no other may have their id.
    sqlite_autoincrement=True,
)

blocks = Table(
    "blocks",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    # NULL is until a moderator lifts it.
    Column("until", BigInteger),
    Column("reason", Text, nullable=False),
    # 0 is the bot by itself, after strikes.
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

#: A row for each who reports. The first opens a case, whose id is its own and which the card belongs to.
_OPEN_CASE = text("decision IS NULL AND id = case_id")
reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, nullable=False),
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
    UniqueConstraint("case_id", "reporter_id"),
    Index(
        "ux_reports_open_case",
        "job_id",
        unique=True,
        sqlite_where=_OPEN_CASE,
        postgresql_where=_OPEN_CASE,
    ),
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
