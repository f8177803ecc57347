"""Starts the image gateways' stand-in as a process of its own, and speaks its control API."""

import asyncio
import json
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx

ROOT = Path(__file__).parents[2]
OPENOCTOPUS_KEY = "ooq_sandbox"
OCTOPUSX_KEY = "sk-sandbox"
OPENOCTOPUS_MODEL = "openoctopus/gpt-image-2-text-input"
OCTOPUSX_MODEL = "gpt-image-2"
START_SECONDS = 30.0
STOP_SECONDS = 10.0
WAIT_SECONDS = 20.0


class GatewayControl:
    """A thin client of `/_control`; every method answers with the parsed JSON and raises on a refusal."""

    def __init__(self, url: str) -> None:
        self.url = url
        # An empty context: loading certificates would only cost time on loopback.
        plain = httpx.AsyncHTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        self._client = httpx.AsyncClient(base_url=url, timeout=60.0, trust_env=False, transport=plain)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def jobs(self, *, prompt: str = "", gateway: str | None = None) -> list[dict[str, Any]]:
        """The jobs taken so far, with the exact body, headers, counts and times of each."""
        answer = await self._get("/jobs", prompt=prompt, gateway=gateway)
        return list(answer["jobs"])

    async def job(self, job_id: str) -> dict[str, Any]:
        return await self._get(f"/jobs/{job_id}")

    async def requests(
        self, *, prompt: str = "", gateway: str | None = None, kind: str | None = None
    ) -> list[dict[str, Any]]:
        """The journal; `kind` is submit, poll, download or other."""
        answer = await self._get("/requests", prompt=prompt, gateway=gateway, kind=kind)
        return list(answer["requests"])

    async def wait(self, *, timeout: float = WAIT_SECONDS, **condition: Any) -> dict[str, Any]:
        """Return as soon as the condition holds (prompt, gateway, submits, jobs, polls, downloads, status).

        Raises TimeoutError telling how things stand.
        """
        answer = await self._client.get(
            "/wait", params={"timeout": timeout, **condition}, timeout=timeout + 10
        )
        if answer.status_code == httpx.codes.REQUEST_TIMEOUT:
            raise TimeoutError(f"{condition} did not come to hold: {answer.text}")
        return _object(answer)

    async def finish(self, job_id: str) -> dict[str, Any]:
        """End the work of one job now."""
        return await self._post(f"/jobs/{job_id}/finish")

    async def finish_all(self, *, prompt: str = "", gateway: str | None = None) -> dict[str, Any]:
        return await self._post("/finish", prompt=prompt, gateway=gateway)

    async def cancel(self, job_id: str) -> dict[str, Any]:
        """The provider cancels the job."""
        return await self._post(f"/jobs/{job_id}/cancel")

    async def forget(self, job_id: str) -> dict[str, Any]:
        """The gateway loses the job: task_not_found from now on."""
        return _object(await self._client.delete(f"/jobs/{job_id}"))

    async def advance(self, seconds: float) -> dict[str, Any]:
        """Move the gateways' clock forward."""
        return await self._post("/advance", seconds=seconds)

    async def fault(self, text: str, *, match: str = "", gateway: str | None = None) -> dict[str, Any]:
        """Set a fault, such as `provider_offline@submit x2`, for the requests to come."""
        return await self._post("/faults", fault=text, match=match, gateway=gateway)

    async def faults(self) -> list[dict[str, Any]]:
        """The faults that were set, and how often each has struck."""
        answer = await self._get("/faults")
        return list(answer["faults"])

    async def clear_faults(self) -> dict[str, Any]:
        return _object(await self._client.delete("/faults"))

    async def settings(self, **changes: Any) -> dict[str, Any]:
        """Change switches, and tell how all of them stand."""
        return await self._post("/settings", **changes)

    async def keys(self) -> dict[str, Any]:
        return await self._get("/keys")

    async def revoke(self, key: str) -> dict[str, Any]:
        return await self._post(f"/keys/{key}", active=False)

    async def restore(self, key: str) -> dict[str, Any]:
        return await self._post(f"/keys/{key}", active=True)

    async def set_balance(self, key: str, units: int) -> dict[str, Any]:
        """What is left to spend; 0 makes every submit a 402."""
        return await self._post(f"/keys/{key}", balance=units)

    async def set_models(self, gateway: str, models: list[str]) -> dict[str, Any]:
        return await self._post("/models", gateway=gateway, models=models)

    async def errors(self) -> list[dict[str, Any]]:
        """The table of the 31 codes."""
        answer = await self._get("/errors")
        return list(answer["errors"])

    async def reset(self) -> dict[str, Any]:
        """Forget jobs, faults, journal and changes of keys and models; clock and settings stay."""
        return await self._post("/reset")

    async def _get(self, path: str, **params: Any) -> dict[str, Any]:
        given = {name: value for name, value in params.items() if value is not None}
        return _object(await self._client.get(path, params=given))

    async def _post(self, path: str, **body: Any) -> dict[str, Any]:
        return _object(await self._client.post(path, json=body))


def _object(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise RuntimeError(f"{answer.request.method} {answer.request.url}: {answer.text}")
    body: dict[str, Any] = answer.json()
    return body


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningGateway:
    """Both gateways of one process. `octopusx` ends in `/v1`, as the openai package wants it."""

    openoctopus: str
    octopusx: str
    control: GatewayControl
    process: asyncio.subprocess.Process


@asynccontextmanager
async def start_gateway(
    *,
    openoctopus_port: int = 0,
    octopusx_port: int = 0,
    median_seconds: float = 0.2,
    seed: int = 1,
) -> AsyncIterator[RunningGateway]:
    """Run `python -m sandbox gateway` on free ports until the block ends."""
    arguments = {
        "--openoctopus-port": openoctopus_port,
        "--octopusx-port": octopusx_port,
        "--median-seconds": median_seconds,
        "--seed": seed,
    }
    words = [str(word) for pair in arguments.items() for word in pair]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "gateway", *words, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        greeting = await _greeting(process)
        async with GatewayControl(greeting["control"]) as control:
            yield RunningGateway(
                openoctopus=greeting["openoctopus"],
                octopusx=greeting["octopusx"],
                control=control,
                process=process,
            )
    finally:
        await _stop(process)


async def _greeting(process: asyncio.subprocess.Process) -> dict[str, str]:
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
    if not line:
        raise RuntimeError(f"the stand-in ended with exit code {await process.wait()}")
    greeting: dict[str, str] = json.loads(line)
    return greeting


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
