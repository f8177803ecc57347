"""Fewer pages for each new job: an index for each question, and tables kept by the key they are found by."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_UNTOLD = sa.text("told_at IS NULL")
_AT_WORK = sa.text("state IN ('running', 'submitting', 'unknown')")
_CLOSING = sa.text("kind <> 'reserve'")
_HAS_REMOTE_ID = sa.text("remote_id IS NOT NULL")


def upgrade() -> None:
    """Make the indexes anew, and the tables with what is in them."""
    _job_indexes()
    _remake("tasks", _tasks)
    _remake("job_events", _job_events)
    _remake("ledger", _ledger)


def _job_indexes() -> None:
    for name in ("state_gateway", "told_at_state", "user_id_state"):
        op.drop_index(op.f(f"ix_jobs_{name}"), table_name="jobs")
    op.create_index(
        "ix_jobs_untold",
        "jobs",
        ["guild_id", "user_id", "home_channel_id", "state"],
        unique=False,
        sqlite_where=_UNTOLD,
        postgresql_where=_UNTOLD,
    )
    op.create_index(
        "ix_jobs_at_work",
        "jobs",
        ["gateway"],
        unique=False,
        sqlite_where=_AT_WORK,
        postgresql_where=_AT_WORK,
    )


def _remake(name: str, make: Callable[[], sa.Table]) -> None:
    """Make a table as it is from now on, with its rows."""
    op.execute(f"CREATE TABLE old_{name} AS SELECT * FROM {name}")  # noqa: S608 - the names are ours
    op.drop_table(name)
    made = make()
    names = [column.name for column in made.columns]
    rows = sa.select(sa.text(", ".join(names))).select_from(sa.table(f"old_{name}"))
    op.execute(sa.insert(made).from_select(names, rows))
    op.drop_table(f"old_{name}")


def _tasks() -> sa.Table:
    made = op.create_table(
        "tasks",
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("images", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("submit_attempt", sa.Integer(), nullable=False),
        sa.Column("submit_started_at", sa.BigInteger(), nullable=True),
        sa.Column("spent_at", sa.BigInteger(), nullable=True),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=True),
        sa.Column("failure_code", sa.Text(), nullable=True),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_tasks_job_id_jobs")),
        sa.PrimaryKeyConstraint("job_id", "idx", name=op.f("pk_tasks")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ux_tasks_remote_id",
        "tasks",
        ["gateway", "remote_id"],
        unique=True,
        sqlite_where=_HAS_REMOTE_ID,
        postgresql_where=_HAS_REMOTE_ID,
    )
    return made


def _job_events() -> sa.Table:
    return op.create_table(
        "job_events",
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_job_events_job_id_jobs")),
        sa.PrimaryKeyConstraint("job_id", "epoch", name=op.f("pk_job_events")),
        sqlite_with_rowid=False,
    )


def _ledger() -> sa.Table:
    made = op.create_table(
        "ledger",
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("slot_start", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('reserve', 'settle', 'release')", name=op.f("ck_ledger_kind")),
        sa.CheckConstraint(
            "(kind = 'reserve' AND amount >= 0) OR (kind <> 'reserve' AND amount <= 0)",
            name=op.f("ck_ledger_sign"),
        ),
        sa.ForeignKeyConstraint(
            ["job_id"],
            ["jobs.id"],
            name=op.f("fk_ledger_job_id_jobs"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("job_id", "scope", "subject_id", "kind", name=op.f("pk_ledger")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ux_ledger_closed",
        "ledger",
        ["job_id", "scope", "subject_id"],
        unique=True,
        sqlite_where=_CLOSING,
        postgresql_where=_CLOSING,
    )
    return made
