"""The file itself: one holder, migrations, copies, and what goes wrong with disks."""

import asyncio
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.errors import DatabaseBusy, DatabaseUnavailable
from bot.store import driver, files
from bot.store.database import Database
from bot.store.faults import Reason
from tests.unit.store.kit import Kit, url_of

HOLD = """
import asyncio, sys
from bot.store.database import Database
async def hold():
    await Database.open(sys.argv[1])
    print("held", flush=True)
    await asyncio.Event().wait()
asyncio.run(hold())
"""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def count(path: Path) -> int:
    with opened(path) as connection:
        return int(connection.execute("SELECT count(*) FROM jobs").fetchone()[0])


async def reason(kit: Kit) -> str:
    """Why a job cannot be accepted, having checked that nothing of it is left."""
    before = await kit.jobs.open_jobs()
    with pytest.raises(DatabaseUnavailable) as caught:
        await kit.accept(kit.job(unit_price=0))
    assert await kit.jobs.open_jobs() == before
    assert await kit.quotas.audit() == []
    return caught.value.reason


async def run(kit: Kit, statement: str) -> None:
    async with kit.database.write() as tx:
        await tx.execute(text(statement))


async def test_a_file_has_one_holder_at_a_time(kit: Kit, path: Path) -> None:
    with pytest.raises(DatabaseBusy) as caught:
        await Database.open(url_of(path))
    assert caught.value.path == str(path)
    await kit.accept(kit.job())
    await kit.database.close()
    again = await Database.open(url_of(path))
    await again.close()


def start_holder(path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", HOLD, url_of(path)], stdout=subprocess.PIPE)


async def test_a_killed_holder_holds_nothing(path: Path) -> None:
    holder = start_holder(path)
    assert holder.stdout is not None
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(DatabaseBusy):
            await Database.open(url_of(path))
    finally:
        holder.kill()
        holder.communicate()
    await (await Database.open(url_of(path))).close()


async def test_a_closed_database_takes_nothing_more(kit: Kit) -> None:
    waiting = asyncio.ensure_future(kit.accept(kit.job()))
    await kit.database.close()
    await kit.database.close()
    await asyncio.wait([waiting])
    for late in (kit.accept(kit.job()), kit.jobs.open_jobs()):
        with pytest.raises(DatabaseUnavailable) as caught:
            await late
        assert caught.value.reason == Reason.CLOSED


@pytest.mark.parametrize("url", ["sqlite+aiosqlite:///:memory:", "sqlite+aiosqlite://", "mysql://host/name"])
async def test_only_files_are_opened(url: str) -> None:
    with pytest.raises(DatabaseUnavailable) as caught:
        await Database.open(url)
    assert caught.value.reason == Reason.UNSUPPORTED


async def test_the_folder_is_made(tmp_path: Path) -> None:
    database = await Database.open(url_of(tmp_path / "a" / "b" / "inkling.db"))
    await database.check()
    await database.close()


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnavailable) as caught:
        await Database.open(url_of(tmp_path / "file" / "inkling.db"))
    assert caught.value.reason == Reason.NO_ACCESS


async def test_connections_are_set_up_as_promised(kit: Kit) -> None:
    async with kit.database.write() as tx:
        found = [
            (await tx.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    # The writer's statements run on the event loop, which never waits for a lock.
    assert found == ["wal", 2, 1, 0]


async def test_data_survives_closing(kit: Kit, path: Path) -> None:
    job = await kit.accept(kit.job())
    await kit.database.close()
    again = await Kit.open(path)
    assert await again.jobs.open_jobs() == [job]
    await again.database.close()


def partials(folder: Path) -> list[Path]:
    return list(folder.rglob("*.partial"))


async def test_a_copy_taken_under_load_is_a_whole_database(kit: Kit, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("an older copy")
    target.with_name("copy.db.partial").write_text("left over by a crash")
    await kit.accept(kit.job(unit_price=0))
    stop = asyncio.Event()

    async def write() -> None:
        while not stop.is_set():
            await kit.accept(kit.job(unit_price=0))

    writing = asyncio.ensure_future(write())
    for _ in range(3):
        await asyncio.to_thread(files.copy, path, target)
    stop.set()
    await writing
    copy = await Kit.open(target)
    await copy.database.check()
    assert await copy.quotas.audit() == []
    assert 0 < len(await copy.jobs.open_jobs()) <= len(await kit.jobs.open_jobs())
    await copy.database.close()
    assert not partials(tmp_path)


async def test_a_copy_that_cannot_be_written_is_told(kit: Kit, path: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "nowhere" / "copy.db", tmp_path / "folder"):
        with pytest.raises(DatabaseUnavailable) as caught:
            await asyncio.to_thread(files.copy, path, target)
        assert caught.value.reason == Reason.NO_ACCESS
    assert not partials(tmp_path)


async def test_a_checkpoint_empties_the_log(kit: Kit, path: Path) -> None:
    await kit.accept(kit.job())
    log = path.with_name("inkling.db-wal")
    assert log.stat().st_size > 0
    await kit.database.checkpoint_wal()
    assert log.stat().st_size == 0
    assert count(path) == 1


async def test_a_full_database_refuses_and_recovers(kit: Kit) -> None:
    await run(kit, "PRAGMA max_page_count=1")
    reasons = {await reason(kit) for _ in range(3)} if await full(kit) else set()
    assert reasons == {Reason.DISK_FULL}
    await run(kit, "PRAGMA max_page_count=100000")
    await kit.accept(kit.job(unit_price=0))


async def full(kit: Kit) -> bool:
    """Accept until nothing more fits."""
    for _ in range(500):
        try:
            await kit.accept(kit.job(unit_price=0))
        except DatabaseUnavailable:
            return True
    return False


async def test_a_file_that_may_not_grow_refuses_and_recovers(kit: Kit, path: Path) -> None:
    await kit.accept(kit.job(unit_price=0))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = path.with_name("inkling.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 5000, hard))
    try:
        assert await reason(kit) in {Reason.IO_ERROR, Reason.DISK_FULL}
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    await kit.accept(kit.job(unit_price=0))
    assert len(await kit.jobs.open_jobs()) == 2


async def test_a_foreign_writer_is_waited_for_and_then_told(
    kit: Kit, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_TIMEOUT_MS", 1)
    with opened(path) as foreign:
        foreign.execute("BEGIN IMMEDIATE")
        assert await reason(kit) == Reason.LOCKED
        foreign.execute("ROLLBACK")
    await kit.accept(kit.job())


def overwrite(path: Path, offset: int, content: bytes) -> None:
    """Put bytes into a file; a negative offset counts from its end."""
    with path.open("r+b") as file:
        file.seek(offset, os.SEEK_SET if offset >= 0 else os.SEEK_END)
        file.write(content)


async def test_a_read_only_file_is_told_at_the_start(kit: Kit, path: Path) -> None:
    await kit.database.close()
    # "File format write version": one above what SQLite knows makes a file read-only for everybody.
    overwrite(path, 18, b"\x03")
    with pytest.raises(DatabaseUnavailable) as caught:
        await Database.open(url_of(path))
    assert caught.value.reason == Reason.READ_ONLY


@pytest.mark.parametrize("content", [b"just some words, no database\n" * 100, b"SQLite format 3\0" * 40])
def test_a_file_that_is_no_database_is_told_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DatabaseUnavailable) as caught:
        asyncio.run(Database.open(url_of(path)))
    assert caught.value.reason == Reason.CORRUPT
    assert path.read_bytes() == content


async def test_a_damaged_page_is_found(kit: Kit, path: Path) -> None:
    for _ in range(20):
        await kit.accept(kit.job(unit_price=0))
    await kit.database.check()
    await kit.database.close()
    overwrite(path, -3 * 4096, b"\xff" * 3 * 4096)
    database = await Database.open(url_of(path))
    with pytest.raises(DatabaseUnavailable) as caught:
        await database.check()
    assert caught.value.reason == Reason.CORRUPT
    await database.close()
