"""Credits: rules, what was reserved and kept, and what was given on top.

A job draws on several buckets: its guild, its channel, its member, and its guild's ceiling, which counts
catalogue prices; outside a guild on its user alone. Use is counted in slots of a quarter of an hour (UTC), so
that a day, week or month of any time zone is a sum of whole slots. `quota` repeats what `ledger` says: `used`
is always the sum of a slot's ledger rows. Amounts in the ledger are changes of `used`: a reserve adds, a
settle takes back what was not delivered, a release takes back all. Rows of scope "grant" say what was drawn
on a grant, whose id is their subject; its `used` is the sum of those.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from bot.store.schema.base import RowId, job_key, metadata

_IS_CLOSING = "kind <> 'reserve'"

ledger = Table(
    "ledger",
    metadata,
    # Deferred, so that a job may be reserved for before it is inserted.
    Column("job_id", Text, job_key(deferred=True), primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("subject_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("slot_start", BigInteger, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    CheckConstraint("kind IN ('reserve', 'settle', 'release')", name="kind"),
    CheckConstraint("(kind = 'reserve' AND amount >= 0) OR (kind <> 'reserve' AND amount <= 0)", name="sign"),
    Index(
        "ux_ledger_closed",
        "job_id",
        "scope",
        "subject_id",
        unique=True,
        sqlite_where=text(_IS_CLOSING),
        postgresql_where=text(_IS_CLOSING),
    ),
    sqlite_with_rowid=False,
)

quota = Table(
    "quota",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("scope", Text, primary_key=True),
    Column("subject_id", BigInteger, primary_key=True, autoincrement=False),
    # Grows when a moderator resets the bucket; older use then no longer counts.
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("slot_start", BigInteger, primary_key=True, autoincrement=False),
    Column("used", BigInteger, nullable=False),
    CheckConstraint("used >= 0", name="used"),
    # A period is a run of neighbours in the key: nothing is looked up beside it.
    sqlite_with_rowid=False,
)

quota_resets = Table(
    "quota_resets",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("scope", Text, primary_key=True),
    Column("subject_id", BigInteger, primary_key=True, autoincrement=False),
    Column("generation", Integer, nullable=False),
)

quota_rules = Table(
    "quota_rules",
    metadata,
    # 0 is every guild, which only the operator speaks of.
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    # "ceiling" is the operator's; "everyone" is the guild's default for each member.
    Column("scope", Text, primary_key=True),
    Column("subject_id", BigInteger, primary_key=True, autoincrement=False),
    Column("measure", Text, primary_key=True),
    # NULL is "no limit", which is a decision; no row is none.
    Column("amount", BigInteger),
    CheckConstraint("amount >= 0", name="amount"),
)

grants = Table(
    "grants",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("scope", Text, nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("reason", Text, nullable=False),
    Column("by_user_id", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    CheckConstraint("used >= 0 AND used <= amount", name="used"),
    Index(None, "guild_id", "scope", "subject_id"),
)

guild_prices = Table(
    "guild_prices",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    # "" stands for any.
    Column("model", Text, primary_key=True),
    Column("resolution", Text, primary_key=True),
    Column("quality", Text, primary_key=True),
    Column("credits", BigInteger, nullable=False),
    CheckConstraint("credits >= 0", name="credits"),
)

appeals = Table(
    "appeals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    # What was asked and refused: request, origin, roles, price and the rule that decided.
    Column("document", JSON, nullable=False),
    Column("state", Text, nullable=False),
    Column("card_channel_id", BigInteger),
    Column("card_message_id", BigInteger),
    Column("decided_by", BigInteger),
    Column("decided_at", BigInteger),
    Column("reason", Text),
    Column("job_id", Text, job_key()),
    # When all who are concerned knew what became of it; the document is empty from then on.
    Column("told_at", BigInteger),
    CheckConstraint("state IN ('open', 'approved', 'denied', 'expired')", name="state"),
    Index(None, "guild_id", "state"),
    Index(None, "user_id", "state"),
)
