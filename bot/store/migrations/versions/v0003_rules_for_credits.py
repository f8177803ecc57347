"""Rules, periods, grants and prices of credits; what was counted by days is counted by slots."""

from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_SLOT_MS = 900_000
_CLOSING = sa.text("kind <> 'reserve'")


def upgrade() -> None:
    """Make the tables, and carry over what there is."""
    _quota_rules()
    _carry_limits()
    op.execute("CREATE TABLE old_ledger AS SELECT * FROM ledger")
    op.drop_table("ledger")
    op.drop_table("quota")
    _ledger()
    _quota()
    _carry_ledger()
    op.drop_table("old_ledger")
    _quota_resets()
    _grants()
    _guild_prices()
    _appeals()


def _quota_rules() -> None:
    op.create_table(
        "quota_rules",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_quota_rules_amount")),
        sa.PrimaryKeyConstraint("guild_id", "scope", "subject_id", "measure", name=op.f("pk_quota_rules")),
    )


def _carry_limits() -> None:
    """Limits become rules of days, and the record of their changes a part of the record of all."""
    op.execute(
        """
        INSERT INTO quota_rules (guild_id, scope, subject_id, measure, amount)
        SELECT guild_id, CASE WHEN scope = 'member' AND user_id = 0 THEN 'everyone' ELSE scope END,
               user_id, 'credits_day', credits
        FROM limits WHERE scope IN ('guild', 'member')
        """
    )
    found = op.get_bind().execute(
        sa.text(
            "SELECT guild_id, scope, user_id, at, by_user_id, action, credits FROM limit_changes"
            " ORDER BY guild_id, scope, user_id, id"
        )
    )
    changes: list[dict[str, Any]] = []
    for _, decided in groupby(
        found.mappings(), key=lambda row: (row["guild_id"], row["scope"], row["user_id"])
    ):
        before: int | str | None = None
        for row in decided:
            after = _decided(row)
            changes.append(_change(row, before, after))
            before = after
    if changes:
        changes.sort(key=lambda change: change["at"])
        op.get_bind().execute(sa.insert(_setting_changes), changes)
    op.drop_table("limit_changes")
    op.drop_table("limits")


_setting_changes = sa.table(
    "setting_changes",
    *(sa.column(name) for name in ("guild_id", "at", "by_user_id", "area", "subject", "key")),
    sa.column("before", sa.JSON),
    sa.column("after", sa.JSON),
)


def _decided(row: sa.RowMapping) -> int | str | None:
    if row["action"] == "clear":
        return None
    return "unlimited" if row["credits"] is None else int(row["credits"])


def _change(row: sa.RowMapping, before: int | str | None, after: int | str | None) -> dict[str, Any]:
    everyone = row["scope"] == "member" and not row["user_id"]
    scope = "everyone" if everyone else row["scope"]
    return {
        "guild_id": row["guild_id"],
        "at": row["at"],
        "by_user_id": row["by_user_id"],
        "area": "quota",
        "subject": f"{scope}:{row['user_id']}" if row["user_id"] else scope,
        "key": "credits_day",
        "before": before,
        "after": after,
    }


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("slot_start", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'reserve' AND amount >= 0) OR (kind <> 'reserve' AND amount <= 0)",
            name=op.f("ck_ledger_sign"),
        ),
        sa.CheckConstraint("kind IN ('reserve', 'settle', 'release')", name=op.f("ck_ledger_kind")),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_ledger_job_id_jobs"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sa.UniqueConstraint(
            "job_id", "scope", "subject_id", "kind", name=op.f("uq_ledger_job_id_scope_subject_id_kind")
        ),
    )
    op.create_index(
        "ux_ledger_closed",
        "ledger",
        ["job_id", "scope", "subject_id"],
        unique=True,
        sqlite_where=_CLOSING,
        postgresql_where=_CLOSING,
    )


def _quota() -> None:
    op.create_table(
        "quota",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot_start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("used >= 0", name=op.f("ck_quota_used")),
        sa.PrimaryKeyConstraint(
            "guild_id", "scope", "subject_id", "generation", "slot_start", name=op.f("pk_quota")
        ),
        sqlite_with_rowid=False,
    )


def _carry_ledger() -> None:
    """What was reserved counts in the slot it was reserved in, whenever it was closed.

    Channels and ceilings were not counted. All prices were the catalogue's, so both had what the guild had.
    """
    for scope, subject, of_scope in (
        ("old_ledger.scope", "old_ledger.user_id", "1 = 1"),
        ("'channel'", "jobs.home_channel_id", "old_ledger.scope = 'guild' AND jobs.home_channel_id <> 0"),
        ("'ceiling'", "0", "old_ledger.scope = 'guild'"),
    ):
        op.execute(
            f"""
            INSERT INTO ledger
                (job_id, scope, guild_id, subject_id, generation, slot_start, kind, amount, at)
            SELECT old_ledger.job_id, {scope}, old_ledger.guild_id, {subject}, 0,
                   reserve.at - reserve.at % {_SLOT_MS}, old_ledger.kind, old_ledger.amount, old_ledger.at
            FROM old_ledger
            JOIN old_ledger AS reserve ON reserve.job_id = old_ledger.job_id
                AND reserve.scope = old_ledger.scope AND reserve.kind = 'reserve'
            JOIN jobs ON jobs.id = old_ledger.job_id
            WHERE {of_scope}
            ORDER BY old_ledger.id
            """  # noqa: S608
        )
    op.execute(
        """
        INSERT INTO quota (guild_id, scope, subject_id, generation, slot_start, used)
        SELECT guild_id, scope, subject_id, generation, slot_start, sum(amount)
        FROM ledger GROUP BY guild_id, scope, subject_id, generation, slot_start
        """
    )


def _quota_resets() -> None:
    op.create_table(
        "quota_resets",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "scope", "subject_id", name=op.f("pk_quota_resets")),
    )


def _grants() -> None:
    op.create_table(
        "grants",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("used >= 0 AND used <= amount", name=op.f("ck_grants_used")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
    )
    op.create_index(
        op.f("ix_grants_guild_id_scope_subject_id"),
        "grants",
        ["guild_id", "scope", "subject_id"],
        unique=False,
    )


def _guild_prices() -> None:
    op.create_table(
        "guild_prices",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.Column("credits", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("credits >= 0", name=op.f("ck_guild_prices_credits")),
        sa.PrimaryKeyConstraint("guild_id", "model", "resolution", "quality", name=op.f("pk_guild_prices")),
    )


def _appeals() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("card_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("job_id", sa.Text(), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'approved', 'denied', 'expired')", name=op.f("ck_appeals_state")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_appeals_job_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
    )
    op.create_index(op.f("ix_appeals_guild_id_state"), "appeals", ["guild_id", "state"], unique=False)
    op.create_index(op.f("ix_appeals_user_id_state"), "appeals", ["user_id", "state"], unique=False)
