"""What members decide and keep, what a guild shows of it, and who wished to be forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    _user_settings()
    _favourites()
    _presets()
    _drafts()
    _showcase()
    _erasures()
    _farewells()
    # What a requester wrote in place of the prompt.
    op.add_column("images", sa.Column("alt_text", sa.Text(), nullable=True))


def _user_settings() -> None:
    op.create_table(
        "user_settings",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_user_settings")),
    )


def _favourites() -> None:
    op.create_table(
        "favourites",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_favourites_job_id_jobs")),
        sa.PrimaryKeyConstraint("user_id", "job_id", name=op.f("pk_favourites")),
    )
    op.create_index(op.f("ix_favourites_job_id"), "favourites", ["job_id"], unique=False)


def _presets() -> None:
    op.create_table(
        "presets",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_presets")),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_user_id"), "drafts", ["user_id"], unique=False)
    op.create_index(op.f("ix_drafts_at"), "drafts", ["at"], unique=False)


def _showcase() -> None:
    op.create_table(
        "showcase",
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_showcase_job_id_jobs")),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_showcase")),
    )
    op.create_index(op.f("ix_showcase_guild_id"), "showcase", ["guild_id"], unique=False)
    op.create_index(op.f("ix_showcase_due_at"), "showcase", ["due_at"], unique=False)


def _erasures() -> None:
    op.create_table(
        "erasures",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("stand_in", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_erasures")),
    )


def _farewells() -> None:
    op.create_table(
        "farewells",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("stand_in", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_farewells")),
    )
