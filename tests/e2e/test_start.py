"""The start: what is in the way is found early, little is loaded before Discord, nobody is left waiting."""

import asyncio
import signal
import socket
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.store.claim import Claim
from tests.support.discord import Json
from tests.support.gateway import OPENOCTOPUS_KEY
from tests.support.program import inkling, started
from tests.support.world import PATIENCE, World

pytestmark = pytest.mark.e2e

#: What takes long to load and is not needed to connect.
HEAVY = {
    "PIL",
    "aiohttp.web",
    "alembic",
    "babel",
    "bot.app",
    "bot.chat.explain",
    "bot.chat.i18n",
    "bot.domain.errors",
    "bot.engine",
    "bot.gateways",
    "bot.store.schema",
    "click",
    "cogs",
    "httpx",
    "prometheus_client",
    "rich",
    "sqlalchemy",
    "structlog",
    "typer",
}
#: A file system of its own that is too small for the tables.
TINY = ("unshare", "-Urm", "sh", "-c", 'mount -t tmpfs -o size=64k none "$0" && exec "$@"')


class Nobody:
    """Stands where Discord should be, and is never called."""

    def __init__(self, server: socket.socket, folder: Path) -> None:
        self._server = server
        self.folder = folder
        self.data = folder / "data"
        self.data.mkdir()
        self.database = self.data / "inkling.db"
        address = f"127.0.0.1:{server.getsockname()[1]}"
        self.environ = {
            "DISCORD_TOKEN": "MTAwMQ.nobody.listens",
            "DISCORD_API_BASE": f"http://{address}/api/v10",
            "DISCORD_GATEWAY_URL": f"ws://{address}/gateway",
            "OPENOCTOPUS_API_KEY": OPENOCTOPUS_KEY,
            "DATA_DIR": str(self.data),
        }

    def prepare(self) -> None:
        """Have a database."""
        claim = Claim.take(f"sqlite+aiosqlite:///{self.database}")
        claim.prepare()
        claim.release()

    async def refused(self, code: int, word: str, *, within: Sequence[str] = (), **settings: str) -> None:
        """The bot ends with this code and this word, and has not called."""
        environ = self.environ | settings
        ended = await inkling("run", folder=self.folder, environ=environ, within=within)
        assert (ended.code, word in ended.err) == (code, True), ended.err
        assert "Traceback" not in ended.err
        with pytest.raises(BlockingIOError):
            self._server.accept()


@pytest.fixture
def nobody(tmp_path: Path) -> Iterator[Nobody]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield Nobody(server, tmp_path)


async def test_bad_models_and_a_taken_port_are_found_before_discord_hears_of_it(nobody: Nobody) -> None:
    models = nobody.folder / "models.toml"
    models.write_text("[models.")
    await nobody.refused(78, "not TOML", MODELS_FILE=str(models))
    await nobody.refused(78, "DEFAULT_MODEL", DEFAULT_MODEL="no-such-model")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        await nobody.refused(75, "HEALTH_PORT", HEALTH_PORT=str(taken.getsockname()[1]))


@contextmanager
def held(nobody: Nobody) -> Iterator[None]:
    claim = Claim.take(f"sqlite+aiosqlite:///{nobody.database}")
    try:
        yield
    finally:
        claim.release()


async def test_a_database_that_cannot_be_used_is_found_before_discord_hears_of_it(nobody: Nobody) -> None:
    with held(nobody):
        await nobody.refused(75, "Another Inkling")
    nobody.prepare()
    sound = nobody.database.read_bytes()
    # "File format write version": one above what SQLite knows makes a file read-only for everybody.
    nobody.database.write_bytes(sound[:18] + b"\x03" + sound[19:])
    await nobody.refused(78, "cannot be written")
    nobody.database.write_bytes(sound)
    with closing(sqlite3.connect(nobody.database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    await nobody.refused(78, "newer Inkling")
    nobody.database.write_bytes(b"no database at all" * 1000)
    await nobody.refused(78, "damaged")


async def test_a_full_disk_is_found_before_discord_hears_of_it(nobody: Nobody) -> None:
    within = [*TINY, str(nobody.data)]
    trying = await asyncio.create_subprocess_exec(*within, "true", stderr=asyncio.subprocess.DEVNULL)
    if await trying.wait() != 0:
        pytest.skip("this machine lets nobody mount a file system of their own")
    await nobody.refused(78, "disk is full", within=within)


async def test_little_is_loaded_before_discord_is_called(nobody: Nobody) -> None:
    for _ in ("a new database", "an existing one"):
        async with started(
            "tests.support.until_discord", "run", folder=nobody.folder, environ=nobody.environ
        ) as bot:
            ended = await bot.ended()
        assert ended.code == 0, ended.err
        loaded = set(ended.out.split())
        assert "discord" in loaded
        assert not loaded & HEAVY


async def test_jobs_are_taken_up_only_once_discord_has_let_the_bot_in(world: World) -> None:
    discord, gateway = world.discord, world.gateway
    async with world.bot() as bot:
        asked = await discord.imagine("a patient fox [[seconds: 500]]")
        await gateway.wait(prompt="a patient fox", polls=1)
        await bot.kill()
    calls = len(await gateway.requests())
    login = await discord.fault("hold", "/users/@me$", method="GET")
    async with started("bot", "run", folder=world.folder, environ=world.environ) as again:
        await discord.wait_fault(login, timeout=PATIENCE)
        await gateway.finish_all()
        assert len(await gateway.requests()) == calls
        await discord.release(login)
        await world.posted(asked)
        again.tell(signal.SIGTERM)
        assert (await again.ended()).code == 0


async def test_told_to_stop_before_discord_lets_it_in_it_leaves_at_once(world: World) -> None:
    past = await world.discord.sessions()
    login = await world.discord.fault("hold", "/users/@me$", method="GET")
    async with started("bot", "run", folder=world.folder, environ=world.environ) as bot:
        await world.discord.wait_fault(login, timeout=PATIENCE)
        bot.tell(signal.SIGTERM)
        ended = await bot.ended()
    await world.discord.release(login)
    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err
    assert len(await world.discord.sessions()) == len(past)


def is_put_off(answered: Json) -> bool:
    """Whether somebody was told that it still loads."""
    return "just started" in str(answered["response"])


async def served(ask: Callable[[], Awaitable[Json]]) -> Json:
    """The answer. A machine that loads for longer than people wait has them ask again."""
    async with asyncio.timeout(PATIENCE):
        while is_put_off(answered := await ask()):
            pass
    return answered


async def test_what_is_asked_while_it_still_loads_is_answered(world: World) -> None:
    discord = world.discord
    async with world.bot():
        slow = await discord.imagine("a slow fox [[seconds: 500]]")
        await world.gateway.wait(prompt="a slow fox", polls=1)
        window = await discord.imagine()
    past = [session["id"] for session in await discord.sessions()]
    async with started("bot", "run", folder=world.folder, environ=world.environ) as bot:
        await discord.wait_session(ignore=past, timeout=PATIENCE)
        asked, pressed, written = await asyncio.gather(
            served(lambda: discord.imagine("an early fox")),
            served(lambda: discord.press(slow["original_id"], "Cancel")),
            discord.submit_modal(window["id"], {"prompt": "a fox in a window"}),
        )
        assert [each["state"] for each in (asked, pressed, written)] == [
            "message",
            "deferred_update",
            "message",
        ]
        assert not is_put_off(written) or "a fox in a window" in written["response"]["content"]
        await world.posted(asked)
        await world.card(slow, "This one was stopped.")
        bot.tell(signal.SIGTERM)
        assert (await bot.ended()).code == 0


async def test_told_to_stop_while_it_loads_it_leaves_well(world: World) -> None:
    async with world.bot():
        past = [session["id"] for session in await world.discord.sessions()]
    async with started("bot", "run", folder=world.folder, environ=world.environ) as bot:
        await world.discord.wait_session(ignore=past, timeout=PATIENCE)
        await world.discord.imagine("a fox in a hurry", wait=0)
        bot.tell(signal.SIGTERM)
        ended = await bot.ended()
    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err
    async with world.bot():
        # What is left of it is put in order.
        pass
