"""What the operator decided and spent, over all guilds."""

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Table, Text

from bot.store.schema.base import metadata

#: Pause, maintenance, models switched off, budgets: one row for each that differs from the usual.
operator_settings = Table(
    "operator_settings",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
)

#: Catalogue prices of what was submitted, in slots of a quarter of an hour (UTC).
spending = Table(
    "spending",
    metadata,
    Column("gateway", Text, primary_key=True),
    Column("slot_start", BigInteger, primary_key=True, autoincrement=False),
    Column("cost", BigInteger, nullable=False),
    # The part of it that no row of `tasks` answers for any more.
    Column("gone", BigInteger, nullable=False),
    CheckConstraint("gone >= 0 AND cost >= gone", name="cost"),
)

#: Troubles that only the operator can end, and budgets used up; and whether the operator was told.
operator_alerts = Table(
    "operator_alerts",
    metadata,
    Column("gateway", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    # "" where it is not about one model.
    Column("model", Text, primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("told_at", BigInteger),
    Column("over_at", BigInteger),
)
