"""Upgrades are whole, leave a copy from before, and never touch what is newer."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.errors import DatabaseTooNew, DatabaseUnavailable
from bot.store.database import Database
from bot.store.migrate import migrate, upgrade
from bot.store.migrations import MIGRATIONS, Migrations
from tests.unit.store.kit import Kit, url_of


async def test_a_newer_database_is_refused_untouched(kit: Kit, path: Path) -> None:
    await kit.accept(kit.job())
    async with kit.database.write() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await kit.database.close()
    with pytest.raises(DatabaseTooNew) as caught:
        await Database.open(url_of(path))
    assert caught.value.revision == "9999"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM jobs").fetchone() == (1,)
    # The lock was let go: the second try is refused for the same reason.
    with pytest.raises(DatabaseTooNew):
        await Database.open(url_of(path))


def later(folder: Path, body: str) -> Migrations:
    """The history with one more migration."""
    shutil.copytree(MIGRATIONS.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    head = MIGRATIONS.head
    script = (
        f"from alembic import op\nimport sqlalchemy as sa\nrevision='next'\ndown_revision='{head}'\n{body}"
    )
    (folder / "versions" / "next.py").write_text(script)
    return Migrations(folder, "next")


async def test_an_upgrade_keeps_the_data_and_a_copy_from_before(kit: Kit, path: Path, tmp_path: Path) -> None:
    job = await kit.accept(kit.job())
    await kit.database.close()
    body = """
def upgrade():
    with op.batch_alter_table("jobs") as batch:
        batch.add_column(sa.Column("mood", sa.Text, nullable=False, server_default="calm"))
        batch.alter_column("locale", nullable=True)
"""
    await asyncio.to_thread(migrate, path, later(tmp_path / "history", body))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT id, mood FROM jobs").fetchall() == [(job.id, "calm")]
        assert connection.execute("SELECT count(*) FROM tasks").fetchone() == (2,)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("next",)
    before = await Kit.open(path.with_name("inkling.db.before-next"))
    assert await before.jobs.open_jobs() == [job]
    await before.database.close()


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        ("raise RuntimeError('halfway')", RuntimeError),
        ("op.execute('DELETE FROM jobs')", DatabaseUnavailable),
    ],
)
async def test_a_failed_upgrade_changes_nothing(
    kit: Kit, path: Path, tmp_path: Path, failure: str, error: type[Exception]
) -> None:
    job = await kit.accept(kit.job())
    await kit.database.close()
    body = f"def upgrade():\n    op.drop_table('quota')\n    {failure}\n"
    with pytest.raises(error):
        await asyncio.to_thread(migrate, path, later(tmp_path / "history", body))
    again = await Kit.open(path)
    assert await again.jobs.open_jobs() == [job]
    assert await again.quotas.audit() == []
    await again.database.close()


def content(path: Path) -> list[object]:
    """Everything in the file, and how it is kept."""
    with closing(sqlite3.connect(path)) as connection:
        settings = [
            connection.execute(f"PRAGMA {name}").fetchone()
            for name in ("journal_mode", "page_size", "auto_vacuum", "user_version", "encoding")
        ]
        return [settings, *connection.iterdump()]


def test_a_new_file_is_what_the_migrations_make(tmp_path: Path) -> None:
    at_once, step_by_step = tmp_path / "at-once.db", tmp_path / "step-by-step.db"
    assert MIGRATIONS.newest(), "python -m scripts.tables write"
    migrate(at_once)
    upgrade(step_by_step, None, MIGRATIONS)
    assert content(at_once) == content(step_by_step), "python -m scripts.tables write"


def test_statements_of_another_revision_are_not_used(path: Path, tmp_path: Path) -> None:
    body = "def upgrade():\n    op.create_table('moods', sa.Column('mood', sa.Text))\n"
    migrate(path, later(tmp_path / "history", body))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("next",)
        assert connection.execute("SELECT count(*) FROM moods").fetchone() == (0,)


def test_a_file_of_somebody_elses_tables_is_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE quota (mine); INSERT INTO quota VALUES (1)")
    with pytest.raises(DatabaseUnavailable):
        migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("quota",)]
        assert connection.execute("SELECT * FROM quota").fetchall() == [(1,)]
