"""The tables. Snowflakes and epoch milliseconds are BIGINT; amounts are credits.

`quota` repeats what `ledger` says, so that a limit can be guarded in one statement: a bucket's `used` is
always the sum of its ledger rows. Amounts in the ledger are changes of `used`: a reserve adds the price,
a settle takes back what was not delivered, a release takes back all.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

#: Names for constraints, so that later migrations can address them.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

#: Grows by itself; SQLite does that for INTEGER alone.
_RowId = BigInteger().with_variant(Integer(), "sqlite")


def _job(*, deferred: bool = False) -> ForeignKey:
    return ForeignKey("jobs.id", deferrable=deferred or None, initially="DEFERRED" if deferred else None)


jobs = Table(
    "jobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("idempotency_key", Text, nullable=False, unique=True),
    Column("front", Text, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("guild_id", BigInteger),
    Column("channel_id", BigInteger),
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
    Column("gateway", Text, nullable=False),
    Column("unit_price", BigInteger, nullable=False),
    Column("price", BigInteger, nullable=False),
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
    Index(None, "state", "gateway"),
    Index(None, "told_at", "state"),
    Index(None, "user_id", "state"),
    Index(None, "user_id", "created_at"),
)

tasks = Table(
    "tasks",
    metadata,
    Column("job_id", Text, _job(), primary_key=True),
    Column("idx", Integer, primary_key=True),
    Column("gateway", Text, nullable=False),
    Column("images", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("submit_attempt", Integer, nullable=False),
    Column("submit_started_at", BigInteger),
    Column("not_before", BigInteger, nullable=False),
    Column("remote_id", Text),
    Column("failure_code", Text),
    Column("http_status", Integer),
    UniqueConstraint("gateway", "remote_id"),
)

job_events = Table(
    "job_events",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("job_id", Text, _job(), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("from_state", Text),
    Column("to_state", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("code", Text),
    Column("detail", JSON, nullable=False),
)

images = Table(
    "images",
    metadata,
    Column("job_id", Text, _job(), primary_key=True),
    Column("idx", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("nsfw", Boolean),
    Column("revised_prompt", Text),
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", _RowId, primary_key=True),
    # Deferred, so that a job may be reserved for before it is inserted.
    Column("job_id", Text, _job(deferred=True), nullable=False),
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
    Column("id", _RowId, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by_user_id", BigInteger, nullable=False),
    Column("scope", Text, nullable=False),
    Column("guild_id", BigInteger, nullable=False, index=True),
    Column("user_id", BigInteger, nullable=False),
    Column("action", Text, nullable=False),
    Column("credits", BigInteger),
    CheckConstraint("action IN ('set', 'clear')", name="action"),
)

failures = Table(
    "failures",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("error_id", Text, nullable=False, index=True),
    Column("job_id", Text, _job(), index=True),
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
    Column("told", Text, nullable=False),
    Index(None, "guild_id", "at"),
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
