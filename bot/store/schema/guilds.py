"""Guilds: who they are to the operator, what their moderators decided, and who decided it when."""

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Index, Integer, Table, Text

from bot.store.schema.base import RowId, metadata

guilds = Table(
    "guilds",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("joined_at", BigInteger, nullable=False),
    # When the bot was removed; its data goes after a grace period.
    Column("left_at", BigInteger),
    Column("greeted_at", BigInteger),
    # The operator's word.
    Column("access", Text, nullable=False),
    Column("access_reason", Text, nullable=False),
    CheckConstraint("access IN ('default', 'allowed', 'blocked')", name="access"),
)

guild_settings = Table(
    "guild_settings",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    # Grows by one with every change; who changes must know the version changed.
    Column("version", Integer, nullable=False),
    Column("document", JSON, nullable=False),
)

channel_settings = Table(
    "channel_settings",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("document", JSON, nullable=False),
)

#: The audit of every decision: settings, rules, prices, filters, ceilings.
setting_changes = Table(
    "setting_changes",
    metadata,
    Column("id", RowId, primary_key=True),
    # 0 is the operator's own.
    Column("guild_id", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by_user_id", BigInteger, nullable=False),
    # "guild", "channel", "quota", "price", "filter", "access", "operator" ...
    Column("area", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("before", JSON),
    Column("after", JSON),
    # The version of the settings this led to; NULL where there are none.
    Column("version", Integer),
    Index(None, "guild_id", "at"),
)

user_settings = Table(
    "user_settings",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("document", JSON, nullable=False),
)
