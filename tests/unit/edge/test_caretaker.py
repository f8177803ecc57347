"""The hourly round, on a real database."""

import asyncio
import os
from random import Random

import pytest

from bot.app import open_app
from bot.config import load_config
from bot.gateways.offer import read_offer
from bot.ops.clock import SystemClock
from bot.store.schema import quota
from bot.terminal.caretaker import ROUND, Caretaker


class HourGlass(SystemClock):
    """Lets one sleep pass, then holds."""

    def __init__(self):
        self.slept = []
        self.turned = asyncio.Event()

    async def sleep(self, seconds):
        self.slept.append(seconds)
        if len(self.slept) > 1:
            self.turned.set()
            await asyncio.Event().wait()


@pytest.fixture
async def app(tmp_path):
    config = load_config({"DATA_DIR": str(tmp_path), "OPENOCTOPUS_API_KEY": "ooq_sandbox"}, None)
    async with open_app(
        config, offer=read_offer(config), clock=SystemClock(), fronts={}, random=Random(1)
    ) as opened:
        yield opened


def caretaker_of(app, clock):
    return Caretaker(store=app.store, references=app.references, metrics=app.metrics, clock=clock)


async def test_books_that_do_not_balance_are_told(app, caplog):
    async with app.store.database.write() as tx:
        slot = {"scope": "guild", "guild_id": 1, "subject_id": 0, "generation": 0, "slot_start": 0}
        await tx.execute(quota.insert().values(used=5, **slot))
    clock = HourGlass()
    caretaker = caretaker_of(app, clock)
    task = asyncio.create_task(caretaker.run())
    await clock.turned.wait()
    task.cancel()
    assert clock.slept[0] == ROUND
    assert "do not balance" in caplog.text
    assert b"inkling_books_differences 1.0" in app.metrics.render()


async def test_balanced_books_are_silent(app, caplog):
    await caretaker_of(app, SystemClock()).round()
    assert caplog.text == ""
    assert b"inkling_books_differences 0.0" in app.metrics.render()


async def test_a_database_that_is_gone_stops_nothing(app, caplog, tmp_path):
    (tmp_path / "inkling.db").write_bytes(b"not a database, and long enough to be looked at" * 100)
    await caretaker_of(app, SystemClock()).round()
    assert "could not be looked after" in caplog.text


async def test_reference_pictures_that_no_job_names_go_after_a_day(app, caplog):
    caplog.set_level("INFO", "bot.terminal.caretaker")
    fresh, old = await app.references.keep(b"fresh"), await app.references.keep(b"old")
    os.utime(app.references.folder / old, (0, 0))
    await caretaker_of(app, SystemClock()).round()
    assert [path.name for path in app.references.folder.iterdir()] == [fresh]
    assert "removed 1 reference picture" in caplog.text


async def test_files_that_cannot_be_looked_after_stop_nothing(app, caplog):
    app.references.folder.write_text("in the way")
    await caretaker_of(app, SystemClock()).round()
    assert "could not be looked after" in caplog.text
