"""Credits: limits, what was reserved and kept.

`quota` repeats what `ledger` says, so that a limit can be guarded in one statement: a bucket's `used` is
always the sum of its ledger rows. Amounts in the ledger are changes of `used`: a reserve adds the price,
a settle takes back what was not delivered, a release takes back all.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.schema.base import RowId, job_key, metadata

ledger = Table(
    "ledger",
    metadata,
    Column("id", RowId, primary_key=True),
    # Deferred, so that a job may be reserved for before it is inserted.
    Column("job_id", Text, job_key(deferred=True), nullable=False),
    Column("scope", Text, nullable=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("period_start", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("job_id", "scope", "kind"),
    CheckConstraint("kind IN ('reserve', 'settle', 'release')", name="kind"),
    CheckConstraint("(kind = 'reserve' AND amount >= 0) OR (kind <> 'reserve' AND amount <= 0)", name="sign"),
    Index(
        "ux_ledger_closed",
        "job_id",
        "scope",
        unique=True,
        sqlite_where=text("kind <> 'reserve'"),
        postgresql_where=text("kind <> 'reserve'"),
    ),
)

quota = Table(
    "quota",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("scope", Text, primary_key=True),
    Column("period_start", BigInteger, primary_key=True, autoincrement=False),
    Column("used", BigInteger, nullable=False),
    CheckConstraint("used >= 0", name="used"),
)

limits = Table(
    "limits",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("scope", Text, primary_key=True),
    # NULL is unlimited; no row means: the next wider limit applies.
    Column("credits", BigInteger),
    CheckConstraint("credits >= 0", name="credits"),
)

limit_changes = Table(
    "limit_changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by_user_id", BigInteger, nullable=False),
    Column("scope", Text, nullable=False),
    Column("guild_id", BigInteger, nullable=False, index=True),
    Column("user_id", BigInteger, nullable=False),
    Column("action", Text, nullable=False),
    Column("credits", BigInteger),
    CheckConstraint("action IN ('set', 'clear')", name="action"),
)
