"""The documents' own examples, changed only in host, key and pause; and the openai package as it is."""

import asyncio
import json
import shutil
import sys
from typing import Any

import openai
import pytest

from tests.sandbox_gateway.conftest import Api
from tests.sandbox_gateway.schemas import SUBMIT, TASK
from tests.sandbox_gateway.test_openoctopus import opened
from tests.support.gateway import OCTOPUSX_KEY, OPENOCTOPUS_KEY

SUBMIT_CURL = """curl -s -X POST https://api.openoctopus.com/v1/images/generations \\
-H "Content-Type: application/json" \\
-H "Authorization: Bearer ooq_your_api_key" \\
-d '{
"model": "openoctopus/gpt-image-2-text-input",
"prompt": "a premium octopus mascot, orange and black, clean background"
}'"""
QUERY_CURL = """curl -s https://api.openoctopus.com/v1/tasks/task_id_from_previous_response \\
-H "Authorization: Bearer ooq_your_api_key\""""
PYTHON_LOOP = """import time, requests
timeout_s = 180
interval_s = 1.8
started = time.time()
while time.time() - started < timeout_s:
    resp = requests.get(
        "https://api.openoctopus.com/v1/tasks/task_id_from_previous_response",
        headers={"Authorization": f"Bearer {OPENOCTOPUS_API_KEY}"},
        timeout=30,
    )
    task = resp.json()
    if resp.status_code >= 400:
        raise RuntimeError(task.get("error", {}).get("message", "task query failed"))
    status = task.get("status")
    if status in ("queued", "processing"):
        time.sleep(interval_s)
        continue
    if status == "succeeded":
        print(task.get("output_payload"))
        break
    raise RuntimeError(task.get("error_message", "task failed"))
"""
OCTOPUSX_CURL = """curl -s -X POST https://octopusx.ai/v1/images/generations \\
  -H "Authorization: Bearer YOUR_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "gpt-image-2",
    "prompt": "A modern homepage illustration for an API platform, teal-blue blocks, clean whitespace",
    "n": 1,
    "size": "1536x1024",
    "response_format": "url"
  }'"""
needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def localised(text: str, api: Api, **changes: str) -> str:
    """The example with this stand-in's hosts and keys."""
    changes |= {
        "https://api.openoctopus.com": str(api.openoctopus.base_url).rstrip("/"),
        "ooq_your_api_key": OPENOCTOPUS_KEY,
        "https://octopusx.ai/v1": str(api.octopusx.base_url).rstrip("/"),
        "YOUR_API_KEY": OCTOPUSX_KEY,
    }
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


async def run(*command: str) -> tuple[int, str, str]:
    """Exit code, output and errors."""
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


@needs_curl
async def test_the_openoctopus_guide_with_curl(api: Api) -> None:
    _, out, _ = await run("bash", "-c", localised(SUBMIT_CURL, api))
    submitted = json.loads(out)
    SUBMIT.validate(submitted)
    query = localised(QUERY_CURL, api, task_id_from_previous_response=submitted["id"])
    _, out, _ = await run("bash", "-c", query)
    task = json.loads(out)
    TASK.validate(task)
    _, out, _ = await run("curl", "-s", "-w", "%{http_code}", "-o", "/dev/null", _first_url(task))
    assert out == "200"


@needs_curl
async def test_the_octopusx_document_with_curl(api: Api) -> None:
    _, out, _ = await run("bash", "-c", localised(OCTOPUSX_CURL, api))
    (item,) = json.loads(out)["data"]
    assert opened((await api.octopusx.get(item["url"])).content).size == (1536, 1024)


def _first_url(task: dict[str, Any]) -> str:
    return str(task["output_payload"]["assets"][0]["url"])


@pytest.mark.parametrize(
    ("directive", "ends"),
    [("[[seconds: 500]]", "ok"), ("[[fault: upstream_failed@task]]", "failed to complete"),
     ("[[fault: provider_offline@poll]]", "temporarily unavailable")],
)  # fmt: skip
async def test_the_guides_python_loop(api: Api, directive: str, ends: str) -> None:
    task = await api.task(f"an octopus {directive}")
    changes = {
        "task_id_from_previous_response": task,
        "interval_s = 1.8": f'interval_s = 0.05\nOPENOCTOPUS_API_KEY = "{OPENOCTOPUS_KEY}"',
    }
    looping = asyncio.create_task(run(sys.executable, "-c", localised(PYTHON_LOOP, api, **changes)))
    if ends == "ok":
        await api.control.wait(polls=2)
        await api.control.finish_all()
    code, out, err = await looping
    if ends == "ok":
        assert (code, "openoctopus.image.output.v1" in out) == (0, True)
    else:
        assert code == 1
        assert ends in err


def openai_client(api: Api, key: str = OCTOPUSX_KEY) -> openai.AsyncOpenAI:
    return openai.AsyncOpenAI(api_key=key, base_url=str(api.octopusx.base_url), max_retries=0)


async def test_the_openai_package_gets_addresses(api: Api) -> None:
    async with openai_client(api) as client:
        answer = await client.images.generate(
            model="gpt-image-2", prompt="an octopus", size="1536x1024", response_format="url"
        )
        assert answer.data is not None
        url = answer.data[0].url
        assert url is not None
        assert opened((await api.octopusx.get(url)).content).size == (1536, 1024)


async def test_the_openai_package_gets_base64_and_sends_false_and_zero(api: Api) -> None:
    async with openai_client(api) as client:
        answer = await client.images.generate(
            model="gpt-image-2",
            prompt="an octopus",
            n=0,
            response_format="b64_json",
            extra_body={"watermark": False},
        )
        assert answer.data is not None
        assert len(answer.data) == 1
        assert answer.data[0].b64_json is not None
        assert answer.data[0].revised_prompt == "an octopus"
        assert [model.id async for model in client.models.list()] == ["gpt-image-2"]
    (job,) = await api.control.jobs()
    assert (job["body"]["n"], job["watermark"], job["images"]) == (0, "false", 1)


async def test_the_openai_package_reads_the_errors(api: Api) -> None:
    async with openai_client(api, "sk-wrong") as client:
        with pytest.raises(openai.AuthenticationError) as caught:
            await client.images.generate(model="gpt-image-2", prompt="x")
        assert caught.value.code == "invalid_api_key"
    async with openai_client(api) as client:
        with pytest.raises(openai.BadRequestError) as refused:
            await client.images.generate(
                model="gpt-image-2", prompt="x [[fault: content_policy_violation@task]]"
            )
        assert refused.value.code == "content_policy_violation"
        with pytest.raises(openai.RateLimitError):
            await client.images.generate(model="gpt-image-2", prompt="x [[fault: rate_limited@submit]]")
