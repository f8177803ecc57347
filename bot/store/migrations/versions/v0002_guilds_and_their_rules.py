"""What guilds, moderators and the operator decide; and what a job costs, and to whom it may be shown."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, and fill the new columns of jobs."""
    _jobs()
    _images()
    _failures()
    _guilds()
    _guild_settings()
    _channel_settings()
    _setting_changes()
    _filters()
    _blocks()
    _strikes()
    _reports()
    _mod_actions()
    _failure_alerts()
    _operator_settings()
    _spending()
    _tasks()
    _operator_alerts()


def _jobs() -> None:
    op.add_column("jobs", sa.Column("home_channel_id", sa.BigInteger(), nullable=True))
    op.add_column("jobs", sa.Column("unit_cost", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("jobs", sa.Column("role_ids", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("jobs", sa.Column("private", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("jobs", sa.Column("forgotten_at", sa.BigInteger(), nullable=True))
    op.add_column("jobs", sa.Column("made", sa.Integer(), nullable=False, server_default="0"))
    # Nobody charged other prices than the catalogue's, and threads were not told from channels.
    op.execute("UPDATE jobs SET home_channel_id = channel_id, unit_cost = unit_price")
    op.execute(
        "UPDATE jobs SET made = (SELECT count(*) FROM images WHERE images.job_id = jobs.id)"
        " WHERE state IN ('ready', 'delivering', 'done', 'undeliverable')"
    )
    op.create_index(op.f("ix_jobs_guild_id_created_at"), "jobs", ["guild_id", "created_at"], unique=False)
    op.create_index(op.f("ix_jobs_created_at"), "jobs", ["created_at"], unique=False)


def _images() -> None:
    op.add_column("images", sa.Column("removed_at", sa.BigInteger(), nullable=True))


def _failures() -> None:
    op.add_column("failures", sa.Column("wanted", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("failures", sa.Column("missing", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(op.f("ix_failures_at"), "failures", ["at"], unique=False)
    op.create_index(
        op.f("ix_failures_guild_id_user_id_at"), "failures", ["guild_id", "user_id", "at"], unique=False
    )


def _guilds() -> None:
    op.create_table(
        "guilds",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("greeted_at", sa.BigInteger(), nullable=True),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("access_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("access IN ('default', 'allowed', 'blocked')", name=op.f("ck_guilds_access")),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_guilds")),
    )


def _guild_settings() -> None:
    op.create_table(
        "guild_settings",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_guild_settings")),
    )


def _channel_settings() -> None:
    op.create_table(
        "channel_settings",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", name=op.f("pk_channel_settings")),
    )


def _setting_changes() -> None:
    op.create_table(
        "setting_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_user_id", sa.BigInteger(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_changes")),
    )
    op.create_index(
        op.f("ix_setting_changes_guild_id_at"), "setting_changes", ["guild_id", "at"], unique=False
    )


def _filters() -> None:
    op.create_table(
        "filters",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("refused_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('word', 'pattern')", name=op.f("ck_filters_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filters")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_filters_guild_id"), "filters", ["guild_id"], unique=False)


def _blocks() -> None:
    op.create_table(
        "blocks",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name=op.f("pk_blocks")),
    )


def _strikes() -> None:
    op.create_table(
        "strikes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("job_id", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("cleared_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_strikes_job_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strikes")),
    )
    op.create_index(
        op.f("ix_strikes_guild_id_user_id_at"), "strikes", ["guild_id", "user_id", "at"], unique=False
    )


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("card_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('keep', 'delete', 'block', 'refund')", name=op.f("ck_reports_decision")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_reports_job_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("case_id", "reporter_id", name=op.f("uq_reports_case_id_reporter_id")),
    )
    op.create_index(op.f("ix_reports_guild_id_at"), "reports", ["guild_id", "at"], unique=False)
    op.create_index(op.f("ix_reports_job_id"), "reports", ["job_id"], unique=False)
    open_case = sa.text("decision IS NULL AND id = case_id")
    op.create_index(
        "ux_reports_open_case",
        "reports",
        ["job_id"],
        unique=True,
        sqlite_where=open_case,
        postgresql_where=open_case,
    )


def _mod_actions() -> None:
    op.create_table(
        "mod_actions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_user_id", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("job_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undo", sa.JSON(), nullable=True),
        sa.Column("undone_by", sa.BigInteger(), nullable=True),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("log_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("log_message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_mod_actions_job_id_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mod_actions")),
    )
    op.create_index(op.f("ix_mod_actions_guild_id_at"), "mod_actions", ["guild_id", "at"], unique=False)


def _failure_alerts() -> None:
    op.create_table(
        "failure_alerts",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("card_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.Column("over_at", sa.BigInteger(), nullable=True),
        sa.Column("over_told_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_failure_alerts")),
    )


def _operator_settings() -> None:
    op.create_table(
        "operator_settings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_operator_settings")),
    )


def _spending() -> None:
    op.create_table(
        "spending",
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("slot_start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("gone", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("gone >= 0 AND cost >= gone", name=op.f("ck_spending_cost")),
        sa.PrimaryKeyConstraint("gateway", "slot_start", name=op.f("pk_spending")),
    )


def _tasks() -> None:
    # Nothing sent before is booked, so that `spending` begins with what this version sends.
    op.add_column("tasks", sa.Column("spent_at", sa.BigInteger(), nullable=True))


def _operator_alerts() -> None:
    op.create_table(
        "operator_alerts",
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("over_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("gateway", "code", "model", name=op.f("pk_operator_alerts")),
    )
