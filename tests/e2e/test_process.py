"""The bot as a process: how it starts, refuses to start, is watched, examined and stopped."""

import asyncio
import json
import os
import re
import signal
import socket

import aiohttp
import pytest

from tests.support.discord import start_discord
from tests.support.gateway import start_gateway
from tests.support.program import inkling, settings, started

pytestmark = pytest.mark.e2e


@pytest.fixture
async def gateway():
    async with start_gateway(median_seconds=0.1) as running:
        yield running


@pytest.fixture
async def discord():
    async with start_discord() as running:
        yield running


@pytest.fixture
def environ(gateway, discord, tmp_path):
    return settings(folder=tmp_path, gateway=gateway, discord=discord)


async def read(url):
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_is_clean_and_quick(environ, discord, tmp_path, number):
    async with started("bot", "run", folder=tmp_path, environ=environ) as bot:
        await discord.wait_commands("imagine")
        bot.tell(number)
        ended = await bot.ended()
    assert ended.code == 0
    assert "Traceback" not in ended.err
    assert discord.token not in ended.err


async def test_watchers_see_health_readiness_and_jobs(environ, discord, tmp_path):
    async with started("bot", "run", folder=tmp_path, environ=environ | {"HEALTH_PORT": "0"}) as bot:
        address = re.search(r"http://\S+", await bot.line("health and metrics at"))
        assert address is not None
        await discord.wait_commands("imagine")
        await discord.wait_session()
        asked = await discord.slash("imagine", {"prompt": "a watched fox"}, wait=5)
        await discord.wait_message(interaction=asked["id"], files=1)
        assert (await read(f"{address[0]}/healthz"))[0] == 200
        metrics = (await read(f"{address[0]}/metrics"))[1]
        bot.tell(signal.SIGTERM)
        assert (await bot.ended()).code == 0
    assert 'inkling_gateway_calls_total{call="submit",code="ok",gateway="openoctopus"} 1.0' in metrics
    assert "inkling_jobs_accepted 1.0" in metrics


async def test_readiness_follows_the_connection(gateway, tmp_path):
    async with start_discord() as discord:
        environ = settings(folder=tmp_path, gateway=gateway, discord=discord) | {"HEALTH_PORT": "0"}
        async with started("bot", "run", folder=tmp_path, environ=environ) as bot:
            address = re.search(r"http://\S+", await bot.line("health and metrics at"))
            assert address is not None
            await becomes(f"{address[0]}/readyz", 200)
            os.kill(discord.pid, signal.SIGKILL)
            await becomes(f"{address[0]}/readyz", 503)
            assert json.loads((await read(f"{address[0]}/readyz"))[1]) == {"database": True, "discord": False}


async def becomes(url, status):
    async with asyncio.timeout(20):
        while (await read(url))[0] != status:
            pass


async def test_a_second_instance_is_turned_away(environ, discord, tmp_path):
    async with started("bot", "run", folder=tmp_path, environ=environ):
        await discord.wait_commands("imagine")
        second = await inkling("run", folder=tmp_path, environ=environ)
        assert second.code == 75
        assert second.err.splitlines()[-1].startswith("inkling: Another Inkling is using ")
        examined = await inkling("doctor", folder=tmp_path, environ=environ)
        assert "in use by a running Inkling" in examined.out
        assert (await inkling("backup", "copy.db", folder=tmp_path, environ=environ)).code == 0


async def test_a_port_in_use_is_named(environ, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = await inkling("run", folder=tmp_path, environ=environ | {"HEALTH_PORT": str(port)})
    assert ended.code == 75
    assert f"127.0.0.1:{port}" in ended.err.splitlines()[-1]


async def test_a_wrong_token_is_told_and_never_shown(environ, tmp_path):
    ended = await inkling("run", folder=tmp_path, environ=environ | {"DISCORD_TOKEN": "MTAwMQ.wrong.token"})
    assert ended.code == 77
    assert ended.err.splitlines()[-1].startswith("inkling: DISCORD_TOKEN: ")
    assert "MTAwMQ.wrong.token" not in ended.err


async def test_missing_keys_are_all_named(tmp_path):
    ended = await inkling("run", folder=tmp_path)
    assert ended.code == 78
    assert "DISCORD_TOKEN" in ended.err
    assert "OPENOCTOPUS_API_KEY" in ended.err
    assert len(ended.err.splitlines()) == 2


async def test_a_token_that_does_not_tell_the_application_is_asked_about(environ, discord, tmp_path):
    await discord.settings(token="opaque.sandbox.not-a-secret")
    invited = await inkling(
        "invite", folder=tmp_path, environ=environ | {"DISCORD_TOKEN": "opaque.sandbox.not-a-secret"}
    )
    assert "client_id=1100000000000000001&" in invited.out


async def test_the_doctor_finds_a_sound_deployment_sound(environ, tmp_path):
    ended = await inkling("doctor", folder=tmp_path, environ=environ)
    assert ended.code == 0, ended.out
    parts = {line.split()[1].rstrip(":") for line in ended.out.splitlines()}
    assert parts >= {
        "configuration",
        "models",
        "database",
        "openoctopus",
        "octopusx",
        "token",
        "Discord",
        "permissions",
    }
    assert "FAULT" not in ended.out


async def test_the_doctor_names_each_fault_and_its_fix(environ, tmp_path):
    broken = environ | {
        "OPENOCTOPUS_API_KEY": "ooq_wrong_key_123",
        "OCTOPUSX_BASE_URL": "http://127.0.0.1:1/v1",
        "DISCORD_TOKEN": "MTAwMQ.wrong.token",
        "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}",
    }
    ended = await inkling("doctor", folder=tmp_path, environ=broken)
    assert ended.code == 1
    for word in ("OPENOCTOPUS_API_KEY", "OCTOPUSX_BASE_URL", "DISCORD_TOKEN", "FAULT   database"):
        assert word in ended.out, ended.out
    assert "ooq_wrong_key_123" not in ended.out + ended.err
    assert "Traceback" not in ended.out + ended.err


async def test_the_doctor_names_servers_where_rights_are_missing(environ, discord, tmp_path):
    await discord.bot_in("club", present=False)
    for role, permissions in (("@everyone", ["VIEW_CHANNEL"]), ("Inkling", ["VIEW_CHANNEL"])):
        await discord.call("POST", "/role", guild="studio", role=role, permissions=permissions)
    ended = await inkling("doctor", folder=tmp_path, environ=environ)
    assert ended.code == 1
    (told,) = (line for line in ended.out.splitlines() if "permissions" in line)
    assert "Picture House" in told
    assert "attach files" in told
    await discord.bot_in("studio", present=False)
    nowhere = await inkling("doctor", folder=tmp_path, environ=environ)
    assert "The bot is in no server" in nowhere.out


async def test_the_doctor_tells_a_damaged_database_and_a_silent_discord(environ, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "inkling.db").write_bytes(b"no database at all" * 1000)
    broken = environ | {"DISCORD_API_BASE": "http://127.0.0.1:1/api/v10"}
    for name in ("OPENOCTOPUS_API_KEY", "OCTOPUSX_API_KEY"):
        del broken[name]
    ended = await inkling("doctor", folder=tmp_path, environ=broken)
    assert ended.code == 1
    for word in (
        "FAULT   configuration",
        "neither is set",
        "is damaged",
        "cannot be reached",
        "There is no key to try",
    ):
        assert word in ended.out, ended.out
