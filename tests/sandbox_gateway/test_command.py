"""The command line, from outside."""

import asyncio
import signal
import sys

import httpx
import pytest

from tests.support.gateway import ROOT, start_gateway


async def command(*words: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", *words, cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_stops_cleanly_even_while_someone_waits(number: signal.Signals) -> None:
    async with start_gateway(median_seconds=60) as gateway:
        waiting = asyncio.create_task(gateway.control.wait(submits=1, timeout=60))
        await gateway.control.wait(timeout=0)
        gateway.process.send_signal(number)
        assert await asyncio.wait_for(gateway.process.wait(), 10) == 0
        with pytest.raises(httpx.TransportError):
            await waiting


@pytest.mark.parametrize("option", ["--openoctopus-port", "--octopusx-port"])
async def test_a_port_in_use_is_told_in_one_sentence(option: str) -> None:
    async with start_gateway() as first:
        port = first.openoctopus.rpartition(":")[2]
        other = {"--openoctopus-port", "--octopusx-port"} - {option}
        process = await command("gateway", option, port, *other, "0")
        out, err = await process.communicate()
    assert process.returncode == 1
    assert out == b""
    assert err.decode().startswith(f"Port {port} on 127.0.0.1 is already in use.")
    assert err.count(b"\n") == 1


@pytest.mark.parametrize(
    "words",
    [("gateway", "--openoctopus-port", "70000"), ("gateway", "--median-seconds", "-1"), ("nothing",), (),
     ("gateway", "--median-seconds", "nan"), ("gateway", "--unknown")],
)  # fmt: skip
async def test_bad_options_are_told(words: tuple[str, ...]) -> None:
    process = await command(*words)
    _, err = await process.communicate()
    assert process.returncode == 2
    assert err.startswith(b"usage: python -m sandbox")


async def test_the_same_seed_gives_the_same_durations() -> None:
    seen = []
    for seed in (3, 3, 4):
        async with start_gateway(median_seconds=6, seed=seed) as gateway:
            durations = []
            for prompt in ("a", "b", "a"):
                await post(gateway.openoctopus, prompt)
                durations.append((await gateway.control.jobs())[-1]["seconds"])
            seen.append(durations)
    assert seen[0] == seen[1] != seen[2]
    assert len(set(seen[0])) == 3


async def post(base: str, prompt: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        await client.post(
            f"{base}/v1/images/generations",
            json={"model": "openoctopus/gpt-image-2-text-input", "prompt": prompt},
            headers={"Authorization": "Bearer ooq_sandbox"},
        )
